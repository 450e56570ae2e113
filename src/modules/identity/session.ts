const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export const failuresMax = 5
export const lockMinutes = 30
export const sessionsMax = 5

/** Staff: locked after 15 minutes, over after 12 hours. Deputies: over after 7 idle days or 30 days in all (等保 2.0: session timeout). */
export const sessionLimits = {
  staff: { lockAfterMs: 15 * minute, endAfterIdleMs: 12 * hour, endAfterMs: 12 * hour },
  deputy: { lockAfterMs: Number.POSITIVE_INFINITY, endAfterIdleMs: 7 * day, endAfterMs: 30 * day },
} as const

export type SessionTimes = {
  isStaff: boolean
  createdAt: Date
  seenAt: Date
  endedAt: Date | null
  lockedAt?: Date | null
}
export type SessionState = 'open' | 'locked' | 'ended'

export function sessionStateAt(session: SessionTimes, now: Date): SessionState {
  if (session.endedAt) return 'ended'
  const limits = sessionLimits[session.isStaff ? 'staff' : 'deputy']
  const idle = now.getTime() - session.seenAt.getTime()
  const age = now.getTime() - session.createdAt.getTime()
  if (age >= limits.endAfterMs || idle >= limits.endAfterIdleMs) return 'ended'
  return session.lockedAt || idle >= limits.lockAfterMs ? 'locked' : 'open'
}
