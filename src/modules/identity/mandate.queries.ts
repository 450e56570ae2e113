import { Refusal } from '#kernel/refusal.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { EndReason, MandateStatus } from './identity.ts'

const mandates = (db: Db) =>
  db
    .selectFrom('mandate')
    .innerJoin('congress', 'congress.id', 'mandate.congress_id')
    .innerJoin('area', 'area.id', 'congress.area_id')
    .innerJoin('term', 'term.id', 'mandate.term_id')
    .leftJoin('constituency', 'constituency.id', 'mandate.constituency_id')
    .leftJoin('delegation', 'delegation.id', 'mandate.delegation_id')
    .select([
      'mandate.id',
      'mandate.person_id',
      'mandate.congress_id',
      'mandate.term_id',
      'mandate.number',
      'mandate.status',
      'mandate.started_on',
      'mandate.ended_on',
      'mandate.end_reason',
      'mandate.version',
      'congress.name as congress_name',
      'congress.level as congress_level',
      'area.path as area_path',
      'term.number as term_number',
      'constituency.name as constituency_name',
      'delegation.name as delegation_name',
    ])

export type MandateRow = NonNullable<Awaited<ReturnType<typeof findMandate>>>

export const findMandate = (db: Db, id: string) => mandates(db).where('mandate.id', '=', id).executeTakeFirst()

export const findMandatesOf = (db: Db, personIds: readonly string[]) =>
  mandates(db)
    .where('mandate.person_id', 'in', personIds)
    .orderBy('mandate.started_on', 'desc')
    .orderBy('congress.level')
    .orderBy('mandate.id')
    .execute()

export const lockMandate = (trx: Trx, id: string): Promise<MandateRow> =>
  mandates(trx)
    .where('mandate.id', '=', id)
    .forUpdate('mandate')
    .executeTakeFirstOrThrow(() => new Refusal('not_found', 'identity.no_such_mandate'))

export const findMandateByNumber = (db: Db, termId: string, number: string) =>
  mandates(db).where('mandate.term_id', '=', termId).where('mandate.number', '=', number).executeTakeFirst()

export const insertMandate = (
  trx: Trx,
  row: {
    id: string
    person_id: string
    congress_id: string
    term_id: string
    number: string
    constituency_id: string | null
    delegation_id: string | null
    status: MandateStatus
    started_on: string
  },
) => trx.insertInto('mandate').values(row).execute()

export type MandateChange = { status: MandateStatus; ended_on?: string; end_reason?: EndReason }

export const saveMandate = (trx: Trx, mandate: { id: string; version: number }, change: MandateChange) =>
  trx
    .updateTable('mandate')
    .set({ ...change, version: mandate.version + 1 })
    .where('id', '=', mandate.id)
    .execute()

export const insertSuspension = (trx: Trx, row: { id: string; mandate_id: string; starts_on: string }) =>
  trx.insertInto('mandate_suspension').values(row).execute()

export const findOpenSuspension = (db: Db, mandateId: string) =>
  db
    .selectFrom('mandate_suspension')
    .select(['id', 'starts_on'])
    .where('mandate_id', '=', mandateId)
    .where('ends_on', 'is', null)
    .executeTakeFirst()

export const endSuspension = (trx: Trx, mandateId: string, endsOn: string) =>
  trx
    .updateTable('mandate_suspension')
    .set({ ends_on: endsOn })
    .where('mandate_id', '=', mandateId)
    .where('ends_on', 'is', null)
    .execute()

/** Mandates that go on though their term is over. */
export const findOutlivedMandates = (db: Db, today: string, limit: number) =>
  db
    .selectFrom('mandate')
    .innerJoin('term', 'term.id', 'mandate.term_id')
    .select(['mandate.id', 'term.ended_on'])
    .where('term.ended_on', '<=', today)
    .where('mandate.ended_on', 'is', null)
    .orderBy('mandate.id')
    .limit(limit)
    .execute()
