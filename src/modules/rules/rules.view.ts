import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import { presentRules, type RulesQuery } from './rules.contract.ts'
import { rulesOn } from './rules.queries.ts'
import { ruleArticle, ruleName, valueWords } from './rules.words.ts'

/** The rules in force today for the congress of the identity acted as. Refuses `rules.no_identity`. */
export async function rulesFor(app: Pick<App, 'db' | 'clock'>, actor: Actor, query: RulesQuery) {
  if (!actor.acting) throw new Refusal('forbidden', 'rules.no_identity')
  const set = await rulesOn(app.db, actor.acting.congressId, shanghaiDate(app.clock.now()))
  const rules = presentRules(set, query, {
    level: actor.acting.congressLevel,
    nameOf: (key) => ruleName(actor.locale, key),
    articleOf: (key) => ruleArticle(actor.locale, key),
    wordsOf: (key, value) => valueWords(actor.locale, key, value),
  })
  return { version: set.version, effectiveOn: set.effectiveOn, rules }
}
