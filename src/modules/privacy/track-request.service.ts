import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { bearsSecretMark } from '#kernel/secret-mark.ts'
import type { RecordingActor } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { sha256 } from '#platform/crypto/digest.ts'
import type { Trx } from '#platform/db/database.ts'
import type { TrackedRequest } from './privacy.contract.ts'
import { mayFollow } from './privacy.policy.ts'
import {
  attemptsOf,
  countAttempt,
  findMessages,
  findRequestByCode,
  lockRequest,
  type RequestRecord,
  saveRequest,
} from './privacy.queries.ts'
import { privacyLimits, type RequestState, readCode, requestProcess } from './privacy.ts'
import { keepMessage, recordRequest } from './request.record.ts'
import { presentTracked } from './request.view.ts'
import { refuseMark } from './stop-mark.service.ts'
import { countForm, sourceHmac } from './submit-request.service.ts'

const hourMs = 3_600_000

/** Where a request stands, for who has its code. Refuses `privacy.wrong_code` and, after twenty, `.too_many_codes`. */
export async function trackRequest(app: App, typed: string, source: string): Promise<TrackedRequest> {
  return tracked(app, await requestOfCode(app, typed, source))
}

/**
 * What the office asked for. Refuses as `trackRequest` does, `privacy.nothing_said`, `privacy.not_now` and
 * `http.secret_mark`.
 */
export async function supplyByCode(app: App, typed: string, words: string, source: string): Promise<TrackedRequest> {
  const { id, congress_id, status } = await requestOfCode(app, typed, source)
  requestProcess.next(status as RequestState, 'supply')
  if (bearsSecretMark(words)) {
    // it changes nothing and could be sent without end: it counts as a form
    await countForm(app, source)
    return refuseMark(app, congress_id, '/requests/status')
  }
  await app.db.transaction().execute((trx) => supply(app, trx, id, 'anonymous', words))
  return tracked(app, await requestOfCode(app, typed, source))
}

/** The same for one's own request out of the workbench. */
export function supplyOwn(app: App, actor: Actor, id: string, words: string): Promise<void> {
  return app.db.transaction().execute(async (trx) => {
    mayFollow(actor, await lockRequest(trx, id))
    await supply(app, trx, id, actor, words)
  })
}

async function supply(app: App, trx: Trx, id: string, actor: RecordingActor, words: string): Promise<void> {
  const plain = words.trim()
  if (plain === '' || plain.length > privacyLimits.wordsMax) throw new Refusal('invalid', 'privacy.nothing_said')
  const request = await lockRequest(trx, id)
  const from = request.status as RequestState
  const to = requestProcess.next(from, 'supply')
  await saveRequest(trx, id, { status: to }, app.clock.now())
  await keepMessage(app, trx, id, 'requester', plain)
  await recordRequest(app, trx, id, actor, { type: 'privacy.supplied', from, to })
}

async function tracked(app: App, request: RequestRecord): Promise<TrackedRequest> {
  return presentTracked(app, request, await findMessages(app.db, [request.id]))
}

async function requestOfCode(app: App, typed: string, source: string): Promise<RequestRecord> {
  const [now, from] = [app.wall.now(), sourceHmac(app, source)]
  const windowBegan = new Date(now.getTime() - hourMs)
  if ((await attemptsOf(app.db, from, 'code', windowBegan)) >= privacyLimits.wrongCodesAnHour) {
    throw new Refusal('too_many', 'privacy.too_many_codes')
  }
  const code = readCode(typed)
  const found = code === undefined ? undefined : await findRequestByCode(app.db, sha256(code))
  if (found) return found
  await countAttempt(app.db, from, 'code', now, windowBegan)
  throw new Refusal('not_found', 'privacy.wrong_code')
}
