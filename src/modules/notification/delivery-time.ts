import { shanghaiDate, startOfShanghaiDay } from '#kernel/clock.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

// Shanghai has no summer time: every day there has 24 hours
const at = (day: string, hours: number): Date => new Date(startOfShanghaiDay(day).getTime() + hours * hourMs)

const nextAt = (now: Date, hours: number): Date => {
  const today = at(shanghaiDate(now), hours)
  return today > now ? today : new Date(today.getTime() + dayMs)
}

/** Telephones stay quiet from 22 to 8; what comes in between is kept until 8. Mail is not heard and goes at once. */
export function smsTime(now: Date): Date {
  const day = shanghaiDate(now)
  const isQuiet = now < at(day, 8) || now >= at(day, 22)
  return isQuiet ? nextAt(now, 8) : now
}

/** The daily digest goes out at half past eight. */
export const digestTime = (now: Date): Date => nextAt(now, 8.5)
