import { expect, test } from 'vitest'
import { testApp } from '#tests/support/test-app.ts'
import { loadDemo } from './load.ts'

test('the district is loaded within a minute', async () => {
  const { app, clock } = await testApp()
  clock.set(new Date('2026-11-22T10:00:00+08:00'))
  const started = performance.now()
  await loadDemo(app)
  const ms = performance.now() - started
  console.log('loaded in', Math.round(ms))
  expect(ms).toBeLessThan(60_000)
}, 120_000)
