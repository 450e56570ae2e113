/**
 * `npm run officer-codes -- [--lang zh-CN|en]`: new codes of the first start for the officers who have not used theirs,
 * when those that were shown are lost.
 */
import { printSlips, renewOfficerCodes } from '#modules/identity/index.ts'
import { loadEnv } from '#platform/env.ts'
import { onDatabase, readArguments, recorder, runCommand, say } from './command.ts'

await runCommand(async () => {
  readArguments(say('officer_codes.usage'), [], 0)
  return onDatabase(loadEnv(), async (db) => {
    const made = recorder()
    console.log(printSlips(await renewOfficerCodes({ db, ...made, wall: made.clock })))
    return 0
  })
})
