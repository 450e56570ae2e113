import { call } from '../../frame/call.ts'
import { assignmentClient, caseLifeClient, paperEntryClient, suggestionClient } from '../../frame/clients.ts'
import type { AssignmentView, SuggestionView } from '../../frame/suggestion-shapes.ts'
import type { Act, ActCode } from './acts.ts'

const cases = suggestionClient.suggestions[':id']
const parts = assignmentClient.assignments[':id']
const life = caseLifeClient.assignments[':id']

const onCase = (view: SuggestionView) => ({ param: { id: view.id }, json: { version: view.version } })
const onPart = (part: AssignmentView) => ({ param: { id: part.id }, json: { version: part.version } })

type Send = (view: SuggestionView, part: AssignmentView) => Promise<unknown>

/** The acts that need nothing but the will to do them. */
const plain: Partial<Record<ActCode, Send>> = {
  register: (view) => call(cases.registration.$post(onCase(view))),
  assign: (view) => call(cases.assignment.$post(onCase(view))),
  acknowledge: (_view, part) => call(parts.acknowledgement.$post(onPart(part))),
  signOff: (_view, part) => call(parts['sign-off'].$post(onPart(part))),
  sendReply: (_view, part) => call(parts.sending.$post(onPart(part))),
  preparePublication: (view) => call(cases.publication.$post({ param: { id: view.id } })),
}

export const sendPlain = (view: SuggestionView, { code, assignment }: Act): Promise<unknown> => {
  const send = plain[code]
  if (!send) throw new Error(`${code} needs a form of its own`)
  return send(view, assignment as AssignmentView)
}

/** The acts that need a reason and nothing else. */
export const sendReasoned = (view: SuggestionView, { code, assignment }: Act, reason: string): Promise<unknown> => {
  if (assignment) return sendOnPart(assignment, code, reason)
  const json = { version: view.version, reason }
  if (code === 'concludeReview') return call(cases['final-opinion'].$post({ param: { id: view.id }, json }))
  if (code === 'recordSignedPaper')
    return call(paperEntryClient.suggestions[':id']['signed-paper'].$post({ param: { id: view.id }, json }))
  if (code === 'unmerge')
    return call(caseLifeClient.suggestions[':id'].unmerging.$post({ param: { id: view.id }, json }))
  if (code === 'reopen')
    return call(caseLifeClient.suggestions[':id'].reopening.$post({ param: { id: view.id }, json }))
  return call(cases.withdrawal.$post({ param: { id: view.id }, json }))
}

function sendOnPart(part: AssignmentView, code: ActCode, reason: string): Promise<unknown> {
  const of = { param: { id: part.id }, json: { version: part.version, reason } }
  const pause = part.requests.find(({ kind, state }) => kind === 'pause' && state === 'granted')
  if (code === 'remind') return call(life.reminder.$post({ param: { id: part.id }, json: { words: reason } }))
  if (code === 'requestPause') return call(life['pause-request'].$post(of))
  if (code === 'returnCoOpinion') return call(life['co-opinion-return'].$post(of))
  if (code === 'endPause') {
    return call(
      caseLifeClient['deadline-requests'][':id'].end.$post({ param: { id: pause?.id ?? '' }, json: { reason } }),
    )
  }
  return call(parts['return-request'].$post(of))
}
