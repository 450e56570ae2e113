/**
 * `npm run verify-record -- [--against FILE] [--lang zh-CN|en]`: recomputes the sealed record of DATABASE_URL or of the
 * data folder, also while the program runs. FILE is a checkpoint (or a list of them) that was kept elsewhere. Ends
 * with 0 when nothing was changed, removed or cut off, else with 1. Triggers of the record that are missing or disabled
 * are named besides.
 */
import { readFileSync } from 'node:fs'
import { examineGuards, sentenceOfFinding } from '#modules/operation/index.ts'
import { CheckpointFile, verifyRecord } from '#modules/record/index.ts'
import { loadEnv } from '#platform/env.ts'
import { localFiles } from '#platform/files/files.ts'
import { translate } from '#platform/i18n/i18n.ts'
// every module says there how its rows and files are read again
import '#surfaces/api/api.ts'
import '#surfaces/api/heartbeat.ts'
import { keptKeys, locale, onDatabase, readArguments, runCommand } from './command.ts'
import { reportVerification } from './report-verification.ts'

const say = (key: string, words: Record<string, unknown> = {}) => translate(locale, `record.${key}`, words)

await runCommand(async () => {
  const { option } = readArguments(say('verify.usage'), ['against'], 0)
  const against = readCheckpoints(option('against'))
  const env = loadEnv()
  return onDatabase(env, async (db) => {
    const files = localFiles(`${env.MINSHENG_DATA}/files`)
    const result = await verifyRecord({ db, keys: keptKeys(env), files }, against)
    reportVerification(result)
    // no fault of what stands there, but what may come about until the next look
    for (const finding of await examineGuards(db)) console.log(sentenceOfFinding(locale, finding))
    return result.faults.length === 0 ? 0 : 1
  })
})

function readCheckpoints(file: string | undefined) {
  if (file === undefined) return []
  const text = readText(file)
  try {
    return CheckpointFile.parse(JSON.parse(text))
  } catch (cause) {
    throw new Error(say('verify.no_checkpoint', { file }), { cause })
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(say('verify.bad_file', { file, reason }), { cause: error })
  }
}
