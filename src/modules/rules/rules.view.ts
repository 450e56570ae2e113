import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { presentRules, type RulesQuery } from './rules.contract.ts'
import { rulesOn } from './rules.queries.ts'

/** The rules in force today for the congress of the identity acted as. Refuses `rules.no_identity`. */
export async function rulesFor(app: Pick<App, 'db' | 'clock'>, actor: Actor, query: RulesQuery) {
  if (!actor.acting) throw new Refusal('forbidden', 'rules.no_identity')
  const set = await rulesOn(app.db, actor.acting.congressId, shanghaiDate(app.clock.now()))
  const rules = presentRules(set, query, (key) => translate(actor.locale, `console.rules.names.${key}`))
  return { version: set.version, effectiveOn: set.effectiveOn, rules }
}
