import { shanghaiDate, startOfShanghaiDay } from '#kernel/clock.ts'
import type { RulePeriod } from '#modules/rules/index.ts'
import type { ImportedCase } from './decide-import.service.ts'
import type { ImportedState } from './import-values.ts'
import type { ImportedRows } from './import-world.queries.ts'
import type { AssignmentState } from './suggestion.ts'

/** One case of the list with the ids that it gets: of its parts, first those that answer, then co-handlers. */
export type CasePlan = {
  of: ImportedCase
  id: string
  parts: readonly string[]
  /** One for each part that answers. */
  replyIds: readonly string[]
  roundIds: readonly string[]
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
  accepted: null,
  assigned: { lead: 'assigned', co: 'assigned' },
  handling: { lead: 'handling', co: 'handling' },
  awaiting_evaluation: { lead: 'replied', co: 'done' },
  rehandling: { lead: 'rehandling', co: 'done' },
  tracking: { lead: 'done', co: 'done' },
  closed: { lead: 'done', co: 'done' },
  closed_with_dissent: { lead: 'done', co: 'done' },
  withdrawn: { lead: 'cancelled', co: 'cancelled' },
  converted_to_letter: { lead: 'cancelled', co: 'cancelled' },
}

/** The rows of one case as the list tells it; nobody stands in them who has not acted here. */
export function rowsOfCase(plan: CasePlan): ImportedRows {
  const { of, id, at } = plan
  const assignment = partsOf(plan)
  const answering = of.answering.flatMap((told, at) => {
    const part = assignment[at]
    return part ? [{ id: part.id, at, told }] : []
  })
  return {
    suggestion: [suggestionOf(plan)],
    assignment,
    reply: answering.flatMap((part) => replyOf(plan, part)),
    evaluation_round: answering.flatMap((part) => roundOf(plan, part)),
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
      status: of.state,
      wishes_publication: of.wishesPublication,
      rule_version: ruleVersion,
      created_at: at,
      changed_at: at,
      submitted_at: submitted,
      // the number says that it was registered; lists tell no other day
      registered_at: submitted,
      // lists tell no day of acceptance: it was not after the handing over
      accepted_at: partStates[of.state]?.lead === 'cancelled' ? null : (assigned ?? submitted),
      assigned_at: assigned,
      closed_at: of.closedOn ? startOfShanghaiDay(of.closedOn) : null,
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
  const isFoundWanting = answering.some(({ judged }) => judged?.result === 'dissatisfied')
  const answers = answering.map(({ unitId, judged }, index) => {
    // of several that answer only those found wanting answer again
    const isAgain = of.state === 'rehandling' && (!isFoundWanting || judged?.result === 'dissatisfied')
    const status = of.state === 'rehandling' && !isAgain ? ('done' as const) : states.lead
    const part = of.isSeparate ? 'separate' : 'lead'
    return { ...base, id: parts[index] ?? '', unit_id: unitId, part, status, round: isAgain ? 2 : 1 }
  })
  const helps = of.coUnitIds.map((unitId, index) => {
    const partId = parts[answering.length + index] ?? ''
    return { ...base, id: partId, unit_id: unitId, part: 'co', status: states.co, round: 1 }
  })
  return [...answers, ...helps]
}

type Answering = { id: string; at: number; told: ImportedCase['answering'][number] }

function replyOf({ replyIds }: CasePlan, { id, at, told: { answer } }: Answering) {
  if (!answer) return []
  const sent = startOfShanghaiDay(answer.on)
  const text = { body: answer.body, class: answer.class }
  const days = { drafted_at: sent, sent_at: sent }
  return [{ id: replyIds[at] ?? '', assignment_id: id, round: 1, revision: 1, ...text, ...days }]
}

function roundOf({ id: suggestionId, roundIds }: CasePlan, { id, at, told: { answer, judged } }: Answering) {
  if (!judged) return []
  return [
    {
      id: roundIds[at] ?? '',
      suggestion_id: suggestionId,
      assignment_id: id,
      round: 1,
      status: 'cast',
      opened_at: startOfShanghaiDay(answer?.on ?? judged.on),
      attitude: judged.attitude,
      result: judged.result,
      opinion: judged.opinion,
      cast_at: startOfShanghaiDay(judged.on),
    },
  ]
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

function promisesOf(plan: CasePlan, { id, at, told: { unitId, answer, promises } }: Answering) {
  const today = shanghaiDate(plan.at)
  return promises.map((promise) => ({
    id: plan.newId(),
    suggestion_id: plan.id,
    assignment_id: id,
    reply_id: plan.replyIds[at] ?? '',
    congress_id: plan.congressId,
    unit_id: unitId,
    content: promise.content,
    owner: promise.owner,
    due_on: promise.dueOn,
    // what was missed before it came here is not told again
    status: promise.state === 'open' && promise.dueOn < today ? 'overdue' : promise.state,
    kept_on: promise.keptOn ?? null,
    sent_at: startOfShanghaiDay(answer?.on ?? plan.of.submittedOn),
  }))
}
