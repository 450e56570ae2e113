import { sql } from 'kysely'
import { type Cursor, totalCountedMax } from '#kernel/page.ts'
import { isOpenTo } from '#modules/party/index.ts'
import { compiledOnce } from '#platform/db/compiled-once.ts'
import type { Db } from '#platform/db/database.ts'
import { containing } from '#platform/db/like.ts'
import { liesWith } from './field.queries.ts'
import type { Scope } from './suggestion.policy.ts'
import { suggestionProcess } from './suggestion.ts'
import type { ListQuery } from './suggestion-list.contract.ts'

export type SuggestionListRow = Awaited<ReturnType<typeof findRows>>[number]

type Found = {
  /** The only cases in which the searched words stand, where they are few. */
  hitIds?: readonly string[]
  /** The mandates of those who have the searched words as their name. */
  namedIds?: readonly string[]
}
type Filter = ListQuery &
  Found & {
    /** A word that more cases hold than are counted is met sooner on the way along the order than by gathering them all. */
    isCommon?: boolean
  }

const finalStates = suggestionProcess.states.filter((state) => suggestionProcess.isFinal(state))
// written out, so that a plan finds the indexes of the closed ones
const isClosed = sql<boolean>`party.state in (${sql.join(finalStates.map((state) => sql.lit(state)))})`

/**
 * Where the words of a title or a number stand, or who has them as a name: the reader's own cases, where they are no more
 * than are counted, and else the mandates of those so named. A title that is not open to the reader is no hit: a search
 * for it goes the same way as one for words that stand nowhere.
 */
export async function findHits(db: Db, scope: Scope, words: string): Promise<Found> {
  const namedIds = (await askNamed(db, { words })).map(({ id }) => id)
  const told = openTo(db, scope)
    .where(holdsBigrams(words))
    .where(tells(containing(words)))
  const hits = await told.limit(totalCountedMax + 1).execute()
  if (hits.length > totalCountedMax) return { namedIds }
  const isTheirs = sql<boolean>`suggestion.lead_mandate_id = any(${namedIds}::uuid[])`
  const theirs = namedIds.length === 0 ? [] : await openTo(db, scope).where(isTheirs).execute()
  return { hitIds: [...new Set([...hits, ...theirs].map(({ id }) => id))] }
}

const openTo = (db: Db, scope: Scope) =>
  db
    .selectFrom('suggestion')
    .select('suggestion.id')
    .where(isOpenTo(scope))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('party')
          .select('party.role')
          .where('party.holder_id', '=', scope.holderId)
          .whereRef('party.case_id', '=', 'suggestion.id'),
      ),
    )
    .$if(scope.isProgram === true, (query) => query.where('suggestion.confidential', '=', false))
    .$if(scope.caseIds !== undefined, (query) => query.where('suggestion.id', 'in', scope.caseIds ?? []))

/** Mandates of deputies of exactly this name. */
const askNamed = compiledOnce((db, { words }: { words: string }) =>
  db
    .selectFrom('person')
    .innerJoin('mandate', 'mandate.person_id', 'person.id')
    .select('mandate.id')
    .where('person.name', '=', words),
)

/**
 * A page asks of each line on its way along the order whether another comes before it: as a join that could be planned
 * for a holder of few cases, all of whose lines are gathered first. A count gathers them.
 */
type Asks = 'page' | 'count'

/**
 * The reader's cases: one range scan over the party index for the one identity acted as. A holder may stand in several
 * roles in one case; the row of the first role speaks for the case, the case's own before what others keep beside.
 */
const linesOf = (db: Db, scope: Scope, filter: Filter, asks: Asks) =>
  db
    .selectFrom('party')
    .where('party.holder_id', '=', scope.holderId)
    .where('party.case_kind', '=', 'suggestion')
    .$if(scope.caseIds !== undefined, (query) => query.where('party.case_id', 'in', scope.caseIds ?? []))
    .where(({ not, exists, selectFrom }) => {
      const earlier = selectFrom('party as earlier')
        .select('earlier.role')
        .whereRef('earlier.holder_id', '=', 'party.holder_id')
        .whereRef('earlier.case_id', '=', 'party.case_id')
        .where(sql<boolean>`(earlier.kept_by is not null, earlier.role) < (party.kept_by is not null, party.role)`)
      return asks === 'page' ? sql<boolean>`${exists(earlier)} is not true` : not(exists(earlier))
    })
    .$if(filter.state !== undefined, (query) => query.where('party.state', '=', filter.state ?? ''))
    .$if(filter.box === 'open', (query) => query.where('party.state', 'not in', finalStates))
    .$if(filter.box === 'closed', (query) => query.where(isClosed))

