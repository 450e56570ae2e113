import type { Actor } from '#kernel/actor.ts'
import type { Db } from '#platform/db/database.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { findStandInNames } from './stand-in.queries.ts'

type Acted = { actingKind: string; actingId: string | null }

/** 张三（代李四） to their own organ; to everybody else an organ is an organ, and that somebody stood in. By acting id. */
export async function standInNames(
  db: Db,
  actor: Actor,
  events: readonly Acted[],
): Promise<ReadonlyMap<string, string>> {
  const ids = events.flatMap(({ actingKind, actingId }) => (actingKind === 'stand_in' && actingId ? [actingId] : []))
  const rows = await findStandInNames(db, [...new Set(ids)])
  const ownOrgan = actor.acting?.kind === 'post' ? actor.acting.organId : null
  return new Map(
    rows.map((row) => [
      row.id,
      row.organ_id === ownOrgan
        ? translate(actor.locale, 'identity.label.stood_in', {
            organ: row.organ_name,
            by: row.by_name,
            name: row.for_name,
          })
        : translate(actor.locale, 'identity.label.stood_in_organ', { organ: row.organ_name }),
    ]),
  )
}
