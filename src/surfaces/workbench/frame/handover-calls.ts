import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CandidateFilter, MeetingQuery, MeetingView } from '#modules/handover/handover.contract.ts'
import type { CandidateSort } from '#modules/handover/handover.ts'
import { call } from './call.ts'
import { handoverClient } from './clients.ts'
import { actOn } from './moved-on.ts'
import { todoKey } from './suggestion-calls.ts'
import { usePages } from './use-pages.ts'

export type { CandidateFilter, MeetingDraft, MeetingView } from '#modules/handover/handover.contract.ts'
export type MeetingFilter = Partial<Pick<MeetingQuery, 'state' | 'line' | 'sort' | 'q'>>

/** Of every one that is on a page. */
export const handovers = ['handover'] as const
const meetingKey = (id: string) => [...handovers, id] as const

export const useMeeting = (id: string) =>
  useQuery({
    queryKey: meetingKey(id),
    queryFn: () => call(handoverClient['handover-meetings'][':id'].$get({ param: { id } })),
  })

export const useMeetings = (filter: MeetingFilter) =>
  usePages(['handovers', filter], (from) =>
    call(handoverClient['handover-meetings'].$get({ query: { ...filter, ...from } })),
  )

/** @param version of the meeting: what it takes in is no candidate any more */
export const useCandidates = (filter: CandidateFilter, sort: CandidateSort, version: number) =>
  usePages(['handovers', 'candidates', filter, sort, version], (from) =>
    call(handoverClient['handover-candidates'].$get({ query: { ...filter, sort, limit: '20', ...from } })),
  )

/** What someone does with a meeting; the answer is the meeting as it is afterwards. */
export function useMeetingAct() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (act: () => Promise<MeetingView>) =>
      actOn(client, { of: handovers, lists: [['handovers'], todoKey] }, act),
    onSuccess: async (after) => {
      client.setQueryData(meetingKey(after.id), after)
      await Promise.all([
        client.invalidateQueries({ queryKey: ['handovers'] }),
        client.invalidateQueries({ queryKey: ['suggestions'] }),
        client.invalidateQueries({ queryKey: todoKey }),
      ])
    },
  })
}

/** Hands over a few for each call until nothing waits; the page sees each answer, so it shows how far it is. */
export function useHandingOver(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (retry: boolean) => {
      let view = await press(id, retry)
      client.setQueryData(meetingKey(id), view)
      for (let waiting = Number.POSITIVE_INFINITY; view.progress.waiting > 0; ) {
        // nothing went forward: what is left is in the hands of somebody else
        if (view.progress.waiting >= waiting) break
        waiting = view.progress.waiting
        view = await press(id, false)
        client.setQueryData(meetingKey(id), view)
      }
      return view
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: meetingKey(id) }),
        client.invalidateQueries({ queryKey: ['handovers'] }),
        client.invalidateQueries({ queryKey: ['suggestions'] }),
        client.invalidateQueries({ queryKey: todoKey }),
      ]),
  })
}

const press = (id: string, retry: boolean): Promise<MeetingView> =>
  call(handoverClient['handover-meetings'][':id']['handing-over'].$post({ param: { id }, json: { retry } }))
