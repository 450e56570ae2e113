/**
 * `npm run restore -- DIR [--keys FILE] [--lang zh-CN|en]`: fills an empty database and an empty data folder from a
 * backup and verifies the record there. Without --keys the secrets are those of the configuration. Ends with 0 when
 * everything is there and proved, else with 1.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Refusal } from '#kernel/refusal.ts'
import { assertOwnKeys } from '#modules/operation/index.ts'
import { CheckpointFile, recordEvent, verifyRecord } from '#modules/record/index.ts'
import { finishRestore, type Manifest, readBackup, readKeys, restoreBackup } from '#platform/backup/index.ts'
import { deriveKeys, type Keys } from '#platform/crypto/keys.ts'
import { openReached, type Reached } from '#platform/db/command-database.ts'
import { type Env, loadEnv } from '#platform/env.ts'
import { localFiles } from '#platform/files/files.ts'
import { orderAgain } from '#platform/jobs/jobs.ts'
import { hasSecret, keysOf } from '#platform/own-secret.ts'
// every module says there how its rows and files are read again
import '#surfaces/api/api.ts'
import '#surfaces/api/heartbeat.ts'
import { aloneInPlace, readArguments, recorder, runCommand, say } from './command.ts'
import { reportVerification } from './report-verification.ts'

await runCommand(async () => {
  const { option, positionals } = readArguments(say('restore.usage'), ['keys'], 1)
  const folder = resolve(positionals[0] ?? '')
  const env = loadEnv()
  const manifest = await readBackup(folder)
  const keysFile = option('keys')
  const kept = keysFile === undefined ? undefined : readKeys(keysFile)
  const keys = kept
    ? deriveKeys(
        Buffer.from(kept.secret),
        kept.sealingSecrets.map((one) => Buffer.from(one)),
        kept.signingSecrets.map((one) => Buffer.from(one)),
      )
    : ownKeys(env)
  requireKeys(manifest, keys)
  console.log(say('restore.whole', { madeAt: manifest.madeAt, server: manifest.server, files: manifest.files.length }))
  const restore = async (reached: Reached) => {
    const { connectionString } = reached
    await restoreBackup({
      connectionString,
      schema: env.MINSHENG_TENANT,
      dataDir: env.MINSHENG_DATA,
      folder,
      manifest,
      // before anything can fail: what was restored is opened with it, and a restore that broke off is told as one
      onBegun: () => kept && env.MINSHENG_SECRET === undefined && keepSecret(env, kept.secret),
    })
    const faults = await prove(env, reached, manifest, keys)
    await finishRestore({ connectionString, schema: env.MINSHENG_TENANT })
    console.log(faults === 0 ? say('restore.done') : say('restore.not_proved'))
    if (kept && !hasAll(env.MINSHENG_SEALING_SECRETS, kept.sealingSecrets))
      console.log(say('restore.sealing', { file: keysFile }))
    if (kept && !hasAll(env.MINSHENG_SIGNING_SECRETS, kept.signingSecrets))
      console.log(say('restore.signing', { file: keysFile }))
    return faults === 0 ? 0 : 1
  }
  return aloneInPlace(env, restore, { isRestoring: true })
})

/** A secret that is made only now opens nothing: then the file with the kept ones is asked for. */
function ownKeys(env: Env): Keys {
  if (!hasSecret(env)) throw new Refusal('invalid', 'operation.keys_needed')
  return keysOf(env)
}

function requireKeys({ keyIds }: Manifest, { opening }: Keys): void {
  const missing = keyIds.find((wanted) => !opening.some(({ keyId }) => keyId === wanted))
  if (missing !== undefined) throw new Refusal('conflict', 'operation.other_keys', { keyId: missing })
}

async function prove(env: Env, reached: Reached, manifest: Manifest, keys: Keys): Promise<number> {
  const db = await openReached(reached, env, { isRestoring: true })
  try {
    const against = manifest.checkpoint === null ? [] : CheckpointFile.parse(manifest.checkpoint)
    const result = await verifyRecord({ db, keys, files: localFiles(join(env.MINSHENG_DATA, 'files')) }, against)
    reportVerification(result)
    await orderAgain(reached.connectionString, `${env.MINSHENG_TENANT}_jobs`, manifest.jobs)
    // the keys of the backup are not always those of what is in it
    await assertOwnKeys({ db, keys, env })
    await db.transaction().execute((trx) =>
      recordEvent(recorder(keys), trx, {
        type: 'backup.restored',
        subjectKind: 'backup',
        subjectId: manifest.madeAt,
        actor: 'system',
        data: { faults: result.found },
      }),
    )
    return result.found
  } finally {
    await db.destroy()
  }
}

/** A secret for sealing or signing is never written into the data folder: whoever runs the program sets it. */
function hasAll(set: readonly string[], secrets: readonly string[]): boolean {
  return secrets.every((secret) => set.includes(secret))
}

function keepSecret(env: Env, secret: string): void {
  mkdirSync(env.MINSHENG_DATA, { recursive: true })
  writeFileSync(join(env.MINSHENG_DATA, 'secret'), `${secret}\n`, { mode: 0o600 })
}
