import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { sha256, versionOf } from '#platform/crypto/digest.ts'
import type { MotionDeadline, MotionSessions } from './motion.contract.ts'
import { congressSeen, setsDeadline } from './motion.policy.ts'
import { findSessions, lockSession, saveDeadline } from './session.queries.ts'

/** The sessions of the term in office of the congress acted in, with until when each takes motions. */
export async function listSessions(app: App, actor: Actor): Promise<MotionSessions> {
  const congressId = congressSeen(actor)
  if (congressId === null) return { items: [], maySet: false }
  const rows = await findSessions(app.db, congressId, shanghaiDate(app.clock.now()))
  return {
    items: rows.map((row) => ({
      id: row.id,
      number: row.number,
      opensOn: row.opens_on,
      closesOn: row.closes_on,
      motionDeadline: row.motion_deadline_at?.toISOString() ?? null,
      version: versionOfDeadline(row),
    })),
    maySet: setsDeadline(actor),
  }
}

const versionOfDeadline = (row: { id: string; motion_deadline_at: Date | null }): number =>
  versionOf(sha256(`${row.id} ${row.motion_deadline_at?.toISOString()}`))

/** 议案截止时间: a moment during the session. It may be moved until it has passed, never into the past. */
export async function setMotionDeadline(
  app: App,
  actor: Actor,
  id: string,
  wanted: MotionDeadline,
): Promise<MotionSessions> {
  const deadline = new Date(wanted.deadline)
  await app.db.transaction().execute(async (trx) => {
    const session = await lockSession(trx, id)
    if (congressSeen(actor) !== session.congress_id) throw new Refusal('not_found', 'motion.session_not_found')
    if (!setsDeadline(actor)) throw new Refusal('forbidden', 'motion.not_yours_to_do')
    if (wanted.version !== versionOfDeadline(session)) throw new Refusal('conflict', 'motion.stale_version')
    const now = app.clock.now()
    const day = shanghaiDate(deadline)
    if (day < session.opens_on || day > session.closes_on) throw new Refusal('invalid', 'motion.deadline_outside')
    if (deadline <= now) throw new Refusal('invalid', 'motion.deadline_is_past')
    // what has closed stays closed: reopening would favour whoever hears of it
    if (session.motion_deadline_at && session.motion_deadline_at <= now) {
      throw new Refusal('too_late', 'motion.deadline_has_passed')
    }
    await saveDeadline(trx, id, deadline)
    await recordEvent(app, trx, {
      type: 'congress_session.motion_deadline_set',
      subjectKind: 'congress_session',
      subjectId: id,
      actor,
      data: { termId: session.term_id, deadline: deadline.toISOString() },
    })
  })
  return listSessions(app, actor)
}