/** Whether the party index alone does not tell which cases are meant. */
const asksCase = ({ isProgram }: Scope, { committee, category, unit, year, q }: Filter): boolean =>
  isProgram === true || [committee, category, unit, year, q].some((one) => one !== undefined)

/** The same with the cases themselves, narrowed by what stands in them. */
const scanned = (db: Db, scope: Scope, filter: Filter, asks: Asks) =>
  linesOf(db, scope, filter, asks)
    .innerJoin('suggestion', 'suggestion.id', 'party.case_id')
    .$if(scope.isProgram === true, (query) => query.where('suggestion.confidential', '=', false))
    // with whom a confidential case lies tells its field
    .$if(filter.committee !== undefined, (query) =>
      query.where(liesWith('party.case_id', filter.committee ?? '')).where(isOpenTo(scope)),
    )
    // what it is about and whose matter it is are words of the case too
    .$if(filter.category !== undefined, (query) =>
      query.where('suggestion.category', '=', filter.category ?? '').where(isOpenTo(scope)),
    )
    .$if(filter.unit !== undefined, (query) => query.where(isHandledBy(filter.unit ?? '')).where(isOpenTo(scope)))
    .$if(filter.year !== undefined, (query) =>
      query
        .where('suggestion.submitted_at', '>=', startOfYear(filter.year ?? 0))
        .where('suggestion.submitted_at', '<', startOfYear((filter.year ?? 0) + 1)),
    )
    .$if(filter.q !== undefined, (query) => query.where(isOpenTo(scope)))
    .$if(filter.hitIds !== undefined, (query) =>
      query.where('party.case_id', '=', sql<string>`any(${filter.hitIds ?? []}::uuid[])`),
    )
    .$if(filter.q !== undefined && filter.hitIds === undefined, (query) =>
      query.where(({ eb, or, and }) => {
        const words = filter.q ?? ''
        const isTold = tells(containing(words))
        const isFound = filter.isCommon === true ? isTold : and([isTold, holdsBigrams(words)])
        const namedIds = filter.namedIds ?? []
        // beside another condition the index of the words is no help
        if (namedIds.length === 0) return isFound
        return or([isFound, eb('suggestion.lead_mandate_id', '=', sql<string>`any(${namedIds}::uuid[])`)])
      }),
    )

/** Given to the unit, as lead, beside another or for an opinion; to a unit that it took over too. */
const isHandledBy = (unitId: string) =>
  sql<boolean>`suggestion.id in (select assignment.suggestion_id from assignment
    join organ on organ.id = assignment.unit_id
    where (organ.id = ${unitId} or organ.acting_id = ${unitId})
      and assignment.status not in ('reassigned', 'cancelled', 'proposed'))`

const startOfYear = (year: number): Date => new Date(`${year}-01-01T00:00:00+08:00`)

const tells = (like: string) => sql<boolean>`(suggestion.title like ${like} or suggestion.number like ${like})`

const holdsBigrams = (words: string) =>
  sql<boolean>`bigrams(suggestion.title || ' ' || coalesce(suggestion.number, '')) @> bigrams(${words})`

// as the index has it: what has no deadline comes last
const dueLast = sql`coalesce(party.due_before, 'infinity'::timestamptz)`

/** A page shows fewer than are read: the row after it tells whether there is a next one. */
const readLengths = [11, 21, 31, 51, 101]

/**
 * At least one row more than the page has, where there are as many. Which they are the party index tells; what is shown
 * of them is read by their ids, a statement that never changes.
 */
