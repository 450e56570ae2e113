import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call, isOtherIdentity, whenSessionIsOther } from './call.ts'
import { sessionClient } from './clients.ts'
import { isOther, type Session, sessionKey } from './session.ts'

const lockAfterMs = 15 * 60_000
const askEveryMs = 4 * 60_000

/**
 * Staff sessions lock after 15 idle minutes. The server decides; the page follows it, covers itself and locks the session
 * when nobody has touched it for that long, and tells the server that someone is there while they write without sending.
 */
export function useIdleLock(session: Session | null): void {
  const client = useQueryClient()
  const isStaff = session?.identities.some(({ kind }) => kind === 'post') ?? false
  const isOpen = session?.state === 'open'

  useEffect(() => {
    whenSessionIsOther(async ({ problem }) => {
      await client.invalidateQueries({ queryKey: sessionKey })
      if (isOtherIdentity(problem.code)) await client.resetQueries({ predicate: isOther })
    })
  }, [client])

  useEffect(() => {
    if (!isStaff || !isOpen) return undefined
    let touchedAt = Date.now()
    let askedAt = Date.now()
    const touch = () => {
      touchedAt = Date.now()
      if (touchedAt - askedAt < askEveryMs) return
      askedAt = touchedAt
      void client.invalidateQueries({ queryKey: sessionKey })
    }
    const timer = setInterval(() => {
      if (Date.now() - touchedAt < lockAfterMs) return
      client.setQueryData<Session | null>(sessionKey, (now) => (now ? { ...now, state: 'locked' } : now))
      // what the page asks for by itself has kept the session awake: it is locked where the rights are
      void call(sessionClient.session.lock.$post()).catch(() => undefined)
    }, 15_000)
    window.addEventListener('keydown', touch)
    window.addEventListener('pointerdown', touch)
    return () => {
      clearInterval(timer)
      window.removeEventListener('keydown', touch)
      window.removeEventListener('pointerdown', touch)
    }
  }, [client, isStaff, isOpen])
}
