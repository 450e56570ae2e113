import { shanghaiDate, startOfShanghaiDay } from '#kernel/clock.ts'
import type { RulePeriod } from '#modules/rules/index.ts'
import type { ImportedCase } from './decide-import.service.ts'
import type { ListedPromise } from './import-promises.service.ts'
import { answersAgain, roundsBefore } from './import-rounds.ts'
import { type ImportedState, isUnitByUnit, statusOf } from './import-values.ts'
import type { ImportedRows } from './import-world.queries.ts'
import type { AssignmentState } from './suggestion.ts'

/** One case of the list with the ids that it gets: of its parts, first those that answer, then co-handlers. */
export type CasePlan = {
  of: ImportedCase
  id: string
  parts: readonly string[]
  mergedIntoId: string | null
  splitFromId: string | null
  congressId: string
  importId: string
  ruleVersion: number
  /** What the unit was given at first; an extension of the list is what goes beyond. */
  answerPeriod: RulePeriod
  newId: () => string
  at: Date
}

/** How far the answering unit's part and the co-handlers' have come, by where the case stands. */
const partStates: Readonly<Record<ImportedState, { lead: AssignmentState; co: AssignmentState } | null>> = {
  reviewing: null,
  returned_for_revision: null,
  accepted: null,
  assigned: { lead: 'assigned', co: 'assigned' },
  handling: { lead: 'handling', co: 'handling' },
  awaiting_evaluation: { lead: 'replied', co: 'done' },
  rehandling: { lead: 'rehandling', co: 'done' },
  reopened: { lead: 'rehandling', co: 'done' },
  joint_review: { lead: 'done', co: 'done' },
  tracking: { lead: 'done', co: 'done' },
  closed: { lead: 'done', co: 'done' },
  closed_with_dissent: { lead: 'done', co: 'done' },
  withdrawn: { lead: 'cancelled', co: 'cancelled' },
  converted_to_letter: { lead: 'cancelled', co: 'cancelled' },
  merged: null,
  split: null,
}

/** Lists tell no day of acceptance: it was not after the handing over. */
const wasAccepted = (state: ImportedState): boolean =>
  state === 'accepted' || !(partStates[state] === null || partStates[state].lead === 'cancelled')

/** The rows of one case as the list tells it; nobody stands in them who has not acted here. */
export function rowsOfCase(plan: CasePlan): ImportedRows {
  const { of, id, at } = plan
  const assignment = partsOf(plan)
  const answering = of.answering.flatMap((told, at) => {
    const part = assignment[at]
    return part ? [{ id: part.id, replyIds: told.rounds.map(() => plan.newId()), told }] : []
  })
  return {
    suggestion: [suggestionOf(plan)],
    assignment,
    reply: answering.flatMap(repliesOf),
    evaluation_round: answering.flatMap((part) => roundsOf(plan, part)),
    deadline_request: answering.flatMap((part) => extensionOf(plan, part)),
    commitment: answering.flatMap((part) => promisesOf(plan, part)),
  }

  function suggestionOf({ congressId, importId, ruleVersion }: CasePlan) {
    const assigned = of.assignedOn ? startOfShanghaiDay(of.assignedOn) : null
    const submitted = startOfShanghaiDay(of.submittedOn)
    return {
      id,
      congress_id: congressId,
      term_id: of.termId,
      congress_session_id: of.session?.id ?? null,
      number: of.number,
      title: of.title,
      subject: of.subject,
      grounds: of.grounds,
      proposal: of.proposal,
      category: of.category,
      lead_mandate_id: of.leadMandateId,
      status: statusOf(of.state),
      wishes_publication: of.wishesPublication,
      rule_version: ruleVersion,
      created_at: at,
      changed_at: at,
      submitted_at: submitted,
      // the number says that it was registered; lists tell no other day
      registered_at: submitted,
      accepted_at: wasAccepted(of.state) ? (assigned ?? submitted) : null,
      assigned_at: assigned,
      closed_at: of.closedOn ? startOfShanghaiDay(of.closedOn) : null,
      merged_into_id: plan.mergedIntoId,
      split_from_id: plan.splitFromId,
      import_id: importId,
      import_row_sha256: of.rowSha256,
    }
  }
}

