import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate, startOfShanghaiDay } from '#kernel/clock.ts'
import { countLateUnder } from '#modules/clock/index.ts'
import { mayProposeRules, rulesOn } from '#modules/rules/index.ts'
import type { App } from '#platform/app.ts'
import type { RuleTrialQuery, RuleTrialView } from './rule-trial.contract.ts'
import { findClockIds } from './rule-trial.queries.ts'
import { triedRules } from './stats.ts'

const intakes: readonly string[] = ['suggestion.intake', 'suggestion.intakeSession']

/** 试算: what a period would have meant for the deadlines that began in the year before. Refuses as a proposal does. */
export async function tryRuleOnLastYear(
  app: Pick<App, 'db' | 'clock'>,
  actor: Actor,
  { rule, n, unit }: RuleTrialQuery,
): Promise<RuleTrialView> {
  const { congressId } = mayProposeRules(actor)
  const today = shanghaiDate(app.clock.now())
  const year = Number(today.slice(0, 4)) - 1
  const { values } = await rulesOn(app.db, congressId, today)
  const ids = await findClockIds(app.db, {
    congressId,
    ruleId: triedRules[rule],
    from: startOfShanghaiDay(`${year}-01-01`),
    until: startOfShanghaiDay(`${year + 1}-01-01`),
    sessionClosed: intakes.includes(rule) ? rule === 'suggestion.intakeSession' : undefined,
  })
  return { year, ...(await countLateUnder(app, ids, { now: values[rule], tried: { n, unit } })) }
}
