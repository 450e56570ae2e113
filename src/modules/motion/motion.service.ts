import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { replaceParties } from '#modules/party/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import { isInOffice } from '#modules/suggestion/index.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { MotionView } from './motion.contract.ts'
import { cosignersOf, countOf, deskOf, motionHolderOf, officeOf, presidiumOf, secretariatOf } from './motion.policy.ts'
import { touchMotion } from './motion.queries.ts'
import { type MotionState, submissionOf } from './motion.ts'
import { presentMotion } from './motion.view.ts'
import {
  completeMotion,
  getSeenMotion,
  loadMotion,
  loadMotionImages,
  lockSeenMotion,
  type MotionCase,
} from './motion-case.queries.ts'
import { partiesOfMotion } from './motion-parties.ts'
import { findComingSession } from './session.queries.ts'

/** A motion that is there for the reader, with all that hangs on it. What one may not see does not exist. */
export const loadSeen = async (db: Db, actor: Actor, id: string): Promise<MotionCase> =>
  completeMotion(db, await getSeenMotion(db, motionHolderOf(actor), id))

export const getMotion = async (app: App, actor: Actor, id: string): Promise<MotionView> =>
  presentMotion(app, actor, await loadSeen(app.db, actor, id))

export type Story = (trx: Trx, kase: MotionCase) => Promise<void>

/** Lock, may see, not stale; then the story; then the parties as the new state has them. */
export async function changeMotion(
  app: App,
  actor: Actor,
  id: string,
  version: number | null,
  story: Story,
): Promise<MotionView> {
  await app.db.transaction().execute(async (trx) => {
    const locked = await lockSeenMotion(trx, motionHolderOf(actor), id)
    if (version !== null && locked.version !== version) throw new Refusal('conflict', 'motion.stale_version')
    await story(trx, await completeMotion(trx, locked))
    await settleMotion(app, trx, id, actor)
  })
  return getMotion(app, actor, id)
}

/** Ends every change: a new version, the parties of the new state, and the image of the rows on record. */
export async function settleMotion(app: App, trx: Trx, id: string, actor: Actor | 'system'): Promise<void> {
  await touchMotion(trx, id, app.clock.now())
  const kase = await loadMotion(trx, id)
  const awaited = await refreshParties(app, trx, kase)
  const images = await loadMotionImages(trx, [id])
  await recordEvent(app, trx, {
    type: 'motion.changed',
    subjectKind: 'motion',
    subjectId: id,
    caseId: id,
    actor,
    data: { version: kase.motion.version, awaited },
    after: images.get(id) ?? null,
  })
}

async function refreshParties(app: App, trx: Trx, kase: MotionCase) {
  const { motion, lead } = kase
  const now = app.clock.now()
  const today = shanghaiDate(now)
  const session = await findComingSession(trx, motion.term_id, today)
  const parties = partiesOfMotion({
    state: motion.status as MotionState,
    submitted: motion.submitted_at !== null,
    lead: { mandateId: lead.later_mandate_id ?? lead.id, inOffice: isInOffice(lead) || lead.later_mandate_id !== null },
    cosigners: cosignersOf(kase),
    ...countOf(kase),
    deskId: deskOf(kase, today),
    keeperIds: [secretariatOf(kase, today), officeOf(kase)].filter((id) => id !== null),
    presidiumId: presidiumOf(kase),
    committeeId: motion.committee_id,
    withdrawalAsked: motion.withdrawal_asked_at !== null,
    submission: submissionOf(session, today, now),
    deadline: session?.motion_deadline_at ?? null,
  })
  const of = { caseId: motion.id, caseKind: 'motion', confidential: false, changedAt: motion.changed_at }
  return replaceParties(trx, of, parties)
}
