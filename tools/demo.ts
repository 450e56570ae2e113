/**
 * `npm run demo -- --scale 12000`: loads the demo into a database of its own (`MINSHENG_DATA` or `DATABASE_URL`), as a
 * city of so many deputies around the district, and ends; `npm start` with the same settings then opens it.
 */
import process from 'node:process'
import { findAnyCongress } from '#demo/demo.queries.ts'
import { loadDemo } from '#demo/load.ts'
import { assertNoBegunRestore } from '#platform/begun-restore.ts'
import { loadEnv } from '#platform/env.ts'
import { makeLog } from '#platform/log.ts'
import { keysOf } from '#platform/own-secret.ts'
import { openApp } from '../src/open-app.ts'
import { aloneInPlace, readArguments, runCommand, say } from './command.ts'

const districtSize = 1500
const cityMost = 20_000
const wall = { now: () => new Date() }

await runCommand(async () => {
  const scale = Number(readArguments(say('demo.usage'), ['scale'], 0).option('scale'))
  if (!Number.isInteger(scale) || scale <= districtSize || scale > cityMost) throw new Error(say('demo.usage'))
  const env = loadEnv()
  if (env.MINSHENG_MODE !== 'demo') throw new Error(say('demo.production'))
  const log = makeLog((line) => process.stderr.write(`${line}\n`), wall.now, 'error')
  assertNoBegunRestore(env.MINSHENG_DATA)
  const keys = keysOf(env)
  return aloneInPlace(env, async ({ connectionString }) => {
    const { app, close } = await openApp(env, keys, wall, log, connectionString)
    try {
      if (await findAnyCongress(app.db)) throw new Error(say('demo.taken'))
      const begun = performance.now()
      process.stdout.write(`${say('demo.loading', { deputies: scale })}\n`)
      await loadDemo(app, {
        deputies: scale,
        onMonth: (day) =>
          process.stdout.write(`${say('demo.month', { year: day.slice(0, 4), month: Number(day.slice(5, 7)) })}\n`),
      })
      process.stdout.write(`${say('demo.done', { seconds: Math.round((performance.now() - begun) / 1000) })}\n`)
    } finally {
      await close()
    }
    return 0
  })
})
