import { toPage } from '#kernel/page.ts'
import { type ColumnLine, columnsIn, defineExport, type Say } from '#modules/export/index.ts'
import type { Recording } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { isTranslated } from '#platform/i18n/i18n.ts'
import { type AuditEvent, type ExportQuery, presentEvent } from './audit.contract.ts'
import { mayAudit } from './audit.policy.ts'
import { selectEvents } from './audit.queries.ts'
import { assertPeriod, eventPlaceOf, eventsUnder, namesOf, placeOfEvent } from './audit.service.ts'
import { eventWords, stateWords, subjectWords } from './audit.ts'

/** For who reads it in words and for who looks a code up, each in a column of its own. */
const columnsOf = (say: Say): ColumnLine<AuditEvent>[] => [
  ['leafIndex', 10, ({ leafIndex }) => leafIndex?.toString() ?? null],
  ['at', 30, ({ at }) => wallTime(at)],
  ['event', 24, ({ type }) => wordAt(say, eventWords, type)],
  ['type', 32, ({ type }) => type],
  ['subject', 16, ({ subjectKind }) => wordAt(say, ['audit:subjects'], subjectKind)],
  ['subjectKind', 18, ({ subjectKind }) => subjectKind],
  ['subjectId', 38, ({ subjectId }) => subjectId],
  ['subjectName', 30, (event) => nameIn(say, event)],
  ['reason', 40, ({ refused }) => refused?.reason ?? null],
  ['caseId', 38, ({ caseId }) => caseId],
  ['accountId', 38, ({ actor }) => actor.accountId],
  ['personName', 14, ({ actor }) => actor.personName],
  ['personId', 38, ({ actor }) => actor.personId],
  ['actingKind', 12, ({ actor }) => say(`audit.kinds.${actor.kind}`)],
  ['tokenName', 24, ({ actor }) => actor.tokenName],
  ['role', 18, ({ actor }) => (actor.role === null ? null : say(`identity.roles.${actor.role}`))],
  ['areaPath', 28, ({ actor }) => actor.areaPath],
  ['from', 18, ({ subjectKind, from }) => stateIn(say, subjectKind, from)],
  ['to', 18, ({ subjectKind, to }) => stateIn(say, subjectKind, to)],
  ['data', 50, ({ data }) => JSON.stringify(data)],
  ['note', 18, ({ note }) => (note === 'none' ? null : say(`audit.notes.${note}`))],
  ['leafHash', 66, ({ leafHash }) => leafHash],
]

/** To the millisecond, as the record has it, told by the clock on the wall. */
const wallTime = (at: string): string =>
  Temporal.Instant.from(at)
    .toZonedDateTimeISO('Asia/Shanghai')
    .toString({ timeZoneName: 'never', smallestUnit: 'millisecond' })

function nameIn(say: Say, { subjectKind, subjectId, subjectName, refused }: AuditEvent): string | null {
  const words = subjectWords[subjectKind]
  return subjectName ?? refused?.operation ?? (words === undefined ? null : wordAt(say, [words], subjectId))
}

/** What a code is called at the last of these places that knows it; where none does, the code itself. */
function wordAt(say: Say, places: readonly string[], code: string): string {
  const keys = places.map((place) => `${place.replace(':', '.')}.${code}`)
  const known = keys.findLast((key) => isTranslated('zh-CN', key))
  return known === undefined ? code : say(known)
}

const stateIn = (say: Say, subjectKind: string, state: string | null): string | null =>
  state === null ? null : wordAt(say, [stateWords[subjectKind] ?? ''], state)

/** The events of a period. The auditor reads alone; more than a hundred events leave with a second officer's word. */
export const eventExport = defineExport<Recording & Pick<App, 'db'>, ExportQuery, AuditEvent>({
  list: 'audit',
  approverRoles: ['auditor', 'secadmin', 'leader'],
  approvedBy: 'unread',
  may: (actor, query) => {
    mayAudit(actor)
    assertPeriod(query)
  },
  page: async (app, actor, query, from) => {
    const list = eventsUnder(query)
    const rows = await selectEvents(app.db, mayAudit(actor), query, eventPlaceOf(from.cursor, list), from.limit + 1)
    const names = await namesOf(app.db, rows)
    return toPage(rows, from.limit, rows.length, placeOfEvent, (row) => presentEvent(row, names, actor.locale), list)
  },
  key: ({ id }) => id,
  title: (say) => say('audit.export.sheet'),
  columns: (say) => columnsIn(say, 'audit.export', columnsOf(say)),
})
