import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '#platform/db/database.ts'
import { needlessSince } from './notification.queries.ts'
import type { DeliveryMode } from './notification.ts'

export type NewDelivery = {
  id: string
  noticeId: string
  personId: string
  congressId: string
  channel: string
  mode: 'immediate' | 'digest'
  reason: string | null
  notBefore: Date
  queuedAt: Date | null
  at: Date
}

export const insertDeliveries = async (trx: Trx, rows: readonly NewDelivery[]): Promise<void> => {
  if (rows.length === 0) return
  await trx
    .insertInto('delivery')
    .values(
      rows.map((row) => ({
        id: row.id,
        notice_id: row.noticeId,
        person_id: row.personId,
        congress_id: row.congressId,
        channel: row.channel,
        mode: row.mode,
        state: 'waiting',
        reason: row.reason,
        not_before: row.notBefore,
        queued_at: row.queuedAt,
        created_at: row.at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function findPreferences(db: Db | Trx, personIds: readonly string[]) {
  if (personIds.length === 0) return []
  const rows = await db
    .selectFrom('notice_preference')
    .select(['person_id as personId', 'channel', 'mode'])
    .where('person_id', 'in', personIds)
    .execute()
  return rows.map((row) => ({ ...row, mode: row.mode as DeliveryMode }))
}

export const savePreference = (trx: Trx, personId: string, channel: string, mode: DeliveryMode, at: Date) =>
  trx
    .insertInto('notice_preference')
    .values({ person_id: personId, channel, mode, changed_at: at })
    .onConflict((conflict) => conflict.columns(['person_id', 'channel']).doUpdateSet({ mode, changed_at: at }))
    .execute()

/** The congress of a mandate or an organ. */
export async function findCongressesOf(trx: Trx, holderIds: readonly string[]): Promise<Map<string, string>> {
  if (holderIds.length === 0) return new Map()
  const rows = await trx
    .selectFrom('mandate')
    .select(['id', 'congress_id'])
    .where('id', 'in', holderIds)
    .unionAll(trx.selectFrom('organ').select(['id', 'congress_id']).where('id', 'in', holderIds))
    .execute()
  return new Map(rows.map((row) => [row.id, row.congress_id]))
}

/**
 * Takes what is to be sent now: the one row, or of a digest all that wait for the person. Empty when somebody else has
 * it, when it was sent, or when its time has not come.
 */
export async function claimDelivery(
  trx: Trx,
  id: string,
  { claim, now, wall }: { claim: string; now: Date; wall: Date },
) {
  const first = await trx
    .selectFrom('delivery')
    .select(['id', 'mode', 'person_id', 'channel'])
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('channel', '<>', 'phone')
    .where('not_before', '<=', now)
    .executeTakeFirst()
  if (!first) return []
  // two workers at once would each take a part of the same digest
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${first.person_id} ${first.channel}`}, 0))`.execute(trx)
  return trx
    .updateTable('delivery')
    .set((eb) => ({ state: 'sending', claim, claimed_at: wall, attempts: eb('attempts', '+', 1), tried_at: now }))
    .where('state', '=', 'waiting')
    .where('not_before', '<=', now)
    .$call((query) =>
      first.mode === 'digest'
        ? query
            .where('mode', '=', 'digest')
            .where('person_id', '=', first.person_id)
            .where('channel', '=', first.channel)
        : query.where('id', '=', id),
    )
    .returning(['id', 'notice_id', 'person_id', 'channel', 'mode', 'attempts'])
    .execute()
}
export type Claimed = Awaited<ReturnType<typeof claimDelivery>>[number]

type Settled = { state: string; reason: string | null; settledAt: Date | null; untried: number; notBefore?: Date }

/** Ends the sending of rows that are still this worker's. */
export const settleDeliveries = (trx: Trx, claim: string, ids: readonly string[], to: Settled) =>
  trx
    .updateTable('delivery')
    .set((eb) => ({
      state: to.state,
      reason: to.reason,
      attempts: eb('attempts', '-', to.untried),
      settled_at: to.settledAt,
      claim: null,
      claimed_at: null,
      queued_at: null,
      ...(to.notBefore ? { not_before: to.notBefore } : {}),
    }))
    .where('claim', '=', claim)
    .where('id', 'in', [...ids])
    .returning(['id', 'notice_id', 'person_id', 'congress_id'])
    .execute()

/** Of these notices, those that have no channel left on which they may still arrive. */
export async function findStranded(trx: Trx, noticeIds: readonly string[]): Promise<Set<string>> {
  if (noticeIds.length === 0) return new Set()
  const rows = await trx
    .selectFrom('delivery')
    .select('notice_id')
    .where('notice_id', 'in', [...noticeIds])
    .where('channel', '<>', 'phone')
    .groupBy('notice_id')
    .having(sql<boolean>`not bool_or(state in ('waiting', 'sending', 'sent'))`)
    .execute()
  return new Set(rows.map((row) => row.notice_id))
}

/** A notice that has failed waits for a telephone call, again too when it had been taken off that list. */
export const putOnPhoneList = async (trx: Trx, rows: readonly NewDelivery[]): Promise<void> => {
  if (rows.length === 0) return
  await trx
    .insertInto('delivery')
    .values(
      rows.map((row) => ({
        id: row.id,
        notice_id: row.noticeId,
        person_id: row.personId,
        congress_id: row.congressId,
        channel: 'phone',
        mode: 'immediate',
        state: 'waiting',
        reason: row.reason,
        not_before: row.notBefore,
        created_at: row.at,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['notice_id', 'channel'])
        .doUpdateSet((eb) => ({ state: 'waiting', reason: eb.ref('excluded.reason'), settled_at: null }))
        .where('delivery.state', '=', 'dropped'),
    )
    .execute()
}

/** What is to go out by `now` and is in no worker's hands; a digest once for each person. */
export async function lockDue(trx: Trx, now: Date, wall: Date, limit: number): Promise<string[]> {
  const staleBefore = new Date(wall.getTime() - 15 * 60_000)
  const rows = await trx
    .updateTable('delivery')
    .set({ queued_at: wall })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('delivery')
        .select('id')
        .where('state', '=', 'waiting')
        .where('channel', '<>', 'phone')
        .where('not_before', '<=', now)
        .where((or) => or.or([or('queued_at', 'is', null), or('queued_at', '<', staleBefore)]))
        .orderBy('not_before')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'mode', 'person_id', 'channel'])
    .execute()
  const once = new Map(
    rows.map((row) => [row.mode === 'digest' ? `${row.person_id} ${row.channel}` : row.id, row.id] as const),
  )
  return [...once.values()]
}

/**
 * A worker that was killed leaves its claim behind. The message keeps its id, so that a second copy can be told as one;
 * what has killed its worker three times is not tried again.
 */
export const freeAbandoned = (trx: Trx, of: { claimedBefore: Date; attemptsMax: number; now: Date }) =>
  trx
    .updateTable('delivery')
    .set({
      state: sql<string>`case when attempts >= ${of.attemptsMax} then 'failed' else 'waiting' end`,
      settled_at: sql<Date | null>`case when attempts >= ${of.attemptsMax} then ${of.now}::timestamptz end`,
      reason: 'abandoned',
      claim: null,
      claimed_at: null,
      queued_at: null,
    })
    .where('state', '=', 'sending')
    .where('claimed_at', '<', of.claimedBefore)
    .returning(['state', 'notice_id', 'person_id', 'congress_id'])
    .execute()

/** Looks at a part of the telephone list: nobody telephones about what is no longer this person's, or done. */
export async function lookAtPhoneList(trx: Trx, of: { today: string; now: Date; again: Date; limit: number }) {
  const looked = await trx
    .updateTable('delivery')
    .set({ not_before: of.again })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('delivery')
        .select('id')
        .where('channel', '=', 'phone')
        .where('state', '=', 'waiting')
        .where('not_before', '<=', of.now)
        .orderBy('not_before')
        .limit(of.limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning('id')
    .execute()
  const ids = looked.map((row) => row.id)
  if (ids.length > 0) await dropNeedless(trx, of, sql<boolean>`waiting.id = any(${ids}::uuid[])`)
}

/** What happens in a case ends calls about it at once. */
export const lookAtPhoneListOf = (trx: Trx, caseId: string, of: { today: string; now: Date }) =>
  dropNeedless(trx, of, sql<boolean>`notice.case_id = ${caseId}`)

const dropNeedless = (trx: Trx, { today, now }: { today: string; now: Date }, which: RawBuilder<boolean>) =>
  sql`
    with needless as (
      select waiting.id, ${needlessSince(today)} as reason
      from delivery waiting join notice on notice.id = waiting.notice_id
      where waiting.channel = 'phone' and waiting.state = 'waiting' and ${which}
      for update of waiting skip locked)
    update delivery set state = 'dropped', settled_at = ${now}, reason = needless.reason
    from needless where delivery.id = needless.id and needless.reason is not null`.execute(trx)

/** What was read in the program need not be told by telephone. */
export const dropRead = (trx: Trx, personId: string, now: Date) =>
  trx
    .updateTable('delivery')
    .set({ state: 'dropped', settled_at: now, reason: 'read_meanwhile' })
    .where('person_id', '=', personId)
    .where('channel', '=', 'phone')
    .where('state', '=', 'waiting')
    .where(sql<boolean>`(select read_at from notice where notice.id = delivery.notice_id) is not null`)
    .execute()
