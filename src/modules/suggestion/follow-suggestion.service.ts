import { stopClocks } from '#modules/clock/index.ts'
import { isOfMandate } from '#modules/identity/identity.ts'
import { followRecord, recordEvent, type SealedEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { expireEvaluation, findEvaluationCase } from './assignment.queries.ts'
import { loadImages } from './case.queries.ts'
import { closeExpiredRound, passOnEvaluations } from './evaluate-suggestion.service.ts'
import { findUnconfirmedOf } from './paper-entry.queries.ts'
import { endReadingThrough, findCasesReadBy, findCasesReadThrough, readThrough } from './reader.queries.ts'
import { findCasesHeldBy, findCasesOf, findDistributedCases, lockSuggestion } from './suggestion.queries.ts'
import { changeCaseBySystem, type Story } from './suggestion.service.ts'

/**
 * What the record brings about in suggestions: evaluation windows pass, mandates end or rest, organs merge. Each case in
 * a transaction of its own, so that whoever acts on one of them at a change of terms waits for that one alone. Safe to
 * run again, as after a failure half way.
 */
export const followForSuggestions = (app: App): Promise<number> =>
  followRecord(app, 'suggestion', async (_, events) => {
    for (const event of events) await followOne(app, event)
  })

const suggestionSubjects = new Set(['suggestion', 'assignment', 'evaluation_round'])

async function followOne(app: App, event: SealedEvent): Promise<void> {
  const { db } = app
  if (event.type === 'clock.overdue' && event.data.ruleId === 'suggestion.evaluate') await expireRound(app, event)
  if (event.type === 'clock.recomputed' && event.caseId && suggestionSubjects.has(String(event.data.subjectKind))) {
    // the lists and to-do pages show the deadline that the corrected calendar gives
    await changeEach(app, [{ id: event.caseId }])
  }
  // who acts for an organ is another one now
  if (event.type === 'organ.merged') await changeEach(app, await findCasesHeldBy(db, event.subjectId))
  if (event.type === 'coordinator.named') await changeEach(app, await findDistributedCases(db, event.subjectId))
  if (event.type === 'person.merged' || event.type === 'person.split') {
    const other = String(event.data.intoId ?? event.data.fromId)
    // who typed a paper may be the deputy, or be it no longer
    await changeEach(app, await findUnconfirmedOf(db, [event.subjectId, other]))
    await settleReaders(app, event, other)
  }
  if (isOfMandate(event)) {
    // the signature stays; what waited for the deputy passes to who may do it now
    await changeEach(app, await findCasesOf(db, event.subjectId), (trx, kase) => passOnEvaluations(app, trx, kase))
  }
}

/** One case at a time: its parties are computed anew, after what the story says. */
async function changeEach(app: App, cases: readonly { id: string }[], story: Story = async () => {}): Promise<void> {
  for (const { id } of cases) {
    await app.db.transaction().execute((trx) => changeCaseBySystem(app, trx, id, story))
  }
}

/** Who was named to a confidential case is named to it under the row that is kept, and only as long as it is kept. */
async function settleReaders(app: App, { type, subjectId }: SealedEvent, keptId: string): Promise<void> {
  const isMerged = type === 'person.merged'
  const rows = { fromId: subjectId, personId: keptId }
  const cases = await (isMerged ? findCasesReadBy(app.db, subjectId) : findCasesReadThrough(app.db, rows))
  for (const { id } of cases) {
    await app.db.transaction().execute(async (trx) => {
      await lockSuggestion(trx, id)
      const isNews = await (isMerged ? readThrough : endReadingThrough)(trx, id, rows)
      if (!isNews) return
      await recordEvent(app, trx, {
        type: isMerged ? 'suggestion.reader_named' : 'suggestion.reader_removed',
        subjectKind: 'suggestion',
        subjectId: id,
        caseId: id,
        actor: 'system',
        data: { personId: keptId, throughId: subjectId },
        after: (await loadImages(trx, [id])).get(id) ?? null,
      })
    })
  }
}

async function expireRound(app: App, event: SealedEvent): Promise<void> {
  const roundId = event.data.subjectId
  if (typeof roundId !== 'string') return
  const suggestionId = await findEvaluationCase(app.db, roundId)
  if (suggestionId === undefined) return
  await changeEach(app, [{ id: suggestionId }], async (trx, kase) => {
    const { numUpdatedRows } = await expireEvaluation(trx, roundId)
    if (numUpdatedRows === 0n) return
    await stopClocks(app, trx, { subjectId: roundId, ruleIds: ['suggestion.evaluate'] })
    await recordEvent(app, trx, {
      type: 'evaluation.expired',
      subjectKind: 'evaluation_round',
      subjectId: roundId,
      caseId: suggestionId,
      actor: 'system',
    })
    await closeExpiredRound(app, trx, kase, roundId)
  })
}
