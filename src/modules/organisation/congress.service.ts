import { shanghaiDate } from '#kernel/clock.ts'
import type { Cursor } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import { sha256, versionOf } from '#platform/crypto/digest.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import {
  type CongressFilter,
  findCongress,
  findCongresses,
  findConstituencies,
  findCoordination,
  findDelegations,
  findSessions,
  findTerms,
} from './congress.queries.ts'
import { termOn } from './organisation.ts'

type Now = Pick<App, 'db' | 'clock'>

/** Every congress of this installation, from the top down, each with its term in office. */
export async function listCongresses(
  { db, clock }: Now,
  filter: CongressFilter,
  after: Cursor | undefined,
  limit: number,
) {
  const today = shanghaiDate(clock.now())
  const { rows, counted } = await findCongresses(db, filter, after, limit)
  const ids = rows.map(({ id }) => id)
  const terms = ids.length === 0 ? [] : await findTerms(db, ids)
  const congresses = rows.map((row) => ({
    ...row,
    current: termInOffice(
      terms.filter((term) => term.congress_id === row.id),
      today,
    ),
  }))
  return { congresses, counted }
}

/**
 * A congress with what hangs on one of its terms: the one asked for, else the one in office, else the newest. Refuses
 * `organisation.no_such_congress` and `.no_such_term`.
 */
export async function getCongress({ db, clock }: Now, id: string, termId?: string) {
  const row = await findCongress(db, id)
  if (!row) throw new Refusal('not_found', 'organisation.no_such_congress')
  const terms = await findTerms(db, [id])
  const current = termInOffice(terms, shanghaiDate(clock.now()))
  const shown = termId === undefined ? (current ?? terms[0]) : terms.find((term) => term.id === termId)
  if (termId !== undefined && !shown) throw new Refusal('not_found', 'organisation.no_such_term')
  const coordination = await findCoordination(db, id)
  const version = versionOfCongress(terms, coordination)
  const [sessions, constituencies, delegations] = shown
    ? await Promise.all([findSessions(db, shown.id), findConstituencies(db, shown.id), findDelegations(db, shown.id)])
    : [[], [], []]
  return { ...row, version, current, terms, shown, coordination, sessions, constituencies, delegations }
}

/** A congress as it is held by whoever changes it. Refuses `organisation.stale_version`. */
export async function requireCongressVersion(trx: Trx, id: string, version: number): Promise<void> {
  if (versionOfCongress(await findTerms(trx, [id]), await findCoordination(trx, id)) !== version) {
    throw new Refusal('conflict', 'organisation.stale_version')
  }
}

const versionOfCongress = (
  terms: readonly TermRow[],
  coordination: readonly { system: string; organ_id: string }[],
): number =>
  versionOf(
    sha256(
      JSON.stringify([
        ...terms.map((term) => [term.id, term.number, term.first_session_on, term.ended_on, term.seats]),
        ...coordination.map((one) => [one.system, one.organ_id]).toSorted(),
      ]),
    ),
  )

type TermRow = Awaited<ReturnType<typeof findTerms>>[number]

const termInOffice = (terms: readonly TermRow[], date: string): TermRow | undefined => {
  const dated = terms.map((row) => ({ row, firstSessionOn: row.first_session_on, endedOn: row.ended_on }))
  return termOn(dated, date)?.row
}

/** The term in office on a date, before the first one that. Refuses `organisation.no_term`: none was ever entered. */
export async function termAt(db: Db, congressId: string, date: string): Promise<TermRow> {
  const terms = await findTerms(db, [congressId])
  const term = termInOffice(terms, date) ?? terms.at(-1)
  if (!term) throw new Refusal('conflict', 'organisation.no_term', { congressId })
  return term
}
