import { startOfShanghaiDay } from '#kernel/clock.ts'
import { startClock } from '#modules/clock/index.ts'
import type { RuleValues, rulesOn } from '#modules/rules/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'

type Rules = Awaited<ReturnType<typeof rulesOn>>

/** 受理交办: the clock of a suggestion that has come in, by whether it came in session or in recess. */
export async function startIntake(
  app: App,
  trx: Trx,
  id: string,
  rules: Rules,
  session: { closes_on: string } | undefined,
  submittedAt: Date = app.clock.now(),
): Promise<void> {
  await runIntake(app, trx, id, rules, intakeTerms(rules.values, session, submittedAt))
}

/** The days run anew, of a case that came out of another one: by the rules that the case keeps. */
export async function restartIntake(
  app: App,
  trx: Trx,
  id: string,
  rules: Rules,
  startReason: 'registered' | 'started',
): Promise<void> {
  await runIntake(app, trx, id, rules, { startReason, period: rules.values['suggestion.intake'] })
}

type Terms = Pick<Parameters<typeof startClock>[2], 'start' | 'startReason' | 'period'>

const runIntake = (app: App, trx: Trx, id: string, rules: Rules, terms: Terms) =>
  startClock(app, trx, {
    subjectKind: 'suggestion',
    subjectId: id,
    caseId: id,
    ruleId: 'suggestion.intake',
    ruleVersion: rules.version,
    ...terms,
  })

/** In session everything is handed over together, within the days after the session has closed. */
export const intakeTerms = (values: RuleValues, session: { closes_on: string } | undefined, submittedAt: Date) =>
  session
    ? ({
        start: startOfShanghaiDay(session.closes_on),
        startReason: 'session_closed',
        period: values['suggestion.intakeSession'],
      } as const)
    : ({ start: submittedAt, startReason: 'submitted', period: values['suggestion.intake'] } as const)
