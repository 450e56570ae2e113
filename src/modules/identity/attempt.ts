import { failuresMax, lockMinutes } from './session.ts'

export type Attempts = { failures: number; lastAt: Date; lockedUntil: Date | null }

const windowMs = lockMinutes * 60_000

/**
 * An attempt is counted before the password is looked at, so that a burst of guesses at the same moment can't slip past
 * the limit; a right password forgets them all.
 */
export function beginAttempt(
  before: Attempts,
  now: Date,
  max = failuresMax,
): { allowed: true; after: Attempts } | { allowed: false; until: Date } {
  if (before.lockedUntil && before.lockedUntil > now) return { allowed: false, until: before.lockedUntil }
  const isOver = before.lockedUntil !== null || now.getTime() - before.lastAt.getTime() >= windowMs
  const failures = (isOver ? 0 : before.failures) + 1
  if (failures > max) return { allowed: false, until: new Date(before.lastAt.getTime() + windowMs) }
  const lockedUntil = failures === max ? new Date(now.getTime() + windowMs) : null
  return { allowed: true, after: { failures, lastAt: now, lockedUntil } }
}
