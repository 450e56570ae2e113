import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { termAt } from '#modules/organisation/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'

/** A meeting works for the congress in office: its day is not before the term began (组织法 art. 38). */
export async function checkInTerm(app: App, trx: Trx, congressId: string, heldOn: string): Promise<void> {
  const { first_session_on } = await termAt(trx, congressId, shanghaiDate(app.clock.now()))
  if (heldOn < first_session_on) throw new Refusal('invalid', 'handover.day_before_term', { on: first_session_on })
}

export type Accepted = { id: string; number: string | null; accepted_on: string | null }

/** Nothing is handed over at a meeting that was held before it was accepted. */
export const wasAcceptedBy = ({ accepted_on }: Accepted, heldOn: string): boolean =>
  accepted_on === null || accepted_on <= heldOn

export function checkAcceptedBy(heldOn: string, cases: readonly Accepted[]): void {
  const late = cases.find((one) => !wasAcceptedBy(one, heldOn))
  if (late) {
    throw new Refusal('conflict', 'handover.day_before_case', {
      heldOn,
      number: late.number ?? '',
      on: late.accepted_on ?? '',
    })
  }
}
