/**
 * `npm run verify-record -- [--against FILE] [--lang zh-CN|en]`: recomputes the sealed record of DATABASE_URL or of the
 * data folder, also while the program runs. FILE is a checkpoint (or a list of them) that was kept elsewhere. Ends
 * with 0 when nothing was changed, removed or cut off, else with 1.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Locale } from '#kernel/actor.ts'
import '#modules/suggestion/index.ts'
import { CheckpointFile, type Verification, verifyRecord } from '#modules/record/index.ts'
import { deriveKeys } from '#platform/crypto/keys.ts'
import { findBundledConnection, startBundled } from '#platform/db/bundled.ts'
import { assertServer, type Db, openDatabase } from '#platform/db/database.ts'
import { type Env, loadEnv, secretOf } from '#platform/env.ts'
import { localFiles } from '#platform/files/files.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { silentLog } from '#platform/log.ts'

const locale: Locale = process.argv.includes('en') ? 'en' : 'zh-CN'
const say = (key: string, words: Record<string, unknown> = {}) => translate(locale, `record.${key}`, words)

process.exitCode = await run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  return 1
})

async function run(): Promise<number> {
  const against = readCheckpoints(readArguments())
  const env = loadEnv()
  const { db, close } = await openRecord(env)
  try {
    const result = await verifyRecord(
      { db, keys: deriveKeys(secretOf(env)), files: localFiles(`${env.MINSHENG_DATA}/files`) },
      against,
    )
    report(result)
    return result.faults.length === 0 ? 0 : 1
  } finally {
    await close()
  }
}

function readArguments(): string | undefined {
  try {
    return parseArgs({ options: { against: { type: 'string' }, lang: { type: 'string' } } }).values.against
  } catch {
    throw new Error(say('verify.usage'))
  }
}

function readCheckpoints(file: string | undefined) {
  if (file === undefined) return []
  try {
    return CheckpointFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(say('verify.bad_file', { file, reason }), { cause: error })
  }
}

async function openRecord(env: Env): Promise<{ db: Db; close(): Promise<void> }> {
  const open = async (connectionString: string) => {
    const db = openDatabase({ connectionString, schema: env.MINSHENG_TENANT, max: 2 })
    try {
      await assertServer(db, env.MINSHENG_TENANT)
      return db
    } catch (error) {
      await db.destroy()
      throw error
    }
  }
  const given = env.DATABASE_URL ?? findBundledConnection(env.MINSHENG_DATA)
  if (given === undefined) throw new Error(say('verify.nothing_there', { folder: env.MINSHENG_DATA }))
  try {
    const db = await open(given)
    return { db, close: () => db.destroy() }
  } catch (error) {
    if (env.DATABASE_URL !== undefined || !isRefusedConnection(error)) throw error
  }
  const bundled = await startBundled({ dataDir: env.MINSHENG_DATA, log: silentLog })
  const db = await open(bundled.connectionString())
  return {
    db,
    async close() {
      await db.destroy()
      await bundled.stop()
    },
  }
}

function isRefusedConnection(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'
}

function report(result: Verification): void {
  const { faults, compared, rootHash } = result
  console.log(say('verify.counts', result))
  if (compared > 0) console.log(say('verify.compared', { compared }))
  console.log(say('verify.root', { rootHash }))
  console.log(faults.length === 0 ? say('verify.intact') : say('verify.broken', { count: faults.length }))
  for (const fault of faults) console.log(`  ${say(`faults.${fault.code}`, fault)}`)
}
