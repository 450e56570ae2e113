/**
 * `npm run read-again -- [--lang zh-CN|en]`: has the events that readers of the record went on without tried once more.
 * The running program does it, at its next beat.
 */
import { readAgain } from '#modules/operation/index.ts'
import { loadEnv } from '#platform/env.ts'
import { onOwnDatabase, readArguments, recorder, runCommand, say } from './command.ts'

await runCommand(async () => {
  readArguments(say('read_again.usage'), [], 0)
  const env = loadEnv()
  const { events } = await onOwnDatabase(env, (db, keys) => readAgain({ db, ...recorder(keys) }, 'system', {}))
  console.log(say(events === 0 ? 'read_again.none' : 'read_again.asked', { events }))
  return 0
})
