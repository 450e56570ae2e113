import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { type JsonObject, Refusal } from '#kernel/refusal.ts'
import { motionPrefix, officialNumber, takeNumber } from '#modules/numbering/index.ts'
import { type NewEvent, recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { convert } from './convert-motion.service.ts'
import type { MotionDecision, MotionView } from './motion.contract.ts'
import { mayDecide, mayReport, mayWorkDesk } from './motion.policy.ts'
import { saveMotion } from './motion.queries.ts'
import { changeMotion, loadSeen } from './motion.service.ts'
import {
  checkBase,
  checkVote,
  type MotionAction,
  type MotionState,
  motionProcess,
  needsConsent,
  type VoteFigures,
} from './motion.ts'
import { countInOffice, type MotionCase } from './motion-case.queries.ts'
import { findSeats } from './session.queries.ts'

type Facts = NonNullable<Parameters<typeof saveMotion>[3]>
type Told = { type: NewEvent['type']; note?: string; data?: JsonObject; facts?: Facts }

/** One move of the process with what it writes down. An open wish to withdraw is decided first. */
async function move(
  app: App,
  trx: Trx,
  actor: Actor,
  { motion }: MotionCase,
  action: MotionAction,
  told: Told,
): Promise<void> {
  const from = motion.status as MotionState
  const to = motionProcess.next(from, action)
  if (motion.withdrawal_asked_at !== null && action !== 'consent') {
    throw new Refusal('conflict', 'motion.withdrawal_first')
  }
  await saveMotion(trx, motion.id, to, {
    ...told.facts,
    ...(motionProcess.isFinal(to) ? { closed_at: app.clock.now() } : {}),
  })
  await recordEvent(app, trx, {
    type: told.type,
    subjectKind: 'motion',
    subjectId: motion.id,
    caseId: motion.id,
    actor,
    from,
    to,
    ...(told.data && { data: told.data }),
    ...(told.note ? { note: told.note } : {}),
  })
}

/** Takes it in and gives it its number in the motions' own series, without gaps. */
export function registerMotion(app: App, actor: Actor, id: string, version: number): Promise<MotionView> {
  return changeMotion(app, actor, id, version, async (trx, kase) => {
    mayWorkDesk(actor, kase, shanghaiDate(app.clock.now()))
    const number = kase.motion.number ?? (await nextNumber(app, trx, kase))
    const facts = { number, registered_at: app.clock.now() }
    await move(app, trx, actor, kase, 'register', { type: 'motion.registered', data: { number }, facts })
  })
}

async function nextNumber(app: App, trx: Trx, { congress, motion }: MotionCase): Promise<string> {
  // refused in the wrong state before a number is taken
  motionProcess.next(motion.status as MotionState, 'register')
  const year = Number(shanghaiDate(app.clock.now()).slice(0, 4))
  return officialNumber(motionPrefix(congress.short_name), year, await takeNumber(trx, congress.id, `motion.${year}`))
}

const reasonNeeded = (reason: string): void => {
  if (reason === '') throw new Refusal('invalid', 'motion.reason_needed')
}

/** The secretariat's formal check. What is sent back can be mended and submitted again until the deadline. */
export function checkMotion(
  app: App,
  actor: Actor,
  id: string,
  check: { version: number; pass: boolean; reason: string },
): Promise<MotionView> {
  return changeMotion(app, actor, id, check.version, async (trx, kase) => {
    mayWorkDesk(actor, kase, shanghaiDate(app.clock.now()))
    if (!check.pass) reasonNeeded(check.reason)
    await move(app, trx, actor, kase, check.pass ? 'pass' : 'sendBack', {
      type: check.pass ? 'motion.checked' : 'motion.sent_back',
      note: check.reason,
    })
  })
}

/** The presidium: on the agenda, to a committee first, or as a suggestion; after a report it may also end there. */
export function decideMotion(app: App, actor: Actor, id: string, decided: MotionDecision): Promise<MotionView> {
  return changeMotion(app, actor, id, decided.version, async (trx, kase) => {
    mayDecide(actor, kase, shanghaiDate(app.clock.now()))
    const { reason: note } = decided
    const facts = { decided_at: app.clock.now() }
    switch (decided.decision) {
      case 'agenda':
        return move(app, trx, actor, kase, 'putOnAgenda', { type: 'motion.put_on_agenda', note, facts })
      case 'committee': {
        const committeeId = committeeIn(kase, decided.committeeId)
        return move(app, trx, actor, kase, 'refer', {
          type: 'motion.referred',
          note,
          data: { committeeId },
          facts: { ...facts, committee_id: committeeId },
        })
      }
      case 'conclude':
        reasonNeeded(note)
        return move(app, trx, actor, kase, 'conclude', { type: 'motion.concluded', note, facts })
      case 'suggestion':
        reasonNeeded(note)
        if (kase.motion.withdrawal_asked_at !== null) throw new Refusal('conflict', 'motion.withdrawal_first')
        // a sponsor's own conversion is another way in; here only what the presidium has before it
        if (!motionProcess.allows(kase.motion.status as MotionState, 'consent')) {
          throw new Refusal('conflict', 'motion.not_now', { state: kase.motion.status, action: 'convert' })
        }
        return convert(app, trx, actor, kase, note)
    }
  })
}

function committeeIn({ organs }: MotionCase, id: string | undefined): string {
  const committee = organs.find((organ) => organ.kind === 'committee' && organ.id === id)
  if (!committee) throw new Refusal('invalid', 'motion.no_such_committee')
  return committee.id
}

export async function listCommittees(app: App, actor: Actor, id: string) {
  const kase = await loadSeen(app.db, actor, id)
  mayDecide(actor, kase, shanghaiDate(app.clock.now()))
  return kase.organs.filter(({ kind }) => kind === 'committee').map(({ id: organ, name }) => ({ id: organ, name }))
}

/** 组织法 art. 22: what was put before the congress is withdrawn only with the consent of the presidium. */
export function decideWithdrawal(
  app: App,
  actor: Actor,
  id: string,
  decided: { version: number; consent: boolean; reason: string },
): Promise<MotionView> {
  return changeMotion(app, actor, id, decided.version, async (trx, kase) => {
    mayDecide(actor, kase, shanghaiDate(app.clock.now()))
    const { motion } = kase
    if (motion.withdrawal_asked_at === null || !needsConsent(motion.status as MotionState)) {
      throw new Refusal('conflict', 'motion.no_withdrawal_asked')
    }
    const facts = { withdrawal_asked_at: null }
    if (decided.consent) {
      return move(app, trx, actor, kase, 'consent', { type: 'motion.withdrawn', note: decided.reason, facts })
    }
    await saveMotion(trx, id, motion.status as MotionState, facts)
    await recordEvent(app, trx, {
      type: 'motion.withdrawal_refused',
      subjectKind: 'motion',
      subjectId: id,
      caseId: id,
      actor,
      note: decided.reason,
    })
  })
}

export function noteDeliberation(app: App, actor: Actor, id: string, version: number): Promise<MotionView> {
  return changeMotion(app, actor, id, version, async (trx, kase) => {
    mayWorkDesk(actor, kase, shanghaiDate(app.clock.now()))
    await move(app, trx, actor, kase, 'deliberate', { type: 'motion.deliberated' })
  })
}

export function reportOnMotion(
  app: App,
  actor: Actor,
  id: string,
  { version, report }: { version: number; report: string },
): Promise<MotionView> {
  return changeMotion(app, actor, id, version, async (trx, kase) => {
    mayReport(actor, kase, shanghaiDate(app.clock.now()))
    const facts = { committee_report: report, committee_reported_at: app.clock.now() }
    await move(app, trx, actor, kase, 'report', { type: 'motion.committee_reported', facts })
  })
}

/** The figures of the plenary from its minutes; the record keeps them with the result. */
export function enterVote(
  app: App,
  actor: Actor,
  id: string,
  { version, ...figures }: VoteFigures & { version: number },
): Promise<MotionView> {
  return changeMotion(app, actor, id, version, async (trx, kase) => {
    mayWorkDesk(actor, kase, shanghaiDate(app.clock.now()))
    const { term_id: termId } = kase.motion
    checkBase(figures, { known: await countInOffice(trx, termId), seats: await findSeats(trx, termId) })
    checkVote(figures)
    const { votesFor, against, abstained, deputies, passed } = figures
    await move(app, trx, actor, kase, 'vote', {
      type: 'motion.voted',
      data: { votesFor, against, abstained, deputies, passed },
      facts: {
        votes_for: votesFor,
        votes_against: against,
        votes_abstained: abstained,
        deputies_counted: deputies,
        passed,
      },
    })
  })
}
