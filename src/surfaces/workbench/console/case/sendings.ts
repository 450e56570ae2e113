import { call } from '../../frame/call.ts'
import { assignmentClient, suggestionClient } from '../../frame/clients.ts'
import type { AssignmentView, SuggestionView } from '../../frame/suggestion-shapes.ts'
import type { Act, ActCode } from './acts.ts'

const cases = suggestionClient.suggestions[':id']
const parts = assignmentClient.assignments[':id']

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
  if (code === 'requestReturn' && assignment)
    return call(
      parts['return-request'].$post({ param: { id: assignment.id }, json: { version: assignment.version, reason } }),
    )
  const json = { version: view.version, reason }
  if (code === 'concludeReview') return call(cases['final-opinion'].$post({ param: { id: view.id }, json }))
  return call(cases.withdrawal.$post({ param: { id: view.id }, json }))
}
