import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { withinPowers } from '#kernel/power.ts'
import {
  confirmedTextOf,
  cosignerOf,
  digestOf,
  isBetweenSponsors,
  isNameTakenBack,
  presentCosigners,
} from '#modules/cosign/index.ts'
import { standInNames } from '#modules/identity/index.ts'
import { eventsOf } from '#modules/record/index.ts'
import { findActingNames } from '#modules/suggestion/index.ts'
import type { App } from '#platform/app.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { categoryOf, type MotionView } from './motion.contract.ts'
import { countOf, isDesk, isLead, isPresidium, reports } from './motion.policy.ts'
import { isOpenForCosigning, isRestorable, type MotionState, motionProcess, needsConsent } from './motion.ts'
import { countInOffice, type MotionCase } from './motion-case.queries.ts'
import { motionPowers } from './powers.ts'
import { findComingSession } from './session.queries.ts'

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** The only way a motion leaves the module: what this reader may see of it, and what they may do. */
export async function presentMotion(app: App, actor: Actor, kase: MotionCase): Promise<MotionView> {
  const { motion, lead, congress, cosigners } = kase
  const sponsor = isLead(actor, kase) || cosignerOf(actor, kase) !== undefined
  const state = motion.status as MotionState
  const session = await sessionOf(app, kase)
  const { counted, needed } = countOf(kase)
  const allowed = allowedActions(actor, kase, shanghaiDate(app.clock.now()))
  const entersVote = allowed.includes('vote')
  return {
    id: motion.id,
    number: motion.number,
    title: motion.title,
    subject: motion.subject,
    grounds: motion.grounds,
    proposal: motion.proposal,
    category: categoryOf(motion.category),
    welcomesCosigners: motion.welcomes_cosigners,
    state,
    congressName: congress.name,
    leadMandateId: lead.id,
    leadName: lead.name,
    // an unconfirmed name is the sponsors' own matter
    cosigners: presentCosigners(cosigners, sponsor),
    sponsorsCounted: counted,
    textSha256: digestOf(motion),
    confirmedText: await confirmedTextOf(app.db, actor, { id: motion.id, cosigners }),
    sponsorsNeeded: needed,
    session,
    committeeName: kase.organs.find(({ id }) => id === motion.committee_id)?.name ?? null,
    committeeReport: motion.committee_report,
    vote:
      motion.passed === null
        ? null
        : {
            votesFor: motion.votes_for ?? 0,
            against: motion.votes_against ?? 0,
            abstained: motion.votes_abstained ?? 0,
            deputies: motion.deputies_counted ?? 0,
            passed: motion.passed,
          },
    deputiesInOffice: entersVote ? await countInOffice(app.db, motion.term_id) : null,
    withdrawalAskedAt: iso(motion.withdrawal_asked_at),
    suggestionId: motion.suggestion_id,
    submittedAt: iso(motion.submitted_at),
    closedAt: iso(motion.closed_at),
    timeline: await timelineOf(app, actor, kase, sponsor),
    allowed,
    version: motion.version,
  }
}

async function sessionOf(app: App, { motion }: MotionCase): Promise<MotionView['session']> {
  const now = app.clock.now()
  const today = shanghaiDate(now)
  const session = await findComingSession(app.db, motion.term_id, today)
  if (!session) return null
  const { number, opens_on, motion_deadline_at: deadline } = session
  const isOpen = opens_on <= today && deadline !== null && now < deadline
  return { number, deadline: iso(deadline), isOpen, hasPassed: deadline !== null && now >= deadline }
}

function allowedActions(actor: Actor, kase: MotionCase, today: string): string[] {
  const state = kase.motion.status as MotionState
  const lead = isLead(actor, kase)
  const open = isOpenForCosigning(state)
  const asked = kase.motion.withdrawal_asked_at !== null
  const cosign = cosignerOf(actor, kase)?.status
  const can = (action: Parameters<typeof motionProcess.allows>[1]) => motionProcess.allows(state, action) && !asked
  const presidium = isPresidium(actor, kase, today)
  const desk = isDesk(actor, kase, today)
  const possible: [string, boolean][] = [
    ['cosign', open && cosign === 'invited'],
    ['edit', lead && open],
    ['invite', lead && open],
    ['submit', lead && can('submit')],
    ['convert', lead && open],
    ['withdraw', lead && (open || (needsConsent(state) && !asked))],
    ['restore', lead && isRestorable(kase.motion)],
    ['withdrawCosign', open && cosign === 'confirmed'],
    ['decideWithdrawal', presidium && asked],
    ['register', desk && can('register')],
    ['check', desk && can('pass')],
    ['decide', presidium && can('putOnAgenda')],
    ['deliberate', desk && can('deliberate')],
    ['report', reports(actor, kase, today) && can('report')],
    ['vote', desk && can('vote')],
  ]
  return withinPowers(
    actor,
    motionPowers,
    possible.filter(([, may]) => may).map(([action]) => action),
  )
}

async function timelineOf(app: App, actor: Actor, kase: MotionCase, sponsor: boolean): Promise<MotionView['timeline']> {
  const events = await eventsOf(app.db, kase.motion.id, () => true)
  const isTheirs = (step: (typeof events)[number]) => isNameTakenBack(step) || isBetweenSponsors(step, kase.cosigners)
  const shown = events.filter(
    (step) => !['motion.changed', 'record.note_erased'].includes(step.type) && (sponsor || !isTheirs(step)),
  )
  const names = await findActingNames(
    app.db,
    shown.flatMap(({ actingId }) => (actingId === null ? [] : [actingId])),
  )
  const standIns = await standInNames(app.db, actor, shown)
  return shown
    .map(({ id, type, at, note, noteErased, actingId }) => ({
      id,
      type,
      at: at.toISOString(),
      by: (actingId && (names.get(actingId) ?? standIns.get(actingId))) || '',
      note: noteErased ? translate(actor.locale, 'record.words_erased') : note,
    }))
    .toReversed()
}
