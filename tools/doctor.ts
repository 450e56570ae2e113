/**
 * `npm run doctor -- [--lang zh-CN|en]`: looks at this installation and says in plain words what is wrong and what to do,
 * in both languages unless one is named. Ends with 0, or with 1 when something is wrong now.
 */
import { join } from 'node:path'
import {
  absentDatabase,
  examineDatabase,
  examinePlace,
  type Finding,
  realProbe,
  sentenceOfFinding,
} from '#modules/operation/index.ts'
import { openReached, reachDatabase } from '#platform/db/command-database.ts'
import { type Env, loadEnv } from '#platform/env.ts'
import { localFiles } from '#platform/files/files.ts'
import { locales, translate } from '#platform/i18n/i18n.ts'
import { faultInWords } from '#platform/operator-fault.ts'
import { hasSecret, keysOf } from '#platform/own-secret.ts'
import { readArguments, runCommand, say, wall } from './command.ts'

/** What kept the database from being looked at is told in the language of each line. */
type Told = Finding & { error?: unknown }
const marks = { well: '✓', warning: '!', fault: '✗' } as const

await runCommand(async () => {
  const { option } = readArguments(say('doctor.usage'), [], 0)
  const chosen = option('lang') === undefined ? locales : locales.filter((one) => one === option('lang'))
  const env = loadEnv()
  const findings: Told[] = [...(await examinePlace(env, wall, realProbe)), ...(await examineReached(env))]
  for (const { level, code, data, error } of findings) {
    for (const [place, locale] of chosen.entries()) {
      const words = error === undefined ? data : { reason: faultInWords(error, [locale]) }
      console.log(`${place === 0 ? marks[level] : ' '} ${sentenceOfFinding(locale, { code, data: words })}`)
    }
  }
  const [faults, warnings] = (['fault', 'warning'] as const).map(
    (wanted) => findings.filter(({ level }) => level === wanted).length,
  )
  for (const locale of chosen) console.log(translate(locale, 'operation.doctor.sum', { faults, warnings }))
  return faults === 0 ? 0 : 1
})

async function examineReached(env: Env): Promise<Told[]> {
  try {
    const reached = await reachDatabase(env)
    if (!reached) return [absentDatabase(env)]
    try {
      const db = await openReached(reached, env)
      try {
        const folder = join(env.MINSHENG_DATA, 'files')
        const kept = { folder, files: localFiles(folder) }
        return await examineDatabase({ db, clock: wall, keys: hasSecret(env) ? keysOf(env) : undefined, kept })
      } finally {
        await db.destroy()
      }
    } finally {
      await reached.close()
    }
  } catch (error) {
    return [{ level: 'fault', code: 'database_unusable', data: {}, error }]
  }
}
