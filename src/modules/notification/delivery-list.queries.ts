import { type SelectQueryBuilder, sql } from 'kysely'
import type { Cursor } from '#kernel/page.ts'
import { totalCountedMax } from '#kernel/page.ts'
import { isNamedReader } from '#modules/party/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { DB } from '#platform/db/db.types.ts'
import { containing } from '#platform/db/like.ts'
import type { DeliveryScope } from './notification.policy.ts'
import type { ClockFact } from './notification.ts'

export type DeliveryFilter = {
  /** `phone`: what waits for a telephone call. */
  list: 'all' | 'phone'
  state?: string | undefined
  channel?: string | undefined
  q?: string | undefined
}

type Joined = SelectQueryBuilder<
  Omit<DB, 'suggestion'> & { suggestion: { [Key in keyof DB['suggestion']]: DB['suggestion'][Key] | null } },
  'delivery' | 'notice' | 'person' | 'suggestion',
  Record<never, never>
>

const inScope = (db: Db | Trx, { congressId, personId }: DeliveryScope): Joined =>
  db
    .selectFrom('delivery')
    .innerJoin('notice', 'notice.id', 'delivery.notice_id')
    .innerJoin('person', 'person.id', 'delivery.person_id')
    .leftJoin('suggestion', 'suggestion.id', 'notice.case_id')
    .where('delivery.congress_id', '=', congressId)
    .where(
      sql<boolean>`(not coalesce(suggestion.confidential, false) or ${isNamedReader(personId, 'notice.case_id')})`,
    ) as unknown as Joined

function filtered(query: Joined, { list, state, channel, q }: DeliveryFilter): Joined {
  const narrowed = query
    .$if(list === 'phone', (it) => it.where('delivery.channel', '=', 'phone').where('delivery.state', '=', 'waiting'))
    .$if(state !== undefined, (it) => it.where('delivery.state', '=', state ?? ''))
    .$if(channel !== undefined, (it) => it.where('delivery.channel', '=', channel ?? ''))
  if (!q) return narrowed
  const like = containing(q)
  return narrowed.where((eb) => eb.or([eb('person.name', 'like', like), eb('suggestion.number', 'like', like)]))
}

