/**
 * `npm run read-again -- [--lang zh-CN|en]`: has the events that readers of the record went on without tried once more.
 * The running program does it, at its next beat.
 */
import { askAgain } from '#modules/record/index.ts'
import { loadEnv } from '#platform/env.ts'
import { onDatabase, readArguments, runCommand, say, wall } from './command.ts'

await runCommand(async () => {
  readArguments(say('read_again.usage'), [], 0)
  const events = await onDatabase(loadEnv(), (db) => askAgain(db, wall.now()))
  console.log(say(events === 0 ? 'read_again.none' : 'read_again.asked', { events }))
  return 0
})
