import { sql } from 'kysely'
import type { Trx } from './database.ts'
import type { DB } from './db.types.ts'

/**
 * Claims an id that a device made for a thing of one kind, named after its table: false when it is another kind's. The
 * tables claim the ids of their rows themselves; who takes ids from outside asks first, so that the answer is a refusal.
 * Of two who claim one id for different kinds at once, the second waits for the first.
 */
export async function claimId(trx: Trx, kind: keyof DB, id: string): Promise<boolean> {
  const { rows } = await sql`
    insert into claimed_id (id, kind) values (${id}, ${kind})
    on conflict (id) do update set kind = excluded.kind where claimed_id.kind = excluded.kind
    returning id`.execute(trx)
  return rows.length > 0
}
