import { type Recording, recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { lockClocksToSweep, moveClocks } from './clock.queries.ts'
import { type ClockFacts, firstMarkAfter, marksPassed } from './clock.ts'

export type Sweeping = Recording & Pick<App, 'db'>

const batchMax = 200

/**
 * Records `clock.soon`, `clock.due`, `clock.overdue` and `clock.escalated` of every clock for which its moment has
 * come, each once: the row says when it is to be looked at next, and moves in the transaction that records. May run
 * twice and at once. Returns how many clocks it looked at.
 */
export async function sweepClocks(app: Sweeping): Promise<number> {
  const now = app.clock.now()
  let swept = 0
  for (;;) {
    const batch = await app.db.transaction().execute((trx) => sweepBatch(app, trx, now))
    swept += batch
    if (batch < batchMax) return swept
  }
}

async function sweepBatch(app: Sweeping, trx: Trx, now: Date): Promise<number> {
  const clocks = await lockClocksToSweep(trx, now, batchMax)
  for (const clock of clocks) await tellPassed(app, trx, clock, now)
  await moveClocks(
    trx,
    clocks.map((clock) => ({ ...clock, sweepAt: firstMarkAfter(clock, now) })),
  )
  return clocks.length
}

/** Records what has come about by `now`; whoever calls it moves `sweepAt` in the same transaction. */
export async function tellPassed(app: Recording, trx: Trx, clock: ClockFacts, now: Date): Promise<void> {
  for (const { kind, days } of marksPassed(clock, now)) {
    await recordEvent(app, trx, {
      type: `clock.${kind}`,
      subjectKind: 'clock',
      subjectId: clock.id,
      caseId: clock.caseId,
      actor: 'system',
      ruleVersion: clock.ruleVersion,
      data: {
        ruleId: clock.ruleId,
        subjectKind: clock.subjectKind,
        subjectId: clock.subjectId,
        dueBefore: clock.dueBefore.toISOString(),
        days,
      },
    })
  }
}
