import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Role } from '#kernel/actor.ts'
import type { OrganView } from '#modules/organisation/organisation.contract.ts'
import { call } from '../../frame/call.ts'
import { organisationClient } from '../../frame/clients.ts'

export type Unit = ReturnType<(typeof OrganView)['parse']>
export const unitCalls = organisationClient.organs

/** Who is offered to change units; the server decides in any case. */
export const keepsUnits = (role: Role | 'deputy'): boolean => role === 'deputy_office' || role === 'sysadmin'

export const useUnit = (id: string | null) =>
  useQuery({
    queryKey: ['organ', id],
    enabled: id !== null,
    queryFn: () => call(unitCalls[':id'].$get({ param: { id: id ?? '' } })),
  })

/** Changes a unit; its page, the lists and the choices then show it. */
export function useUnitChange(change: () => Promise<unknown>, onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      onDone()
      await Promise.all(['organ', 'organs', 'congress'].map((key) => client.invalidateQueries({ queryKey: [key] })))
    },
  })
}
