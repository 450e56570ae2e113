import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Role } from '#kernel/actor.ts'
import type { IdentityView, SessionView } from '#modules/identity/identity.contract.ts'
import { call, isCallError } from './call.ts'
import { sessionClient, signInClient } from './clients.ts'
import { setServerNow } from './dates.ts'
import { showActing } from './request-headers.ts'

export type Session = SessionView
export type Identity = IdentityView

export const sessionKey = ['session'] as const

// set and taken away with the session's own cookie, which no script can see
const mayBeSignedIn = () => document.cookie.split('; ').includes('minsheng_signed_in=1')

/** Who is signed in; null when nobody is. */
async function fetchSession(): Promise<Session | null> {
  if (!mayBeSignedIn()) return null
  try {
    const session = await call(sessionClient.session.$get())
    setServerNow(new Date(session.now))
    showActing(session.actingAs?.id)
    return session
  } catch (error) {
    if (isCallError(error) && error.problem.status === 401) return null
    throw error
  }
}

export const useSessionQuery = () =>
  useQuery({ queryKey: sessionKey, queryFn: fetchSession, staleTime: 60_000, refetchOnWindowFocus: true })

export type Proof = { password: string; totp?: string }

export const isOther = ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== sessionKey[0]

/** Takes a changed session at once, and asks for it once more, so that whoever keeps it keeps the new one. */
function useSessionChange<Input>(
  change: (input: Input) => Promise<Session | null>,
  forget: (client: QueryClient) => unknown,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async (session) => {
      showActing(session?.actingAs?.id)
      client.setQueryData(sessionKey, session)
      await forget(client)
      await client.invalidateQueries({ queryKey: sessionKey })
    },
  })
}

// What was read as somebody else is not theirs to see.
const forgetAll = (client: QueryClient) => client.removeQueries({ predicate: isOther })

export const useSignIn = () =>
  useSessionChange((input: Proof & { name: string }) => call(signInClient['sign-in'].$post({ json: input })), forgetAll)

/** The same session goes on, so that open forms stay as they are. */
export const useUnlock = () =>
  useSessionChange(
    (input: Proof) => call(sessionClient.session.unlock.$post({ json: input })),
    (client) => client.invalidateQueries({ predicate: isOther }),
  )

export const useSignOut = () =>
  useSessionChange(async (_: undefined) => {
    await call(sessionClient['sign-out'].$post())
    return null
  }, forgetAll)

/** The pages stay open; what they show is asked for anew as the other identity. */
export const useActAs = () =>
  useSessionChange(
    ({ kind, id }: Pick<Identity, 'kind' | 'id'>) =>
      call(sessionClient.session['acting-as'].$put({ json: { kind, id } })),
    (client) => client.resetQueries({ predicate: isOther }),
  )

const SessionContext = createContext<Session | null>(null)
export const SessionProvider = SessionContext.Provider

/** Only below the gate, where somebody is signed in. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession outside of the gate')
  return session
}

/** Only below the gate, where an identity was chosen. */
export function useActing(): Identity {
  const { actingAs } = useSession()
  if (!actingAs) throw new Error('useActing without an identity')
  return actingAs
}

export const useRole = (): Role | 'deputy' => {
  const acting = useActing()
  return acting.role ?? 'deputy'
}

/** Whether one acts as oneself, or stands in with this power; no power: for what cannot be delegated. */
export function useHas(power: string | null): boolean {
  const { delegated } = useActing()
  return delegated === null || (power !== null && delegated.powers.includes(power))
}

/** What stands between a person and the pages; `in` when nothing does. */
export type Gate = 'sign_in' | 'password' | 'totp' | 'identity' | 'no_identity' | 'in'
export function gateOf(session: Session | null): Gate {
  if (!session) return 'sign_in'
  // the lock lies over the page, it does not take its place
  if (session.state === 'locked') return session.actingAs ? 'in' : 'identity'
  if (session.account.mustChangePassword) return 'password'
  if (session.account.totp === 'required') return 'totp'
  if (session.actingAs) return 'in'
  return session.identities.length > 0 ? 'identity' : 'no_identity'
}
