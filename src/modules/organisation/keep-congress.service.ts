import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { dayFault } from '#kernel/entered-day.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { findAreaById, lockArea } from './area.queries.ts'
import {
  endTerm,
  findCongressByArea,
  findFirstDayOf,
  findNewestTerm,
  findSessionsOfCongress,
  findTerm,
  findTerms,
  insertCongress,
  insertSession,
  insertTerm,
  lockCongress,
  type SessionRow,
  saveTerm,
} from './congress.queries.ts'
import { requireCongressVersion } from './congress.service.ts'
import { getOrgan, setCoordinator } from './organ.service.ts'
import { isOnlyTerm, mayKeepCongress, mayKeepSessions } from './organisation.policy.ts'
import { coordinatingKinds, type OrganSystem, outOfOrder } from './organisation.ts'

export type NewCongress = { areaId: string; name: string; shortName: string }

/** Refuses what {@link createCongress} refuses, and `organisation.congress_not_yours`. @returns its id */
export function openCongress(app: App, actor: Actor, congress: NewCongress): Promise<string> {
  return app.db.transaction().execute(async (trx) => {
    const area = await findAreaById(trx, congress.areaId)
    if (!area) throw new Refusal('invalid', 'organisation.no_such_area')
    mayKeepCongress(actor, { area_path: area.path })
    const id = await createCongress(app, trx, congress)
    const data = { areaId: area.id, level: area.level }
    await recordEvent(app, trx, { type: 'congress.opened', subjectKind: 'congress', subjectId: id, actor, data })
    return id
  })
}

/**
 * The same without a person who asks: demo district, first start. Refuses `organisation.no_such_area`,
 * `.street_has_no_congress` (组织法 art. 2, 85) and `.area_has_congress`.
 */
export async function createCongress(app: App, trx: Trx, congress: NewCongress): Promise<string> {
  const area = await lockArea(trx, congress.areaId)
  if (!area) throw new Refusal('invalid', 'organisation.no_such_area')
  if (area.kind === 'street' || area.level > 4) throw new Refusal('invalid', 'organisation.street_has_no_congress')
  const existing = await findCongressByArea(trx, area.id)
  if (existing) throw new Refusal('conflict', 'organisation.area_has_congress', { name: existing.name })
  const id = app.ids.uuid()
  await insertCongress(trx, {
    id,
    area_id: area.id,
    name: congress.name,
    short_name: congress.shortName,
    level: area.level,
    created_at: app.clock.now(),
  })
  return id
}

export type NewTerm = { congressId: string; number: number; firstSessionOn: string; seats: number }

/** No term is cut short by so much: an election is put off or held early by months (代表法 art. 2: five years). */
const termYearsMin = 4

/**
 * Refuses what {@link startTerm} refuses, `organisation.congress_not_yours`, `.day_too_old`, `.day_too_far`, `.term_not_next`
 * and `.term_too_short`: a term that is entered ends every mandate of the one before.
 */
export function beginTerm(app: App, actor: Actor, term: NewTerm): Promise<string> {
  return app.db.transaction().execute(async (trx) => {
    const congress = await lockCongress(trx, term.congressId)
    mayKeepCongress(actor, congress)
    requireDay(app, term.firstSessionOn)
    const before = await findNewestTerm(trx, term.congressId)
    if (before) requireNext(before, term)
    const id = await startTerm(app, trx, term)
    await recordEvent(app, trx, {
      type: 'term.begun',
      subjectKind: 'term',
      subjectId: id,
      actor,
      data: {
        congressId: congress.id,
        number: term.number,
        firstSessionOn: term.firstSessionOn,
        seats: term.seats,
      },
    })
    return id
  })
}

export type CorrectedTerm = Pick<NewTerm, 'number' | 'firstSessionOn'> & { version: number }

/**
 * A number or a first day that was entered wrongly; only while a congress has one term: no mandates ended by its day, and
 * the next is not counted from it yet. Refuses `organisation.congress_not_yours`, `.day_too_old`, `.day_too_far`,
 * `.no_term`, `.not_only_term` and `.term_begun_before`: something of the term is of an earlier day.
 */
export function correctOnlyTerm(app: App, actor: Actor, congressId: string, corrected: CorrectedTerm): Promise<void> {
  return app.db.transaction().execute(async (trx) => {
    const congress = await lockCongress(trx, congressId)
    mayKeepCongress(actor, congress)
    const { number, firstSessionOn } = corrected
    await requireCongressVersion(trx, congressId, corrected.version)
    requireDay(app, firstSessionOn)
    const terms = await findTerms(trx, [congressId])
    const [term] = terms
    if (!term) throw new Refusal('conflict', 'organisation.no_term')
    if (!isOnlyTerm(terms)) throw new Refusal('conflict', 'organisation.not_only_term')
    const before = { number: term.number, firstSessionOn: term.first_session_on }
    if (firstSessionOn > before.firstSessionOn) {
      const on = await findFirstDayOf(trx, term.id)
      if (on !== null && on < firstSessionOn) throw new Refusal('conflict', 'organisation.term_begun_before', { on })
    }
    await saveTerm(trx, term.id, { number, first_session_on: firstSessionOn })
    await recordEvent(app, trx, {
      type: 'term.corrected',
      subjectKind: 'term',
      subjectId: term.id,
      actor,
      data: { congressId, before, number, firstSessionOn },
    })
  })
}

function requireNext(before: { number: number; first_session_on: string }, { number, firstSessionOn }: NewTerm): void {
  if (number > before.number + 1) {
    throw new Refusal('invalid', 'organisation.term_not_next', { number: before.number + 1 })
  }
  const earliest = Temporal.PlainDate.from(before.first_session_on).add({ years: termYearsMin }).toString()
  if (firstSessionOn > before.first_session_on && firstSessionOn < earliest) {
    throw new Refusal('invalid', 'organisation.term_too_short', { number: before.number, on: earliest })
  }
}

