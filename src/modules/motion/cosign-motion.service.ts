import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import {
  answerTo,
  type CosignAnswer,
  type Cosigned,
  digestOf,
  findInvitable,
  inviteTo,
  joinTo,
  takeBackInvitation,
  takeNameBack,
} from '#modules/cosign/index.ts'
import { canAct } from '#modules/suggestion/index.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { JoinableMotion, MotionView } from './motion.contract.ts'
import { asMandate, mayEdit, mayJoin } from './motion.policy.ts'
import { saveMotion } from './motion.queries.ts'
import { changeMotion, getMotion, loadSeen, settleMotion } from './motion.service.ts'
import { isOpenForCosigning, type MotionState, motionProcess } from './motion.ts'
import { completeMotion, getMotionRow, lockMotion, type MotionCase } from './motion-case.queries.ts'

/** The motion as co-signing knows it: from the submission on its names stand. */
export function cosignedOf({ motion, cosigners }: MotionCase): Cosigned & { isBinding: boolean } {
  const isOpen = isOpenForCosigning(motion.status as MotionState)
  return {
    kind: 'motion',
    id: motion.id,
    termId: motion.term_id,
    leadMandateId: motion.lead_mandate_id,
    text: motion,
    // a motion has no files of its own
    files: [],
    cosigners,
    isOpen,
    isBinding: !isOpen,
  }
}

export function invite(app: App, actor: Actor, id: string, version: number, asked: string[]): Promise<MotionView> {
  return changeMotion(app, actor, id, version, async (trx, kase) => {
    mayEdit(actor, kase)
    await inviteTo(app, trx, actor, cosignedOf(kase), asked)
    await saveMotion(trx, id, motionProcess.next(kase.motion.status as MotionState, 'invite'))
  })
}

export function withdrawInvitation(app: App, actor: Actor, id: string, mandateId: string): Promise<MotionView> {
  return changeMotion(app, actor, id, null, async (trx, kase) => {
    mayEdit(actor, kase)
    await takeBackInvitation(app, trx, actor, cosignedOf(kase), mandateId)
  })
}

export async function listInvitable(app: App, actor: Actor, id: string, q: string) {
  const kase = await loadSeen(app.db, actor, id)
  mayEdit(actor, kase)
  const { term_id: termId, lead_mandate_id: leadMandateId } = kase.motion
  return findInvitable(app.db, { caseId: id, termId, leadMandateId, q })
}

export function answerCosign(app: App, actor: Actor, id: string, answer: CosignAnswer): Promise<MotionView> {
  asMandate(actor)
  return changeMotion(app, actor, id, null, (trx, kase) => answerTo(app, trx, actor, cosignedOf(kase), answer))
}

export function withdrawCosign(app: App, actor: Actor, id: string, reason: string): Promise<MotionView> {
  asMandate(actor)
  return changeMotion(app, actor, id, null, (trx, kase) => takeNameBack(app, trx, actor, cosignedOf(kase), reason))
}

/** A draft is open to a colleague while its lead is willing; to everybody else, and otherwise, it does not exist. */
async function welcomedTo(db: Db | Trx, actor: Actor, motion: MotionCase['motion']): Promise<MotionCase> {
  const absent = () => new Refusal('not_found', 'motion.not_found')
  if (!mayJoin(actor, motion)) throw absent()
  const kase = await completeMotion(db, motion)
  if (!canAct(kase.lead)) throw absent()
  return kase
}

/** The text of a draft that may be joined, for who reads it before they put their name under it. */
export async function getJoinable(app: App, actor: Actor, id: string): Promise<JoinableMotion> {
  asMandate(actor)
  const kase = await welcomedTo(app.db, actor, await getMotionRow(app.db, id))
  const { title, subject, grounds, proposal } = kase.motion
  return { id, title, subject, grounds, proposal, leadName: kase.lead.name, textSha256: digestOf(kase.motion) }
}

/** 联名附议: instead of writing the same once more. Under the lock, so that it never meets a submission half-way. */
export async function join(app: App, actor: Actor, id: string, textSha256: string): Promise<MotionView> {
  asMandate(actor)
  await app.db.transaction().execute(async (trx) => {
    const kase = await welcomedTo(trx, actor, await lockMotion(trx, id))
    await joinTo(app, trx, actor, cosignedOf(kase), textSha256)
    await saveMotion(trx, id, motionProcess.next(kase.motion.status as MotionState, 'invite'))
    await settleMotion(app, trx, id, actor)
  })
  return getMotion(app, actor, id)
}