/** Newest first. Titles are not among what is told by telephone either. */
export async function findDeliveries(
  db: Db,
  scope: DeliveryScope,
  filter: DeliveryFilter,
  page: { cursor: Cursor | undefined; limit: number },
) {
  const rows = await filtered(inScope(db, scope), filter)
    .select([
      'delivery.id',
      'delivery.channel',
      'delivery.mode',
      'delivery.state',
      'delivery.reason',
      'delivery.attempts',
      'delivery.person_id as personId',
      'delivery.created_at as createdAt',
      'delivery.not_before as notBefore',
      'delivery.settled_at as settledAt',
      'person.name as personName',
      'notice.kind',
      'notice.data',
      'notice.case_kind as caseKind',
      'notice.case_id as caseId',
      sql<string | null>`coalesce(suggestion.number,
        (select motion.number from motion where motion.id = notice.case_id))`.as('number'),
      sql<string | null>`coalesce((select organ.name from organ where organ.id = notice.holder_id),
        (select mandate.number from mandate where mandate.id = notice.holder_id))`.as('holderName'),
      sql<boolean>`exists (select from mandate where mandate.id = notice.holder_id)`.as('isDeputy'),
      sql<Date | null>`(select min(party.due_before) from party where party.case_id = notice.case_id
        and party.holder_id = notice.holder_id and party.todo = notice.kind)`.as('dueBefore'),
      sql<string | null>`(select person.name from person where person.id = delivery.told_by_person_id)`.as('toldBy'),
      sql<string | null>`(select event_note.words from event join event_note on event_note.id = event.note_id
        where event.id = delivery.told_event_id)`.as('toldNote'),
    ])
    .$if(page.cursor !== undefined, (query) =>
      query.where(
        sql<boolean>`(delivery.created_at, delivery.id) < (${new Date(String(page.cursor?.[0]))}, ${String(page.cursor?.[1])})`,
      ),
    )
    .orderBy('delivery.created_at', 'desc')
    .orderBy('delivery.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return rows.map((row) => ({ ...row, data: row.data as Partial<ClockFact> }))
}
export type DeliveryRow = Awaited<ReturnType<typeof findDeliveries>>[number]

export async function countDeliveries(db: Db, scope: DeliveryScope, filter: DeliveryFilter): Promise<number> {
  const some = filtered(inScope(db, scope), filter)
    .select('delivery.id')
    .limit(totalCountedMax + 1)
  const row = await db.selectFrom(some.as('some')).select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow()
  return row.count
}

/** Locks those of the given rows that lie in the scope. */
export const lockDeliveries = (trx: Trx, scope: DeliveryScope, ids: readonly string[]) =>
  inScope(trx, scope)
    .select(['delivery.id', 'delivery.channel', 'delivery.state', 'delivery.notice_id as noticeId'])
    .where('delivery.id', 'in', [...ids])
    .orderBy('delivery.id')
    .forUpdate('delivery')
    .execute()

export const saveTold = (trx: Trx, ids: readonly string[], told: { personId: string; eventId: string; at: Date }) =>
  trx
    .updateTable('delivery')
    .set({ state: 'sent', told_by_person_id: told.personId, told_event_id: told.eventId, settled_at: told.at })
    .where('id', 'in', [...ids])
    .execute()

export const saveRetry = (trx: Trx, id: string, notBefore: Date, queuedAt: Date | null) =>
  trx
    .updateTable('delivery')
    .set({
      state: 'waiting',
      mode: 'immediate',
      reason: null,
      attempts: 0,
      settled_at: null,
      not_before: notBefore,
      queued_at: queuedAt,
    })
    .where('id', '=', id)
    .execute()

/** What is tried again need not be told by telephone, unless it fails again. */
export const dropPhone = (trx: Trx, noticeId: string, now: Date) =>
  trx
    .updateTable('delivery')
    .set({ state: 'dropped', reason: 'tried_again', settled_at: now })
    .where('notice_id', '=', noticeId)
    .where('channel', '=', 'phone')
    .where('state', '=', 'waiting')
    .execute()

/** How the channels do, over all congresses of the program: figures and codes only. */
export async function findHealth(db: Db, channel: string, dayAgo: Date) {
  const of = () => db.selectFrom('delivery').where('channel', '=', channel)
  const [lastSent, lastFault, counts] = await Promise.all([
    of()
      .select('settled_at as at')
      .where('state', '=', 'sent')
      .where('tried_at', 'is not', null)
      .orderBy('tried_at', 'desc')
      .limit(1)
      .executeTakeFirst(),
    of()
      .select(['tried_at as at', 'reason'])
      .where('tried_at', 'is not', null)
      .where('reason', 'is not', null)
      .where('state', 'in', ['waiting', 'failed'])
      // an address that does not exist says nothing about the channel
      .where('reason', 'not in', ['address_rejected', 'no_contact', 'no_template'])
      .orderBy('tried_at', 'desc')
      .limit(1)
      .executeTakeFirst(),
    of()
      .select([
        sql<number>`count(*) filter (where state in ('waiting', 'sending'))`.as('waiting'),
        sql<number>`count(*) filter (where state = 'sent' and settled_at > ${dayAgo})`.as('sent'),
        sql<number>`count(*) filter (where state = 'failed' and settled_at > ${dayAgo})`.as('failed'),
      ])
      .where((eb) => eb.or([eb('state', 'in', ['waiting', 'sending']), eb('settled_at', '>', dayAgo)]))
      .executeTakeFirstOrThrow(),
  ])
  return { lastSentAt: lastSent?.at ?? null, lastFault: lastFault ?? null, ...counts }
}
