import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FieldQuery } from '#modules/suggestion/field.contract.ts'
import { call } from '../../frame/call.ts'
import { fieldClient } from '../../frame/clients.ts'
import { usePages } from '../../frame/use-pages.ts'

export const fieldCalls = fieldClient['committee-fields']
export type FieldFilter = Partial<Pick<FieldQuery, 'state' | 'committeeId' | 'q'>>

export const useFields = (filter: FieldFilter) =>
  usePages(['committee-fields', filter], (from) => call(fieldCalls.$get({ query: { ...filter, ...from } })))

/** Fields are given and end; the list then shows it. */
export function useFieldChange<Answer>(change: () => Promise<Answer>, onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      onDone()
      await client.invalidateQueries({ queryKey: ['committee-fields'] })
    },
  })
}
