import { defineProcess } from '#kernel/process.ts'
import { Refusal } from '#kernel/refusal.ts'

/** A promise taken out of an answer, with its day and its owner. It is owed to who asked, also after their term. */
export const commitmentProcess = defineProcess('suggestion', {
  open: {
    comeSoon: 'due_soon',
    fulfil: 'fulfilled',
    reschedule: 'rescheduled',
    miss: 'overdue',
    explain: 'unfulfillable',
  },
  due_soon: { fulfil: 'fulfilled', reschedule: 'rescheduled', miss: 'overdue', explain: 'unfulfillable' },
  rescheduled: {
    comeSoon: 'due_soon',
    fulfil: 'fulfilled',
    reschedule: 'rescheduled',
    miss: 'overdue',
    explain: 'unfulfillable',
  },
  overdue: { fulfil: 'fulfilled', reschedule: 'rescheduled', explain: 'unfulfillable' },
  fulfilled: { confirm: 'confirmed', refuse: 'open', refuseLate: 'overdue' },
  confirmed: {},
  unfulfillable: {},
})
export const commitmentStates = commitmentProcess.states
export type CommitmentState = (typeof commitmentStates)[number]
export type CommitmentAction = (typeof commitmentProcess.actions)[number]

/** A promise is put off this often and no more: then it is kept, or explained in writing. */
export const reschedulesMax = 2

export const promisedYearsMax = 10

/**
 * A promise is for a day to come that somebody will live to see, also when it is put off. All dates are ISO.
 * @throws {Refusal} `suggestion.promise_day`
 */
export function checkPromisedDays(days: readonly string[], today: string): void {
  const last = Temporal.PlainDate.from(today).add({ years: promisedYearsMax }).toString()
  if (days.some((day) => day < today || day > last)) {
    throw new Refusal('invalid', 'suggestion.promise_day', { years: promisedYearsMax })
  }
}

export const isSettled = (state: string): boolean => state === 'confirmed' || state === 'unfulfillable'
/** The unit still owes something. */
export const isOwed = (state: string): boolean => !isSettled(state) && state !== 'fulfilled'
const isLatePromise = (state: string): boolean => state === 'overdue'

/** Where a case goes that follows its promises. Null: it stays. */
export function stepByPromises(
  state: string,
  promises: readonly { status: string }[],
): 'fulfil' | 'explain' | 'overdue' | 'followAgain' | null {
  if (state !== 'tracking' && state !== 'oversight') return null
  if (promises.every(({ status }) => isSettled(status))) {
    return promises.some(({ status }) => status === 'unfulfillable') ? 'explain' : 'fulfil'
  }
  const isLate = promises.some(({ status }) => isLatePromise(status))
  if (state === 'tracking') return isLate ? 'overdue' : null
  return isLate ? null : 'followAgain'
}
