import { sql } from 'kysely'
import { Refusal } from '#kernel/refusal.ts'
import { withOwnMandates } from '#modules/identity/index.ts'
import { staffedSecretariat } from '#modules/suggestion/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { countedSponsors, finalStates } from './motion.queries.ts'

/** The session of a term that goes on or comes next; none when no more is called. */
export const findComingSession = (db: Db | Trx, termId: string, day: string) =>
  db
    .selectFrom('congress_session')
    .selectAll()
    .where('term_id', '=', termId)
    .where('closes_on', '>=', day)
    .orderBy('opens_on')
    .limit(1)
    .executeTakeFirst()

/** The session during which a day falls, held so that its deadline is not moved while a motion comes in. */
export const holdSessionOn = (trx: Trx, termId: string, day: string) =>
  trx
    .selectFrom('congress_session')
    .select(['id', 'number', 'motion_deadline_at'])
    .where('term_id', '=', termId)
    .where('opens_on', '<=', day)
    .where('closes_on', '>=', day)
    .forShare()
    .executeTakeFirst()

/** The sessions of the congress's terms that are not over on a day, the newest first. */
export const findSessions = (db: Db, congressId: string, today: string) =>
  db
    .selectFrom('congress_session')
    .innerJoin('term', 'term.id', 'congress_session.term_id')
    .selectAll('congress_session')
    .where('term.congress_id', '=', congressId)
    .where((eb) => eb.or([eb('term.ended_on', 'is', null), eb('term.ended_on', '>', today)]))
    .orderBy('congress_session.opens_on', 'desc')
    .execute()

export const lockSession = (trx: Trx, id: string) =>
  trx
    .selectFrom('congress_session')
    .innerJoin('term', 'term.id', 'congress_session.term_id')
    .selectAll('congress_session')
    .select('term.congress_id')
    .where('congress_session.id', '=', id)
    .forUpdate('congress_session')
    .executeTakeFirstOrThrow(() => new Refusal('not_found', 'motion.session_not_found'))

export const saveDeadline = (trx: Trx, id: string, at: Date) =>
  trx.updateTable('congress_session').set({ motion_deadline_at: at }).where('id', '=', id).execute()

export const findSeats = async (db: Db | Trx, termId: string): Promise<number> =>
  (await db.selectFrom('term').select('seats').where('id', '=', termId).executeTakeFirstOrThrow()).seats

/** All that is not submitted yet, with what its lead is told and what decides on it. */
export const findOpenMotionLines = (db: Db, today: string) =>
  db
    .selectFrom('motion')
    .innerJoin('congress', 'congress.id', 'motion.congress_id')
    .innerJoin('mandate', 'mandate.id', 'motion.lead_mandate_id')
    .innerJoin('party', (join) => join.onRef('party.case_id', '=', 'motion.id').on('party.role', '=', 'lead'))
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('congress_session')
          .select(['opens_on', 'motion_deadline_at'])
          .whereRef('term_id', '=', 'motion.term_id')
          .where('closes_on', '>=', today)
          .orderBy('opens_on')
          .limit(1)
          .as('session'),
      (join) => join.onTrue(),
    )
    .select(['motion.id', 'motion.status', 'congress.level', 'mandate.status as lead_status'])
    .select(['party.todo', 'party.due_before', 'session.opens_on', 'session.motion_deadline_at'])
    .select([countedSponsors.as('counted'), sql<boolean>`party.holder_id <> mandate.id`.as('has_later')])
    .where('motion.status', 'in', [sql.lit('draft'), sql.lit('cosigning')])
    .execute()

/** Until when a session goes on, with who has or had a post in a secretariat of its congress. */
export const findSessionPosts = (db: Db | Trx, sessionId: string) =>
  db
    .selectFrom('congress_session')
    .innerJoin('term', 'term.id', 'congress_session.term_id')
    .innerJoin('organ', 'organ.congress_id', 'term.congress_id')
    .innerJoin('post', 'post.organ_id', 'organ.id')
    .select(['congress_session.closes_on', 'post.organ_id', 'post.starts_on', 'post.ends_on'])
    .where('congress_session.id', '=', sessionId)
    .where('organ.kind', '=', 'secretariat')
    .where('organ.ends_on', 'is', null)
    .where('post.role', '=', 'secretariat')
    .orderBy('organ.code')
    .execute()

/** What was submitted in a session and is on another desk than the one that works on it on a day. */
export const findMovedDesks = (db: Db, day: string) =>
  db
    .selectFrom('motion')
    .innerJoin('congress_session as session', 'session.id', 'motion.congress_session_id')
    .innerJoin('party', (join) => join.onRef('party.case_id', '=', 'motion.id').on('party.role', '=', 'desk'))
    .innerJoin('organ as desk', 'desk.id', 'party.holder_id')
    .select('motion.id')
    .where('motion.status', 'not in', finalStates)
    .where(
      sql<boolean>`(case when desk.kind = 'secretariat' then desk.id end) is distinct from
        (case when session.closes_on >= ${day} then ${staffedSecretariat('motion', day)} end)`,
    )
    .limit(200)
    .execute()

/** Motions that still wait to be submitted in a term: their lines show the deadline. */
export const findOpenMotions = (db: Db, termId: string) =>
  db
    .selectFrom('motion')
    .select('id')
    .where('term_id', '=', termId)
    .where('status', 'in', ['draft', 'cosigning'])
    .orderBy('id')
    .execute()

/**
 * The motions not yet submitted that the holder of a mandate leads or has to do with under any of their mandates in the
 * congress; and of the others what lies with another of them than the one in force (H32).
 */
export async function findMotionsOf(db: Db, mandateId: string): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    with ${withOwnMandates(mandateId, 'motion')},
      theirs as (select motion.id from own join motion on lead_mandate_id = own.id
        union select case_id from own join cosign on mandate_id = own.id)
    select motion.id from theirs join motion on motion.id = theirs.id where status in ('draft', 'cosigning')
    union select id from left_behind
    order by id`.execute(db)
  return rows
}
