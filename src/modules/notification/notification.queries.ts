import { sql } from 'kysely'
import type { Cursor } from '#kernel/page.ts'
import { laterMandate, postRuns } from '#modules/identity/index.ts'
import { isOpenThrough } from '#modules/party/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { ClockFact } from './notification.ts'

export type NoticeRow = Awaited<ReturnType<typeof findNotices>>[number]

/** The persons behind mandates and organs on a day. */
export async function findPersonsOf(
  trx: Trx,
  holderIds: readonly string[],
  day: string,
): Promise<Map<string, string[]>> {
  if (holderIds.length === 0) return new Map()
  const rows = await trx
    .selectFrom('mandate')
    .select(['id as holder_id', 'person_id'])
    .where('id', 'in', holderIds)
    .where('status', '=', 'active')
    .unionAll(
      trx
        .selectFrom('post')
        .select(['organ_id as holder_id', 'person_id'])
        .where('organ_id', 'in', holderIds)
        .where('starts_on', '<=', day)
        .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>', day)])),
    )
    .execute()
  return Map.groupBy(rows, (row) => row.holder_id)
    .entries()
    .reduce((map, [holder, found]) => map.set(holder, [...new Set(found.map((row) => row.person_id))]), new Map())
}

export const findConcerned = (trx: Trx, caseId: string) =>
  trx
    .selectFrom('party')
    .select(['case_kind as caseKind', 'holder_id as holderId', 'role', 'todo', 'confidential'])
    .where('case_id', '=', caseId)
    .execute()

/** Of a confidential case only its named readers hear. */
export const findReadersOf = async (trx: Trx, caseId: string): Promise<Set<string>> =>
  new Set(
    (await trx.selectFrom('suggestion_reader').select('person_id').where('suggestion_id', '=', caseId).execute()).map(
      (row) => row.person_id,
    ),
  )

