import type { Db } from '#platform/db/database.ts'

export type RefusalEntry = {
  id: string
  kind: string
  code: string
  method: string
  route: string
  at: Date
  times: number
  accountId: string | null
  personId: string | null
  actingKind: string | null
  actingId: string | null
  areaPath: string | null
}

/** An anonymous caller's refusal is added to its hour; a signed-in person's is a row of its own. */
export const saveRefusal = (db: Db, entry: RefusalEntry) =>
  db
    .insertInto('refusal_record')
    .values({
      id: entry.id,
      kind: entry.kind,
      code: entry.code,
      method: entry.method,
      route: entry.route,
      at: entry.at,
      times: entry.times,
      account_id: entry.accountId,
      person_id: entry.personId,
      acting_kind: entry.actingKind,
      acting_id: entry.actingId,
      area_path: entry.areaPath,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['code', 'method', 'route', 'at'])
        .where('account_id', 'is', null)
        .doUpdateSet((eb) => ({ times: eb('refusal_record.times', '+', entry.times) })),
    )
    .execute()
