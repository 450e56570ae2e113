import type { JsonObject } from '#kernel/refusal.ts'
import { registerAfterImage, rowImage } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'

/** Goes into a person's image, new with every correction: nobody finds out by trying what the row said before. */
export const newSalt = ({ ids }: Pick<App, 'ids'>): Buffer => Buffer.from(ids.random(), 'base64url')

/** Who somebody is, without the keys that names are sorted by. */
export async function loadPersonImages(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, JsonObject>> {
  if (ids.length === 0) return new Map()
  const rows = await trx.selectFrom('person').selectAll().where('id', 'in', ids).execute()
  return new Map(
    rows.map(({ name_stroke: _, name_pinyin: __, id_number_hmac, salt, ...row }) => [
      row.id,
      { ...rowImage(row), id_number_hmac: id_number_hmac?.toString('hex') ?? null, salt: salt.toString('hex') },
    ]),
  )
}

export const personImage = async (trx: Trx, id: string): Promise<JsonObject | null> =>
  (await loadPersonImages(trx, [id])).get(id) ?? null

registerAfterImage('person', loadPersonImages, { table: 'person', takenIn: true })
