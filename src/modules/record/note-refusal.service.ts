import type { Context } from 'hono'
import type { Actor } from '#kernel/actor.ts'
import type { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import type { Db } from '#platform/db/database.ts'
import { routeOf } from '#platform/http/access-log.ts'
import type { MemberEnv, PublicEnv } from '#platform/http/env.ts'
import { actorFields, type NewEvent, type Recording, recordEvent, recordEvents } from './record.service.ts'
import { isWorthKeeping } from './record.ts'
import { countRefusal, type RefusalEntry, takeClosed } from './refusal.queries.ts'

type Noting = Recording & Pick<App, 'db' | 'log'>

/**
 * Keeps a refusal for the auditors, apart from the refused transaction, which was rolled back: the first of an actor, a
 * place and an hour is an event at the next beat, those that follow are counted, and one event when the hour is over.
 * No statement is made here, so the answer takes as long for what is hidden as for what is not there. Never throws: the
 * caller is busy answering.
 */
export async function noteRefusal(app: Noting, c: Context<PublicEnv>, refusal: Refusal): Promise<void> {
  if (!isWorthKeeping(refusal.kind)) return
  const { kind, code } = refusal
  const entry = { kind, code, method: c.req.method, route: routeOf(c), hour: hourOf(app.clock.now()) }
  const actor = (c.var as Partial<MemberEnv['Variables']>).signedIn?.actor ?? 'anonymous'
  addTo(countsOf(app.db), { entry, actor, times: 1 })
  if (actor === 'anonymous' || !code.endsWith('.secret_mark')) return
  try {
    await tellOfMark(app, actor, entry)
  } catch (error) {
    app.log.error('a refusal could not be recorded', error, { code })
  }
}

/**
 * 保守国家秘密法: the officer hears that it happened, by whose account and where; of the content nothing is kept. Of who
 * has no account, that it was sent to the congress of an area.
 */
export const tellOfMark = (
  app: Recording & Pick<App, 'db'>,
  by: Actor | { congressId: string; areaPath: string },
  { code, route }: Pick<RefusalEntry, 'code' | 'route'>,
): Promise<string> =>
  app.db.transaction().execute((trx) =>
    recordEvent(app, trx, {
      type: 'secrecy.mark_stopped',
      ...('accountId' in by
        ? { subjectKind: 'account', subjectId: by.accountId, actor: by }
        : { subjectKind: 'congress', subjectId: by.congressId, actor: 'anonymous', areaPath: by.areaPath }),
      data: { code, route },
    }),
  )

const hourMs = 3_600_000
const hourOf = (at: Date): Date => new Date(Math.floor(at.getTime() / hourMs) * hourMs)

/** Codes and the template of a route: nothing of what was asked for. */
const eventOf = (entry: RefusalEntry, actor: NewEvent['actor'], times: number): NewEvent => {
  const { kind, code, method, route, hour } = entry
  const data = { kind, method, route, times, hour: hour.toISOString() }
  return { type: 'access.refused', subjectKind: 'refusal', subjectId: code, actor, data }
}

type Counted = { entry: RefusalEntry; actor: Actor | 'anonymous'; times: number }
type Counts = Map<string, Counted>

// Held in memory for a moment: a flood must not become a queue for one row of the database.
const counted = new WeakMap<Db, Counts>()

function countsOf(db: Db): Counts {
  const counts: Counts = counted.get(db) ?? new Map()
  counted.set(db, counts)
  return counts
}

function addTo(counts: Counts, { entry, actor, times }: Counted): void {
  const { actorAccountId, actingId } = actorFields(actor)
  const key = JSON.stringify([entry.code, entry.method, entry.route, entry.hour, actorAccountId, actingId])
  counts.set(key, { entry, actor, times: (counts.get(key)?.times ?? 0) + times })
}

const closedAtOnce = 500

/**
 * Records what was refused since the last call, and what was counted in hours that are over; part of every heartbeat and
 * of an orderly end.
 */
export async function keepCountedRefusals(app: Noting): Promise<void> {
  const taken = [...(counted.get(app.db)?.values() ?? [])]
  counted.delete(app.db)
  try {
    for (let next = taken[0]; next; next = taken[0]) {
      await keep(app, next)
      taken.shift()
    }
  } catch (error) {
    for (const left of taken) addTo(countsOf(app.db), left)
    throw error
  }
  let closed: number
  do closed = await close(app)
  while (closed === closedAtOnce)
}

const keep = (app: Noting, { entry, actor, times }: Counted): Promise<unknown> =>
  app.db.transaction().execute(async (trx) => {
    const isFirst = await countRefusal(trx, app.ids.uuid(), entry, actorFields(actor), times)
    if (isFirst) await recordEvent(app, trx, eventOf(entry, actor, times))
  })

const close = (app: Noting): Promise<number> =>
  app.db.transaction().execute(async (trx) => {
    const closed = await takeClosed(trx, hourOf(app.clock.now()), closedAtOnce)
    const events = closed.flatMap(({ entry, by, further }) => (further > 0 ? [eventOf(entry, by, further)] : []))
    await recordEvents(app, trx, events)
    return closed.length
  })
