import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { startClock, stopClocks } from '#modules/clock/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import { daysOf } from '#modules/rules/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { castEvaluation, insertEvaluation, saveAssignment, saveEvaluator } from './assignment.queries.ts'
import type { SuggestionCase } from './case.queries.ts'
import { caseRules } from './case-rules.queries.ts'
import { goOn, moveCase, withPart, withRound } from './go-on.service.ts'
import { readJudgedReply } from './read-reply.service.ts'
import { caseOfPart } from './seen-case.queries.ts'
import { firstCosigner, leadAnswersFor } from './sponsor.policy.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { mayEvaluate, mayRegister, scopeOf } from './suggestion.policy.ts'
import { findPersonsOfOrgan } from './suggestion.queries.ts'
import { changeAssignment, changeCase } from './suggestion.service.ts'
import { type AssignmentState, assignmentProcess, checkEvaluation, type Grade } from './suggestion.ts'
import { ordersAnswerAgain } from './suggestion-course.ts'

type Assignment = SuggestionCase['assignments'][number]
type Round = SuggestionCase['evaluations'][number]

/**
 * Opens with each answer; what was answered elsewhere so long ago that its window has passed, with its import. Whoever
 * holds a post in the answering unit does not evaluate it (H28).
 */
export async function openEvaluation(
  app: App,
  trx: Trx,
  kase: SuggestionCase,
  assignment: Assignment,
  { at, startReason }: { at: Date; startReason: 'replied' | 'imported' } = {
    at: app.clock.now(),
    startReason: 'replied',
  },
): Promise<void> {
  const [persons, rules] = await Promise.all([
    findPersonsOfOrgan(trx, assignment.acting_unit_id, shanghaiDate(at)),
    caseRules(trx, kase),
  ])
  const id = app.ids.uuid()
  await insertEvaluation(trx, {
    id,
    suggestionId: kase.suggestion.id,
    assignmentId: assignment.id,
    round: assignment.round,
    evaluatorKind: evaluatorOf(kase, new Set(persons)),
    at,
  })
  await startClock(app, trx, {
    subjectKind: 'evaluation_round',
    subjectId: id,
    caseId: kase.suggestion.id,
    ruleId: 'suggestion.evaluate',
    ruleVersion: rules.version,
    start: at,
    startReason,
    period: rules.values['suggestion.evaluate'],
    soonDays: [7, 3],
    takenOverAt: app.clock.now(),
  })
}

function evaluatorOf(kase: SuggestionCase, unitPersons: ReadonlySet<string>): 'lead' | 'cosigner' | 'deputy_office' {
  if (leadAnswersFor(kase) && !unitPersons.has(kase.lead.person_id)) return 'lead'
  const first = firstCosigner(kase)
  return first && !unitPersons.has(first.person_id) ? 'cosigner' : 'deputy_office'
}

/** A mandate ended, was suspended or goes on: the evaluations that waited for it pass to who may give them now. */
export async function passOnEvaluations(app: App, trx: Trx, kase: SuggestionCase): Promise<void> {
  for (const round of kase.evaluations.filter(({ status }) => status === 'open')) {
    const unitId = kase.assignments.find(({ id }) => id === round.assignment_id)?.acting_unit_id ?? ''
    const unitPersons = new Set(await findPersonsOfOrgan(trx, unitId, shanghaiDate(app.clock.now())))
    const evaluator = evaluatorOf(kase, unitPersons)
    if (evaluator !== round.evaluator_kind) await saveEvaluator(trx, round.id, evaluator)
  }
}

