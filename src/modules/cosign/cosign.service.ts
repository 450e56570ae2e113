import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { sha256 } from '#platform/crypto/digest.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { CosignAnswer } from './cosign.contract.ts'
import {
  askConfirmedAgain,
  type CaseKind,
  type CosignRow,
  countActiveMandates,
  endInvitation,
  findKeptText,
  keepText,
  saveAnswer,
  saveInvitations,
  saveJoining,
} from './cosign.queries.ts'
import { type CosignedText, isAskedAgain, isHeldBy, isSameText, shownState, textOf } from './cosign.ts'

/** A case that is co-signed, as its module has locked and read it. */
export type Cosigned = {
  kind: CaseKind
  id: string
  termId: string
  leadMandateId: string
  text: CosignedText
  /** The ids of the files that hang on the text. */
  files: readonly string[]
  cosigners: readonly CosignRow[]
  /** Names are asked for and given: before the submission, and while it is with its sponsors again. */
  isOpen: boolean
}

/** The digest by which an answer says which text it is about, with which files on it. */
export const digestOf = ({ title, subject, grounds, proposal }: CosignedText, files: readonly string[] = []): string =>
  sha256(JSON.stringify([title, subject, grounds, proposal, ...files.toSorted()])).toString('hex')

/** The mandate acted as, as far as it was asked or has joined. */
export const cosignerOf = (actor: Actor, { cosigners }: { cosigners: readonly CosignRow[] }): CosignRow | undefined =>
  cosigners.find((one) => actor.acting?.kind === 'mandate' && isHeldBy(one, actor.acting.id))

type Told =
  | 'cosigners_invited'
  | 'invitation_withdrawn'
  | 'cosigned'
  | 'cosigned_again'
  | 'cosign_declined'
  | 'cosign_withdrawn'
  | 'cosigners_asked_again'
  | 'cosign_joined'

const about = ({ kind, id }: Cosigned, actor: Actor, what: Told) => ({
  type: `${kind}.${what}` as const,
  subjectKind: kind,
  subjectId: id,
  caseId: id,
  actor,
})

function checkOpen({ isOpen }: Cosigned): void {
  if (!isOpen) throw new Refusal('conflict', 'cosign.closed')
}

function ownOf(actor: Actor, of: Cosigned): CosignRow {
  const own = cosignerOf(actor, of)
  if (!own) throw new Refusal('forbidden', 'cosign.not_invited')
  return own
}

function checkText(of: Cosigned, seen: string): void {
  if (digestOf(of.text, of.files) !== seen) throw new Refusal('conflict', 'cosign.text_moved')
}

/**
 * Asks deputies of the same congress and term who are in office.
 * @throws {Refusal} `cosign.closed`, `cosign.not_invitable`
 */
export async function inviteTo(app: App, trx: Trx, actor: Actor, of: Cosigned, asked: readonly string[]) {
  checkOpen(of)
  const wanted = [...new Set(asked)].filter((mandate) => mandate !== of.leadMandateId)
  if (wanted.length === 0 || (await countActiveMandates(trx, wanted, of.termId)) !== wanted.length) {
    throw new Refusal('invalid', 'cosign.not_invitable')
  }
  const at = app.clock.now()
  const invitations = wanted.map((mandateId) => invitationOf(of, mandateId, at))
  const mandateIds = await saveInvitations(trx, invitations)
  await recordEvent(app, trx, { ...about(of, actor, 'cosigners_invited'), data: { mandateIds } })
}

const invitationOf = ({ kind, id }: Cosigned, mandateId: string, at: Date) => ({
  caseKind: kind,
  caseId: id,
  mandateId,
  status: 'invited' as const,
  at,
})

/**
 * The lead no longer asks somebody who has not answered, or not yet again. A name that stands is its deputy's own.
 * @throws {Refusal} `cosign.closed`, `cosign.invitation_answered`
 */
export async function takeBackInvitation(app: App, trx: Trx, actor: Actor, of: Cosigned, mandateId: string) {
  checkOpen(of)
  const asked = of.cosigners.find(({ mandate_id }) => mandate_id === mandateId)
  if (asked?.status !== 'invited') throw new Refusal('conflict', 'cosign.invitation_answered')
  await endInvitation(trx, of.id, mandateId)
  await recordEvent(app, trx, { ...about(of, actor, 'invitation_withdrawn'), data: { mandateIds: [mandateId] } })
}

/**
 * Each co-signer answers for themselves, about the text that they have read; the silent do not count. Who is asked
 * again after a change confirms again or takes the name back.
 * @throws {Refusal} `cosign.not_invited`, `cosign.closed`, `cosign.text_moved`
 */
