import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { bearsSecretMark } from '#kernel/secret-mark.ts'
import { deadlineIf } from '#modules/clock/index.ts'
import { officialNumber, privacyPrefixes, takeNumber } from '#modules/numbering/index.ts'
import { findPublishedCongress } from '#modules/publication/index.ts'
import type { App } from '#platform/app.ts'
import { sha256 } from '#platform/crypto/digest.ts'
import { seal } from '#platform/crypto/seal-box.ts'
import type { Trx } from '#platform/db/database.ts'
import { codeOfForm, readForm, sealForm } from './form-seal.service.ts'
import type { OwnRequest, RequestForm } from './privacy.contract.ts'
import {
  countAttempt,
  findRequestByCode,
  insertRequest,
  type NewRequest,
  type RequestRecord,
} from './privacy.queries.ts'
import { noticeVersion, privacyLimits } from './privacy.ts'
import { keepMessage, recordRequest } from './request.record.ts'
import { refuseMark } from './stop-mark.service.ts'

const hourMs = 3_600_000

/** What a new form carries: opened now, one of its kind. */
export const newForm = (app: Pick<App, 'keys' | 'wall' | 'ids'>): string =>
  sealForm(app.keys, app.wall.now(), app.ids.random())

export type Receipt = { code: string; number: string; receivedAt: Date; dueBefore: Date }

/** `trap` is the field that no person sees; `source` the address it came from, of which a keyed hash is counted. */
export type Posted = { form: RequestForm; sealed: string; trap: string; source: string }

/**
 * A form of the portal, held for screening. The same form again is the same request and gives the same receipt.
 * Refuses `privacy.form_too_quick`, `.form_too_old`, `.form_forged`, `.form_changed`, `.too_many_forms`, `.no_office`,
 * and `http.secret_mark`.
 */
export async function submitFromPortal(app: App, { form, sealed, trap, source }: Posted): Promise<Receipt> {
  const { age, random } = readForm(app.keys, sealed, app.wall.now())
  if (age === 'forged') throw new Refusal('invalid', 'privacy.form_forged')
  const code = codeOfForm(app.keys, random)
  const formHmac = app.keys.hmac('privacy form content', JSON.stringify(form))
  const sent = await findRequestByCode(app.db, sha256(code))
  if (sent) return receiptOf(sent, code, formHmac)
  if (age !== 'ready') throw new Refusal('invalid', `privacy.form_${age}`)
  const congressId = await officeCongress(app)
  await countForm(app, source)
  if (bearsSecretMark(form.name, form.contact, form.words)) {
    return refuseMark(app, congressId, form.kind === 'complaint' ? '/complaints' : '/requests')
  }
  try {
    return await app.db.transaction().execute(async (trx) => {
      const facts = await factsOf(app, trx, congressId, form.kind)
      // the number's row is locked: of two that were sent at the same moment the second sees the first here
      if (await findRequestByCode(trx, sha256(code))) throw new Refusal('conflict', 'privacy.form_changed')
      const contact = seal(app.keys, facts.id, JSON.stringify({ name: form.name, contact: form.contact }))
      await insertRequest(trx, {
        ...facts,
        channel: 'portal',
        status: 'screening',
        contact_cipher: contact.cipher,
        contact_key_id: contact.keyId,
        contact_hmac: contactHmac(app, form.contact),
        code_hash: sha256(code),
        form_hmac: formHmac,
        is_suspect: trap !== '',
      })
      await keepMessage(app, trx, facts.id, 'requester', form.words)
      await recordRequest(app, trx, facts.id, 'anonymous', { type: 'privacy.received', to: 'screening' })
      return { code, number: facts.number, receivedAt: facts.received_at, dueBefore: facts.due_before }
    })
  } catch (error) {
    const first = error instanceof Refusal ? await findRequestByCode(app.db, sha256(code)) : undefined
    if (first) return receiptOf(first, code, formHmac)
    throw error
  }
}

function receiptOf(sent: RequestRecord, code: string, formHmac: Buffer): Receipt {
  if (!sent.form_hmac?.equals(formHmac)) throw new Refusal('conflict', 'privacy.form_changed')
  return { code, number: sent.number, receivedAt: sent.received_at, dueBefore: sent.due_before }
}

/** One's own request out of the workbench: who asks is known. Refuses `privacy.no_office`. */
export async function submitOwn(app: App, actor: Actor, request: OwnRequest): Promise<string> {
  const congressId = actor.acting?.congressId ?? (await officeCongress(app))
  return app.db.transaction().execute((trx) => enterOwn(app, trx, actor, congressId, request))
}

/** The same inside what else it belongs to, and for the office of the congress that has to answer. */
export async function enterOwn(
  app: App,
  trx: Trx,
  actor: Actor,
  congressId: string,
  { kind, words }: OwnRequest,
): Promise<string> {
  const facts = await factsOf(app, trx, congressId, kind)
  const more = { channel: 'workbench', status: 'received', person_id: actor.personId, is_suspect: false } as const
  await insertRequest(trx, { ...facts, ...more })
  await keepMessage(app, trx, facts.id, 'requester', words)
  await recordRequest(app, trx, facts.id, actor, { type: 'privacy.received', to: 'received' })
  return facts.id
}

/** The congress whose office operates the platform: what comes from outside is its to answer. */
async function officeCongress(app: App): Promise<string> {
  const congress = await findPublishedCongress(app.portalDb)
  if (!congress) throw new Refusal('forbidden', 'privacy.no_office')
  return congress.id
}

async function factsOf(app: App, trx: Trx, congressId: string, kind: NewRequest['kind']) {
  const received_at = app.clock.now()
  const year = Number(shanghaiDate(received_at).slice(0, 4))
  const series = kind === 'complaint' ? 'complaint' : 'request'
  const number = await takeNumber(trx, congressId, `privacy.${series}.${year}`)
  return {
    id: app.ids.uuid(),
    congress_id: congressId,
    number: officialNumber(privacyPrefixes[series], year, number),
    kind,
    notice_version: noticeVersion,
    received_at,
    due_before: await deadlineIf(trx, received_at, { n: privacyLimits.answerWorkdays, unit: 'workday' }),
  }
}

/** Refuses `privacy.too_many_forms`, after ten within an hour from one source. */
export async function countForm(app: App, source: string): Promise<void> {
  const now = app.wall.now()
  const count = await countAttempt(app.db, sourceHmac(app, source), 'form', now, new Date(now.getTime() - hourMs))
  if (count > privacyLimits.formsAnHour) throw new Refusal('too_many', 'privacy.too_many_forms')
}

export const sourceHmac = (app: Pick<App, 'keys'>, source: string): Buffer => app.keys.hmac('privacy source', source)

/** However it is written: a telephone number with or without its spaces, an address in capitals. */
export const contactHmac = (app: Pick<App, 'keys'>, contact: string): Buffer =>
  app.keys.hmac(
    'privacy contact',
    contact
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[\s-]+/gu, ''),
  )
