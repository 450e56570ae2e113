import type { Actor } from '#kernel/actor.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { findReplyReceipt, markRead } from './assignment.queries.ts'
import type { SuggestionCase } from './case.queries.ts'
import { ownMandates } from './sponsor.policy.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { asMandate } from './suggestion.policy.ts'
import { changeCase } from './suggestion.service.ts'

type Receipt = { replyId: string; mandateId: string; caseId: string }

async function noteRead(app: App, trx: Trx, actor: Actor, { replyId, mandateId, caseId }: Receipt): Promise<void> {
  await markRead(trx, replyId, mandateId, app.clock.now())
  await recordEvent(app, trx, { type: 'reply.read', subjectKind: 'reply', subjectId: replyId, caseId, actor })
}

/** The deputy has read the answer that was sent to them; re-elected, also the one sent under the mandate before. */
export async function readReply(app: App, actor: Actor, replyId: string): Promise<SuggestionView> {
  const mandate = asMandate(actor)
  const sentTo = (db: Db | Trx) => findReplyReceipt(db, replyId, actor.personId, mandate.congressId)
  const { suggestion_id: caseId } = await sentTo(app.db)
  return changeCase(app, actor, caseId, null, async (trx) => {
    const receipt = await sentTo(trx)
    if (receipt.read_at !== null) return
    await noteRead(app, trx, actor, { replyId, mandateId: receipt.mandate_id, caseId })
  })
}

/** Who judges an answer has read it; the office, which judges for a deputy, was sent none. */
export async function readJudgedReply(
  app: App,
  trx: Trx,
  actor: Actor,
  kase: SuggestionCase,
  round: Pick<SuggestionCase['evaluations'][number], 'assignment_id' | 'round'>,
): Promise<void> {
  const reply = kase.replies.findLast(
    (one) => one.assignment_id === round.assignment_id && one.round === round.round && one.sent_at !== null,
  )
  const own = ownMandates(actor, kase)
  const unread = kase.receipts.filter(
    ({ reply_id, read_at, mandate_id }) => reply_id === reply?.id && read_at === null && own.includes(mandate_id),
  )
  for (const { reply_id: replyId, mandate_id: mandateId } of unread)
    await noteRead(app, trx, actor, { replyId, mandateId, caseId: kase.suggestion.id })
}
