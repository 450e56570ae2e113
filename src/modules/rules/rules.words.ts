import type { Locale } from '#kernel/actor.ts'
import { exampleNumber } from '#modules/numbering/index.ts'
import { translate } from '#platform/i18n/i18n.ts'
import type { ChangedRule, StoredChange } from './rule-change.ts'
import { entryOf, type RuleKey, type RuleValue } from './rules.ts'

export const ruleName = (locale: Locale, rule: RuleKey): string => translate(locale, `console.rules.names.${rule}`)

/** The law, or what else it rests on. */
export const ruleArticle = (locale: Locale, rule: RuleKey): string =>
  translate(locale, `console.rules.articles.${rule}`)

/** A value as a reader says it: 3 个月, 审核, 30. */
export function valueWords(locale: Locale, rule: RuleKey, value: RuleValue): string {
  if (typeof value === 'object') return translate(locale, `workbench.rules.unit.${value.unit}`, { count: value.n })
  return entryOf(rule).kind === 'choice' ? translate(locale, `console.rules.texts.${value}`) : String(value)
}

/** How numbers are written, by one of them: 如武人建〔2026〕17号. */
export const patternWords = (locale: Locale, pattern: string, congress: string, year: number): string =>
  translate(locale, 'rules.pattern_words', { pattern, example: exampleNumber(pattern, congress, year) })

export const changeWords = (locale: Locale, { rule, from, value }: ChangedRule) => ({
  rule,
  name: ruleName(locale, rule),
  from: valueWords(locale, rule, from),
  to: valueWords(locale, rule, value),
  reach: entryOf(rule).reach,
})

/** For who is asked to agree: from when, what instead of what, and why. */
export function tellChange(locale: Locale, { effectiveOn, reason, changes }: StoredChange): string {
  const each = changes.map((one) => {
    const { name, from, to } = changeWords(locale, one)
    return translate(locale, 'rules.told.one', { name, from, to })
  })
  const list = each.join(translate(locale, 'rules.told.between'))
  return translate(locale, 'rules.told.all', { on: effectiveOn, list, reason })
}
