import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import { presentRules, type RulesQuery } from './rules.contract.ts'
import { findShortName, rulesOn } from './rules.queries.ts'
import { entryOf } from './rules.ts'
import { patternWords, ruleArticle, ruleName, valueWords } from './rules.words.ts'

/** The rules in force today for the congress of the identity acted as. Refuses `rules.no_identity`. */
export async function rulesFor(app: Pick<App, 'db' | 'clock'>, actor: Actor, query: RulesQuery) {
  if (!actor.acting) throw new Refusal('forbidden', 'rules.no_identity')
  const today = shanghaiDate(app.clock.now())
  const set = await rulesOn(app.db, actor.acting.congressId, today)
  const congress = await findShortName(app.db, actor.acting.congressId)
  const rules = presentRules(set, query, {
    level: actor.acting.congressLevel,
    nameOf: (key) => ruleName(actor.locale, key),
    articleOf: (key) => ruleArticle(actor.locale, key),
    wordsOf: (key, value) =>
      entryOf(key).kind === 'number_pattern'
        ? patternWords(actor.locale, String(value), congress, Number(today.slice(0, 4)))
        : valueWords(actor.locale, key, value),
  })
  return { version: set.version, effectiveOn: set.effectiveOn, rules }
}
