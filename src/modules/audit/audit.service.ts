import { z } from 'zod'
import type { Actor } from '#kernel/actor.ts'
import { decodeCursor, type ListMark, listMark, type Page, toPage, totalCountedMax } from '#kernel/page.ts'
import { type JsonObject, Refusal } from '#kernel/refusal.ts'
import { type Recording, recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { type AuditEvent, type AuditRefusal, presentEvent, presentRefusal } from './audit.contract.ts'
import { mayAudit } from './audit.policy.ts'
import { countEvents, type EventRow, type Place, selectEvents, selectSubjectNames } from './audit.queries.ts'
import type { EventFilter, RefusalFilter } from './audit.ts'

type Auditing = Recording & Pick<App, 'db'>
type Paging = { cursor?: string | undefined; limit: number }

/**
 * One page of the record, newest first. The search itself is recorded in the same transaction.
 * @throws {Refusal} `audit.not_auditor`, `audit.period_reversed`
 */
export function searchEvents(
  app: Auditing,
  actor: Actor,
  filter: EventFilter,
  paging: Paging,
): Promise<Page<AuditEvent>> {
  const scope = mayAudit(actor)
  assertPeriod(filter)
  return app.db.transaction().execute(async (trx) => {
    const list = eventsUnder(filter)
    const rows = await selectEvents(trx, scope, filter, eventPlaceOf(paging.cursor, list), paging.limit + 1)
    const counted = await countEvents(trx, scope, filter, totalCountedMax + 1)
    await recordLook(app, trx, actor, 'audit.searched', 'event', { ...filter, next: paging.cursor !== undefined })
    const names = await namesOf(trx, rows)
    return toPage(rows, paging.limit, counted, placeOfEvent, (row) => presentEvent(row, names, actor.locale), list)
  })
}

/**
 * One page of the kept refusals, newest first; recorded like a search in the record.
 * @throws {Refusal} `audit.not_auditor`, `audit.period_reversed`
 */
export function searchRefusals(
  app: Auditing,
  actor: Actor,
  filter: RefusalFilter,
  paging: Paging,
): Promise<Page<AuditRefusal>> {
  const scope = mayAudit(actor)
  assertPeriod(filter)
  return app.db.transaction().execute(async (trx) => {
    const list = listMark('refusals', filter)
    const asked = eventsOfRefusals(filter)
    const rows = await selectEvents(trx, scope, asked, eventPlaceOf(paging.cursor, list), paging.limit + 1)
    const counted = await countEvents(trx, scope, asked, totalCountedMax + 1)
    await recordLook(app, trx, actor, 'audit.searched', 'refusal', { ...filter, next: paging.cursor !== undefined })
    return toPage(rows, paging.limit, counted, placeOfEvent, (row) => presentRefusal(row, actor.locale), list)
  })
}

const eventsOfRefusals = ({ code, ...filter }: RefusalFilter): EventFilter => ({
  ...filter,
  type: 'access.refused',
  subjectId: code,
})

const recordLook = (
  app: Auditing,
  trx: Trx,
  actor: Actor,
  type: 'audit.searched',
  subjectKind: 'event' | 'refusal',
  asked: Readonly<Record<string, string | number | boolean | undefined>>,
): Promise<string> => recordEvent(app, trx, { type, subjectKind, subjectId: 'all', actor, data: withoutGaps(asked) })

const withoutGaps = (asked: Readonly<Record<string, string | number | boolean | undefined>>): JsonObject =>
  Object.fromEntries(Object.entries(asked).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))

/** @throws {Refusal} `audit.period_reversed` */
export function assertPeriod({ from, until }: Pick<EventFilter, 'from' | 'until'>): void {
  if (from !== undefined && until !== undefined && until < from) throw new Refusal('invalid', 'audit.period_reversed')
}

/** What a cursor keeps of an event. */
export const placeOfEvent = ({ at, seq }: EventRow): [string, number] => [at.toISOString(), seq]

/** What the subjects of these events are called, as far as an auditor may read it. */
export const namesOf = (db: Db, rows: readonly EventRow[]): Promise<Map<string, string>> =>
  selectSubjectNames(db, [...new Set(rows.flatMap((row) => [row.subject_id, row.case_id ?? ''].filter(isId)))])

const isId = (part: unknown): part is string => z.uuid().safeParse(part).success

export const eventsUnder = (filter: EventFilter): ListMark => listMark('events', filter)
/** Where a page goes on. */
export function eventPlaceOf(cursor: string | undefined, list: ListMark): Place | undefined {
  const parts = decodeCursor(cursor, ['instant', 'great_number'], list)
  return parts && [new Date(String(parts[0])), Number(parts[1])]
}
