import { sql } from 'kysely'
import type { Trx } from '#platform/db/database.ts'
import type { ActingKind, RecordedActor } from './record.ts'

/** What was refused, where and in which hour; of whom, `by` says. */
export type RefusalEntry = { kind: string; code: string; method: string; route: string; hour: Date }

const columnsOf = ({ kind, code, method, route, hour }: RefusalEntry, by: RecordedActor) => ({
  ...{ kind, code, method, route, hour },
  account_id: by.actorAccountId,
  person_id: by.actorPersonId,
  acting_kind: by.actingKind,
  acting_id: by.actingId,
  acting_role: by.actingRole,
  area_path: by.areaPath,
})

/** Whether it is the first of its hour; others of the same actor wait until this transaction ends. */
export async function countRefusal(trx: Trx, id: string, entry: RefusalEntry, by: RecordedActor, times: number) {
  const counted = await trx
    .insertInto('open_refusal')
    .values({ id, ...columnsOf(entry, by) })
    .onConflict((conflict) =>
      conflict
        .columns(['hour', 'code', 'method', 'route', 'account_id', 'acting_id'])
        .doUpdateSet((eb) => ({ further: eb('open_refusal.further', '+', times) })),
    )
    .returning(sql<boolean>`xmax = 0`.as('isFirst'))
    .executeTakeFirstOrThrow()
  return counted.isFirst
}

/** Takes out what was counted in hours that are over. */
export async function takeClosed(trx: Trx, hour: Date, limit: number) {
  const rows = await trx
    .deleteFrom('open_refusal')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('open_refusal')
        .select('id')
        .where('hour', '<', hour)
        .orderBy('hour')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute()
  return rows.map(({ kind, code, method, route, hour: of, further, ...by }) => ({
    entry: { kind, code, method, route, hour: of },
    by: {
      actorAccountId: by.account_id,
      actorPersonId: by.person_id,
      actingKind: by.acting_kind as ActingKind,
      actingId: by.acting_id,
      actingRole: by.acting_role,
      areaPath: by.area_path,
    },
    further,
  }))
}
