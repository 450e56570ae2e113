import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { findAreaById } from './area.queries.ts'
import {
  endTerm,
  findCongress,
  findCongresses,
  findConstituencies,
  findDelegations,
  findSessions,
  findTerms,
  insertCongress,
  insertSession,
  insertTerm,
  lockNewestTerm,
} from './congress.queries.ts'
import { termOn } from './organisation.ts'

type Now = Pick<App, 'db' | 'clock'>

export async function listCongresses({ db, clock }: Now) {
  const today = shanghaiDate(clock.now())
  const rows = await findCongresses(db)
  const ids = rows.map(({ id }) => id)
  const terms = rows.length === 0 ? [] : await findTerms(db, ids)
  return rows.map((row) => ({
    ...row,
    current: termInOffice(
      terms.filter((term) => term.congress_id === row.id),
      today,
    ),
  }))
}

/** Refuses `organisation.no_such_congress`. */
export async function getCongress({ db, clock }: Now, id: string) {
  const row = await findCongress(db, id)
  if (!row) throw new Refusal('not_found', 'organisation.no_such_congress')
  const terms = await findTerms(db, [id])
  const current = termInOffice(terms, shanghaiDate(clock.now()))
  const [sessions, constituencies, delegations] = current
    ? await Promise.all([
        findSessions(db, current.id),
        findConstituencies(db, current.id),
        findDelegations(db, current.id),
      ])
    : [[], [], []]
  return { ...row, current, terms, sessions, constituencies, delegations }
}

type TermRow = Awaited<ReturnType<typeof findTerms>>[number]

const termInOffice = (terms: readonly TermRow[], date: string): TermRow | undefined => {
  const dated = terms.map((row) => ({ row, firstSessionOn: row.first_session_on, endedOn: row.ended_on }))
  return termOn(dated, date)?.row
}

/** The term in office on a date: a new one is entered before its first session. Refuses `organisation.no_term`. */
export async function currentTerm(db: Db, congressId: string, date: string): Promise<TermRow> {
  const term = termInOffice(await findTerms(db, [congressId]), date)
  if (!term) throw new Refusal('conflict', 'organisation.no_term', { congressId })
  return term
}

export type NewCongress = { areaId: string; name: string; shortName: string }

/** Refuses `organisation.no_such_area`, and `organisation.street_has_no_congress` (组织法 art. 2, 85). */
export async function createCongress(app: App, trx: Trx, congress: NewCongress): Promise<string> {
  const area = await findAreaById(trx, congress.areaId)
  if (!area) throw new Refusal('invalid', 'organisation.no_such_area')
  if (area.kind === 'street' || area.level > 4) throw new Refusal('invalid', 'organisation.street_has_no_congress')
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

/** A new term ends the one before it on the day of its first session (代表法 art. 2). */
export async function startTerm(app: App, trx: Trx, term: NewTerm): Promise<string> {
  const before = await lockNewestTerm(trx, term.congressId)
  if (before) {
    if (term.firstSessionOn <= before.first_session_on || term.number <= before.number) {
      throw new Refusal('invalid', 'organisation.term_not_later', { number: before.number })
    }
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

export async function addSession(app: App, trx: Trx, session: NewSession): Promise<string> {
  if (session.closesOn < session.opensOn) throw new Refusal('invalid', 'organisation.ends_before_start')
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
