import { sql } from 'kysely'
import { isUnitOf } from '#modules/organisation/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { containing, inThisOrder, startingWith } from '#platform/db/like.ts'

/**
 * Units by what people call them: first a name that begins with the words, the word for the area apart (民政 is 区民政局
 * before 区人民政府), then one that holds them, then one that has their characters in this order, as 交警大队 has those of
 * 公安局交通警察大队.
 */
export function findAssignableUnits(db: Db, congressId: string, q: string) {
  const [first, inOnePiece, inOrder] = [startingWith(q), containing(q), inThisOrder(q)]
  return db
    .selectFrom('organ')
    .select(['id', 'name', 'system'])
    .where(isUnitOf(congressId))
    .where('ends_on', 'is', null)
    .where((eb) => eb.or([eb('name', 'like', inOrder), eb('short_name', 'like', inOrder)]))
    .orderBy(
      (eb) =>
        eb.or([
          eb('name', 'like', first),
          eb('short_name', 'like', first),
          eb(sql<string>`ltrim(short_name, '省市区县旗镇乡')`, 'like', first),
          sql<boolean>`name like '%' || (select area.name from area where area.id = organ.area_id) || ${first}`,
        ]),
      'desc',
    )
    .orderBy((eb) => eb.or([eb('name', 'like', inOnePiece), eb('short_name', 'like', inOnePiece)]), 'desc')
    .orderBy('code')
    .limit(60)
    .execute()
}

export async function countUnits(trx: Trx, congressId: string, unitIds: readonly string[]): Promise<number> {
  const row = await trx
    .selectFrom('organ')
    .select(sql<number>`count(*)`.as('count'))
    .where(isUnitOf(congressId))
    .where('ends_on', 'is', null)
    .where('id', 'in', unitIds)
    .executeTakeFirstOrThrow()
  return row.count
}
