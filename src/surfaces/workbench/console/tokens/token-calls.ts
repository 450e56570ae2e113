import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../frame/call.ts'
import { tokenClient } from '../../frame/clients.ts'

export const tokens = tokenClient['api-tokens']
type Named = { id: string; version: number }

const useChange = <Wanted, Done>(mutationFn: (wanted: Wanted) => Promise<Done>, onDone?: () => void) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: () => client.invalidateQueries({ queryKey: ['api-tokens'] }),
    ...(onDone && { onSuccess: onDone }),
  })
}

export const useRevocation = () =>
  useChange(({ id, version }: Named) => call(tokens[':id'].revocation.$post({ param: { id }, json: { version } })))

export const useSecret = () =>
  useChange(({ id, version }: Named) => call(tokens[':id'].secret.$post({ param: { id }, json: { version } })))

type NewToken = Parameters<(typeof tokens)['$post']>[0]['json']

export const useIssue = (onDone: () => void) => useChange((json: NewToken) => call(tokens.$post({ json })), onDone)
