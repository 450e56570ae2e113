import { join } from 'node:path'
import process from 'node:process'
import type { Clock } from '#kernel/clock.ts'
import { assertNoBegunRestore } from '#platform/begun-restore.ts'
import type { Keys } from '#platform/crypto/keys.ts'
import { type OwnPlace, openPlace } from '#platform/db/command-database.ts'
import { holdDatabase } from '#platform/db/program-hold.ts'
import { type Env, loadEnv } from '#platform/env.ts'
import { openAccessLog } from '#platform/http/access-log.ts'
import { assertServable, openServer } from '#platform/http/open-server.ts'
import { locales } from '#platform/i18n/i18n.ts'
import { type Log, makeLog } from '#platform/log.ts'
import { faultInWords } from '#platform/operator-fault.ts'
import { keysOf } from '#platform/own-secret.ts'
import { withRepeatsCounted } from '#platform/repeated-errors.ts'
import { startHeartbeat } from '#surfaces/api/heartbeat.ts'
import { buildSite } from '#surfaces/site.ts'
import { prepareFirstStart } from './first-start.ts'
import { openApp } from './open-app.ts'

// The only wiring: everything through which time, chance and the network enter is made here and in `open-app.ts`.

const heartbeatMs = 500
// an end in order takes ten seconds at the most, with what it takes to end at all; the requests that are being answered
// get half
const stopMs = 9_000
const answerMs = 5_000
// so long the next start waits for one that is ending, or whose machine has gone silent
const heldMs = 15_000

const stoppedEarly =
  '  启动还没有完成就已停止，下次启动时重新进行。Stopped before the start was complete; the next start does it anew.'

const cutOff =
  '  九秒内未能正常停止（数据库可能被锁定或没有响应），其余处理已中断。已返回结果的操作都已生效；未返回结果的，是否生效请在重新启动后查看。' +
  'Not ended in order within nine seconds, as where the database is locked or does not answer: the rest is cut off. What was acknowledged is there; whether the rest was done, look after the next start.'

type Closing = () => Promise<unknown>

async function main(): Promise<void> {
  const closing: Closing[] = []
  let isStopping = false
  const stop = once(async (code: number) => {
    isStopping = true
    setTimeout(() => {
      process.stderr.write(`${cutOff}\n`)
      process.exit(1)
    }, stopMs).unref()
    for (const close of closing.toReversed()) await close()
    process.exit(code)
  })
  let isStarting = true
  const onSignal = () => {
    if (isStarting && !isStopping) process.stdout.write(`${stoppedEarly}\n`)
    void stop(0)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  try {
    await start(closing, (sentence) => {
      process.stderr.write(`${sentence}\n`)
      void stop(1)
    })
    isStarting = false
  } catch (error) {
    // what was under way when it was told to stop has lost its database: that is no fault
    if (!isStopping) process.stderr.write(`${faultInWords(error, locales)}\n`)
    await stop(1)
  }
}

/** Starts one thing after the other; what has to be closed again is noted as soon as it is open. */
async function start(closing: Closing[], onTaken: (sentence: string) => void): Promise<void> {
  const env = loadEnv()
  const wall: Clock = { now: () => new Date() }
  const log = withRepeatsCounted(makeLog((line) => process.stderr.write(`${line}\n`), wall.now, env.LOG_LEVEL))
  const print = (words: string) => void process.stdout.write(`${words}\n`)
  await assertServable(env)
  // the secret of one comes with the restore
  assertNoBegunRestore(env.MINSHENG_DATA)
  // before the database: beside one no secret is made
  const keys = keysOf(env)
  const place = await openPlace(env, log)
  closing.push(() => place.close())
  try {
    await startIn(place, { env, keys, wall, log, print, closing, onTaken })
  } catch (error) {
    throw place.explain(error)
  }
}

type Start = {
  env: Env
  keys: Keys
  wall: Clock
  log: Log
  print: (words: string) => void
  closing: Closing[]
  onTaken: (sentence: string) => void
}

async function startIn({ connectionString }: OwnPlace, start: Start): Promise<void> {
  const { env, keys, wall, log, print, closing, onTaken } = start
  const schema = env.MINSHENG_TENANT
  const hold = await holdDatabase({ connectionString, schema, log, patienceMs: heldMs, tell: print, onTaken })
  closing.push(() => hold.release())
  const { app, close } = await openApp(env, keys, wall, log, connectionString)
  closing.push(close)
  const access = openAccessLog(join(env.MINSHENG_DATA, 'logs'), log)
  closing.push(() => access.close())
  const lifecycle = { isStopping: false }
  const site = buildSite(app, access, lifecycle)
  const welcome = await prepareFirstStart(app, print)
  const heartbeat = startHeartbeat(app, heartbeatMs)
  closing.push(() => heartbeat.stop())
  const server = await openServer(env, site.fetch)
  // the last of all: until then whoever asks is told that it ends
  closing.unshift(() => server.close().then(() => access.close()))
  closing.push(async () => {
    lifecycle.isStopping = true
    await server.settle(answerMs)
    // what may hang comes after it
    await access.close()
  })
  print(welcome)
}

function once(close: (code: number) => Promise<void>): (code: number) => Promise<void> {
  let closed: Promise<void> | undefined
  return (code) => {
    closed ??= close(code)
    return closed
  }
}

await main()
