import type { JsonValue } from '#kernel/refusal.ts'
import { rowImage } from '#modules/record/index.ts'
import type { Trx } from '#platform/db/database.ts'
import { findActivities, findLeads, findSignatures } from './oversight.queries.ts'

/** The rows of oversights in the one form whose hash the record holds; who led is held by id, words by the rows. */
export async function loadOversightImages(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, JsonValue>> {
  const images = new Map<string, JsonValue>()
  for (const id of ids) {
    const row = await trx.selectFrom('key_oversight').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) continue
    const cases = await trx
      .selectFrom('key_oversight_case')
      .selectAll()
      .where('oversight_id', '=', id)
      .orderBy('suggestion_id')
      .execute()
    const activities = (await findActivities(trx, id)).map(({ recorded_by: _name, ...activity }) => activity)
    images.set(id, {
      oversight: rowImage(row),
      cases: cases.map(rowImage),
      leads: (await findLeads(trx, id)).map(rowImage),
      activities: activities.map(rowImage),
      signatures: (await findSignatures(trx, id))
        .toSorted((one, other) =>
          `${one.activity_id}${one.lead_id}`.localeCompare(`${other.activity_id}${other.lead_id}`),
        )
        .map(({ activity_id, lead_id, signed_at, signed_by_post_id, on_behalf }) =>
          rowImage({ activity_id, lead_id, signed_at, signed_by_post_id, on_behalf }),
        ),
    })
  }
  return images
}
