import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from './call.ts'
import { suggestionClient } from './clients.ts'
import { actOn } from './moved-on.ts'
import type { ListFilter, SuggestionView } from './suggestion-shapes.ts'

const cases = suggestionClient.suggestions

export const caseKey = (id: string) => ['suggestion', id] as const
export const todoKey = ['todo'] as const
export const listKey = (filter: ListFilter) => ['suggestions', filter] as const

export const fetchCase = (id: string): Promise<SuggestionView> => call(cases[':id'].$get({ param: { id } }))

const idForm = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/iu
/** Whether an address can name a case at all; where it can't, the page is not found. */
export const isCaseId = (text: string): boolean => idForm.test(text)

export const useCase = (id: string) => useQuery({ queryKey: caseKey(id), queryFn: () => fetchCase(id) })

export const useTodo = () => useQuery({ queryKey: todoKey, queryFn: () => call(suggestionClient.todo.$get()) })

/** Acts on a case; who comes too late is shown it as it is now. */
export const actOnCase = (client: QueryClient, id: string, act: () => Promise<unknown>): Promise<unknown> =>
  actOn(
    client,
    {
      of: caseKey(id),
      ask: () => client.fetchQuery({ queryKey: caseKey(id), queryFn: () => fetchCase(id), staleTime: 0 }),
      lists: [todoKey, ['suggestions']],
    },
    act,
  )

/**
 * What someone does with a case. The answer is the case as it is afterwards, so that the page shows it at once;
 * lists and to-dos are asked again.
 */
export function useAct(caseId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (act: () => Promise<unknown>) => actOnCase(client, caseId, act),
    onSuccess: async (after) => {
      if (isCase(after, caseId)) client.setQueryData(caseKey(caseId), after)
      else await client.invalidateQueries({ queryKey: caseKey(caseId) })
      await Promise.all([
        client.invalidateQueries({ queryKey: todoKey }),
        client.invalidateQueries({ queryKey: ['suggestions'] }),
      ])
    },
  })
}

const isCase = (value: unknown, id: string): value is SuggestionView =>
  typeof value === 'object' && value !== null && 'id' in value && value.id === id && 'timeline' in value
