import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Role } from '#kernel/actor.ts'
import type { PersonView } from '#modules/identity/people.contract.ts'

export type Person = ReturnType<(typeof PersonView)['parse']>

// what is offered to whom; the server decides in any case
export const keepsMandates = (role: Role | 'deputy'): boolean => role === 'deputy_office' || role === 'presidium'
export const grantsPosts = (role: Role | 'deputy'): boolean => role === 'secadmin'
export const keepsPeople = (role: Role | 'deputy'): boolean => keepsMandates(role) || grantsPosts(role)

/** Changes something of a person; the page of the person and the lists then show it. */
export function usePersonChange<Input = void, Output = unknown>(
  personId: string,
  change: (input: Input) => Promise<Output>,
  onDone: (output: Output) => void,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async (output) => {
      onDone(output)
      await client.invalidateQueries({ queryKey: ['person', personId] })
      await Promise.all(
        ['people', 'deputies', 'accounts', 'composition'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      )
    },
  })
}
