import { sql } from 'kysely'
import type { Db, Trx } from '#platform/db/database.ts'

// Thousands of rows of people and seats go in by the hundred: one by one they would take most of the minute.
const rowsAtOnce = 500

async function inBatches<Row>(rows: readonly Row[], insert: (batch: Row[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsAtOnce) await insert(rows.slice(at, at + rowsAtOnce))
}

export type PersonInsert = {
  id: string
  name: string
  name_stroke: string
  name_pinyin: string
  sex: string
  born_on: string
  ethnicity: string
  party: string
  occupation: string
  occupation_group: string
  education: string
  died_on: string | null
  salt: Buffer
}

export type AccountInsert = {
  id: string
  person_id: string
  name: string
  password_hash: string
  password_changed_at: Date
  must_change_password: boolean
  created_at: Date
}

export type MandateInsert = {
  id: string
  person_id: string
  congress_id: string
  term_id: string
  number: string
  constituency_id: string
  delegation_id: string
  status: string
  started_on: string
  ended_on: string | null
  end_reason: string | null
}

export type PostInsert = {
  id: string
  person_id: string
  organ_id: string
  role: string
  title: string
  starts_on: string
}

export type ConstituencyInsert = {
  id: string
  congress_id: string
  term_id: string
  kind: string
  code: string
  name: string
  area_id: string | null
  seats: number
}

export type DelegationInsert = { id: string; term_id: string; name: string; position: number }
export type SuspensionInsert = { id: string; mandate_id: string; starts_on: string }
export type OrganNameInsert = { organ_id: string; name: string; short_name: string; starts_on: string; ends_on: string }

export const insertPeople = (trx: Trx, rows: readonly PersonInsert[]) =>
  inBatches(rows, (batch) => trx.insertInto('person').values(batch).execute())

export const insertAccounts = (trx: Trx, rows: readonly AccountInsert[]) =>
  inBatches(rows, (batch) => trx.insertInto('account').values(batch).execute())

export const insertMandates = (trx: Trx, rows: readonly MandateInsert[]) =>
  inBatches(rows, (batch) => trx.insertInto('mandate').values(batch).execute())

export const insertSuspensions = (trx: Trx, rows: readonly SuspensionInsert[]) =>
  inBatches(rows, (batch) => trx.insertInto('mandate_suspension').values(batch).execute())

export const insertPosts = (trx: Trx, rows: readonly PostInsert[]) =>
  inBatches(rows, (batch) => trx.insertInto('post').values(batch).execute())

export const insertConstituencies = (trx: Trx, rows: readonly ConstituencyInsert[]) =>
  inBatches(rows, (batch) => trx.insertInto('constituency').values(batch).execute())

export const insertDelegations = (trx: Trx, rows: readonly DelegationInsert[]) =>
  inBatches(rows, (batch) => trx.insertInto('delegation').values(batch).execute())

export const insertOrganNames = (trx: Trx, rows: readonly OrganNameInsert[]) =>
  inBatches(rows, (batch) => trx.insertInto('organ_name').values(batch).execute())

export const mergeOrgan = (trx: Trx, id: string, intoId: string, on: string) =>
  trx
    .updateTable('organ')
    .set({ ends_on: on, merged_into_id: intoId, acting_id: intoId })
    .where('id', '=', id)
    .execute()

export const findAreaIds = (trx: Trx) => trx.selectFrom('area').select(['id', 'code', 'path']).execute()

/** Whether the district was loaded into this database; it is loaded once and whole, or not at all. */
export const findDemoMarker = (db: Db) =>
  db.selectFrom('event').select('id').where('type', '=', 'demo.loaded').limit(1).executeTakeFirst()

export const findAnyCongress = (db: Db) => db.selectFrom('congress').select('id').limit(1).executeTakeFirst()

/** So that only one of several programs that start at once loads the district. */
export const lockForLoading = (trx: Trx) =>
  trx.selectFrom('record_frontier').select('id').forUpdate().executeTakeFirstOrThrow()

/** The version that the next act on the case has to name. */
export const findCaseVersion = async (db: Db, suggestionId: string): Promise<number> => {
  const { version } = await db
    .selectFrom('suggestion')
    .selectAll()
    .where('id', '=', suggestionId)
    .executeTakeFirstOrThrow()
  return version
}

/** The last day of the session in which it was submitted; null in recess. */
export const findSessionEnd = async (db: Db, suggestionId: string): Promise<string | null> => {
  const row = await db
    .selectFrom('suggestion')
    .innerJoin('congress_session', 'congress_session.id', 'suggestion.congress_session_id')
    .select('closes_on')
    .where('suggestion.id', '=', suggestionId)
    .executeTakeFirst()
  return row?.closes_on ?? null
}

/** The answers of the latest round, one of each answering unit. */
export const findLastReplies = (db: Db, suggestionId: string) =>
  db
    .selectFrom('reply')
    .innerJoin('assignment', 'assignment.id', 'reply.assignment_id')
    .select('reply.id')
    .where('assignment.suggestion_id', '=', suggestionId)
    .where('reply.sent_at', 'is not', null)
    .whereRef('reply.round', '=', 'assignment.round')
    .orderBy('reply.id')
    .execute()

/** The first talk that the deputy has not confirmed yet. */
export const findOpenConsultation = async (db: Db, suggestionId: string): Promise<string> => {
  const row = await db
    .selectFrom('consultation')
    .innerJoin('assignment', 'assignment.id', 'consultation.assignment_id')
    .select('consultation.id')
    .where('assignment.suggestion_id', '=', suggestionId)
    .where('consultation.confirmed_at', 'is', null)
    .orderBy('consultation.id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The unit's question for more time, or for none to count, that nobody has decided yet. */
export const findOpenRequest = async (db: Db, suggestionId: string): Promise<string> => {
  const row = await db
    .selectFrom('deadline_request')
    .select('id')
    .where('suggestion_id', '=', suggestionId)
    .where('status', '=', 'asked')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The earliest promise of a suggestion in this state. */
export const findOpenCommitment = async (db: Db, suggestionId: string, status: string): Promise<string> => {
  const row = await db
    .selectFrom('commitment')
    .select('id')
    .where('suggestion_id', '=', suggestionId)
    .where('status', '=', status)
    .orderBy('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** A window for evaluating that has passed and that nobody has noticed yet. */
export const findPassedWindow = (db: Db, now: Date) =>
  db
    .selectFrom('clock')
    .select('id')
    .where('sweep_at', '<=', now)
    .where('due_before', '<=', now)
    .where('rule_id', '=', 'suggestion.evaluate')
    .limit(1)
    .executeTakeFirst()

/** Tells the planner how large the tables have grown, before the first visitor asks. */
export const analyzeTables = (trx: Trx) => sql`analyze`.execute(trx)

/** A reader of the record that has nothing to do with what was sealed so far. */
export const startReaderAtEnd = (trx: Trx, reader: string) =>
  trx
    .insertInto('reader_cursor')
    .columns(['reader', 'next_leaf'])
    .expression((eb) => eb.selectFrom('record_frontier').select([eb.val(reader).as('reader'), 'size']))
    .onConflict((conflict) =>
      conflict.column('reader').doUpdateSet((eb) => ({ next_leaf: eb.ref('excluded.next_leaf') })),
    )
    .execute()
