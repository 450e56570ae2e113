import { sql } from 'kysely'
import { postRuns } from '#modules/identity/index.ts'

/** As `secretariatOn`, of the congress of the case that is joined under this name. */
export const staffedSecretariat = (kase: 'suggestion' | 'motion', day: string) => sql<string | null>`(
  select organ.id from organ
  where organ.congress_id = ${sql.ref(`${kase}.congress_id`)} and organ.kind = 'secretariat' and organ.ends_on is null
    and exists (select from post
      where post.organ_id = organ.id and post.role = 'secretariat' and ${postRuns(day)})
  order by organ.code limit 1)`
