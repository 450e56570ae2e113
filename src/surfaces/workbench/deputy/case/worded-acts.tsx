import { call } from '../../frame/call.ts'
import { caseLifeClient, paperEntryClient } from '../../frame/clients.ts'
import { useAct } from '../../frame/suggestion-calls.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'
import { WordedAct } from '../parts/worded-act.tsx'

type Worded = {
  view: SuggestionView
  of: Parameters<typeof WordedAct>[0]['of']
  send: (words: string) => Promise<unknown>
}

function OnCase({ view, of, send }: Worded) {
  const { mutate, isPending, error } = useAct(view.id)
  return <WordedAct of={of} isPending={isPending} error={error} send={(words) => mutate(() => send(words))} />
}

export const NotKept = ({ view, promiseId }: { view: SuggestionView; promiseId: string }) => (
  <OnCase
    view={view}
    of="not_kept"
    send={(reason) =>
      call(caseLifeClient.commitments[':id'].objection.$post({ param: { id: promiseId }, json: { reason } }))
    }
  />
)

export const WithdrawCosign = ({ view }: { view: SuggestionView }) => (
  <OnCase
    view={view}
    of="withdraw_cosign"
    send={(reason) =>
      call(caseLifeClient.suggestions[':id']['cosign-withdrawal'].$post({ param: { id: view.id }, json: { reason } }))
    }
  />
)

const paperCase = paperEntryClient.suggestions[':id']

export const RejectPaper = ({ view }: { view: SuggestionView }) => (
  <OnCase
    view={view}
    of="reject_paper"
    send={(reason) =>
      call(paperCase['paper-rejection'].$post({ param: { id: view.id }, json: { version: view.version, reason } }))
    }
  />
)

export const ContradictCosign = ({ view }: { view: SuggestionView }) => (
  <OnCase
    view={view}
    of="contradict"
    send={(reason) => call(paperCase['cosign-contradiction'].$post({ param: { id: view.id }, json: { reason } }))}
  />
)
