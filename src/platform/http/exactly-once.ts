import { createHash } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { identityOf } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { App } from '../app.ts'
import { seal, unseal } from '../crypto/seal-box.ts'
import { within } from '../db/within.ts'
import type { MemberEnv } from './env.ts'
import { deleteCommandsBefore, findCommand, saveAnswer, takeKey } from './received-command.queries.ts'

const keptMs = 48 * 3_600_000

// an item of RFC 9651, quoted, or the bare word that many programs send
const keyForm = /^(?:"([!#-[\]-~]{1,200})"|([!#-[\]-~]{1,200}))$/

/** Thrown to undo what was begun; the answer is there already. */
const undone = new Error('not done')

/**
 * `Idempotency-Key` of a POST: the same request of the same identity under the same key is done once, and answered
 * again with the same status and body. The key commits together with what was done, so who repeats while the first is
 * under way waits for it; what was refused leaves no key. Refuses `http.bad_idempotency_key`, `.idempotency_key_reused`.
 */
export const exactlyOnce: MiddlewareHandler<MemberEnv> = async (c, next) => {
  const header = c.req.header('idempotency-key')
  if (header === undefined || c.req.method !== 'POST') return next()
  const form = keyForm.exec(header)
  if (!form) throw new Refusal('invalid', 'http.bad_idempotency_key')
  const { app, actor } = c.var
  const command = {
    account_id: actor.accountId,
    acting_id: actor.acting ? identityOf(actor.acting).id : '',
    key: form[1] ?? form[2] ?? '',
  }
  const digest = await digestOf(c)
  const id = app.ids.uuid()
  try {
    await app.db.transaction().execute(async (trx) => {
      if (await takeKey(trx, { ...command, id, digest, received_at: app.wall.now() })) {
        c.set('app', { ...app, db: within(trx) })
        await next()
        if (!c.res.ok) throw undone
        await saveAnswer(trx, id, await sealedAnswer(app, id, c.res.clone()))
        return
      }
      const earlier = await findCommand(trx, command)
      if (!earlier.digest.equals(digest)) throw new Refusal('invalid', 'http.idempotency_key_reused')
      c.res = earlierAnswer(app, earlier)
    })
  } catch (error) {
    if (error !== undone) throw error
  } finally {
    c.set('app', app)
  }
}

async function digestOf(c: Context<MemberEnv>): Promise<Buffer> {
  const { pathname, search } = new URL(c.req.url)
  const body = Buffer.from(await c.req.raw.clone().arrayBuffer())
  return createHash('sha256').update(`${c.req.method} ${pathname}${search}\n`).update(body).digest()
}

type Kept = { headers: [string, string][]; body: string }

async function sealedAnswer(app: App, id: string, answer: Response) {
  const kept: Kept = {
    headers: [...answer.headers],
    body: Buffer.from(await answer.arrayBuffer()).toString('base64'),
  }
  const { cipher, keyId } = seal(app.keys, id, JSON.stringify(kept))
  return { status: answer.status, answer_cipher: cipher, answer_key_id: keyId }
}

function earlierAnswer(
  app: App,
  { id, status, answer_cipher, answer_key_id }: Awaited<ReturnType<typeof findCommand>>,
) {
  if (status === null || answer_cipher === null || answer_key_id === null) throw new Error(`no answer kept for ${id}`)
  const kept = JSON.parse(unseal(app.keys, id, { cipher: answer_cipher, keyId: answer_key_id })) as Kept
  const headers = new Headers(kept.headers)
  headers.set('idempotency-replayed', 'true')
  return new Response(status === 204 ? null : Buffer.from(kept.body, 'base64'), { status, headers })
}

/** Forgets the keys of two days ago; part of every heartbeat. */
export const forgetCommands = (app: App) => deleteCommandsBefore(app.db, new Date(app.wall.now().getTime() - keptMs))
