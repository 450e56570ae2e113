/**
 * `npm run officer-codes -- [--lang zh-CN|en]`: new codes of the first start for the officers who have not used theirs,
 * when those that were shown are lost.
 */
import { printSlips, renewOfficerCodes } from '#modules/identity/index.ts'
import { loadEnv } from '#platform/env.ts'
import { keysOf } from '#platform/own-secret.ts'
import { onDatabase, readArguments, recorder, runCommand, say, wall } from './command.ts'

await runCommand(async () => {
  readArguments(say('officer_codes.usage'), [], 0)
  const env = loadEnv()
  return onDatabase(env, async (db) => {
    const made = recorder(keysOf(env))
    console.log(printSlips(await renewOfficerCodes({ db, ...made, wall })))
    return 0
  })
})
