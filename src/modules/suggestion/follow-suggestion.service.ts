import { stopClocks } from '#modules/clock/index.ts'
import { isOfMandate } from '#modules/identity/identity.ts'
import { followRecord, recordEvent, type SealedEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { expireEvaluation, findEvaluationCase } from './assignment.queries.ts'
import { closeExpiredRound, passOnEvaluations } from './evaluate-suggestion.service.ts'
import { findUnconfirmedOf } from './paper-entry.queries.ts'
import { endReadingThrough, readThrough } from './reader.queries.ts'
import { findCasesHeldBy, findCasesOf, findDistributedCases } from './suggestion.queries.ts'
import { changeCaseBySystem } from './suggestion.service.ts'

/** What the record brings about in suggestions: evaluation windows pass, mandates end or rest, organs merge. Safe to run again. */
export const followForSuggestions = (app: App): Promise<number> =>
  followRecord(app, 'suggestion', async (trx, events) => {
    for (const event of events) await followOne(app, trx, event)
  })

const suggestionSubjects = new Set(['suggestion', 'assignment', 'evaluation_round'])

async function followOne(app: App, trx: Trx, event: SealedEvent): Promise<void> {
  if (event.type === 'clock.overdue' && event.data.ruleId === 'suggestion.evaluate') {
    await expireRound(app, trx, event)
  }
  if (event.type === 'clock.recomputed' && event.caseId && suggestionSubjects.has(String(event.data.subjectKind))) {
    // the lists and to-do pages show the deadline that the corrected calendar gives
    await changeCaseBySystem(app, trx, event.caseId, async () => {})
  }
  if (event.type === 'organ.merged') await settleAll(app, trx, await findCasesHeldBy(trx, event.subjectId))
  if (event.type === 'coordinator.named') await settleAll(app, trx, await findDistributedCases(trx, event.subjectId))
  if (event.type === 'person.merged' || event.type === 'person.split') {
    const other = String(event.data.intoId ?? event.data.fromId)
    // who typed a paper may be the deputy, or be it no longer
    await settleAll(app, trx, await findUnconfirmedOf(trx, [event.subjectId, other]))
    await settleReaders(app, trx, event, other)
  }
  if (isOfMandate(event)) {
    for (const { id } of await findCasesOf(trx, event.subjectId)) {
      // the signature stays; what waited for the deputy passes to who may do it now
      await changeCaseBySystem(app, trx, id, (inside, kase) => passOnEvaluations(app, inside, kase))
    }
  }
}

/** Who was named to a confidential case is named to it under the row that is kept, and only as long as it is kept. */
async function settleReaders(app: App, trx: Trx, { type, subjectId }: SealedEvent, keptId: string): Promise<void> {
  const isMerged = type === 'person.merged'
  const cases = await (isMerged ? readThrough : endReadingThrough)(trx, subjectId, keptId)
  for (const { id } of cases) {
    await recordEvent(app, trx, {
      type: isMerged ? 'suggestion.reader_named' : 'suggestion.reader_removed',
      subjectKind: 'suggestion',
      subjectId: id,
      caseId: id,
      actor: 'system',
      data: { personId: keptId, throughId: subjectId },
    })
  }
}

/** Who acts for an organ is another one now: the parties are computed anew. */
async function settleAll(app: App, trx: Trx, cases: readonly { id: string }[]): Promise<void> {
  for (const { id } of cases) await changeCaseBySystem(app, trx, id, async () => {})
}

async function expireRound(app: App, trx: Trx, event: SealedEvent): Promise<void> {
  const roundId = event.data.subjectId
  if (typeof roundId !== 'string') return
  const suggestionId = await findEvaluationCase(trx, roundId)
  if (suggestionId === undefined) return
  await changeCaseBySystem(app, trx, suggestionId, async (_, kase) => {
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