export async function evaluate(
  app: App,
  actor: Actor,
  assignmentId: string,
  evaluation: { attitude: Grade; result: Grade; opinion: string },
): Promise<SuggestionView> {
  checkEvaluation(evaluation)
  const suggestionId = await caseOfPart(app.db, scopeOf(actor), 'assignment', assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, null, async (trx, kase, assignment) => {
    const at = app.clock.now()
    const unitPersons = new Set(await findPersonsOfOrgan(trx, assignment.acting_unit_id, shanghaiDate(at)))
    const round = kase.evaluations.find(
      ({ assignment_id, status }) => assignment_id === assignmentId && status === 'open',
    )
    if (!round) throw new Refusal('conflict', 'suggestion.no_open_evaluation')
    mayEvaluate(actor, kase, round, unitPersons)
    await readJudgedReply(app, trx, actor, kase, round)
    await castEvaluation(trx, round.id, { ...evaluation, personId: actor.personId, at })
    await stopClocks(app, trx, { subjectId: round.id, ruleIds: ['suggestion.evaluate'] })
    await recordEvent(app, trx, {
      type: 'evaluation.cast',
      subjectKind: 'evaluation_round',
      subjectId: round.id,
      caseId: suggestionId,
      actor,
      data: { assignmentId, round: round.round, attitude: evaluation.attitude, result: evaluation.result },
      ...(evaluation.opinion.trim() === '' ? {} : { note: evaluation.opinion }),
    })
    await followEvaluation(app, trx, kase, assignment, { ...round, ...evaluation }, actor)
  })
}

/** What an evaluation brings about: an answer once more, or the case goes on when all its parts are judged. */
async function followEvaluation(
  app: App,
  trx: Trx,
  kase: SuggestionCase,
  assignment: Assignment,
  cast: Pick<Round, 'id' | 'round'> & { attitude: Grade; result: Grade },
  actor: Actor,
): Promise<void> {
  const judged = withRound(kase, cast.id, { status: 'cast', result: cast.result })
  if (ordersAnswerAgain(cast, cast.round - assignment.rounds_before)) {
    const round = await orderAnswerAgain(app, trx, kase, assignment)
    return goOn(app, trx, withPart(judged, assignment.id, { status: 'rehandling', round }), actor)
  }
  const state = assignment.status as AssignmentState
  const isDone = assignmentProcess.allows(state, 'finish')
  if (isDone) await saveAssignment(trx, assignment.id, { status: assignmentProcess.next(state, 'finish') })
  await goOn(app, trx, isDone ? withPart(judged, assignment.id, { status: 'done' }) : judged, actor)
}

/** A month to answer again, in a round of its own, as most provinces have it. The round that now begins. */
export async function orderAnswerAgain(
  app: App,
  trx: Trx,
  kase: SuggestionCase,
  assignment: Assignment,
  startReason: 'evaluated' | 'started' = 'evaluated',
): Promise<number> {
  const rules = await caseRules(trx, kase)
  const round = assignment.round + 1
  await saveAssignment(trx, assignment.id, {
    status: assignmentProcess.next(assignment.status as AssignmentState, 'handleAgain'),
    round,
  })
  await startClock(app, trx, {
    subjectKind: 'assignment',
    subjectId: assignment.id,
    caseId: kase.suggestion.id,
    ruleId: 'suggestion.answerAgain',
    ruleVersion: rules.version,
    startReason,
    period: rules.values['suggestion.answerAgain'],
    soonDays: [15, 7, 1],
    escalateDays: daysOf(rules.values['suggestion.escalateDays']),
  })
  return round
}

/** After a second evaluation that finds the result wanting: the office's final opinion, on record as dissent. */
export function concludeReview(
  app: App,
  actor: Actor,
  id: string,
  { version, reason }: { version: number; reason: string },
): Promise<SuggestionView> {
  return changeCase(app, actor, id, version, async (trx, kase) => {
    mayRegister(actor, kase)
    await moveCase(app, trx, kase, 'concludeWithDissent', actor, reason)
  })
}

/** The window passed: expired, outside every denominator; the case goes on as if nothing had been found wanting. */
export const closeExpiredRound = (app: App, trx: Trx, kase: SuggestionCase, roundId: string): Promise<void> =>
  goOn(app, trx, withRound(kase, roundId, { status: 'expired' }), 'system')