function partsOf({ of, id, parts }: CasePlan): [...ImportedRows['assignment']] {
  const states = partStates[of.state]
  const { answering, assignedOn } = of
  if (!states || answering.length === 0 || !assignedOn) return []
  const base = { suggestion_id: id, assigned_at: startOfShanghaiDay(assignedOn) }
  // what is answered again was found wanting; where nothing is left to be, it was so a second time
  const isWanting = answering.some(({ rounds }) => answersAgain(rounds))
  const answers = answering.map(({ unitId, rounds }, index) => {
    const last = rounds.at(-1)
    const isBad = last?.judged?.result === 'dissatisfied' && !isWanting
    const isOrdered = answersAgain(rounds)
    const isReopened = of.state === 'reopened' || (of.state === 'rehandling' && isBad)
    const part = of.isSeparate ? 'separate' : 'lead'
    const round = last?.round ?? 1
    // who answers after a reopening may be asked for one more answer, as at first
    const rounds_before = isReopened ? round : roundsBefore(rounds)
    const own = { ...base, id: parts[index] ?? '', unit_id: unitId, part, rounds_before }
    if (!isUnitByUnit(of.state) && of.state !== 'reopened') return { ...own, status: states.lead, round }
    if (isReopened || isOrdered) return { ...own, status: 'rehandling' as const, round: round + 1 }
    const status = !last ? 'handling' : last.judged ? 'done' : 'replied'
    return { ...own, status: status as AssignmentState, round }
  })
  const helps = of.coUnitIds.map((unitId, index) => {
    const partId = parts[answering.length + index] ?? ''
    return { ...base, id: partId, unit_id: unitId, part: 'co', status: states.co, round: 1, rounds_before: 0 }
  })
  return [...answers, ...helps]
}

type Answering = { id: string; replyIds: readonly string[]; told: ImportedCase['answering'][number] }

const repliesOf = ({ id, replyIds, told: { rounds } }: Answering) =>
  rounds.map(({ round, answer }, index) => {
    const sent = startOfShanghaiDay(answer.on)
    const text = { body: answer.body, class: answer.class, drafted_at: sent, sent_at: sent }
    return { id: replyIds[index] ?? '', assignment_id: id, round, revision: 1, ...text }
  })

function roundsOf({ id: suggestionId, newId }: CasePlan, { id, told: { rounds } }: Answering) {
  return rounds.flatMap(({ round, answer, judged }) =>
    judged
      ? [
          {
            id: newId(),
            suggestion_id: suggestionId,
            assignment_id: id,
            round,
            status: 'cast',
            opened_at: startOfShanghaiDay(answer.on),
            attitude: judged.attitude,
            result: judged.result,
            opinion: judged.opinion,
            cast_at: startOfShanghaiDay(judged.on),
          },
        ]
      : [],
  )
}

/** Granted elsewhere: the list tells for what and by whom, in words. */
function extensionOf(plan: CasePlan, { id, told: { extension } }: Answering) {
  const { of, answerPeriod } = plan
  if (!extension || !of.assignedOn) return []
  const { n, unit } = answerPeriod
  const granted = startOfShanghaiDay(of.assignedOn)
  return [
    {
      id: plan.newId(),
      suggestion_id: plan.id,
      assignment_id: id,
      kind: 'extension',
      status: 'granted',
      n: Math.max(extension.total - n, 1),
      unit,
      reason: extension.reason,
      decision_reason: extension.approval,
      asked_at: granted,
      decided_at: granted,
    },
  ]
}

function promisesOf(plan: CasePlan, { id, replyIds, told: { unitId, rounds, promises } }: Answering) {
  const today = shanghaiDate(plan.at)
  const last = rounds.length - 1
  const atOf = (promise: ListedPromise) =>
    promise.round ? rounds.findIndex(({ round }) => round === promise.round) : last
  return promises.map((promise) => ({
    id: plan.newId(),
    suggestion_id: plan.id,
    assignment_id: id,
    reply_id: replyIds[atOf(promise)] ?? '',
    congress_id: plan.congressId,
    unit_id: unitId,
    content: promise.content,
    owner: promise.owner,
    due_on: promise.dueOn,
    // what was missed before it came here is not told again
    status: promise.state === 'open' && promise.dueOn < today ? 'overdue' : promise.state,
    kept_on: promise.keptOn ?? null,
    sent_at: startOfShanghaiDay(rounds[atOf(promise)]?.answer.on ?? plan.of.submittedOn),
  }))
}
