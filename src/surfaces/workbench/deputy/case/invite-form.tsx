import { call } from '../../frame/call.ts'
import { suggestionClient } from '../../frame/clients.ts'
import { useAct } from '../../frame/suggestion-calls.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'
import { InviteColleagues } from '../cosign/invite.tsx'

const cases = suggestionClient.suggestions[':id']

export function InviteForm({ view }: { view: SuggestionView }) {
  const { mutate, isPending, error } = useAct(view.id)
  const { id, version } = view
  return (
    <InviteColleagues
      of={view}
      find={(q) => call(cases.invitable.$get({ param: { id }, query: { q } }))}
      isPending={isPending}
      error={error}
      send={(mandateIds, onSuccess) =>
        mutate(() => call(cases.invitations.$post({ param: { id }, json: { version, mandateIds } })), { onSuccess })
      }
    />
  )
}
