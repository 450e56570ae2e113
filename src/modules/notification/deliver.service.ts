import { shanghaiDate } from '#kernel/clock.ts'
import { contactsForSending } from '#modules/identity/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import type { SendFault } from '#platform/mail/mail.ts'
import { type Claimed, claimDelivery, settleDeliveries } from './delivery.queries.ts'
import { composeDigest, composeMail, smsParams } from './delivery.words.ts'
import { smsTime } from './delivery-time.ts'
import { attemptsMax, pauseAfter } from './notification.ts'
import { strand } from './phone-list.service.ts'
import { findNextWaiting, findSoonest, findTruth, type Truth } from './truth.queries.ts'

type Needless = 'rights_ended' | 'done_meanwhile' | 'read_meanwhile'
type Outcome =
  | { is: 'sent' }
  | { is: 'dropped'; reason: Needless }
  | { is: 'postponed'; until: Date }
  | { is: 'failed'; fault: SendFault | 'no_contact' | 'not_configured'; isFinal: boolean }

/**
 * Sends one delivery, or the digest it belongs to. Who has claimed it sends it: run twice, or by two workers at once,
 * it is sent once. False when the channel does not work at the moment.
 */
export async function deliver(app: App, id: string): Promise<boolean> {
  const claim = app.ids.uuid()
  const rows = await app.db
    .transaction()
    .execute((trx) => claimDelivery(trx, id, { claim, now: app.clock.now(), wall: app.wall.now() }))
  const [first] = rows
  if (!first) return true
  const truths = await findTruth(
    app.db,
    rows.map((row) => row.id),
    shanghaiDate(app.clock.now()),
  )
  const needless = new Map(truths.map((truth) => [truth.id, needlessOf(truth, first.mode)] as const))
  const told = truths.filter(({ id: one }) => needless.get(one) === null)
  const outcome = told.length > 0 ? await send(app, first, told) : undefined
  await app.db.transaction().execute(async (trx) => {
    if (outcome) await settle(app, trx, { claim, rows: rows.filter((row) => needless.get(row.id) === null), outcome })
    for (const [reason, silent] of Map.groupBy(rows, (row) => needless.get(row.id) ?? null)) {
      if (reason) await settle(app, trx, { claim, rows: silent, outcome: { is: 'dropped', reason } })
    }
  })
  return outcome?.is !== 'failed' || outcome.isFinal
}

/** Why a notice need not be sent any more. */
function needlessOf({ isTheirs, diedOn, isDone, readAt }: Truth, mode: string): Needless | null {
  if (!isTheirs || diedOn !== null) return 'rights_ended'
  if (isDone) return 'done_meanwhile'
  // what was read in the program is no news in the evening's digest
  return mode === 'digest' && readAt !== null ? 'read_meanwhile' : null
}

const deliveriesAtOnce = 100

/** Goes on with what waits, until nothing does or a channel fails; the sweep comes back to the rest. */
export async function deliverWaiting(app: App): Promise<void> {
  for (let done = 0; done < deliveriesAtOnce; done += 1) {
    const next = await findNextWaiting(app.db, app.clock.now())
    if (!next || !(await deliver(app, next.id))) return
  }
}

async function send(app: App, first: Claimed, truths: readonly Truth[]): Promise<Outcome> {
  const contacts = (await contactsForSending(app, app.db, [first.person_id])).get(first.person_id)
  const [truth] = truths
  if (!truth) return { is: 'dropped', reason: 'rights_ended' }
  const origin = app.env.PUBLIC_URL ?? ''
  if (first.channel === 'mail') {
    if (!app.mail) return { is: 'failed', fault: 'not_configured', isFinal: true }
    if (!contacts?.mail) return { is: 'failed', fault: 'no_contact', isFinal: true }
    const words =
      first.mode === 'digest'
        ? composeDigest(truths, await soonestOf(app, first, truths), origin, app.clock.now())
        : composeMail(truth, origin)
    return outcomeOf(await app.mail.send({ id: first.id, to: { name: truth.name, address: contacts.mail }, ...words }))
  }
  const until = smsTime(app.clock.now())
  if (until > app.clock.now()) return { is: 'postponed', until }
  if (!app.sms) return { is: 'failed', fault: 'not_configured', isFinal: true }
  if (!contacts?.phone) return { is: 'failed', fault: 'no_contact', isFinal: true }
  const kind = first.mode === 'digest' ? 'digest' : truth.kind
  const params = smsParams(truths, first.mode === 'digest', origin)
  return outcomeOf(await app.sms.send({ id: first.id, phone: contacts.phone, kind, params }))
}

const soonestShown = 10

const soonestOf = (app: App, first: Claimed, truths: readonly Truth[]) =>
  findSoonest(app.db, [...new Set(truths.map(({ holderId }) => holderId))], first.person_id, soonestShown)

const outcomeOf = (sending: { isSent: true } | { isSent: false; fault: SendFault; isFinal: boolean }): Outcome =>
  sending.isSent ? { is: 'sent' } : { is: 'failed', fault: sending.fault, isFinal: sending.isFinal }

type Settling = { claim: string; rows: readonly Claimed[]; outcome: Outcome }

async function settle(app: App, trx: Trx, { claim, rows, outcome }: Settling): Promise<void> {
  if (rows.length === 0) return
  const now = app.clock.now()
  const end = (of: readonly Claimed[], state: string, reason: string | null, notBefore?: Date, untried = 0) =>
    of.length === 0
      ? Promise.resolve([])
      : settleDeliveries(
          trx,
          claim,
          of.map(({ id }) => id),
          { state, reason, settledAt: state === 'waiting' ? null : now, untried, ...(notBefore ? { notBefore } : {}) },
        )
  if (outcome.is === 'sent') await end(rows, 'sent', null)
  if (outcome.is === 'dropped') await end(rows, 'dropped', outcome.reason)
  // nothing was tried: it does not count
  if (outcome.is === 'postponed') await end(rows, 'waiting', null, outcome.until, 1)
  if (outcome.is !== 'failed') return
  const isOver = (row: Claimed) => outcome.isFinal || row.attempts >= attemptsMax
  const [failed, waiting] = [rows.filter(isOver), rows.filter((row) => !isOver(row))]
  const attempts = Math.max(...rows.map((row) => row.attempts))
  await end(waiting, 'waiting', outcome.fault, new Date(now.getTime() + pauseAfter(attempts)))
  const ended = await end(failed, 'failed', outcome.fault)
  await strand(app, trx, ended, outcome.fault)
}
