import { type Actor, rowsOf } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { changeMailAddress } from '#modules/identity/index.ts'
import {
  followRecord,
  type RecordingActor,
  recordEvent,
  registerAfterImage,
  type SealedEvent,
} from '#modules/record/index.ts'
import { takeBackAgreement } from '#modules/suggestion/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import {
  endConsent,
  endConsents,
  findConsentedCase,
  findConsents,
  hasMailAddress,
  insertConsent,
  loadConsentImages,
  lockOwnConsent,
} from './consent.queries.ts'
import type { OwnPrivacy } from './privacy.contract.ts'
import { findMessages, findOwnRequests } from './privacy.queries.ts'
import { type ConsentPurpose, noticeVersion, privacyNotices } from './privacy.ts'
import { presentTracked } from './request.view.ts'
import { enterOwn } from './submit-request.service.ts'

/** The log of consents follows the record: an act that is one can't be forgotten in it. */
export const followForConsents = (app: App): Promise<number> =>
  followRecord(app, 'privacy', async (trx, events) => {
    for (const event of events) await note(app, trx, event)
  })

registerAfterImage('consent', loadConsentImages, { table: 'consent', takenIn: true })

async function note(app: App, trx: Trx, event: SealedEvent): Promise<void> {
  const give = async (personId: string, purpose: ConsentPurpose, subjectId: string) => {
    const id = app.ids.uuid()
    const isNew = await insertConsent(trx, { id, personId, purpose, subjectId, noticeVersion, at: event.at })
    if (isNew) await recordConsent(app, trx, { type: 'privacy.consent_given', id, actor: 'system', data: { purpose } })
  }
  const end = async (purpose: ConsentPurpose, subjectId: string) => {
    for (const id of await endConsents(trx, { purpose, subjectId }, event.at))
      await recordConsent(app, trx, { type: 'privacy.consent_ended', id, actor: 'system', data: { purpose } })
  }
  if (event.type === 'contact.mail_address_changed') {
    const personId = event.subjectId
    await end('mail_address', personId)
    if (await hasMailAddress(trx, personId)) await give(personId, 'mail_address', personId)
  }
  if (event.caseId === null || event.subjectKind !== 'publication') return
  if (event.type === 'publication.agreed' && event.actorPersonId) {
    await give(event.actorPersonId, 'publication', event.caseId)
  }
  // another text was not agreed to, and what is withdrawn is not public any more
  if (event.type === 'publication.redacted' || event.type === 'publication.withdrawn') {
    await end('publication', event.caseId)
  }
}

type ConsentEvent = {
  type: 'privacy.consent_given' | 'privacy.consent_ended' | 'privacy.consent_withdrawn'
  id: string
  actor: RecordingActor
  data: { purpose: string }
}

async function recordConsent(app: App, trx: Trx, { id, ...event }: ConsentEvent): Promise<void> {
  const after = (await loadConsentImages(trx, [id])).get(id) ?? null
  await recordEvent(app, trx, { ...event, subjectKind: 'consent', subjectId: id, after })
}

/**
 * 撤回同意 (个保法 15): a mail address goes at once; a copy that waits can't be released without a new agreement; what
 * is public is taken down by the office of the case's congress, which is asked.
 * Refuses `privacy.not_found`, `.withdrawn_already`.
 */
export async function withdrawConsent(app: App, actor: Actor, id: string): Promise<OwnPrivacy> {
  const purpose = await app.db.transaction().execute(async (trx) => {
    const row = await lockOwnConsent(trx, id, rowsOf(actor))
    if (row.withdrawn_at) throw new Refusal('conflict', 'privacy.withdrawn_already')
    await endConsent(trx, id, app.clock.now())
    await recordConsent(app, trx, { type: 'privacy.consent_withdrawn', id, actor, data: { purpose: row.purpose } })
    if (row.purpose === 'publication') {
      await takeBackAgreement(app, trx, actor, row.subject_id)
      const { congress_id, number } = await findConsentedCase(trx, row.subject_id)
      await enterOwn(app, trx, actor, congress_id, { kind: 'withdraw_consent', words: number ?? row.subject_id })
    }
    return row.purpose
  })
  if (purpose === 'mail_address') await changeMailAddress(app, actor, null)
  return readOwn(app, actor)
}

/** The notice in force, what one agreed to, what one asked for. */
export async function readOwn(app: App, actor: Actor): Promise<OwnPrivacy> {
  const consents = await findConsents(app.db, rowsOf(actor))
  const requests = await findOwnRequests(app.db, rowsOf(actor))
  const messages = await findMessages(
    app.db,
    requests.map(({ id }) => id),
  )
  return {
    notice: { ...privacyNotices[0] },
    consents: consents.map((row) => ({
      id: row.id,
      purpose: row.purpose as ConsentPurpose,
      subjectId: row.subject_id,
      noticeVersion: row.notice_version,
      givenAt: row.given_at.toISOString(),
      withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    })),
    requests: requests.map((row) => presentTracked(app, row, messages)),
  }
}