/** @returns the ids of those that are new */
export async function insertNotices(
  trx: Trx,
  rows: readonly {
    id: string
    personId: string
    holderId: string
    kind: string
    caseKind: string | null
    caseId: string | null
    eventId: string
    at: Date
    data?: ClockFact
  }[],
): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const inserted = await trx
    .insertInto('notice')
    .values(
      rows.map((row) => ({
        id: row.id,
        person_id: row.personId,
        holder_id: row.holderId,
        kind: row.kind,
        case_kind: row.caseKind,
        case_id: row.caseId,
        event_id: row.eventId,
        data: JSON.stringify(row.data ?? {}),
        created_at: row.at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return new Set(inserted.map((row) => row.id))
}

/**
 * The case still concerns the mandate or organ, and the person still holds it: rights end with the post, and go on under
 * the later mandate of who was re-elected. Those to whom an overdue case has risen are no parties of it; theirs it stays
 * while they hold a post in its congress.
 */
export const isStillTheirs = (today: string) => sql<boolean>`(
  (notice.kind = 'escalated'
    or exists (select from party where party.case_id = notice.case_id and (party.holder_id = notice.holder_id
      or party.holder_id = (select ${laterMandate} from mandate where mandate.id = notice.holder_id))))
  and (
    exists (select from mandate where mandate.id = notice.holder_id and mandate.person_id = notice.person_id
      and (mandate.status = 'active' or ${laterMandate} is not null))
    or exists (
      select from post where post.organ_id = notice.holder_id and post.person_id = notice.person_id
        and ${postRuns(today)})))`

const waitsForHolder = (todo: ReturnType<typeof sql>) => sql<boolean>`exists (select from party
  where party.case_id = notice.case_id and ${todo} and (party.holder_id = notice.holder_id
    or party.holder_id = (select ${laterMandate} from mandate where mandate.id = notice.holder_id)))`

/** What the notice asks its holder for has been done, or waits for somebody else by now. News asks for nothing. */
export const isDone = sql<boolean>`(notice.case_id is not null and case
  when notice.kind = 'assignment_reminded' then not ${waitsForHolder(sql`party.todo is not null`)}
  when notice.kind in ('soon', 'overdue') and notice.data ->> 'ruleId' = 'suggestion.commitment'
    then not ${waitsForHolder(sql`party.todo = 'fulfilCommitment'`)}
  when notice.kind in ('soon', 'overdue') then not exists (select from clock
    where clock.id = (select event.subject_id::uuid from event where event.id = notice.event_id and event.subject_kind = 'clock')
      and clock.status <> 'stopped')
  when exists (select from event where event.id = notice.event_id and event.type like '%.changed')
    then not ${waitsForHolder(sql`party.todo = notice.kind`)}
  else false end)`

/** The person was asked for the same once more. */
const isToldAnew = sql<boolean>`exists (select from notice newer
  where newer.person_id = notice.person_id and newer.case_id = notice.case_id and newer.holder_id = notice.holder_id
    and newer.kind = notice.kind and newer.data ->> 'ruleId' is not distinct from notice.data ->> 'ruleId'
    and (newer.created_at, newer.id) > (notice.created_at, notice.id))`

/** Why nobody need telephone about a notice any more; null while somebody has to. */
export const needlessSince = (today: string) => sql<string | null>`case
  when not ${isStillTheirs(today)} then 'rights_ended'
  when ${isDone} then 'done_meanwhile'
  when ${isToldAnew} then 'told_anew' end`

/** Of a confidential case only those hear to whom it is open. */
export const mayHear = sql<boolean>`(not coalesce(suggestion.confidential, false)
  or ${isOpenThrough(sql<string>`notice.person_id`, 'notice.case_id', 'notice.holder_id')})`

/** The person of the notice leads a case or has co-signed it, under whichever of their mandates. */
const isSponsor = (kase: 'suggestion' | 'merged') => sql<boolean>`exists (select from mandate
  where mandate.person_id = notice.person_id and (mandate.id = ${sql.ref(`${kase}.lead_mandate_id`)}
    or exists (select from cosign where cosign.case_id = ${sql.ref(`${kase}.id`)}
      and cosign.mandate_id = mandate.id and cosign.status = 'confirmed')))`

/**
 * What the person themself had sponsored, where it was merged into the case of the notice, also over others that were
 * merged in their turn: its number or its title. Whose own the case of the notice is knows it by its own. The case is
 * joined as `suggestion`.
 */
export const ownMerged = (part: 'number' | 'title') => sql<string | null>`(
  with recursive merged as (
    select id, number, title, lead_mandate_id from suggestion one where one.merged_into_id = notice.case_id
    union
    select one.id, one.number, one.title, one.lead_mandate_id
      from suggestion one join merged on one.merged_into_id = merged.id)
  select ${sql.ref(`merged.${part}`)} from merged
  where exists (select from mandate where mandate.id = notice.holder_id)
    and ${isSponsor('merged')} and not ${isSponsor('suggestion')}
  order by merged.id limit 1)`

/** @param today for whom old notices still name their cases */
export const findNotices = (db: Db, personId: string, today: string, cursor: Cursor | undefined, limit: number) =>
  db
    .selectFrom('notice')
    .leftJoin('suggestion', 'suggestion.id', 'notice.case_id')
    .leftJoin('motion', 'motion.id', 'notice.case_id')
    .select([
      'notice.id',
      'notice.kind',
      'notice.holder_id',
      'notice.case_kind',
      'notice.case_id',
      'notice.created_at',
      'notice.read_at',
      sql<boolean>`notice.case_id is null or ${isStillTheirs(today)}`.as('is_theirs'),
      sql<string | null>`case when ${isStillTheirs(today)} then coalesce(suggestion.number, motion.number) end`.as(
        'number',
      ),
      sql<string | null>`case when ${isStillTheirs(today)} then notice.data ->> 'ruleId' end`.as('rule'),
      // words of a confidential case stay on its own page
      sql<string | null>`case when ${isStillTheirs(today)} and not coalesce(suggestion.confidential, false)
        then coalesce(suggestion.title, motion.title) end`.as('title'),
      sql<string | null>`case when ${isStillTheirs(today)} then ${ownMerged('number')} end`.as('own_number'),
      sql<string | null>`case when ${isStillTheirs(today)} and not coalesce(suggestion.confidential, false)
        then ${ownMerged('title')} end`.as('own_title'),
    ])
    .where('notice.person_id', '=', personId)
    .$if(cursor !== undefined, (query) =>
      query.where(
        sql<boolean>`(notice.created_at, notice.id) < (${new Date(String(cursor?.[0]))}, ${String(cursor?.[1])})`,
      ),
    )
    .orderBy('notice.created_at', 'desc')
    .orderBy('notice.id', 'desc')
    .limit(limit + 1)
    .execute()

export async function countNotices(db: Db, personId: string, onlyUnread: boolean): Promise<number> {
  const row = await db
    .selectFrom('notice')
    .select(sql<number>`count(*)`.as('count'))
    .where('person_id', '=', personId)
    .$if(onlyUnread, (query) => query.where('read_at', 'is', null))
    .executeTakeFirstOrThrow()
  return row.count
}

/** Who acts on a case knows what was told of it before. */
export const markCaseRead = (trx: Trx, personId: string, caseId: string, at: Date) =>
  trx
    .updateTable('notice')
    .set({ read_at: at })
    .where('case_id', '=', caseId)
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .where('created_at', '<=', at)
    .execute()

export const markNoticesRead = (db: Db, personId: string, ids: readonly string[] | 'all', at: Date) =>
  db
    .updateTable('notice')
    .set({ read_at: at })
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .$if(ids !== 'all', (query) => query.where('id', 'in', ids === 'all' ? [] : [...ids]))
    .execute()
