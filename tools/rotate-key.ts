/**
 * `npm run rotate-key -- [--lang zh-CN|en]`: seals everything that is sealed with the first of MINSHENG_SEALING_SECRETS,
 * and lets the key that signs the record name the first of MINSHENG_SIGNING_SECRETS as its successor; also while the
 * program runs. Broken off, it goes on where it stopped when it is run again.
 */
import { Refusal } from '#kernel/refusal.ts'
import { rotateKey, rotateSigningKey } from '#modules/operation/index.ts'
import { loadEnv } from '#platform/env.ts'
import { onOwnDatabase, readArguments, recorder, runCommand, say } from './command.ts'

await runCommand(async () => {
  readArguments(say('rotate.usage'), [], 0)
  const env = loadEnv()
  if (env.MINSHENG_SEALING_SECRETS.length + env.MINSHENG_SIGNING_SECRETS.length === 0) {
    throw new Refusal('invalid', 'operation.no_new_key')
  }
  return onOwnDatabase(env, async (db, keys) => {
    const signing = await rotateSigningKey({ db, ...recorder(keys) })
    if (env.MINSHENG_SIGNING_SECRETS.length > 0) console.log(say('rotate.signing', { keyId: signing }))
    if (env.MINSHENG_SEALING_SECRETS.length === 0) return 0
    const onRows = (rows: number) => console.log(say('rotate.rows', { rows }))
    const { rows, idle } = await rotateKey({ db, ...recorder(keys) }, onRows)
    console.log(say('rotate.done', { rows, keyId: keys.sealing.keyId }))
    const places = idle.map((id) => keys.opening.findIndex(({ keyId }) => keyId === id) + 1)
    if (places.length > 0) console.log(say('rotate.idle', { places: places.join(', ') }))
    return 0
  })
})