export async function findRows(db: Db, scope: Scope, filter: Filter, cursor: Cursor | undefined) {
  const lines = await findLines(db, scope, filter, cursor)
  const asked = { ids: lines.map(({ case_id }) => case_id), person: scope.personId, all: scope.seesConfidential }
  const shown = new Map((lines.length === 0 ? [] : await askShown(db, asked)).map((row) => [row.id, row]))
  return lines.flatMap((line) => {
    const row = shown.get(line.case_id)
    return row ? [{ ...row, ...line }] : []
  })
}

async function findLines(db: Db, scope: Scope, filter: Filter, cursor: Cursor | undefined) {
  const byDue = filter.sort === 'due'
  const cases = asksCase(scope, filter) ? scanned(db, scope, filter, 'page') : linesOf(db, scope, filter, 'page')
  return (
    cases
      .select(['party.case_id', 'party.state', 'party.todo', 'party.due_before', 'party.changed_at'])
      .$if(byDue, (query) =>
        query
          .$if(cursor !== undefined, (page) =>
            page.where(sql<boolean>`(${dueLast}, party.case_id)
              > (${String(cursor?.[0] ?? 'infinity')}::timestamptz, ${String(cursor?.[1])}::uuid)`),
          )
          .orderBy(dueLast)
          .orderBy('party.case_id'),
      )
      .$if(!byDue, (query) =>
        query
          .$if(cursor !== undefined, (page) =>
            page.where(
              sql<boolean>`(party.changed_at, party.case_id) < (${new Date(String(cursor?.[0]))}, ${String(cursor?.[1])})`,
            ),
          )
          .orderBy('party.changed_at', 'desc')
          .orderBy('party.case_id', 'desc'),
      )
      // written out, so that the plan may be kept, and of few lengths, so that the plans are few
      .limit(sql.lit(readLengths.find((length) => length > filter.limit) ?? filter.limit + 1))
      .execute()
  )
}

type Shown = { ids: readonly string[]; person: string; all: boolean }

const askShown = compiledOnce((db, { ids, person, all }: Shown) =>
  db
    .selectFrom('suggestion')
    .innerJoin('mandate', 'mandate.id', 'suggestion.lead_mandate_id')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .innerJoin('congress', 'congress.id', 'suggestion.congress_id')
    .select([
      'suggestion.id',
      'suggestion.number',
      'suggestion.title',
      'suggestion.category',
      'suggestion.confidential',
      'suggestion.submitted_at',
      'suggestion.paper_state',
      'person.name as lead_name',
      'congress.name as congress_name',
      sql<boolean>`(${all}::boolean or ${isOpenTo({ personId: person })})`.as('is_open'),
      (eb) =>
        eb
          .selectFrom('assignment')
          .innerJoin('organ', 'organ.id', 'assignment.unit_id')
          .select('organ.short_name')
          .whereRef('assignment.suggestion_id', '=', 'suggestion.id')
          .where(sql<boolean>`assignment.part <> 'co'`)
          .where(sql<boolean>`assignment.status not in ('reassigned', 'cancelled', 'proposed')`)
          .orderBy('assignment.id')
          .limit(sql.lit(1))
          .as('lead_unit_name'),
    ])
    .where('suggestion.id', '=', sql<string>`any(${ids}::uuid[])`),
)

export async function countRows(db: Db, scope: Scope, filter: Filter): Promise<number> {
  const cases = asksCase(scope, filter) ? scanned(db, scope, filter, 'count') : linesOf(db, scope, filter, 'count')
  const row = await db
    .selectFrom(
      cases
        .select('party.case_id')
        .limit(totalCountedMax + 1)
        .as('counted'),
    )
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

/** Titles for lines of the to-do page; the words of a confidential case only for those it is open to. */
export async function findTitles(db: Db, scope: Scope, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { title: string | null; number: string | null }>()
  const rows = await askTitles(db, { ids, person: scope.personId, all: scope.seesConfidential })
  return new Map(rows.map(({ id, title, number, is_open }) => [id, { title: is_open ? title : null, number }]))
}

const askTitles = compiledOnce((db, { ids, person, all }: Shown) =>
  db
    .selectFrom('suggestion')
    .select(['suggestion.id', 'title', 'number'])
    .select(sql<boolean>`(${all}::boolean or ${isOpenTo({ personId: person })})`.as('is_open'))
    .where('suggestion.id', '=', sql<string>`any(${ids}::uuid[])`),
)
