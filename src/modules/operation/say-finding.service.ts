import type { Locale } from '#kernel/actor.ts'
import { translate } from '#platform/i18n/i18n.ts'
import type { Finding } from './finding.ts'

/** The sentence of a finding; a list in it is written as the language writes one. */
export function sentenceOfFinding(locale: Locale, { code, data }: Pick<Finding, 'code' | 'data'>): string {
  const comma = locale === 'en' ? ', ' : '、'
  const words = Object.entries(data).map(([key, value]) => [key, Array.isArray(value) ? value.join(comma) : value])
  return translate(locale, `operation.doctor.${code}`, Object.fromEntries(words))
}
