import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { startClock, stopClocks, stopClocksOfCase } from '#modules/clock/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import {
  castEvaluation,
  insertEvaluation,
  saveAssignment,
  saveEvaluator,
  suggestionOfAssignment,
} from './assignment.queries.ts'
import { type SuggestionCase, sentCommitments } from './case.queries.ts'
import { caseRules } from './case-rules.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { firstCosigner, leadAnswersFor, mayEvaluate, mayRegister } from './suggestion.policy.ts'
import { findPersonsOfOrgan, saveState } from './suggestion.queries.ts'
import { changeAssignment, changeCase } from './suggestion.service.ts'
import {
  type AssignmentState,
  assignmentProcess,
  checkEvaluation,
  type Grade,
  outcomeOfEvaluation,
  type SuggestionState,
  suggestionProcess,
} from './suggestion.ts'

type Assignment = SuggestionCase['assignments'][number]
type Round = SuggestionCase['evaluations'][number]

const openCommitmentsOf = (kase: SuggestionCase): number =>
  sentCommitments(kase).filter(({ status }) => !['confirmed', 'unfulfillable'].includes(status)).length

/** Opens with each answer. Whoever holds a post in the answering unit does not evaluate it (H28). */
export async function openEvaluation(app: App, trx: Trx, kase: SuggestionCase, assignment: Assignment): Promise<void> {
  const at = app.clock.now()
  const unitPersons = new Set(await findPersonsOfOrgan(trx, assignment.acting_unit_id, shanghaiDate(at)))
  const id = app.ids.uuid()
  await insertEvaluation(trx, {
    id,
    suggestionId: kase.suggestion.id,
    assignmentId: assignment.id,
    round: assignment.round,
    evaluatorKind: evaluatorOf(kase, unitPersons),
    at,
  })
  const rules = await caseRules(trx, kase)
  await startClock(app, trx, {
    subjectKind: 'evaluation_round',
    subjectId: id,
    caseId: kase.suggestion.id,
    ruleId: 'suggestion.evaluate',
    ruleVersion: rules.version,
    start: at,
    startReason: 'replied',
    period: rules.values['suggestion.evaluate'],
    soonDays: [7, 3],
  })
}

function evaluatorOf(kase: SuggestionCase, unitPersons: ReadonlySet<string>): 'lead' | 'cosigner' | 'deputy_office' {
  if (leadAnswersFor(kase) && !unitPersons.has(kase.lead.person_id)) return 'lead'
  const first = firstCosigner(kase)
  return first && !unitPersons.has(first.person_id) ? 'cosigner' : 'deputy_office'
}

/** A mandate ended: the evaluations that waited for it pass to who may give them now. */
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
  const suggestionId = await suggestionOfAssignment(app.db, assignmentId)
  return changeAssignment(app, actor, suggestionId, assignmentId, null, async (trx, kase, assignment) => {
    const at = app.clock.now()
    const unitPersons = new Set(await findPersonsOfOrgan(trx, assignment.acting_unit_id, shanghaiDate(at)))
    const round = kase.evaluations.find(
      ({ assignment_id, status }) => assignment_id === assignmentId && status === 'open',
    )
    if (!round) throw new Refusal('conflict', 'suggestion.no_open_evaluation')
    mayEvaluate(actor, kase, round, unitPersons)
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

/** What an evaluation brings about: close, follow the promises, answer once more, or review jointly. */
async function followEvaluation(
  app: App,
  trx: Trx,
  kase: SuggestionCase,
  assignment: Assignment,
  cast: Pick<Round, 'id' | 'round'> & { attitude: Grade; result: Grade },
  actor: Actor,
): Promise<void> {
  const outcome = outcomeOfEvaluation(cast, cast.round, openCommitmentsOf(kase))
  if (outcome === 'handleAgain') return answerAgain(app, trx, kase, assignment, actor)
  const state = assignment.status as AssignmentState
  if (assignmentProcess.allows(state, 'finish')) {
    await saveAssignment(trx, assignment.id, { status: assignmentProcess.next(state, 'finish') })
  }
  if (outcome === 'review') return moveCase(app, trx, kase, 'review', actor)
  const others = kase.evaluations.some(({ id, status }) => id !== cast.id && status === 'open')
  if (!others && kase.suggestion.status === 'awaiting_evaluation') await moveCase(app, trx, kase, outcome, actor)
}

/** A month to answer again, in a round of its own, as most provinces have it; the rule can be changed. */
async function answerAgain(
  app: App,
  trx: Trx,
  kase: SuggestionCase,
  assignment: Assignment,
  actor: Actor,
): Promise<void> {
  const rules = await caseRules(trx, kase)
  await saveAssignment(trx, assignment.id, {
    status: assignmentProcess.next(assignment.status as AssignmentState, 'handleAgain'),
    round: assignment.round + 1,
  })
  await startClock(app, trx, {
    subjectKind: 'assignment',
    subjectId: assignment.id,
    caseId: kase.suggestion.id,
    ruleId: 'suggestion.answerAgain',
    ruleVersion: rules.version,
    startReason: 'evaluated',
    period: rules.values['suggestion.answerAgain'],
  })
  await moveCase(app, trx, kase, 'handleAgain', actor)
}

const eventOf = {
  close: 'suggestion.closed',
  expire: 'suggestion.closed',
  track: 'suggestion.tracking_begun',
  handleAgain: 'suggestion.rehandling_ordered',
  review: 'suggestion.joint_review_begun',
  fulfil: 'suggestion.closed',
  concludeWithDissent: 'suggestion.closed_with_dissent',
} as const

export async function moveCase(
  app: App,
  trx: Trx,
  kase: SuggestionCase,
  action: keyof typeof eventOf,
  actor: Actor | 'system',
  note = '',
): Promise<void> {
  const { suggestion } = kase
  const from = suggestion.status as SuggestionState
  const to = suggestionProcess.next(from, action)
  const ends = suggestionProcess.isFinal(to)
  await saveState(trx, suggestion.id, to, ends ? { closed_at: app.clock.now() } : {})
  if (ends) await stopClocksOfCase(app, trx, suggestion.id)
  await recordEvent(app, trx, {
    type: eventOf[action],
    subjectKind: 'suggestion',
    subjectId: suggestion.id,
    caseId: suggestion.id,
    actor,
    from,
    to,
    ...(note.trim() === '' ? {} : { note }),
  })
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
export async function closeAfterExpiry(app: App, trx: Trx, kase: SuggestionCase): Promise<void> {
  const open = kase.evaluations.some(({ status }) => status === 'open')
  if (open || kase.suggestion.status !== 'awaiting_evaluation') return
  const dissatisfied = kase.evaluations.some(({ status, result }) => status === 'cast' && result === 'dissatisfied')
  if (openCommitmentsOf(kase) > 0 && !dissatisfied) await moveCase(app, trx, kase, 'track', 'system')
  else await moveCase(app, trx, kase, 'expire', 'system')
}
