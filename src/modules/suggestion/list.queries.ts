import { sql } from 'kysely'
import { type Cursor, totalCountedMax } from '#kernel/page.ts'
import { isOpenTo } from '#modules/party/index.ts'
import type { Db } from '#platform/db/database.ts'
import { containing } from '#platform/db/like.ts'
import { liesWith } from './field.queries.ts'
import type { Scope } from './suggestion.policy.ts'
import { suggestionProcess } from './suggestion.ts'
import type { ListQuery } from './suggestion-list.contract.ts'

export type SuggestionListRow = Awaited<ReturnType<typeof findRows>>[number]

const finalStates = suggestionProcess.states.filter((state) => suggestionProcess.isFinal(state))
// written out, so that the plan finds the index of the closed ones by their deadline
const isClosed = sql<boolean>`party.state in (${sql.join(finalStates.map((state) => sql.lit(state)))})`

type Filter = ListQuery & {
  /** A word that more cases hold than are counted is met sooner on the way along the order than by gathering them all. */
  isCommon?: boolean
  /** The mandates of those who have the searched words as their name. */
  namedIds?: readonly string[]
}

/** Mandates of deputies of exactly this name. */
export async function findMandatesNamed(db: Db, name: string): Promise<string[]> {
  const rows = await db
    .selectFrom('person')
    .innerJoin('mandate', 'mandate.person_id', 'person.id')
    .select('mandate.id')
    .where('person.name', '=', name)
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * The reader's cases: one range scan over the party index for the one identity acted as. A holder may stand in several
 * roles in one case; the row of the first role speaks for the case, the case's own before what others keep beside.
 */
const linesOf = (db: Db, scope: Scope, filter: Filter) =>
  db
    .selectFrom('party')
    .where('party.holder_id', '=', scope.holderId)
    .where('party.case_kind', '=', 'suggestion')
    .$if(scope.caseIds !== undefined, (query) => query.where('party.case_id', 'in', scope.caseIds ?? []))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('party as earlier')
            .select('earlier.role')
            .whereRef('earlier.holder_id', '=', 'party.holder_id')
            .whereRef('earlier.case_id', '=', 'party.case_id')
            .where(sql<boolean>`(earlier.kept_by is not null, earlier.role) < (party.kept_by is not null, party.role)`),
        ),
      ),
    )
    .$if(filter.state !== undefined, (query) => query.where('party.state', '=', filter.state ?? ''))
    .$if(filter.box === 'open', (query) => query.where('party.state', 'not in', finalStates))
    .$if(filter.box === 'closed', (query) => query.where(isClosed))

/** Whether the party index alone does not tell which cases are meant. */
const asksCase = ({ isProgram }: Scope, { committee, category, unit, year, q }: Filter): boolean =>
  isProgram === true || [committee, category, unit, year, q].some((one) => one !== undefined)

/** The same with the cases themselves, narrowed by what stands in them. */
const scanned = (db: Db, scope: Scope, filter: Filter) =>
  linesOf(db, scope, filter)
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
    .$if(filter.q !== undefined, (query) =>
      query.where(isOpenTo(scope)).where((eb) => {
        const like = containing(filter.q ?? '')
        const isTold = eb.or([eb('suggestion.title', 'like', like), eb('suggestion.number', 'like', like)])
        const isFound = filter.isCommon === true ? isTold : eb.and([isTold, holdsBigrams(filter.q ?? '')])
        const namedIds = filter.namedIds ?? []
        return namedIds.length === 0
          ? isFound
          : eb.or([isFound, eb('suggestion.lead_mandate_id', '=', sql<string>`any(${namedIds}::uuid[])`)])
      }),
    )

/** Given to the unit, as lead, beside another or for an opinion; to a unit that it took over too. */
const isHandledBy = (unitId: string) =>
  sql<boolean>`suggestion.id in (select assignment.suggestion_id from assignment
    join organ on organ.id = assignment.unit_id
    where (organ.id = ${unitId} or organ.acting_id = ${unitId})
      and assignment.status not in ('reassigned', 'cancelled', 'proposed'))`

const startOfYear = (year: number): Date => new Date(`${year}-01-01T00:00:00+08:00`)

const holdsBigrams = (words: string) =>
  sql<boolean>`bigrams(suggestion.title || ' ' || coalesce(suggestion.number, '')) @> bigrams(${words})`

// as the index has it: what has no deadline comes last
const dueLast = sql`coalesce(party.due_before, 'infinity'::timestamptz)`

/** A page shows fewer than are read: the row after it tells whether there is a next one. */
const readLengths = [11, 41, 101]

/** At least one row more than the page has, where there are as many. */
export async function findRows(db: Db, scope: Scope, filter: Filter, cursor: Cursor | undefined) {
  const byDue = filter.sort === 'due'
  return (
    scanned(db, scope, filter)
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
        'party.state',
        'party.todo',
        'party.due_before',
        'party.changed_at',
        'person.name as lead_name',
        'congress.name as congress_name',
        isOpenTo(scope).as('is_open'),
        (eb) =>
          eb
            .selectFrom('assignment')
            .innerJoin('organ', 'organ.id', 'assignment.unit_id')
            .select('organ.short_name')
            .whereRef('assignment.suggestion_id', '=', 'suggestion.id')
            .where('assignment.part', '<>', 'co')
            .where('assignment.status', 'not in', ['reassigned', 'cancelled', 'proposed'])
            .orderBy('assignment.id')
            .limit(sql.lit(1))
            .as('lead_unit_name'),
      ])
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

export async function countRows(db: Db, scope: Scope, filter: Filter): Promise<number> {
  const cases = asksCase(scope, filter) ? scanned(db, scope, filter) : linesOf(db, scope, filter)
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
  const rows = await db
    .selectFrom('suggestion')
    .select(['suggestion.id', 'title', 'number', isOpenTo(scope).as('is_open')])
    .where('suggestion.id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, title, number, is_open }) => [id, { title: is_open ? title : null, number }]))
}
