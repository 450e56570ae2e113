import { startOfShanghaiDay } from '#kernel/clock.ts'
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
  at: Date
}

/** How far the answering unit's part and the co-handlers' have come, by where the case stands. */
const partStates: Readonly<Record<ImportedState, { lead: AssignmentState; co: AssignmentState } | null>> = {
  accepted: null,
  assigned: { lead: 'assigned', co: 'assigned' },
  handling: { lead: 'handling', co: 'handling' },
  awaiting_evaluation: { lead: 'replied', co: 'done' },
  rehandling: { lead: 'rehandling', co: 'done' },
  closed: { lead: 'done', co: 'done' },
  closed_with_dissent: { lead: 'done', co: 'done' },
  withdrawn: { lead: 'cancelled', co: 'cancelled' },
  converted_to_letter: { lead: 'cancelled', co: 'cancelled' },
}

/** The rows of one case as the list tells it; nobody stands in them who has not acted here. */
export function rowsOfCase(plan: CasePlan): ImportedRows {
  const { of, id, at } = plan
  const assignment = partsOf(plan)
  const answering = assignment.filter(({ part }) => part !== 'co').map((part, at) => ({ id: part.id, at }))
  const { answer, judged } = of
  return {
    suggestion: [suggestionOf(plan)],
    assignment,
    reply: answer ? answering.map((part) => replyOf(plan, part, answer)) : [],
    evaluation_round: judged ? answering.map((part) => roundOf(plan, part, judged, answer?.on)) : [],
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
  const { answeringUnitIds, assignedOn } = of
  if (!states || answeringUnitIds.length === 0 || !assignedOn) return []
  return [...answeringUnitIds, ...of.coUnitIds].map((unitId, index) => {
    const answers = index < answeringUnitIds.length
    return {
      id: parts[index] ?? '',
      suggestion_id: id,
      unit_id: unitId,
      part: answers ? (of.isSeparate ? 'separate' : 'lead') : 'co',
      status: answers ? states.lead : states.co,
      round: answers && of.state === 'rehandling' ? 2 : 1,
      assigned_at: startOfShanghaiDay(assignedOn),
    }
  })
}

type Answering = { id: string; at: number }

const replyOf = ({ replyIds }: CasePlan, part: Answering, answer: NonNullable<ImportedCase['answer']>) => ({
  id: replyIds[part.at] ?? '',
  assignment_id: part.id,
  round: 1,
  revision: 1,
  body: answer.body,
  class: answer.class,
  drafted_at: startOfShanghaiDay(answer.on),
  sent_at: startOfShanghaiDay(answer.on),
})

const roundOf = (
  { id, roundIds }: CasePlan,
  part: Answering,
  judged: NonNullable<ImportedCase['judged']>,
  answeredOn: string | undefined,
) => ({
  id: roundIds[part.at] ?? '',
  suggestion_id: id,
  assignment_id: part.id,
  round: 1,
  status: 'cast',
  opened_at: startOfShanghaiDay(answeredOn ?? judged.on),
  attitude: judged.attitude,
  result: judged.result,
  opinion: judged.opinion,
  cast_at: startOfShanghaiDay(judged.on),
})
