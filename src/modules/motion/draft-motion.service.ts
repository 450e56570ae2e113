import type { Actor, AreaLevel } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { followText } from '#modules/cosign/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import { rulesOn } from '#modules/rules/index.ts'
import type { App } from '#platform/app.ts'
import { convert } from './convert-motion.service.ts'
import { cosignedOf } from './cosign-motion.service.ts'
import type { MotionDraft, MotionView } from './motion.contract.ts'
import { asMandate, countOf, mayEdit } from './motion.policy.ts'
import { findMotionDraft, hasWords, insertMotion, saveMotion, saveMotionWords } from './motion.queries.ts'
import { changeMotion, getMotion, settleMotion } from './motion.service.ts'
import {
  checkComplete,
  checkInTime,
  checkSponsors,
  isOpenForCosigning,
  isRestorable,
  type MotionState,
  motionProcess,
  needsConsent,
} from './motion.ts'
import { holdSessionOn } from './session.queries.ts'

/** Written, and settled once: nobody has changed it since it was sent first. */
const versionDrafted = 2

/** The device made the id: the same draft sent twice is one motion; with other words it is refused (`motion.draft_known`). */
export async function createMotion(app: App, actor: Actor, draft: MotionDraft & { id: string }): Promise<MotionView> {
  const mandate = asMandate(actor)
  const at = app.clock.now()
  await app.db.transaction().execute(async (trx) => {
    const rules = await rulesOn(trx, mandate.congressId, shanghaiDate(at))
    const inserted = await insertMotion(trx, {
      ...draft,
      congressId: mandate.congressId,
      termId: mandate.termId,
      leadMandateId: mandate.id,
      ruleVersion: rules.version,
      at,
    })
    if (!inserted) {
      const known = await findMotionDraft(trx, draft.id)
      if (known?.lead_mandate_id !== mandate.id) throw new Refusal('conflict', 'motion.id_taken')
      if (!hasWords(known, draft)) {
        throw new Refusal('conflict', 'motion.draft_known', { isUntouched: known.version === versionDrafted })
      }
      return
    }
    await recordEvent(app, trx, { type: 'motion.drafted', ...subject(draft.id), actor, to: 'draft' })
    await settleMotion(app, trx, draft.id, actor)
  })
  return getMotion(app, actor, draft.id)
}

/**
 * Takes up again what was put away before it was ever submitted; the record has told that it was. Refuses
 * `motion.not_restorable`.
 */
export function restoreMotion(app: App, actor: Actor, id: string, version: number): Promise<MotionView> {
  return changeMotion(app, actor, id, version, async (trx, kase) => {
    mayEdit(actor, kase)
    if (!isRestorable(kase.motion)) throw new Refusal('conflict', 'motion.not_restorable')
    const to = kase.cosigners.length > 0 ? 'cosigning' : 'draft'
    await saveMotion(trx, id, to, { closed_at: null })
    await recordEvent(app, trx, { type: 'motion.draft_restored', ...subject(id), actor, from: kase.motion.status, to })
  })
}

const subject = (id: string) => ({ subjectKind: 'motion', subjectId: id, caseId: id })

const checkOpen = (state: string): void => {
  if (!isOpenForCosigning(state as MotionState)) throw new Refusal('conflict', 'motion.not_editable')
}

export function changeMotionWords(
  app: App,
  actor: Actor,
  id: string,
  version: number,
  draft: MotionDraft,
): Promise<MotionView> {
  return changeMotion(app, actor, id, version, async (trx, kase) => {
    mayEdit(actor, kase)
    checkOpen(kase.motion.status)
    await followText(app, trx, actor, cosignedOf(kase), draft)
    await saveMotionWords(trx, id, draft)
  })
}

/** 组织法 art. 22: enough sponsors, during a session, before its deadline. All are checked under the locks. */
export function submitMotion(app: App, actor: Actor, id: string, version: number): Promise<MotionView> {
  return changeMotion(app, actor, id, version, async (trx, kase) => {
    mayEdit(actor, kase)
    const { motion, congress } = kase
    const to = motionProcess.next(motion.status as MotionState, 'submit')
    checkComplete(motion)
    const { counted } = countOf(kase)
    checkSponsors(counted, congress.level as AreaLevel)
    const at = app.clock.now()
    const session = await holdSessionOn(trx, motion.term_id, shanghaiDate(at))
    checkInTime(session, at)
    const rules = await rulesOn(trx, motion.congress_id, shanghaiDate(at))
    await saveMotion(trx, id, to, {
      submitted_at: at,
      rule_version: rules.version,
      ...(session && { congress_session_id: session.id }),
    })
    await recordEvent(app, trx, {
      type: 'motion.submitted',
      ...subject(id),
      actor,
      from: motion.status,
      to,
      ruleVersion: rules.version,
      data: { sponsors: counted },
    })
  })
}

/** What came too late, or has too few sponsors, can still be handled as a suggestion of its sponsors. */
export function convertByLead(app: App, actor: Actor, id: string, version: number): Promise<MotionView> {
  return changeMotion(app, actor, id, version, async (trx, kase) => {
    mayEdit(actor, kase)
    checkOpen(kase.motion.status)
    checkComplete(kase.motion)
    await convert(app, trx, actor, kase, '')
  })
}

/** Before the submission it is the sponsors' own paper; afterwards the presidium has to consent. */
export function withdrawMotion(
  app: App,
  actor: Actor,
  id: string,
  version: number,
  reason: string,
): Promise<MotionView> {
  return changeMotion(app, actor, id, version, async (trx, kase) => {
    mayEdit(actor, kase)
    const { motion } = kase
    const from = motion.status as MotionState
    const at = app.clock.now()
    if (needsConsent(from)) {
      if (motion.withdrawal_asked_at !== null) throw new Refusal('conflict', 'motion.withdrawal_asked')
      await saveMotion(trx, id, from, { withdrawal_asked_at: at })
      await recordEvent(app, trx, { type: 'motion.withdrawal_asked', ...subject(id), actor, note: reason })
      return
    }
    const to = motionProcess.next(from, 'withdraw')
    await saveMotion(trx, id, to, { closed_at: at })
    await recordEvent(app, trx, { type: 'motion.withdrawn', ...subject(id), actor, from, to, note: reason })
  })
}