function requireDay(app: Pick<App, 'clock'>, day: string): void {
  const fault = dayFault(day, shanghaiDate(app.clock.now()))
  if (fault) throw new Refusal('invalid', `organisation.${fault}`)
}

/**
 * A new term ends the one before it on the day of its first session (代表法 art. 2). Refuses
 * `organisation.term_not_later`, and `.session_in_the_way`: of the term before, one would still be going on.
 */
export async function startTerm(app: App, trx: Trx, term: NewTerm): Promise<string> {
  await lockCongress(trx, term.congressId)
  const before = await findNewestTerm(trx, term.congressId)
  if (before) {
    if (term.firstSessionOn <= before.first_session_on || term.number <= before.number) {
      throw new Refusal('invalid', 'organisation.term_not_later', { number: before.number })
    }
    const late = (await findSessionsOfCongress(trx, term.congressId)).find(
      ({ closes_on }) => closes_on >= term.firstSessionOn,
    )
    if (late) throw new Refusal('conflict', 'organisation.session_in_the_way', sessionWords(late))
    await endTerm(trx, before.id, term.firstSessionOn)
  }
  const id = app.ids.uuid()
  await insertTerm(trx, {
    id,
    congress_id: term.congressId,
    number: term.number,
    first_session_on: term.firstSessionOn,
    seats: term.seats,
  })
  return id
}

export type NewSession = { termId: string; number: number; opensOn: string; closesOn: string }

/** Refuses what {@link addSession} refuses, `organisation.sessions_not_yours`, `.day_too_old`, `.day_too_far`. */
export function enterSession(app: App, actor: Actor, congressId: string, session: NewSession): Promise<string> {
  return app.db.transaction().execute(async (trx) => {
    const congress = await lockCongress(trx, congressId)
    mayKeepSessions(actor, congress)
    const term = await findTerm(trx, session.termId)
    if (term?.congress_id !== congressId) throw new Refusal('invalid', 'organisation.no_such_term')
    for (const day of [session.opensOn, session.closesOn]) requireDay(app, day)
    const id = await addSession(app, trx, session)
    await recordEvent(app, trx, {
      type: 'congress_session.entered',
      subjectKind: 'congress_session',
      subjectId: id,
      actor,
      data: { congressId, ...session },
    })
    return id
  })
}

/**
 * Sessions lie within their term, do not overlap and follow their numbers. Refuses `organisation.ends_before_start`,
 * `.no_such_term`, `.session_outside_term`, `.session_number_taken`, `.sessions_overlap`, `.session_out_of_order`.
 */
export async function addSession(app: App, trx: Trx, session: NewSession): Promise<string> {
  if (session.closesOn < session.opensOn) throw new Refusal('invalid', 'organisation.ends_before_start')
  const term = await findTerm(trx, session.termId)
  if (!term) throw new Refusal('invalid', 'organisation.no_such_term')
  await lockCongress(trx, term.congress_id)
  const isBefore = session.opensOn < term.first_session_on
  if (isBefore || (term.ended_on !== null && session.closesOn >= term.ended_on)) {
    throw new Refusal('invalid', 'organisation.session_outside_term', { number: term.number })
  }
  const others = await findSessionsOfCongress(trx, term.congress_id)
  const ofTerm = others.filter(({ term_id }) => term_id === term.id)
  if (ofTerm.some(({ number }) => number === session.number)) {
    throw new Refusal('conflict', 'organisation.session_number_taken', { number: session.number })
  }
  const overlapped = others.find((other) => other.opens_on <= session.closesOn && session.opensOn <= other.closes_on)
  if (overlapped) throw new Refusal('conflict', 'organisation.sessions_overlap', sessionWords(overlapped))
  const misplaced = ofTerm.find((other) => outOfOrder(session, { number: other.number, opensOn: other.opens_on }))
  if (misplaced) throw new Refusal('conflict', 'organisation.session_out_of_order', sessionWords(misplaced))
  const id = app.ids.uuid()
  await insertSession(trx, {
    id,
    term_id: session.termId,
    number: session.number,
    opens_on: session.opensOn,
    closes_on: session.closesOn,
  })
  return id
}

const sessionWords = (session: SessionRow) => ({
  term: session.term_number,
  number: session.number,
  opensOn: session.opens_on,
  closesOn: session.closes_on,
})

export type Coordination = { version: number; system: OrganSystem; organId: string }

/**
 * Names the organ that distributes what belongs to a system. Refuses `organisation.congress_not_yours`,
 * `.no_such_organ`, and `.cannot_coordinate`: of another congress, merged, or no office.
 */
export function nameCoordinator(app: App, actor: Actor, congressId: string, named: Coordination): Promise<void> {
  return app.db.transaction().execute(async (trx) => {
    const congress = await lockCongress(trx, congressId)
    mayKeepCongress(actor, congress)
    await requireCongressVersion(trx, congressId, named.version)
    const organ = await getOrgan(trx, named.organId)
    const isOffice = coordinatingKinds.some((kind) => kind === organ.kind)
    if (!isOffice || organ.ends_on !== null || organ.congress_id !== congressId) {
      throw new Refusal('invalid', 'organisation.cannot_coordinate')
    }
    await setCoordinator(trx, congressId, named.system, organ.id)
    await recordEvent(app, trx, {
      type: 'coordinator.named',
      subjectKind: 'congress',
      subjectId: congressId,
      actor,
      data: { system: named.system, organId: organ.id },
    })
  })
}
