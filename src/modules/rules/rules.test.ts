import { expect, test } from 'vitest'
import { presentRules, RulesQuery } from './rules.contract.ts'
import { defaultRules, ruleBook } from './rules.ts'
import { ruleArticle } from './rules.words.ts'

const changed = 'oversight.stallDays'
const set = { version: 2, effectiveOn: '2026-01-01', values: { ...defaultRules(), [changed]: 45 } }
const shown = (query: object) =>
  presentRules(set, RulesQuery.parse(query), {
    level: 3,
    nameOf: (key) => `名称 ${key}`,
    articleOf: (key) => ruleArticle('zh-CN', key),
    wordsOf: String,
  })

test('the rules are found by name and article, by source, and by whether the congress has changed them', () => {
  expect(shown({})).toHaveLength(Object.keys(ruleBook).length)
  expect(shown({ changed: 'true' }).map(({ key, value }) => [key, value])).toEqual([[changed, 45]])
  expect(shown({ changed: 'false' }).map(({ key }) => key)).not.toContain(changed)
  expect(new Set(shown({ source: 'law' }).map(({ source }) => source))).toEqual(new Set(['law']))
  expect(shown({ q: '代表法第五十一条' }).map(({ key }) => key)).toEqual([
    'suggestion.answer',
    'suggestion.answerComplex',
  ])
  expect(shown({ q: 'motion' }).map(({ key }) => key)).toEqual(['motion.sponsors'])
  expect(shown({ sort: 'changed' })[0]?.key).toBe(changed)
  expect(shown({ sort: 'source' })[0]?.source).toBe('law')
})
