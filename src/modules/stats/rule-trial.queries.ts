import type { Db } from '#platform/db/database.ts'

type Wanted = {
  congressId: string
  ruleId: string
  from: Date
  until: Date
  /** Of the clocks of one rule only those that were counted from the end of a session, or only the others. */
  sessionClosed: boolean | undefined
}

/** The clocks of one rule that began in a span of time, in the suggestions of a congress. */
export const findClockIds = async (db: Db, { congressId, ruleId, from, until, sessionClosed }: Wanted) =>
  (
    await db
      .selectFrom('suggestion')
      .innerJoin('clock', 'clock.case_id', 'suggestion.id')
      .select('clock.id')
      .where('suggestion.congress_id', '=', congressId)
      .where('clock.rule_id', '=', ruleId)
      .where('clock.started_at', '>=', from)
      .where('clock.started_at', '<', until)
      .$if(sessionClosed !== undefined, (query) =>
        query.where('clock.start_reason', sessionClosed ? '=' : '<>', 'session_closed'),
      )
      .execute()
  ).map(({ id }) => id)
