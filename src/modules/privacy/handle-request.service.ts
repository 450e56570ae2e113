import { type Actor, isSelf } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { unseal } from '#platform/crypto/seal-box.ts'
import { findContactOfPerson } from './own-copy.queries.ts'
import type { ContactView, RequestDecision, RequestView } from './privacy.contract.ts'
import { asHandler, mayHandle, maySeeRequest } from './privacy.policy.ts'
import { findMessages, getRequest, lockRequest, saveRequest } from './privacy.queries.ts'
import { type OfficeAction, officeMoves, type RequestKind, type RequestState, requestProcess } from './privacy.ts'
import { keepMessage, recordRequest } from './request.record.ts'
import { presentRequest } from './request.view.ts'

export async function readRequest(app: App, actor: Actor, id: string): Promise<RequestView> {
  // whoever is no handler learns nothing of what there is
  asHandler(actor)
  const row = await getRequest(app.db, id)
  maySeeRequest(actor, row)
  return presentRequest(app, actor, row, await findMessages(app.db, [id]))
}

/** Each look is recorded, and refused where it can't be. */
export async function lookAtRequester(app: App, actor: Actor, id: string): Promise<ContactView> {
  asHandler(actor)
  return app.db.transaction().execute(async (trx) => {
    const row = await getRequest(trx, id)
    mayHandle(actor, row)
    const told = { type: 'privacy.contact_seen', subjectKind: 'privacy_request', subjectId: id, actor } as const
    await recordEvent(app, trx, told)
    if (row.person_id !== null && row.erased_at === null) return findContactOfPerson(app, trx, row.person_id)
    if (!row.contact_cipher) return { name: null, contact: null }
    const sealed = { cipher: row.contact_cipher, keyId: row.contact_key_id ?? '' }
    return JSON.parse(unseal(app.keys, id, sealed)) as ContactView
  })
}

// confirming and going back to work say nothing new to the requester
const silent: readonly OfficeAction[] = ['accept', 'confirm', 'resume', 'discard']

const pastTense = {
  accept: 'accepted',
  discard: 'discarded',
  ask: 'asked',
  finish: 'done',
  propose: 'proposed',
  confirm: 'done',
  resume: 'resumed',
  refuse: 'refused',
} as const satisfies Record<OfficeAction, string>

/**
 * One step of the office. Refuses `privacy.not_now`, `.stale_version`, `.own_request`, `.two_persons`,
 * `.nothing_said`, `.ground_missing`.
 */
export async function decideRequest(
  app: App,
  actor: Actor,
  id: string,
  { version, action, words, ground }: RequestDecision,
): Promise<RequestView> {
  asHandler(actor)
  await app.db.transaction().execute(async (trx) => {
    const row = await lockRequest(trx, id)
    mayHandle(actor, row)
    if (row.version !== version) throw new Refusal('conflict', 'privacy.stale_version')
    const [kind, from] = [row.kind as RequestKind, row.status as RequestState]
    if (!officeMoves(kind, from).includes(action)) {
      throw new Refusal('conflict', 'privacy.not_now', { state: from, action })
    }
    if (action === 'confirm' && isSelf(actor, row.proposed_by_person_id)) {
      throw new Refusal('forbidden', 'privacy.two_persons')
    }
    if (!silent.includes(action) && words === '') throw new Refusal('invalid', 'privacy.nothing_said')
    if (action === 'refuse' && ground === undefined) throw new Refusal('invalid', 'privacy.ground_missing')
    const to = requestProcess.next(from, action)
    const at = app.clock.now()
    await saveRequest(
      trx,
      id,
      {
        status: to,
        ...(action === 'propose' && { proposed_by_person_id: actor.personId }),
        ...(action === 'resume' && { proposed_by_person_id: null }),
        ...(action === 'refuse' && ground && { ground }),
        ...(requestProcess.isFinal(to) && { ended_at: at, decided_by_person_id: actor.personId }),
      },
      at,
    )
    if (!silent.includes(action)) await keepMessage(app, trx, id, 'office', words)
    await recordRequest(app, trx, id, actor, {
      type: `privacy.${pastTense[action]}`,
      from,
      to,
      ...(action === 'refuse' && ground && { data: { ground } }),
    })
  })
  return readRequest(app, actor, id)
}
