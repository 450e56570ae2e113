import type { Db } from '#platform/db/database.ts'

/** The version that the next act on a motion has to name, the suggestion that it has become, the end of its session. */
export const findMotionNow = (db: Db, id: string) =>
  db
    .selectFrom('motion')
    .leftJoin('congress_session as session', 'session.id', 'motion.congress_session_id')
    .select(['motion.version', 'motion.suggestion_id', 'session.closes_on'])
    .where('motion.id', '=', id)
    .executeTakeFirstOrThrow()

export const findTopicVersion = async (db: Db, id: string): Promise<number> =>
  (await db.selectFrom('topic').select('version').where('id', '=', id).executeTakeFirstOrThrow()).version

/** The claim of a deputy on a topic that has not ended. */
export const findLiveClaim = async (db: Db, topicId: string, mandateId: string) =>
  db
    .selectFrom('topic_claim')
    .select(['id', 'version'])
    .where('topic_id', '=', topicId)
    .where('mandate_id', '=', mandateId)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()

export const findSessionId = async (db: Db, congressId: string, number: number): Promise<string> => {
  const row = await db
    .selectFrom('congress_session')
    .innerJoin('term', 'term.id', 'congress_session.term_id')
    .select('congress_session.id')
    .where('term.congress_id', '=', congressId)
    .where('congress_session.number', '=', number)
    .executeTakeFirstOrThrow()
  return row.id
}

/** The version of an oversight, who leads it on which side, and what was done, the earliest first. */
export async function findOversightNow(db: Db, id: string) {
  const { version } = await db
    .selectFrom('key_oversight')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const leads = await db
    .selectFrom('key_oversight_lead')
    .select(['id', 'side'])
    .where('oversight_id', '=', id)
    .execute()
  const activities = await db
    .selectFrom('key_oversight_activity')
    .select('id')
    .where('oversight_id', '=', id)
    .orderBy('held_on')
    .execute()
  return { version, leads, activities }
}
