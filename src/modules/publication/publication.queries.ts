import { sql } from 'kysely'
import type { JsonValue } from '#kernel/refusal.ts'
import { rowImage } from '#modules/record/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { PublicationState, PublicContent, PublicPromise, PublicStep } from './publication.ts'

export type PublicationRow = NonNullable<Awaited<ReturnType<typeof findPublication>>>

export const findPublication = (db: Db | Trx, caseKind: string, caseId: string) =>
  db
    .selectFrom('publication')
    .selectAll()
    .where('case_kind', '=', caseKind)
    .where('case_id', '=', caseId)
    .executeTakeFirst()

export const contentOf = (row: PublicationRow): PublicContent => row.content as PublicContent

export const insertPublication = (
  trx: Trx,
  row: {
    id: string
    caseKind: string
    caseId: string
    congressId: string
    content: PublicContent
    answerIds: string[]
    at: Date
  },
) =>
  trx
    .insertInto('publication')
    .values({
      id: row.id,
      case_kind: row.caseKind,
      case_id: row.caseId,
      congress_id: row.congressId,
      status: 'draft',
      content: JSON.stringify(row.content),
      answer_ids: row.answerIds,
      changed_at: row.at,
    })
    .execute()

type Change = Partial<{
  status: PublicationState
  content: string
  answer_ids: string[]
  released_answer_ids: string[]
  deputy_agreed_at: Date | null
  unit_checked_at: Date | null
  unit_checked_by_person_id: string | null
  checked_unit_ids: string[]
  redacted_by_person_id: string
  reviewed_by_person_id: string | null
}>

export const savePublication = (trx: Trx, id: string, change: Change, at: Date) =>
  trx
    .updateTable('publication')
    .set((eb) => ({ ...change, version: eb('version', '+', 1), changed_at: at }))
    .where('id', '=', id)
    .execute()

export type PublicPage = {
  id: string
  caseKind: string
  congressName: string
  areaName: string
  number: string
  title: string
  category: string
  state: string
  unitNames: string
  proposedOn: string
  publishedAt: Date
  content: PublicContent
  bigrams: string[]
}

