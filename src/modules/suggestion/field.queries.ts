import { sql } from 'kysely'
import { type Cursor, totalCountedMax } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { containing } from '#platform/db/like.ts'
import type { FieldQuery } from './field.contract.ts'
import { type Category, type SuggestionState, suggestionProcess } from './suggestion.ts'

const fields = (db: Db | Trx) =>
  db
    .selectFrom('committee_field as field')
    .innerJoin('organ as committee', 'committee.id', 'field.committee_id')
    .leftJoin('organ as unit', 'unit.id', 'field.unit_id')
    .selectAll('field')
    .select(['committee.name as committee_name', 'unit.name as unit_name'])
export type FieldRow = Awaited<ReturnType<typeof findField>>

/** A line as it stands, held until the transaction ends. */
export const lockField = (trx: Trx, id: string, congressId: string) =>
  trx
    .selectFrom('committee_field')
    .selectAll()
    .where('id', '=', id)
    .where('congress_id', '=', congressId)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('not_found', 'suggestion.field_not_found'))

export const findField = (db: Db | Trx, id: string) => fields(db).where('field.id', '=', id).executeTakeFirstOrThrow()

/** Who gives a field waits for who gives one at the same time, and for nobody who writes what is of the congress. */
export const lockFieldsOf = (trx: Trx, congressId: string) =>
  trx.selectFrom('congress').select('id').where('id', '=', congressId).forNoKeyUpdate().executeTakeFirstOrThrow()

export type FieldSubject = { category: Category; unitId: null } | { category: null; unitId: string }

export const findLinesOf = (trx: Trx, congressId: string, subject: FieldSubject) =>
  trx
    .selectFrom('committee_field')
    .select(['id', 'committee_id as committeeId', 'starts_on as startsOn', 'ends_on as endsOn'])
    .where('congress_id', '=', congressId)
    .$if(subject.category !== null, (query) => query.where('category', '=', subject.category))
    .$if(subject.unitId !== null, (query) => query.where('unit_id', '=', subject.unitId))
    .execute()

export const insertField = (
  trx: Trx,
  row: FieldSubject & { id: string; congressId: string; committeeId: string; startsOn: string },
) =>
  trx
    .insertInto('committee_field')
    .values({
      id: row.id,
      congress_id: row.congressId,
      committee_id: row.committeeId,
      category: row.category,
      unit_id: row.unitId,
      starts_on: row.startsOn,
    })
    .execute()

export const endField = (trx: Trx, id: string, endsOn: string) =>
  trx
    .updateTable('committee_field')
    .set((eb) => ({ ends_on: endsOn, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()

export type FieldFilter = Omit<FieldQuery, 'limit' | 'cursor'> & {
  congressId: string
  today: string
  /** The categories whose name holds what is searched for. */
  categories: readonly Category[]
}

const matching = (db: Db, { congressId, today, state, committeeId, q, categories }: FieldFilter) =>
  fields(db)
    .where('field.congress_id', '=', congressId)
    .$if(committeeId !== undefined, (query) => query.where('field.committee_id', '=', committeeId ?? ''))
    .$if(state === 'planned', (query) => query.where('field.starts_on', '>', today))
    .$if(state === 'current', (query) => query.where('field.starts_on', '<=', today))
    .$if(state === 'planned' || state === 'current', (query) =>
      query.where(
        sql<boolean>`(field.ends_on is null or (field.ends_on > ${today} and field.ends_on > field.starts_on))`,
      ),
    )
    .$if(state === 'ended', (query) =>
      query.where(sql<boolean>`(field.ends_on <= ${today} or field.ends_on = field.starts_on)`),
    )
    .$if(q !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb('unit.name', 'like', containing(q ?? '')),
          ...(categories.length > 0 ? [eb('field.category', 'in', categories)] : []),
        ]),
      ),
    )

/** Newest first. */
export const findFields = (db: Db, filter: FieldFilter, cursor: Cursor | undefined, limit: number) =>
  matching(db, filter)
    .$if(cursor !== undefined, (query) =>
      query.where(
        sql<boolean>`(field.starts_on, field.id) < (${String(cursor?.[0])}::date, ${String(cursor?.[1])}::uuid)`,
      ),
    )
    .orderBy('field.starts_on', 'desc')
    .orderBy('field.id', 'desc')
    .limit(limit + 1)
    .execute()

export const countFields = async (db: Db, filter: FieldFilter): Promise<number> =>
  (
    await db
      .selectFrom(
        matching(db, filter)
          .limit(totalCountedMax + 1)
          .as('counted'),
      )
      .select(sql<number>`count(*)`.as('count'))
      .executeTakeFirstOrThrow()
  ).count

/** The committees of a congress, or its units; those that take something new. */
export const findFieldOrgans = (db: Db | Trx, congressId: string, kind: 'committee' | 'unit') =>
  db
    .selectFrom('organ')
    .select(['id', 'name'])
    .where('congress_id', '=', congressId)
    .where('kind', '=', kind)
    .where('ends_on', 'is', null)
    .orderBy('code')
    .execute()