export async function answerTo(app: App, trx: Trx, actor: Actor, of: Cosigned, answer: CosignAnswer) {
  const own = ownOf(actor, of)
  checkOpen(of)
  if (own.status !== 'invited') throw new Refusal('conflict', 'cosign.closed')
  const again = isAskedAgain(own)
  const at = app.clock.now()
  if (answer.agree) {
    checkText(of, answer.textSha256)
    await saveAnswer(trx, of.id, own.mandate_id, { status: 'confirmed', at, textSha256: answer.textSha256 })
    const data = { textSha256: answer.textSha256 }
    await recordEvent(app, trx, { ...about(of, actor, again ? 'cosigned_again' : 'cosigned'), data })
    return
  }
  await saveAnswer(trx, of.id, own.mandate_id, { status: again ? 'withdrawn' : 'declined', at })
  await recordEvent(app, trx, about(of, actor, again ? 'cosign_withdrawn' : 'cosign_declined'))
}

/**
 * A co-signer takes their name back in writing, as long as it does not bind.
 * @throws {Refusal} `cosign.not_invited`, `cosign.closed`, `cosign.binding`
 */
export async function takeNameBack(
  app: App,
  trx: Trx,
  actor: Actor,
  of: Cosigned & { isBinding: boolean },
  reason: string,
) {
  const own = ownOf(actor, of)
  if (own.status !== 'confirmed') throw new Refusal('conflict', 'cosign.closed')
  if (of.isBinding) throw new Refusal('conflict', 'cosign.binding')
  await saveAnswer(trx, of.id, own.mandate_id, { status: 'withdrawn', at: app.clock.now() })
  await recordEvent(app, trx, { ...about(of, actor, 'cosign_withdrawn'), note: reason })
}

/**
 * The text is about to become another: whoever confirmed the one before is asked again, and it is kept for them.
 * A correction of one character is another text too; only its co-signer can say that it means the same.
 */
export async function followText(app: App, trx: Trx, actor: Actor, of: Cosigned, after: CosignedText): Promise<void> {
  const confirmed = of.cosigners.filter(({ status }) => status === 'confirmed')
  if (isSameText(of.text, after) || confirmed.length === 0) return
  const digest = digestOf(of.text, of.files)
  // a file may have been withdrawn since: the text is kept for each by what they said that they had read
  for (const seen of new Set(confirmed.map(({ text_sha256 }) => text_sha256 ?? digest))) {
    await keepText(trx, of.id, seen, textOf(of.text))
  }
  const mandateIds = await askConfirmedAgain(trx, of.id, digest)
  await recordEvent(app, trx, { ...about(of, actor, 'cosigners_asked_again'), data: { mandateIds } })
}

/**
 * A deputy puts their name under the text of a colleague who is willing; the module has seen to it that they may.
 * @throws {Refusal} `cosign.own_case`, `cosign.joined_already`, `cosign.text_moved`, `cosign.not_invitable`
 */
export async function joinTo(app: App, trx: Trx, actor: Actor, of: Cosigned, textSha256: string): Promise<void> {
  const mandateId = actor.acting?.kind === 'mandate' ? actor.acting.id : of.leadMandateId
  if (mandateId === of.leadMandateId) throw new Refusal('forbidden', 'cosign.own_case')
  if (cosignerOf(actor, of)?.status === 'confirmed') throw new Refusal('conflict', 'cosign.joined_already')
  checkText(of, textSha256)
  if ((await countActiveMandates(trx, [mandateId], of.termId)) === 0)
    throw new Refusal('forbidden', 'cosign.not_invitable')
  const at = app.clock.now()
  await saveJoining(trx, { ...invitationOf(of, mandateId, at), status: 'confirmed', answeredAt: at, textSha256 })
  await recordEvent(app, trx, { ...about(of, actor, 'cosign_joined'), data: { textSha256 } })
}

/** What a reader is shown of the names: all of them to the sponsors, to everybody else those that stand (H14). */
export const presentCosigners = (cosigners: readonly CosignRow[], isSponsor: boolean) =>
  cosigners
    .filter(({ status }) => status === 'confirmed' || isSponsor)
    .map((one) => ({
      mandateId: one.mandate_id,
      name: one.name,
      state: shownState(one),
      answeredAt: one.answered_at?.toISOString() ?? null,
      onPaper: one.on_paper,
    }))

/** The text that the reader confirmed, while they are asked again. */
export async function confirmedTextOf(
  db: Db,
  actor: Actor,
  of: { id: string; cosigners: readonly CosignRow[] },
): Promise<CosignedText | null> {
  const own = cosignerOf(actor, of)
  if (!own?.text_sha256 || !isAskedAgain(own)) return null
  return (await findKeptText(db, of.id, own.text_sha256)) ?? null
}
