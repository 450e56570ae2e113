/** 代理授权 lasts at most this long, first and last day counted. */
export const standInDaysMax = 30

export const standInStates = ['coming', 'live', 'over', 'ended'] as const
export type StandInState = (typeof standInStates)[number]

type Span = { startsOn: string; endsOn: string; isEnded: boolean; arePostsInForce: boolean }

/** `endsOn` is the first day without it. It is over with either post, whether anybody has ended it or not. */
export function standInStateOn({ startsOn, endsOn, isEnded, arePostsInForce }: Span, today: string): StandInState {
  if (isEnded) return 'ended'
  if (endsOn <= today || !arePostsInForce) return 'over'
  return startsOn <= today ? 'live' : 'coming'
}

const dayMs = 86_400_000

/** How many days from the first to the last, both counted; calendar dates `YYYY-MM-DD`. */
export const daysBetween = (firstOn: string, lastOn: string): number =>
  Math.round((Date.parse(lastOn) - Date.parse(firstOn)) / dayMs) + 1

export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)
