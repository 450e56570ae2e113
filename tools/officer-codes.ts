/**
 * `npm run officer-codes -- [--lang zh-CN|en]`: new codes of the first start for the officers who have not used theirs,
 * when those that were shown are lost.
 */
import { printSlips, renewOfficerCodes } from '#modules/identity/index.ts'
import { loadEnv } from '#platform/env.ts'
import { onOwnDatabase, readArguments, recorder, runCommand, say, wall } from './command.ts'

await runCommand(async () => {
  readArguments(say('officer_codes.usage'), [], 0)
  const env = loadEnv()
  return onOwnDatabase(env, async (db, keys) => {
    console.log(printSlips(await renewOfficerCodes({ db, ...recorder(keys), wall })))
    return 0
  })
})
