import { sql } from 'kysely'
import { postRuns } from '#modules/identity/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { staffedSecretariat } from './secretariat.queries.ts'

const readsCase = sql<boolean>`(not suggestion.confidential or exists (select from suggestion_reader as reader
  where reader.suggestion_id = suggestion.id and reader.person_id = post.person_id))`

/**
 * Of a case that was submitted in a session: until when that goes on, with who has or had a post in a secretariat,
 * whether the case has come to that organ, and whether this officer may read it.
 */
export const findSessionDesk = (db: Db | Trx, id: string) =>
  db
    .selectFrom('suggestion')
    .innerJoin('congress_session as session', 'session.id', 'suggestion.congress_session_id')
    .innerJoin('organ', 'organ.congress_id', 'suggestion.congress_id')
    .innerJoin('post', 'post.organ_id', 'organ.id')
    .select(['session.closes_on', 'post.organ_id', 'post.starts_on', 'post.ends_on', readsCase.as('reads_case')])
    .select(
      sql<boolean>`exists (select from party where party.case_id = suggestion.id and party.role = 'secretariat'
        and party.holder_id = post.organ_id)`.as('has_case'),
    )
    .where('suggestion.id', '=', id)
    .where('organ.kind', '=', 'secretariat')
    .where('organ.ends_on', 'is', null)
    .where('post.role', '=', 'secretariat')
    .orderBy('organ.code')
    .execute()

/** What was submitted in a session and waits for another organ than the one that takes it in on a day. */
export const findMovedIntake = (db: Db, day: string) =>
  db
    .selectFrom('suggestion')
    .innerJoin('congress_session as session', 'session.id', 'suggestion.congress_session_id')
    .innerJoinLateral(
      sql<{ id: string | null; takes_in: boolean }>`(select staffed.id, session.closes_on >= ${day}
        and exists (select from post where post.organ_id = staffed.id and post.role = 'secretariat'
          and ${postRuns(day)} and ${readsCase}) as takes_in
        from (select ${staffedSecretariat('suggestion', day)} as id) staffed)`.as('desk'),
      (join) => join.onTrue(),
    )
    .select('suggestion.id')
    .where('suggestion.status', 'in', [sql.lit('submitted'), sql.lit('registered'), sql.lit('reviewing')])
    .where('suggestion.congress_session_id', 'is not', null)
    .where(
      sql<boolean>`(desk.takes_in <> exists (select from party where party.case_id = suggestion.id
          and party.role = 'secretariat' and party.holder_id = desk.id and party.todo is not null)
        or exists (select from party where party.case_id = suggestion.id and party.todo is not null
          and case party.role when 'secretariat' then party.holder_id is distinct from desk.id
            else desk.takes_in and party.role in ('deputy_office', 'presidium') end))`,
    )
    .limit(200)
    .execute()
