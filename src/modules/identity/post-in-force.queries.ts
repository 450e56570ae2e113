import { sql } from 'kysely'

/** It has begun and is not over on the day: `ends_on` is the first day without it. `post` is its name in the statement. */
export const postRuns = (day: string, post = 'post') => {
  const [startsOn, endsOn] = [sql.ref(`${post}.starts_on`), sql.ref(`${post}.ends_on`)]
  return sql<boolean>`(${startsOn} <= ${day} and (${endsOn} is null or ${endsOn} > ${day}))`
}

/** When a post gives rights, said once: it runs, its organ is there and its holder lives. Joined by their own names. */
export const postInForce = (day: string) => sql<boolean>`(
  ${postRuns(day)} and (organ.ends_on is null or organ.ends_on > ${day}) and person.died_on is null)`
