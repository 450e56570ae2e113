import { defineProcess } from '#kernel/process.ts'

/** What a unit asks of its deadline (延期 more time, 停表 that it stands still), and who distributes decides. */
export const deadlineRequestProcess = defineProcess('suggestion', {
  asked: { grant: 'granted', deny: 'denied', lapse: 'lapsed' },
  granted: { end: 'ended' },
  denied: {},
  ended: {},
  lapsed: {},
})
export const deadlineRequestStates = deadlineRequestProcess.states
export type DeadlineRequestState = (typeof deadlineRequestStates)[number]

export const deadlineRequestKinds = ['extension', 'pause'] as const
export type DeadlineRequestKind = (typeof deadlineRequestKinds)[number]
