import { sql } from 'kysely'

/**
 * Re-elected: the mandate in force of the same person in the same congress, when there is another than the one that is
 * joined as `mandate`. Under it a deputy answers for what was begun before (H31) and reads it (H32).
 */
export const laterMandate = sql<string | null>`(select later.id from mandate as later
  where later.person_id = mandate.person_id and later.congress_id = mandate.congress_id
  and later.id <> mandate.id and later.status = 'active' limit 1)`
