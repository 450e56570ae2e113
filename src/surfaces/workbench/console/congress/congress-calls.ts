import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CongressDetail } from '#modules/organisation/congress.contract.ts'
import { call } from '../../frame/call.ts'
import { congressClient } from '../../frame/clients.ts'

export type Congress = ReturnType<(typeof CongressDetail)['parse']>
const one = congressClient.congresses[':id']
export const congressCalls = {
  term: one.terms,
  correction: one['only-term'],
  session: one.sessions,
  coordinator: one.coordinators,
}

export const useCongress = (id: string, termId: string) =>
  useQuery({
    queryKey: ['congress', id, termId],
    queryFn: () => call(one.$get({ param: { id }, query: termId ? { termId } : {} })),
  })

/** Enters something at a congress; its page and the lists then show it. */
export function useEntering<Input>(enter: (input: Input) => Promise<unknown>, onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: enter,
    onSuccess: async () => {
      onDone()
      await client.invalidateQueries({ queryKey: ['congress'] })
      await client.invalidateQueries({ queryKey: ['congresses'] })
    },
  })
}
