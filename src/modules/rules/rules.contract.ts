import { z } from '@hono/zod-openapi'
import { changesBetween } from './rule-change.ts'
import {
  defaultRules,
  entryOf,
  type RuleKey,
  type RuleSet,
  type RuleValue,
  ruleKeys,
  ruleSorts,
  ruleSources,
  valuesAt,
} from './rules.ts'

export const RulesQuery = z.object({
  q: z.string().trim().min(1).max(40).optional().openapi({ description: 'Part of the name or of the article' }),
  source: z.enum(ruleSources).optional(),
  /** Whether the congress has set it otherwise than the program. */
  changed: z.enum(['true', 'false']).optional(),
  sort: z.enum(ruleSorts).default('book'),
})
export type RulesQuery = z.infer<typeof RulesQuery>

const Period = z.object({ n: z.number(), unit: z.enum(['workday', 'day', 'month']) })
const RuleView = z.object({
  key: z.string(),
  name: z.string(),
  value: z.union([Period, z.number(), z.string()]),
  words: z.string().openapi({ description: 'The value as it is said, in the language of the reader' }),
  isDefault: z.boolean(),
  source: z.enum(ruleSources),
  article: z.string(),
})
export type RuleView = z.infer<typeof RuleView>

export const RulesView = z
  .object({ version: z.number().int(), effectiveOn: z.string().nullable(), rules: z.array(RuleView) })
  .openapi('Rules')

/** The rules of a set under a filter, in the order of the book unless said. */
export function presentRules(
  set: RuleSet,
  query: RulesQuery,
  say: {
    level: number
    nameOf: (key: RuleKey) => string
    articleOf: (key: RuleKey) => string
    wordsOf: (key: RuleKey, value: RuleValue) => string
  },
): RuleView[] {
  const { q, source, changed, sort } = query
  const held = valuesAt(say.level, set.values)
  const isChanged = new Set(changesBetween(defaultRules(), set.values).map(({ rule }) => rule))
  const rules = ruleKeys.map((key): RuleView => {
    const value = held[key]
    const { source: from } = entryOf(key)
    const article = say.articleOf(key)
    const words = say.wordsOf(key, value)
    return { key, name: say.nameOf(key), value, words, isDefault: !isChanged.has(key), source: from, article }
  })
  const shown = rules.filter(
    (rule) =>
      (q === undefined || rule.name.includes(q) || rule.article.includes(q)) &&
      (source === undefined || rule.source === source) &&
      (changed === undefined || rule.isDefault === (changed === 'false')),
  )
  const place = (rule: RuleView): number =>
    sort === 'source' ? ruleSources.indexOf(rule.source) : sort === 'changed' ? Number(rule.isDefault) : 0
  return shown.toSorted((one, other) => place(one) - place(other))
}
