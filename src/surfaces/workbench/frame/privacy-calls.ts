import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NoteErasure, OwnPrivacy, RequestDecision, RequestView } from '#modules/privacy/privacy.contract.ts'
import type { OfficeAction, RefusalGround, RequestKind, RequestState } from '#modules/privacy/privacy.ts'
import { call } from './call.ts'
import { privacyClient } from './clients.ts'
import { usePages } from './use-pages.ts'

const { requests, own } = privacyClient.privacy

export type RequestFilter = {
  box: 'open' | 'late' | 'all'
  state: RequestState | ''
  kind: RequestKind | ''
  sort: 'received' | 'due'
  q: string
}

/** The filter as the server takes it, what is not set left out. */
export const queryOfRequests = ({ box, state, kind, sort, q }: RequestFilter) => ({
  box,
  sort,
  ...(state ? { state } : {}),
  ...(kind ? { kind } : {}),
  ...(q.length > 1 ? { q } : {}),
})

export const useRequests = (filter: RequestFilter) =>
  usePages(['privacy', 'list', filter], (from) =>
    call(requests.$get({ query: { ...queryOfRequests(filter), ...from } })),
  )

export const useRequest = (id: string) =>
  useQuery({
    queryKey: ['privacy', 'one', id],
    queryFn: (): Promise<RequestView> => call(requests[':id'].$get({ param: { id } })),
  })

export type Decision = { action: OfficeAction; words: string; ground?: RefusalGround }

export function useDecision(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (decision: Pick<RequestDecision, 'version'> & Decision): Promise<RequestView> =>
      call(requests[':id'].decisions.$post({ param: { id }, json: decision })),
    onSuccess: (view) => {
      client.setQueryData(['privacy', 'one', id], view)
      return client.invalidateQueries({ queryKey: ['privacy', 'list'] })
    },
  })
}

/** Each look is recorded: made by a click, and never asked for again by itself. */
export const useLookAtRequester = () =>
  useMutation({ mutationFn: (id: string) => call(requests[':id'].contact.$get({ param: { id } })) })

export const useNoteErasure = () =>
  useMutation({
    mutationFn: (json: NoteErasure) => call(privacyClient.privacy['note-erasures'].$post({ json })),
  })

const ownKey = ['privacy', 'own']
export const useOwnPrivacy = () => useQuery({ queryKey: ownKey, queryFn: (): Promise<OwnPrivacy> => call(own.$get()) })

type OwnChange = { kind: RequestKind; words: string } | { requestId: string; words: string } | { consentId: string }

/** A request, an addition to one, or a consent taken back; each answers with one's whole page. */
export function useOwnChange() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: OwnChange): Promise<OwnPrivacy> => {
      if ('consentId' in change) {
        return call(own.consents[':id'].withdrawal.$post({ param: { id: change.consentId } }))
      }
      if ('requestId' in change) {
        const { requestId: id, words } = change
        return call(own.requests[':id'].words.$post({ param: { id }, json: { words } }))
      }
      return call(own.requests.$post({ json: change }))
    },
    onSuccess: (view) => client.setQueryData(ownKey, view),
  })
}
