import type { Verification } from '#modules/record/index.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { locale } from './command.ts'

/** What a verification of the record has found, on standard output. */
export function reportVerification(result: Verification): void {
  const say = (key: string, words: Record<string, unknown> = {}) => translate(locale, `record.${key}`, words)
  const { faults, found, compared, rootHash, kinds } = result
  console.log(say('verify.counts', result))
  console.log(
    say('verify.kinds', {
      kinds: kinds.map(({ kind, rows }) => `${kind} ${rows}`).join(locale === 'en' ? ', ' : '、'),
    }),
  )
  if (compared > 0) console.log(say('verify.compared', { compared }))
  console.log(say('verify.root', { rootHash }))
  console.log(found === 0 ? say('verify.intact') : say('verify.broken', { count: found }))
  for (const fault of faults) console.log(`  ${say(`faults.${fault.code}`, fault)}`)
}
