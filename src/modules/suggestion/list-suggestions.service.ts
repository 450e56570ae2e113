import { type Actor, standInOf } from '#kernel/actor.ts'
import { shanghaiDate, startOfShanghaiDay } from '#kernel/clock.ts'
import { decodeCursor, listMark, type Page, toPage, totalCountedMax } from '#kernel/page.ts'
import { coversTodo } from '#modules/identity/index.ts'
import { findTodo, titlesOf } from '#modules/party/index.ts'
import type { App } from '#platform/app.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { countRows, findHits, findRows, findTitles, type SuggestionListRow } from './list.queries.ts'
import { isDelegatedCase } from './powers.ts'
import type { TodoLine, TodoView } from './suggestion.contract.ts'
import { scopeOf } from './suggestion.policy.ts'
import type { Category, SuggestionState } from './suggestion.ts'
import type { ListQuery, SuggestionRow } from './suggestion-list.contract.ts'
import { isUnconfirmed } from './suggestion-paper.ts'

export async function listSuggestions(app: App, actor: Actor, filter: ListQuery): Promise<Page<SuggestionRow>> {
  const scope = scopeOf(actor)
  if (!scope) return { items: [], next: null, total: { value: 0, exact: true } }
  const list = listMark('suggestions', filter)
  const cursor = decodeCursor(filter.cursor, [filter.sort === 'due' ? 'instant?' : 'instant', 'id'], list)
  const found = filter.q === undefined ? {} : await findHits(app.db, scope, filter.q)
  const narrowed = { ...filter, ...found }
  const common = found.namedIds && (await countRows(app.db, scope, narrowed))
  const isCommon = (common ?? 0) > totalCountedMax
  const rows = found.hitIds?.length === 0 ? [] : await findRows(app.db, scope, { ...narrowed, isCommon }, cursor)
  // a first page that holds all is its own count
  const isAll = cursor === undefined && rows.length <= filter.limit
  const counted = common ?? (isAll ? rows.length : await countRows(app.db, scope, narrowed))
  const sortedBy = (row: SuggestionListRow) => (filter.sort === 'due' ? row.due_before : row.changed_at)
  return toPage(
    rows,
    filter.limit,
    counted,
    (row) => [sortedBy(row)?.toISOString() ?? null, row.id],
    (row) => presentRow(actor, row),
    list,
  )
}

function presentRow(actor: Actor, row: SuggestionListRow): SuggestionRow {
  return {
    id: row.id,
    number: row.number,
    title: row.is_open ? row.title : translate(actor.locale, 'suggestion.confidentialTitle'),
    opens: row.is_open,
    state: row.state as SuggestionState,
    category: (row.is_open ? row.category : 'other') as Category,
    confidential: row.confidential,
    leadName: row.is_open ? row.lead_name : '',
    congressName: row.congress_name,
    // with whom it lies tells what it is about
    leadUnitName: row.is_open ? row.lead_unit_name : null,
    unconfirmed: isUnconfirmed(row),
    dueBefore: row.due_before?.toISOString() ?? null,
    todo: row.todo,
    changedAt: row.changed_at.toISOString(),
    submittedAt: row.submitted_at?.toISOString() ?? null,
  }
}

/** What waits for the identity acted as: overdue, today, until this Sunday, later. */
export async function listTodo(app: App, actor: Actor): Promise<TodoView> {
  const scope = scopeOf(actor)
  const view: TodoView = { overdue: [], today: [], thisWeek: [], later: [] }
  if (!scope) return view
  // for who stands in only that for which the powers were delegated, in the cases that were
  const standIn = standInOf(actor)
  const entries = (await findTodo(app.db, scope.holderId)).filter(
    ({ todo, caseId }) => !standIn || (coversTodo(standIn, todo) && isDelegatedCase(actor, caseId)),
  )
  const own = entries.filter(({ caseKind }) => caseKind === 'suggestion')
  const others = entries.filter(({ caseKind }) => caseKind !== 'suggestion')
  const titles = new Map([
    ...(await findTitles(
      app.db,
      scope,
      own.map(({ caseId }) => caseId),
    )),
    ...(await titlesOf(app, actor, others)),
  ])
  const ends = endsOf(app.clock.now())
  for (const entry of entries) {
    const known = titles.get(entry.caseId)
    const line: TodoLine = {
      caseKind: entry.caseKind,
      caseId: entry.caseId,
      todo: entry.todo,
      title: known?.title ?? translate(actor.locale, 'suggestion.confidentialTitle'),
      opens: (known?.title ?? null) !== null,
      number: known?.number ?? null,
      dueBefore: entry.dueBefore?.toISOString() ?? null,
      changedAt: entry.changedAt.toISOString(),
    }
    view[bucketOf(entry.dueBefore, ends)].push(line)
  }
  return view
}

type Ends = { now: Date; today: Date; week: Date }

/** When this day and this week are over. */
function endsOf(now: Date): Ends {
  const today = Temporal.PlainDate.from(shanghaiDate(now))
  const startAfter = (days: number) => startOfShanghaiDay(today.add({ days }).toString())
  return { now, today: startAfter(1), week: startAfter(8 - today.dayOfWeek) }
}

// a deadline is the first instant too late: the end of a day is still that day's
function bucketOf(dueBefore: Date | null, { now, today, week }: Ends) {
  if (dueBefore === null) return 'later'
  if (dueBefore <= now) return 'overdue'
  if (dueBefore <= today) return 'today'
  return dueBefore <= week ? 'thisWeek' : 'later'
}
