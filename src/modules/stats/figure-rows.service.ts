import type { Actor } from '#kernel/actor.ts'
import { decodeCursor, encodeCursor, listMark, type Page } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type Category, grades } from '#modules/suggestion/suggestion.ts'
import type { App } from '#platform/app.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { countFigureRows, type FigureRowFacts, findFigureRows } from './figure-row.queries.ts'
import { ask, mainSpan } from './figures.service.ts'
import type { FigureRow, RowsQuery } from './stats.contract.ts'
import { mayOpenRows, mayReadFigure, type Reach } from './stats.policy.ts'
import { type FigureCode, isOfTopics, opensPart } from './stats.ts'
import { openTopicFigure } from './topic-figure-rows.service.ts'

/**
 * The rows that a figure counts, by the predicate that counts them; their number is the figure. Confidential cases are
 * among them without their words. Refuses `stats.no_such_figure`, `stats.rows_not_yours` and `stats.no_rows`.
 */
export async function openFigure(
  app: App,
  actor: Actor,
  code: FigureCode,
  { part, cursor, limit, ...query }: RowsQuery,
): Promise<Page<FigureRow>> {
  const question = await ask(app, actor, query)
  const { reach, scope, now, today } = question
  mayReadFigure(reach, code)
  mayOpenRows(reach, question.congress.id)
  if (!opensPart(code, part)) throw new Refusal('invalid', 'stats.no_rows')
  const asked = { code, part, span: mainSpan(question), now, today, reader: reach }
  const list = listMark('figure-rows', { ...query, code, part })
  if (isOfTopics(code)) return openTopicFigure(app.db, scope, { ...asked, code }, { cursor, limit, list })
  const rows = await findFigureRows(app.db, scope, asked, decodeCursor(cursor, ['id', 'id'], list), limit)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => presentRow(actor, reach, row)),
    next: rows.length > limit && last ? encodeCursor([last.case_id, last.item_id], list) : null,
    total: { value: await countFigureRows(app.db, scope, asked), exact: true },
  }
}

const isOpen = ({ readsAs }: Reach, row: FigureRowFacts): boolean =>
  row.is_party && (readsAs === 'deputy' || !row.confidential || row.is_reader)

/**
 * The words of a case: those of a confidential one only to who may open it, which a unit that gave it back may no more;
 * to other deputies only published ones, to a committee only those of what it has to do with.
 */
function readsWords(reach: Reach, row: FigureRowFacts): boolean {
  if (reach.readsAs === 'deputy') return row.is_party || row.is_published
  return isOpen(reach, row) || (reach.readsAs === 'staff' && !row.confidential)
}

function presentRow(actor: Actor, reach: Reach, row: FigureRowFacts): FigureRow {
  const reads = readsWords(reach, row)
  const hidden = row.confidential ? 'suggestion.confidentialTitle' : 'stats.title_not_public'
  const iso = (at: Date | null) => at?.toISOString() ?? null
  return {
    id: row.item_id,
    caseId: row.case_id,
    number: row.number,
    title: reads ? row.title : translate(actor.locale, hidden),
    state: row.status,
    category: (row.category ?? 'other') as Category,
    confidential: row.confidential,
    // what is published names no person
    leadName: reads && (reach.readsAs === 'staff' || row.is_party) ? row.lead_name : '',
    congressName: row.congress_name,
    // with whom a case lies in confidence tells what it is about
    unitName: row.confidential && !reads ? null : row.unit_name,
    submittedAt: iso(row.submitted_at),
    handedAt: iso(row.handed_at),
    dueBefore: iso(row.answer_due),
    repliedAt: iso(row.replied_at),
    // how deputies judged an answer is not for the deputies of other cases
    result: reach.readsAs !== 'deputy' || row.is_party ? (grades[(row.last_rank ?? 0) - 1] ?? null) : null,
    promise: promiseOf(row, reads, actor),
    topic: null,
    opens: isOpen(reach, row),
  }
}

function promiseOf(row: FigureRowFacts, reads: boolean, actor: Actor): FigureRow['promise'] {
  if (row.promise === null || row.promise_due_on === null) return null
  const content = reads ? row.promise : translate(actor.locale, 'stats.promise_not_public')
  return { content, dueOn: row.promise_due_on, state: row.promise_status ?? 'open' }
}
