import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { OversightQuery, OversightView } from '#modules/oversight/oversight.contract.ts'
import { call } from './call.ts'
import { oversightClient } from './clients.ts'
import { actOn } from './moved-on.ts'
import { caseKey, todoKey } from './suggestion-calls.ts'
import { usePages } from './use-pages.ts'

export type { OversightDraft, OversightView } from '#modules/oversight/oversight.contract.ts'
export type OversightFilter = Partial<Pick<OversightQuery, 'box' | 'state' | 'committee' | 'sort' | 'q'>>

/** Of every one that is on a page. */
export const oversights = ['oversight'] as const
export const oversightKey = (id: string) => [...oversights, id] as const

export const useOversight = (id: string) =>
  useQuery({
    queryKey: oversightKey(id),
    queryFn: () => call(oversightClient.oversights[':id'].$get({ param: { id } })),
  })

export const useOversights = (filter: OversightFilter) =>
  usePages(['oversights', filter], (from) => call(oversightClient.oversights.$get({ query: { ...filter, ...from } })))

export const useOversightChoices = () =>
  useQuery({ queryKey: ['oversights', 'choices'], queryFn: () => call(oversightClient.oversights.choices.$get()) })

export const useOversightsOfCase = (id: string, version: number) =>
  useQuery({
    queryKey: ['oversights', 'case', id, version],
    queryFn: () => call(oversightClient.suggestions[':id'].oversights.$get({ param: { id } })),
  })

/** What someone does with an oversight; the answer is the oversight as it is afterwards. */
export function useOversightAct() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (act: () => Promise<OversightView>) =>
      actOn(client, { of: oversights, lists: [['oversights'], todoKey] }, act),
    onSuccess: async (after) => {
      client.setQueryData(oversightKey(after.id), after)
      await Promise.all([
        client.invalidateQueries({ queryKey: ['oversights'] }),
        client.invalidateQueries({ queryKey: todoKey }),
        ...after.cases.map(({ id }) => client.invalidateQueries({ queryKey: caseKey(id) })),
      ])
    },
  })
}
