import type { Actor } from '#kernel/actor.ts'
import type { SuggestionView } from '#modules/suggestion/index.ts'
import type { App } from '#platform/app.ts'
import { findOfficeThatActed, findOrganActingFor, findOrganOf, findPapersOfCase } from './paper.queries.ts'
import { type CasePaperKind, mayIssueAs } from './paper.ts'

type Part = SuggestionView['assignments'][number] | undefined

/**
 * The name at the head of a paper of a case: of the organ whose paper it is, whoever prints it. An opinion and an answer
 * are the unit's; what is handed over and urged is the office's that would issue it, or that did; a form is the
 * congress's.
 */
export async function headOf(
  app: Pick<App, 'db'>,
  actor: Actor,
  kind: CasePaperKind,
  view: SuggestionView,
  part: Part,
): Promise<string> {
  if (part === undefined || kind === 'suggestion_paper' || kind === 'evaluation_form') return view.congressName
  if (kind === 'co_opinion' || kind === 'reply_letter') return (await findOrganActingFor(app.db, part.unitId)).name
  const { acting } = actor
  if (acting?.kind === 'post' && mayIssueAs(acting.role, kind)) return (await findOrganOf(app.db, acting.organId)).name
  return senderOf(app, kind, view, part.id)
}

const handings = ['suggestion.assigned', 'assignment.handed_over']

async function senderOf(
  { db }: Pick<App, 'db'>,
  kind: 'handover_note' | 'reminder',
  { id: caseId, congressName }: SuggestionView,
  assignmentId: string,
): Promise<string> {
  const papers = await findPapersOfCase(db, caseId)
  const sent = papers.findLast((paper) => paper.kind === kind && paper.assignment_id === assignmentId)
  if (sent) return sent.organ_name
  const about = { caseId, assignmentId }
  const reminded = kind === 'reminder' ? await findOfficeThatActed(db, about, ['assignment.reminded']) : undefined
  const sender = reminded ?? (await findOfficeThatActed(db, about, handings))
  // a case that was brought in from an earlier list names nobody who handed it over
  return sender?.name ?? congressName
}
