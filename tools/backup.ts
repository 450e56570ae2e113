/**
 * `npm run backup -- DIR [--keys FILE] [--lang zh-CN|en]`: copies rows, files and access logs of DATABASE_URL or of the
 * data folder into DIR, also while the program runs. With --keys the secrets go into FILE, which belongs elsewhere.
 */
import { randomUUID } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Refusal } from '#kernel/refusal.ts'
import { getCheckpoint, recordEvent } from '#modules/record/index.ts'
import { isWithin, keysText, type Manifest, makeBackup } from '#platform/backup/index.ts'
import type { Keys } from '#platform/crypto/keys.ts'
import type { Db } from '#platform/db/database.ts'
import { type Env, loadEnv } from '#platform/env.ts'
import { secretOf } from '#platform/own-secret.ts'
import { onOwnDatabase, readArguments, recorder, runCommand, say } from './command.ts'

await runCommand(async () => {
  const { option, positionals } = readArguments(say('backup.usage'), ['keys'], 1)
  const folder = resolve(positionals[0] ?? '')
  const keysName = option('keys')
  const keysFile = keysName === undefined ? undefined : resolve(keysName)
  if (keysFile !== undefined && isWithin(folder, keysFile)) throw new Refusal('conflict', 'operation.keys_inside')
  const env = loadEnv()
  if (isWithin(env.MINSHENG_DATA, folder)) throw new Refusal('conflict', 'operation.folder_inside', { folder })
  return onOwnDatabase(env, async (db, keys, connectionString) => {
    // where they can't be written nothing is taken out; those of the backup before stay until this one is there
    const draft = keysFile === undefined ? undefined : writeKeys(`${keysFile}.part`, env)
    const manifest = await makeBackup({
      connectionString,
      schema: env.MINSHENG_TENANT,
      dataDir: env.MINSHENG_DATA,
      folder,
      madeAt: new Date(),
      keyIds: keys.opening.map(({ keyId }) => keyId),
      checkpoint: await newestCheckpoint(db),
      onCopied: async (copied) => {
        if (draft !== undefined && keysFile !== undefined) renameSync(draft, keysFile)
        await recordBackup(db, keys, rowsOf(copied), copied.files.length)
      },
    }).finally(() => draft !== undefined && rmSync(draft, { force: true }))
    const rows = rowsOf(manifest)
    console.log(say('backup.done', { folder, rows, tables: manifest.tables.length, files: manifest.files.length }))
    console.log(keysFile === undefined ? say('backup.keys_apart') : say('backup.keys_written', { file: keysFile }))
    return 0
  })
})

function rowsOf({ tables }: Manifest): number {
  return tables.reduce((sum, table) => sum + table.rows, 0)
}

/** Anew: an older file would keep the rights it has, and a link would lead elsewhere. */
function writeKeys(file: string, env: Env): string {
  const text = keysText({
    secret: Buffer.from(secretOf(env)).toString('utf8'),
    sealingSecrets: env.MINSHENG_SEALING_SECRETS,
    signingSecrets: env.MINSHENG_SIGNING_SECRETS,
  })
  rmSync(file, { force: true })
  writeFileSync(file, text, { mode: 0o600, flag: 'wx', flush: true })
  return file
}

/** Null before the first sealing. */
async function newestCheckpoint(db: Db): Promise<unknown> {
  try {
    return await getCheckpoint(db)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** That everything was taken out is an act of its own, and tells the doctor how old the newest backup is. */
async function recordBackup(db: Db, keys: Keys, rows: number, files: number): Promise<void> {
  await db.transaction().execute((trx) =>
    recordEvent(recorder(keys), trx, {
      type: 'backup.made',
      subjectKind: 'backup',
      subjectId: randomUUID(),
      actor: 'system',
      data: { rows, files },
    }),
  )
}