export const putPage = (trx: Trx, page: PublicPage) =>
  trx
    .insertInto('published_page')
    .values({
      id: page.id,
      case_kind: page.caseKind,
      congress_name: page.congressName,
      area_name: page.areaName,
      number: page.number,
      title: page.title,
      category: page.category,
      state: page.state,
      unit_names: page.unitNames,
      proposed_on: page.proposedOn,
      published_at: page.publishedAt,
      content: JSON.stringify(page.content),
      bigrams: page.bigrams,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(excluded))
    .execute()

const excluded = {
  title: sql<string>`excluded.title`,
  category: sql<string>`excluded.category`,
  state: sql<string>`excluded.state`,
  unit_names: sql<string>`excluded.unit_names`,
  published_at: sql<Date>`excluded.published_at`,
  content: sql<string>`excluded.content`,
  bigrams: sql<string[]>`excluded.bigrams`,
}

export const removePage = (trx: Trx, id: string) => trx.deleteFrom('published_page').where('id', '=', id).execute()

/** What the portal says of the state of a published case follows the case; the same state again changes nothing. */
export const savePageState = (trx: Trx, id: string, state: string) =>
  trx.updateTable('published_page').set({ state }).where('id', '=', id).where('state', '<>', state).execute()

/** So do its promises, by unit, day and code; what is not among them is public no more, and without a page nothing is. */
export async function savePagePromises(trx: Trx, pageId: string, promises: readonly PublicPromise[]): Promise<void> {
  const ids = promises.map(({ id }) => id)
  const gone = trx.deleteFrom('published_promise').where('page_id', '=', pageId)
  await gone.where(({ not, eb }) => not(eb('id', '=', sql<string>`any(${ids}::uuid[])`))).execute()
  if (promises.length === 0) return
  await sql`
    insert into published_promise (id, page_id, unit_name, due_on, first_due_on, state)
    select promise.id, published_page.id, promise.unit_name, promise.due_on, promise.first_due_on, promise.state
    from published_page, unnest(${ids}::uuid[], ${promises.map(({ unitName }) => unitName)}::text[],
      ${promises.map(({ dueOn }) => dueOn)}::date[], ${promises.map(({ firstDueOn }) => firstDueOn)}::date[],
      ${promises.map(({ state }) => state)}::text[]) as promise (id, unit_name, due_on, first_due_on, state)
    where published_page.id = ${pageId}
    on conflict (id) do update
      set due_on = excluded.due_on, first_due_on = excluded.first_due_on, state = excluded.state
      where (published_promise.due_on, published_promise.state) <> (excluded.due_on, excluded.state)`.execute(trx)
}

/** The way of a case as its page tells it, in the order in which it happened; without a page nothing is told. */
export async function savePageSteps(trx: Trx, pageId: string, steps: readonly PublicStep[]): Promise<void> {
  await trx.deleteFrom('published_step').where('page_id', '=', pageId).where('nth', '>=', steps.length).execute()
  if (steps.length === 0) return
  await sql`
    insert into published_step (page_id, nth, step, happened_on)
    select published_page.id, told.nth - 1, told.step, told.happened_on
    from published_page, unnest(${steps.map(({ step }) => step)}::text[], ${steps.map(({ on }) => on)}::date[])
      with ordinality as told (step, happened_on, nth)
    where published_page.id = ${pageId}
    on conflict (page_id, nth) do update set step = excluded.step, happened_on = excluded.happened_on
      where (published_step.step, published_step.happened_on) <> (excluded.step, excluded.happened_on)`.execute(trx)
}

export const putPublishedCongress = (
  trx: Trx,
  congress: { id: string; name: string; areaName: string; level: number; content: object },
) =>
  trx
    .insertInto('published_congress')
    .values({
      id: congress.id,
      name: congress.name,
      area_name: congress.areaName,
      level: congress.level,
      content: JSON.stringify(congress.content),
    })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ name: congress.name, area_name: congress.areaName, content: JSON.stringify(congress.content) }),
    )
    .execute()

/** Copies with what the public reads of them, for verify-record; what follows the case is in the image of the case. */
export async function loadPublicationImages(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, JsonValue>> {
  const rows = await trx.selectFrom('publication').selectAll().where('id', 'in', ids).execute()
  const pages = await trx
    .selectFrom('published_page')
    .select([
      'id',
      'congress_name',
      'area_name',
      'number',
      'title',
      'category',
      'proposed_on',
      'published_at',
      'content',
      'case_kind',
      'unit_names',
      'bigrams',
    ])
    .where('id', 'in', ids)
    .execute()
  const pageOf = new Map(pages.map((page) => [page.id, page]))
  return new Map(
    rows.map((row): [string, JsonValue] => {
      const publication = rowImage(row)
      const found = pageOf.get(row.id)
      if (!found) return [row.id, { publication, page: null, printed: null }]
      const { case_kind, unit_names, bigrams, ...page } = found
      return [row.id, { publication, page: rowImage(page), printed: { case_kind, unit_names, bigrams } }]
    }),
  )
}

/** What the page of a case says of its course, for the image of the case; null without a page. */
export async function loadPageCourse(trx: Trx, pageId: string): Promise<JsonValue> {
  const page = await trx.selectFrom('published_page').select('state').where('id', '=', pageId).executeTakeFirst()
  if (!page) return null
  const promises = await trx
    .selectFrom('published_promise')
    .selectAll()
    .where('page_id', '=', pageId)
    .orderBy('id')
    .execute()
  const steps = await trx
    .selectFrom('published_step')
    .selectAll()
    .where('page_id', '=', pageId)
    .orderBy('nth')
    .execute()
  return { state: page.state, promises: promises.map(rowImage), steps: steps.map(rowImage) }
}
