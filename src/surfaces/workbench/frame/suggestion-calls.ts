import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call, isConflict, isStale } from './call.ts'
import { suggestionClient } from './clients.ts'
import type { ListFilter, SuggestionView } from './suggestion-shapes.ts'
import { sentence } from './words.ts'

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

const movedOnKey = (id: string) => ['case-moved-on', id] as const

/** Whether the case was found moved on when somebody wanted to act: the page says why it shows something else now. */
export const useMovedOn = (id: string): boolean =>
  useQuery({ queryKey: movedOnKey(id), queryFn: () => false, initialData: false, staleTime: Infinity, gcTime: 0 }).data

/**
 * Acts, and who comes too late is shown the case as it is now: where the answer to their own act was lost, it stands
 * already where they wanted it. Throws what `act` throws, or a sentence that the case has moved on.
 */
export async function actOnCase(client: QueryClient, id: string, act: () => Promise<unknown>): Promise<unknown> {
  const before = client.getQueryData<SuggestionView>(caseKey(id))
  try {
    return await act()
  } catch (error) {
    if (!isConflict(error)) throw error
    const now = await client.fetchQuery({ queryKey: caseKey(id), queryFn: () => fetchCase(id), staleTime: 0 })
    if (!isStale(error) && now.version === before?.version) throw error
    client.setQueryData(movedOnKey(id), true)
    for (const queryKey of [todoKey, ['suggestions']]) await client.invalidateQueries({ queryKey })
    throw new Error(sentence('moved_on'), { cause: error })
  }
}

/**
 * What someone does with a case. The answer is the case as it is afterwards, so that the page shows it at once;
 * lists and to-dos are asked again.
 */
export function useAct(caseId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (act: () => Promise<unknown>) => actOnCase(client, caseId, act),
    onSuccess: async (after) => {
      client.setQueryData(movedOnKey(caseId), false)
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
