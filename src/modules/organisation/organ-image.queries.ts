import type { JsonObject } from '#kernel/refusal.ts'
import { registerAfterImage, rowImage } from '#modules/record/index.ts'
import type { Trx } from '#platform/db/database.ts'

/** An organ with its earlier names, and who acts for it now. */
export async function loadOrganImages(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, JsonObject>> {
  if (ids.length === 0) return new Map()
  const rows = await trx.selectFrom('organ').selectAll().where('id', 'in', ids).execute()
  const names = await trx
    .selectFrom('organ_name')
    .selectAll()
    .where('organ_id', 'in', ids)
    .orderBy('organ_id')
    .orderBy('starts_on')
    .execute()
  const of = Map.groupBy(names, ({ organ_id }) => organ_id)
  return new Map(
    rows.map((row) => [
      row.id,
      { ...rowImage(row), names: (of.get(row.id) ?? []).map(({ organ_id: _, ...name }) => name) },
    ]),
  )
}

export const organImage = async (trx: Trx, id: string): Promise<JsonObject | null> =>
  (await loadOrganImages(trx, [id])).get(id) ?? null

registerAfterImage('organ', loadOrganImages, { table: 'organ', takenIn: true })
