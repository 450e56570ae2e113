import type { Context } from 'hono'
import { type Actor, recordedAs } from '#kernel/actor.ts'
import type { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import type { Db } from '#platform/db/database.ts'
import { routeOf } from '#platform/http/access-log.ts'
import type { MemberEnv, PublicEnv } from '#platform/http/env.ts'
import { recordEvent } from './record.service.ts'
import { isWorthKeeping } from './record.ts'
import { type RefusalEntry, saveRefusal } from './refusal.queries.ts'

type Noting = Pick<App, 'db' | 'clock' | 'ids' | 'log'>

/**
 * Keeps a refusal for the auditors, in a transaction of its own because the refused one was rolled back. A signed-in
 * person's refusal is a row; anonymous ones are counted by code, route and hour and written by
 * {@link keepCountedRefusals}. Never throws: the caller is busy answering.
 */
export async function noteRefusal(app: Noting, c: Context<PublicEnv>, refusal: Refusal): Promise<void> {
  if (!isWorthKeeping(refusal.kind)) return
  const entry = { kind: refusal.kind, code: refusal.code, method: c.req.method, route: routeOf(c) }
  const signedIn = (c.var as Partial<MemberEnv['Variables']>).signedIn
  if (!signedIn) return count(app, entry)
  try {
    await saveRefusal(app.db, { ...entry, id: app.ids.uuid(), at: app.clock.now(), times: 1, ...who(signedIn.actor) })
    if (refusal.code.endsWith('.secret_mark')) await tellOfMark(app, signedIn.actor, entry)
  } catch (error) {
    app.log.error('a refusal could not be recorded', error, { code: refusal.code })
  }
}

/**
 * 保守国家秘密法: the officer hears that it happened, by whose account and where; of the content nothing is kept. Of who
 * has no account, that it was sent to the congress of an area.
 */
export const tellOfMark = (
  app: Pick<App, 'db' | 'clock' | 'ids'>,
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

const who = (actor: Actor) => ({
  accountId: actor.accountId,
  personId: actor.personId,
  actingKind: actor.acting ? recordedAs(actor.acting).kind : null,
  actingId: actor.acting ? recordedAs(actor.acting).id : null,
  areaPath: actor.acting?.areaPath ?? null,
})

const nobody = { accountId: null, personId: null, actingKind: null, actingId: null, areaPath: null }
const hourMs = 3_600_000

type Counted = Pick<RefusalEntry, 'kind' | 'code' | 'method' | 'route' | 'at' | 'times'>

// Held in memory for a moment: a flood of strangers must not become a queue for one row of the database.
const counted = new WeakMap<Db, Map<string, Counted>>()

function count(app: Noting, entry: Pick<RefusalEntry, 'kind' | 'code' | 'method' | 'route'>): void {
  const counts = counted.get(app.db) ?? new Map<string, Counted>()
  counted.set(app.db, counts)
  const at = new Date(Math.floor(app.clock.now().getTime() / hourMs) * hourMs)
  const key = JSON.stringify([entry.code, entry.method, entry.route, at])
  counts.set(key, { ...entry, at, times: (counts.get(key)?.times ?? 0) + 1 })
}

/** Writes down the anonymous refusals counted since the last call; part of every heartbeat and of an orderly end. */
export async function keepCountedRefusals(app: Noting): Promise<void> {
  const counts = counted.get(app.db)
  if (!counts) return
  counted.delete(app.db)
  for (const entry of counts.values()) await saveRefusal(app.db, { ...entry, ...nobody, id: app.ids.uuid() })
}
