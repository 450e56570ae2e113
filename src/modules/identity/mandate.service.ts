import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { arePlacesOfTerm, findCongress, findTerm, termAt } from '#modules/organisation/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { mayKeepMandates, notToOneself, reaches } from './identity.policy.ts'
import {
  areRelatedAreas,
  type EndReason,
  endActionOf,
  type MandateStatus,
  mandateDayFault,
  mandateProcess,
} from './identity.ts'
import {
  endSuspension,
  findMandateByNumber,
  findMandatesOf,
  findOpenSuspension,
  findOutlivedMandates,
  insertMandate,
  insertSuspension,
  lockMandate,
  type MandateRow,
  saveMandate,
} from './mandate.queries.ts'
import { lockPerson, requireUnmerged } from './person.queries.ts'
import { powerImage } from './power-image.queries.ts'

export type NewMandate = {
  personId: string
  congressId: string
  /** Left out: the term in office on the day it begins. */
  termId?: string | undefined
  number: string
  constituencyId?: string | undefined
  delegationId?: string | undefined
  status?: 'elected' | 'credential_confirmed' | 'active' | undefined
  startedOn: string
}

/** Refuses what {@link addMandate} refuses, and `identity.mandates_not_yours`. */
export function startMandate(app: App, actor: Actor, wanted: NewMandate): Promise<MandateRow> {
  return app.db.transaction().execute(async (trx) => {
    mayKeepMandates(actor)
    const congress = await findCongress(trx, wanted.congressId)
    if (!congress) throw new Refusal('invalid', 'identity.no_such_congress')
    if (!reaches(actor, congress.area_path)) throw new Refusal('forbidden', 'identity.mandates_not_yours')
    const id = await addMandate(app, trx, wanted)
    const mandate = await lockMandate(trx, id)
    await recordEvent(app, trx, {
      type: 'mandate.started',
      subjectKind: 'mandate',
      subjectId: id,
      actor,
      to: mandate.status,
      data: { personId: wanted.personId, congressId: wanted.congressId, termId: mandate.term_id },
      after: await powerImage(trx, 'mandate', id),
    })
    return mandate
  })
}

/**
 * A mandate without a person who asks. Refuses `identity.person_dead`, `.unrelated_mandate` (选举法 art. 48),
 * `.already_deputy`, `.number_taken`, `.no_such_congress`, `.place_of_other_term`, a day outside the term as {@link mandateDayFault} says, and
 * `.term_not_begun` for one in office before the first session.
 */
export async function addMandate(app: App, trx: Trx, wanted: NewMandate): Promise<string> {
  // under the person's lock two offices can't each add one of two mandates that do not go together
  const person = await lockPerson(trx, wanted.personId)
  if (person.died_on) throw new Refusal('conflict', 'identity.person_dead')
  requireUnmerged(person)
  const congress = await findCongress(trx, wanted.congressId)
  if (!congress) throw new Refusal('invalid', 'identity.no_such_congress')
  const term = wanted.termId ? await findTerm(trx, wanted.termId) : await termAt(trx, congress.id, wanted.startedOn)
  if (!term || term.congress_id !== congress.id) throw new Refusal('invalid', 'identity.no_such_term')
  const today = shanghaiDate(app.clock.now())
  const span = { firstOn: term.first_session_on, endedOn: term.ended_on }
  const fault = mandateDayFault(wanted.startedOn, span, today)
  if (fault) throw new Refusal('invalid', `identity.${fault}`, { firstOn: span.firstOn, endedOn: span.endedOn ?? '' })
  const status = wanted.status ?? (wanted.startedOn <= today && span.firstOn <= today ? 'active' : 'elected')
  if (status === 'active' && span.firstOn > today) {
    throw new Refusal('invalid', 'identity.term_not_begun', { firstOn: span.firstOn })
  }
  for (const held of await findMandatesOf(trx, [wanted.personId])) {
    if (held.term_id === term.id) throw new Refusal('conflict', 'identity.already_deputy')
    if (held.ended_on === null && !areRelatedAreas(held.area_path, congress.area_path)) {
      throw new Refusal('conflict', 'identity.unrelated_mandate', { congress: held.congress_name })
    }
  }
  const places = { constituencyId: wanted.constituencyId, delegationId: wanted.delegationId }
  if (!(await arePlacesOfTerm(trx, term.id, places))) throw new Refusal('invalid', 'identity.place_of_other_term')
  if (await findMandateByNumber(trx, term.id, wanted.number)) {
    throw new Refusal('conflict', 'identity.number_taken', { number: wanted.number })
  }
  const id = app.ids.uuid()
  await insertMandate(trx, {
    id,
    person_id: wanted.personId,
    congress_id: congress.id,
    term_id: term.id,
    number: wanted.number,
    constituency_id: wanted.constituencyId ?? null,
    delegation_id: wanted.delegationId ?? null,
    status,
    started_on: wanted.startedOn,
  })
  return id
}

