import { useQuery } from '@tanstack/react-query'
import { call, isCallError, isOffline } from '../frame/call.ts'
import { sessionClient, suggestionClient } from '../frame/clients.ts'
import { setServerNow } from '../frame/dates.ts'
import { deviceStore, seal, unseal } from '../frame/device-store.ts'
import { showActing } from '../frame/request-headers.ts'
import { type Session, sessionKey, useSession } from '../frame/session.ts'
import { caseKey, fetchCase, listKey, todoKey } from '../frame/suggestion-calls.ts'
import type { ListFilter } from '../frame/suggestion-shapes.ts'

/** Asks the server and keeps the answer, sealed; without network the last answer is what one gets. */
async function readThrough<Content>(accountId: string, name: string, ask: () => Promise<Content>): Promise<Content> {
  const rowName = `${accountId}/${name}`
  try {
    const content = await ask()
    await keep(accountId, rowName, content)
    return content
  } catch (error) {
    const row = isOffline(error) ? await deviceStore.snapshots.get(rowName).catch(() => undefined) : undefined
    const content = row && (await unseal<Content>(accountId, rowName, row.sealed))
    if (content === undefined) throw error
    return content
  }
}

const keep = async (accountId: string, name: string, content: unknown): Promise<void> => {
  const sealed = await seal(accountId, name, content)
  // A full disk must not keep anybody from reading what has just come.
  await deviceStore.snapshots.put({ name, accountId, savedAt: new Date(), sealed }).catch(() => undefined)
}

const sessionRow = 'session'

/** Who was signed in last on this device, so that the app opens without network. */
export const useDeputySession = () =>
  useQuery({
    queryKey: sessionKey,
    staleTime: 60_000,
    queryFn: async (): Promise<Session | null> => {
      try {
        const session = await call(sessionClient.session.$get())
        setServerNow(new Date(session.now))
        await keep(session.account.id, sessionRow, session)
        showActing(session.actingAs?.id)
        return session
      } catch (error) {
        if (isCallError(error) && error.problem.status === 401) {
          await deviceStore.snapshots.delete(sessionRow).catch(() => undefined)
          return null
        }
        const row = isOffline(error) ? await deviceStore.snapshots.get(sessionRow).catch(() => undefined) : undefined
        const session = row && (await unseal<Session>(row.accountId, sessionRow, row.sealed))
        if (!session) throw error
        showActing(session.actingAs?.id)
        return session
      }
    },
  })

/** At sign-out what was read goes; what was written and not sent stays, sealed, for the next time. */
export const forgetSnapshots = (accountId: string): Promise<unknown> =>
  deviceStore.snapshots.where('accountId').equals(accountId).delete()

export function useOfflineCase(id: string, isKnown = true) {
  const { account, actingAs } = useSession()
  return useQuery({
    enabled: isKnown,
    queryKey: caseKey(id),
    queryFn: () => readThrough(account.id, `${actingAs?.id}/case/${id}`, () => fetchCase(id)),
  })
}

export function useOfflineTodo() {
  const { account, actingAs } = useSession()
  return useQuery({
    queryKey: todoKey,
    queryFn: () => readThrough(account.id, `${actingAs?.id}/todo`, () => call(suggestionClient.todo.$get())),
  })
}

export function useOfflineList(filter: ListFilter) {
  const { account, actingAs } = useSession()
  return useQuery({
    queryKey: listKey(filter),
    queryFn: () =>
      readThrough(account.id, `${actingAs?.id}/list/${filter.box ?? 'all'}`, () =>
        call(suggestionClient.suggestions.$get({ query: { ...filter, limit: 100 } })),
      ),
  })
}
