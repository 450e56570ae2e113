import { parseArgs } from 'node:util'
import type { Locale } from '#kernel/actor.ts'
import type { Clock } from '#kernel/clock.ts'
import { systemIds } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { assertOwnKeys } from '#modules/operation/index.ts'
import type { Recording } from '#modules/record/index.ts'
import type { Keys } from '#platform/crypto/keys.ts'
import { openPlace, openReached, type Reached, reachDatabase } from '#platform/db/command-database.ts'
import type { Db } from '#platform/db/database.ts'
import { holdDatabase } from '#platform/db/program-hold.ts'
import type { Env } from '#platform/env.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { silentLog } from '#platform/log.ts'
import { faultInWords } from '#platform/operator-fault.ts'
import { keysOf, secretState } from '#platform/own-secret.ts'

/** What a command of the operator says, in Chinese or, with `--lang en`, in English. */
export const locale: Locale = process.argv.includes('en') ? 'en' : 'zh-CN'
export const say = (key: string, words: Record<string, unknown> = {}) => translate(locale, `operation.${key}`, words)

/**
 * The options with a value, by name, and the plain arguments.
 * @throws the usage when an option is unknown or the number of plain arguments is another one
 */
export function readArguments(usage: string, names: readonly string[], plain: number) {
  try {
    const options = Object.fromEntries([...names, 'lang'].map((name) => [name, { type: 'string' as const }]))
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    if (positionals.length === plain) return { option: (name: string) => values[name], positionals }
  } catch {
    // said below
  }
  throw new Error(usage)
}

/**
 * Gives `run` the database of this installation, also while the program runs on it.
 * @throws {Refusal} `operation.nothing_there`
 */
export async function onDatabase<Result>(
  env: Env,
  run: (db: Db, connectionString: string) => Promise<Result>,
): Promise<Result> {
  const reached = await reachDatabase(env)
  if (!reached) throw new Refusal('not_found', 'operation.nothing_there', { folder: env.MINSHENG_DATA })
  try {
    const db = await openReached(reached, env)
    try {
      return await run(db, reached.connectionString)
    } finally {
      await db.destroy()
    }
  } finally {
    await reached.close()
  }
}

/**
 * The keys of a database that is there: beside it no secret is made.
 * @throws {Refusal} `operation.secret_needed`
 */
export function keptKeys(env: Env): Keys {
  if (secretState(env) === 'none') throw new Refusal('invalid', 'operation.secret_needed')
  return keysOf(env)
}

/**
 * The same as {@link onDatabase} for a command that records: what it writes with strange keys would be named as put in by
 * hand for ever.
 * @throws {Refusal} as {@link keptKeys} and {@link assertOwnKeys}
 */
export const onOwnDatabase = <Result>(
  env: Env,
  run: (db: Db, keys: Keys, connectionString: string) => Promise<Result>,
): Promise<Result> =>
  onDatabase(env, async (db, connectionString) => {
    const keys = keptKeys(env)
    await assertOwnKeys({ db, keys, env })
    return run(db, keys, connectionString)
  })

/** Gives `run` the place of this installation, made where nothing is yet, and keeps every program from it meanwhile. */
export async function aloneInPlace<Result>(
  env: Env,
  run: (reached: Reached) => Promise<Result>,
  how: { isRestoring?: boolean } = {},
): Promise<Result> {
  const place = await openPlace(env, silentLog, how)
  try {
    const hold = await holdDatabase({
      connectionString: place.connectionString,
      schema: env.MINSHENG_TENANT,
      log: silentLog,
      patienceMs: 0,
      tell() {},
      onTaken(sentence) {
        console.error(sentence)
        process.exit(1)
      },
    })
    try {
      return await run(place)
    } finally {
      await hold.release()
    }
  } finally {
    await place.close()
  }
}

export const wall: Clock = { now: () => new Date() }

/** What a command needs to record: time, numbers, and the keys of this installation. */
export const recorder = (keys: Keys): Recording => ({
  clock: wall,
  ids: systemIds(() => wall.now().getTime()),
  keys,
})

/** Runs a command to its end: 0, or 1 and on standard error why. */
export async function runCommand(run: () => Promise<number>): Promise<void> {
  process.exitCode = await run().catch((error: unknown) => {
    console.error(faultInWords(error, [locale]))
    return 1
  })
}