export type StepAction = 'confirm' | 'activate' | 'suspend' | 'resume'
export type Step = { effectiveOn: string; note?: string | undefined; version: number }

const pastTense = { confirm: 'confirmed', activate: 'activated', suspend: 'suspended', resume: 'resumed' } as const

/** Credentials confirmed, in office, suspended (代表法 art. 61), resumed. Refuses `identity.not_now`, `.stale_version`. */
export function stepMandate(app: App, actor: Actor, id: string, action: StepAction, step: Step): Promise<MandateRow> {
  return app.db.transaction().execute(async (trx) => {
    const before = await lockForChange(app, trx, actor, id, step)
    const status = mandateProcess.next(before.status as MandateStatus, action)
    if (action === 'suspend') {
      await insertSuspension(trx, { id: app.ids.uuid(), mandate_id: id, starts_on: step.effectiveOn })
    }
    if (action === 'resume') await closeSuspension(trx, id, step.effectiveOn)
    await saveMandate(trx, before, { status })
    await recordEvent(app, trx, {
      type: `mandate.${pastTense[action]}`,
      subjectKind: 'mandate',
      subjectId: id,
      actor,
      from: before.status,
      to: status,
      data: { personId: before.person_id, effectiveOn: step.effectiveOn },
      after: await powerImage(trx, 'mandate', id),
      ...(step.note ? { note: step.note } : {}),
    })
    return lockMandate(trx, id)
  })
}

export type End = Step & { reason: EndReason }

/** The rights are gone with the commit; casework follows the event and finds a custodian (代表法 art. 62). */
export function endMandate(app: App, actor: Actor, id: string, end: End): Promise<MandateRow> {
  return app.db.transaction().execute(async (trx) => {
    const before = await lockForChange(app, trx, actor, id, end)
    await saveEnd(app, trx, actor, before, end)
    return lockMandate(trx, id)
  })
}

/** Also the end by death, which the person's own use case brings to every mandate. */
export async function saveEnd(
  app: App,
  trx: Trx,
  actor: Actor | 'system',
  before: MandateRow,
  end: { reason: EndReason; effectiveOn: string; note?: string | undefined },
): Promise<void> {
  const status = mandateProcess.next(before.status as MandateStatus, endActionOf(end.reason))
  if (before.status === 'suspended') await closeSuspension(trx, before.id, end.effectiveOn)
  await saveMandate(trx, before, { status, ended_on: end.effectiveOn, end_reason: end.reason })
  await recordEvent(app, trx, {
    type: 'mandate.ended',
    subjectKind: 'mandate',
    subjectId: before.id,
    actor,
    from: before.status,
    to: status,
    data: {
      personId: before.person_id,
      congressId: before.congress_id,
      reason: end.reason,
      effectiveOn: end.effectiveOn,
    },
    after: await powerImage(trx, 'mandate', before.id),
    ...(end.note ? { note: end.note } : {}),
  })
}

const outlivedAtOnce = 200

/**
 * For the sweep: on the day of the new term's first session the old mandates are over (代表法 art. 2; scenario H32).
 * Nobody has rights by them from that day on, whether this has run or not. @returns how many it ended
 */
export async function expireMandates(app: App): Promise<number> {
  const outlived = await findOutlivedMandates(app.db, shanghaiDate(app.clock.now()), outlivedAtOnce)
  if (outlived.length === 0) return 0
  await app.db.transaction().execute(async (trx) => {
    for (const { id, ended_on } of outlived) {
      const before = await lockMandate(trx, id)
      if (before.ended_on !== null || ended_on === null) continue
      await saveEnd(app, trx, 'system', before, { reason: 'term_expired', effectiveOn: ended_on })
    }
  })
  return outlived.length
}

async function lockForChange(app: App, trx: Trx, actor: Actor, id: string, step: Step): Promise<MandateRow> {
  mayKeepMandates(actor)
  const mandate = await lockMandate(trx, id)
  if (!reaches(actor, mandate.area_path)) throw new Refusal('not_found', 'identity.no_such_mandate')
  notToOneself(actor, mandate.person_id)
  if (mandate.version !== step.version) {
    throw new Refusal('conflict', 'identity.stale_version', { version: mandate.version })
  }
  if (step.effectiveOn > shanghaiDate(app.clock.now())) throw new Refusal('invalid', 'identity.day_not_come')
  if (step.effectiveOn < mandate.started_on) throw new Refusal('invalid', 'identity.day_too_early')
  return mandate
}

async function closeSuspension(trx: Trx, mandateId: string, endsOn: string): Promise<void> {
  const open = await findOpenSuspension(trx, mandateId)
  if (open && endsOn < open.starts_on) throw new Refusal('invalid', 'identity.day_too_early')
  await endSuspension(trx, mandateId, endsOn)
}
