import type { Role } from '#kernel/actor.ts'
import { defineProcess } from '#kernel/process.ts'

/** The life of a topic on the list (选题清单). */
export const topicProcess = defineProcess('topic', {
  draft: { publish: 'published', withdraw: 'withdrawn' },
  published: { close: 'closed', withdraw: 'withdrawn' },
  closed: {},
  withdrawn: {},
})
export const topicStates = topicProcess.states
export type TopicState = (typeof topicStates)[number]

/** One deputy's claim of a topic (领题). What led to a suggestion has not been in vain and does not expire. */
export const claimProcess = defineProcess('topic', {
  claimed: { research: 'researching', link: 'suggestion_linked', release: 'released', expire: 'expired' },
  researching: { research: 'researching', link: 'suggestion_linked', release: 'released', expire: 'expired' },
  suggestion_linked: { research: 'suggestion_linked', link: 'suggestion_linked', unlink: 'researching' },
  released: {},
  expired: {},
})
export const claimStates = claimProcess.states
export type ClaimState = (typeof claimStates)[number]
export type ClaimAction = (typeof claimProcess.actions)[number]

export const topicLimits = { titleMax: 60, wordsMax: 2000, notesMax: 5000, claimsMost: 999 } as const

/** Who puts topics on the list: the offices of the congress; its committees for their own field. */
export const topicKeepers: readonly Role[] = ['deputy_office', 'presidium', 'street_committee', 'committee']
/** Who else of the congress's side follows what comes of them. */
export const topicReaders: readonly Role[] = [...topicKeepers, 'leader', 'secretariat']

/** What a suggestion still is while its link can be made or undone: not yet accepted for handling. */
export const linkableStates = ['draft', 'cosigning', 'submitted', 'registered', 'reviewing', 'returned_for_revision']
export const unlinkableStates = ['draft', 'cosigning', 'withdrawn']

/** Places left; null when as many may claim as wish. */
export const placesLeft = ({ claimsMax, held }: { claimsMax: number | null; held: number }): number | null =>
  claimsMax === null ? null : Math.max(0, claimsMax - held)

/** The last day counts in full. */
export const isPast = (openUntil: string | null, today: string): boolean => openUntil !== null && openUntil < today

/** Whoever may claim: published, not past its day, not held already, a place left. */
export function mayClaimNow(topic: {
  state: TopicState
  openUntil: string | null
  claimsMax: number | null
  held: number
  isHeldByReader: boolean
  today: string
}): boolean {
  const isOpen = topic.state === 'published' && !isPast(topic.openUntil, topic.today)
  return isOpen && !topic.isHeldByReader && placesLeft(topic) !== 0
}