export type CaseField = { congressId: string; category: string; unitIds: readonly string[]; day: string }

/** Who looks after a case on a day: the committee of its category, and those of the units that answer. */
export const findCommitteesFor = (db: Db | Trx, { congressId, category, unitIds, day }: CaseField) =>
  db
    .selectFrom('committee_field as field')
    .innerJoin('organ as given', 'given.id', 'field.committee_id')
    // a merged committee's field is that of who took it over
    .innerJoin('organ as committee', (join) =>
      join.on(sql<boolean>`committee.id = coalesce(given.acting_id, given.id)`),
    )
    .select(['committee.id', 'committee.name', 'committee.code'])
    .distinct()
    .where('field.congress_id', '=', congressId)
    .where('field.starts_on', '<=', day)
    .where((eb) => eb.or([eb('field.ends_on', 'is', null), eb('field.ends_on', '>', day)]))
    .where((eb) =>
      eb.or([eb('field.category', '=', category), ...(unitIds.length > 0 ? [eb('field.unit_id', 'in', unitIds)] : [])]),
    )
    .orderBy('committee.code')
    .execute()

/** The committees that have a case in their field now, as the party index says. */
export const findCommitteesOf = (db: Db | Trx, suggestionId: string) =>
  db
    .selectFrom('party')
    .innerJoin('organ', 'organ.id', 'party.holder_id')
    .select(['organ.id', 'organ.name'])
    .where('party.case_id', '=', suggestionId)
    .where('party.role', '=', 'committee')
    .orderBy('organ.code')
    .execute()

/** Whether a case lies in the field of any committee. */
export const hasCommittees = (suggestionId: string) =>
  sql<boolean>`exists (select from party where case_id = ${suggestionId} and role = 'committee')`

/** Whether a case lies in the field of a committee: a condition for lists. */
export const liesWith = (caseColumn: 'party.case_id' | 'commitment.suggestion_id' | 's.id', committeeId: string) =>
  sql<boolean>`exists (select from party as field_line where field_line.case_id = ${sql.ref(caseColumn)}
    and field_line.role = 'committee' and field_line.holder_id = ${committeeId})`

/** Lines that have begun or ended and whose open cases have not followed yet. */
export const findFieldsToFollow = (db: Db, today: string) =>
  db
    .selectFrom('committee_field')
    .innerJoin('organ', 'organ.id', 'committee_field.committee_id')
    .select(['committee_field.id', 'committee_field.congress_id', 'category', 'unit_id', 'committee_field.version'])
    .select(({ fn }) => fn.coalesce('organ.acting_id', 'organ.id').as('committee_id'))
    .select(sql<boolean>`begun_at is null`.as('begins'))
    .where((eb) =>
      eb.or([
        eb.and([eb('begun_at', 'is', null), eb('committee_field.starts_on', '<=', today)]),
        eb.and([eb('committee_field.ended_at', 'is', null), eb('committee_field.ends_on', '<=', today)]),
      ]),
    )
    .orderBy('committee_field.id')
    .execute()

/** The open cases have followed the line as it was read. */
export const markFollowed = (db: Db, id: string, version: number, today: string, at: Date) =>
  db
    .updateTable('committee_field')
    .set({
      begun_at: sql<Date | null>`case when starts_on <= ${today} then coalesce(begun_at, ${at}) end`,
      ended_at: sql<Date | null>`case when ends_on <= ${today} then coalesce(ended_at, ${at}) end`,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .execute()

const finalStates: readonly SuggestionState[] = suggestionProcess.states.filter((state) =>
  suggestionProcess.isFinal(state),
)

/**
 * The open cases that a line is about, of its category or with a part of its unit, and that have to follow: those that
 * have not come to its committee when it begins, those that are with it when it ends.
 */
export const findOpenCasesOf = (
  db: Db,
  field: {
    congress_id: string
    committee_id: string
    category: string | null
    unit_id: string | null
    begins: boolean
  },
) =>
  db
    .selectFrom('suggestion')
    .select('id')
    .where('congress_id', '=', field.congress_id)
    .where('accepted_at', 'is not', null)
    .where('status', 'not in', finalStates)
    .where(({ eb, exists, selectFrom }) =>
      field.category === null
        ? exists(
            selectFrom('assignment')
              .innerJoin('organ', 'organ.id', 'assignment.unit_id')
              .select('assignment.id')
              .whereRef('assignment.suggestion_id', '=', 'suggestion.id')
              .where((or) => or.or([or('organ.id', '=', field.unit_id), or('organ.acting_id', '=', field.unit_id)])),
          )
        : eb('category', '=', field.category),
    )
    .where(({ exists, not, selectFrom }) => {
      const isWithIt = exists(
        selectFrom('party')
          .select('party.case_id')
          .whereRef('party.case_id', '=', 'suggestion.id')
          .where('party.role', '=', 'committee')
          .where('party.holder_id', '=', field.committee_id),
      )
      return field.begins ? not(isWithIt) : isWithIt
    })
    .orderBy('id')
    .execute()
