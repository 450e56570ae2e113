import { test } from 'vitest'
import { emptyProgram } from './demo.given.ts'
import { loadDemo } from './load.ts'

test('timing', async () => {
  const app = await emptyProgram('2026-11-22')
  const t = performance.now()
  const c = process.cpuUsage()
  try {
    await loadDemo(app)
  } catch (e) {
    console.log(e, (e as Error).cause)
  }
  const u = process.cpuUsage(c)
  console.log('ms', Math.round(performance.now() - t), 'cpu', u.user / 1000, u.system / 1000)
}, 300_000)
