import type { Db, Trx } from '#platform/db/database.ts'

/** The last number of each of these series; one that has not begun is not in the map. */
export async function findLastNumbers(
  db: Db,
  congressId: string,
  series: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (series.length === 0) return new Map()
  const rows = await db
    .selectFrom('number_counter')
    .select(['series', 'last_number'])
    .where('congress_id', '=', congressId)
    .where('series', 'in', series)
    .execute()
  return new Map(rows.map(({ series: one, last_number }) => [one, last_number]))
}

/** Numbers up to this one were given before: the series goes on after them. It never goes back. */
export const continueAfter = (trx: Trx, congressId: string, series: string, number: number) =>
  trx
    .insertInto('number_counter')
    .values({ congress_id: congressId, series, last_number: number })
    .onConflict((conflict) =>
      conflict.columns(['congress_id', 'series']).doUpdateSet((eb) => ({
        last_number: eb.fn<number>('greatest', [eb.ref('number_counter.last_number'), eb.val(number)]),
      })),
    )
    .execute()

/**
 * The next number of a series, without gaps: the counter's row stays locked until the transaction ends, so a number
 * whose act is rolled back is given to the next one.
 */
export async function takeNumber(trx: Trx, congressId: string, series: string): Promise<number> {
  const row = await trx
    .insertInto('number_counter')
    .values({ congress_id: congressId, series, last_number: 1 })
    .onConflict((conflict) =>
      conflict.columns(['congress_id', 'series']).doUpdateSet((eb) => ({
        last_number: eb('number_counter.last_number', '+', 1),
      })),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow()
  return row.last_number
}
