import { z } from 'zod'
import type { Actor, Locale } from '#kernel/actor.ts'
import { decodeCursor, type Page, toPage, totalCountedMax } from '#kernel/page.ts'
import { type JsonObject, Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { documents } from '#platform/documents/documents.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { type AuditEvent, type AuditRefusal, presentEvent, presentRefusal } from './audit.contract.ts'
import { mayAudit } from './audit.policy.ts'
import { countEvents, countRefusals, type Place, selectEvents, selectRefusals } from './audit.queries.ts'
import { type EventFilter, exportRowsMax, type RefusalFilter } from './audit.ts'

type Auditing = Pick<App, 'db' | 'clock' | 'ids'>
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
    const rows = await selectEvents(trx, scope, filter, placeOf(paging, isSequence), paging.limit + 1)
    const counted = await countEvents(trx, scope, filter, totalCountedMax + 1)
    await recordLook(app, trx, actor, 'audit.searched', 'event', { ...filter, next: paging.cursor !== undefined })
    return toPage(rows, paging.limit, counted, ({ at, seq }) => [at.getTime(), seq], presentEvent)
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
    const rows = await selectRefusals(trx, scope, filter, placeOf(paging, isId), paging.limit + 1)
    const counted = await countRefusals(trx, scope, filter, totalCountedMax + 1)
    await recordLook(app, trx, actor, 'audit.searched', 'refusal_record', {
      ...filter,
      next: paging.cursor !== undefined,
    })
    return toPage(rows, paging.limit, counted, ({ at, id }) => [at.getTime(), id], presentRefusal)
  })
}

/**
 * A workbook of the events of a period, at most {@link exportRowsMax}; every sheet says who took it out and when.
 * @throws {Refusal} `audit.not_auditor`, `audit.period_reversed`, `audit.too_many_rows` (max)
 */
export async function exportEvents(
  app: Auditing,
  actor: Actor,
  filter: EventFilter,
  locale: Locale,
): Promise<Uint8Array> {
  const scope = mayAudit(actor)
  assertPeriod(filter)
  const { rows, eventId } = await app.db.transaction().execute(async (trx) => {
    const found = await selectEvents(trx, scope, filter, undefined, exportRowsMax + 1)
    if (found.length > exportRowsMax) throw new Refusal('invalid', 'audit.too_many_rows', { max: exportRowsMax })
    const taken = { ...filter, rows: found.length }
    return { rows: found, eventId: await recordLook(app, trx, actor, 'audit.exported', 'event', taken) }
  })
  const say = (key: string, words: Record<string, unknown> = {}) => translate(locale, `audit.export.${key}`, words)
  return documents.writeSheet({
    watermark: say('watermark', { accountId: actor.accountId, at: app.clock.now().toISOString(), eventId }),
    sheets: [
      {
        name: say('sheet'),
        columns: columns.map(({ key, width }) => ({ header: say(key), width, kind: 'text' })),
        rows: rows.map(presentEvent).map((event) => columns.map((column) => column.cell(event))),
      },
    ],
  })
}

const columns: readonly { key: string; width: number; cell(event: AuditEvent): string | null }[] = [
  { key: 'leafIndex', width: 10, cell: ({ leafIndex }) => leafIndex?.toString() ?? null },
  { key: 'at', width: 26, cell: ({ at }) => at },
  { key: 'type', width: 32, cell: ({ type }) => type },
  { key: 'subjectKind', width: 18, cell: ({ subjectKind }) => subjectKind },
  { key: 'subjectId', width: 38, cell: ({ subjectId }) => subjectId },
  { key: 'caseId', width: 38, cell: ({ caseId }) => caseId },
  { key: 'accountId', width: 38, cell: ({ actor }) => actor.accountId },
  { key: 'personId', width: 38, cell: ({ actor }) => actor.personId },
  { key: 'actingKind', width: 12, cell: ({ actor }) => actor.kind },
  { key: 'role', width: 18, cell: ({ actor }) => actor.role },
  { key: 'areaPath', width: 28, cell: ({ actor }) => actor.areaPath },
  { key: 'from', width: 18, cell: ({ from }) => from },
  { key: 'to', width: 18, cell: ({ to }) => to },
  { key: 'data', width: 50, cell: ({ data }) => JSON.stringify(data) },
  { key: 'note', width: 10, cell: ({ note }) => note },
  { key: 'leafHash', width: 66, cell: ({ leafHash }) => leafHash },
]

const recordLook = (
  app: Auditing,
  trx: Trx,
  actor: Actor,
  type: 'audit.searched' | 'audit.exported',
  subjectKind: 'event' | 'refusal_record',
  asked: Readonly<Record<string, string | number | boolean | undefined>>,
): Promise<string> => recordEvent(app, trx, { type, subjectKind, subjectId: 'all', actor, data: withoutGaps(asked) })

const withoutGaps = (asked: Readonly<Record<string, string | number | boolean | undefined>>): JsonObject =>
  Object.fromEntries(Object.entries(asked).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))

function assertPeriod({ from, until }: Pick<EventFilter, 'from' | 'until'>): void {
  if (from !== undefined && until !== undefined && until < from) throw new Refusal('invalid', 'audit.period_reversed')
}

const isSequence = (part: unknown): part is number => Number.isSafeInteger(part)
const isId = (part: unknown): part is string => z.uuid().safeParse(part).success

function placeOf<Tie>({ cursor }: Paging, isTie: (part: unknown) => part is Tie): Place<Tie> | undefined {
  const parts = decodeCursor(cursor, 2)
  if (!parts) return undefined
  const [at, tie] = [new Date(Number(parts[0])), parts[1]]
  if (Number.isNaN(at.getTime()) || !isTie(tie)) throw new Refusal('invalid', 'http.bad_cursor')
  return [at, tie]
}
