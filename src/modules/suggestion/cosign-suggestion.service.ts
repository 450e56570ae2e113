import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { attachmentsOf, findFileIds } from '#modules/attachment/index.ts'
import {
  answerTo,
  type CosignAnswer,
  type Cosigned,
  digestOf,
  findInvitable,
  inviteTo,
  joinTo,
  takeBackInvitation,
  takeNameBack,
} from '#modules/cosign/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { completeCase, loadFrame, type SuggestionCase } from './case.queries.ts'
import { canAct } from './case-image.ts'
import type { JoinableView, SuggestionView } from './suggestion.contract.ts'
import { asMandate, mayEdit, mayJoin } from './suggestion.policy.ts'
import { findSuggestion, lockSuggestion, saveState } from './suggestion.queries.ts'
import { changeCase, loadSeen, settleCase } from './suggestion.service.ts'
import { isOpenForCosigning, type SuggestionState, suggestionProcess } from './suggestion.ts'
import { draftFilesOf, presentCase } from './suggestion.view.ts'
import { isBeforeRegistration } from './suggestion-course.ts'

/** The case as co-signing knows it. */
export async function cosignedOf(
  trx: Trx,
  { suggestion, cosigners }: SuggestionCase,
): Promise<Cosigned & { isBinding: boolean }> {
  const { id } = suggestion
  const isOpen = isOpenForCosigning(suggestion.status as SuggestionState)
  return {
    kind: 'suggestion',
    id,
    termId: suggestion.term_id,
    leadMandateId: suggestion.lead_mandate_id,
    text: suggestion,
    files: isOpen ? await findFileIds(trx, { caseKind: 'suggestion', caseId: id }, 'draft') : [],
    cosigners,
    isOpen,
    isBinding: !isBeforeRegistration(suggestion.status as SuggestionState),
  }
}

/** With the first name asked for or given a draft is being co-signed. */
async function markCosigning(trx: Trx, { id, status }: { id: string; status: string }): Promise<void> {
  const state = status as SuggestionState
  if (state !== 'returned_for_revision') await saveState(trx, id, suggestionProcess.next(state, 'invite'))
}

export function invite(
  app: App,
  actor: Actor,
  id: string,
  version: number,
  mandateIds: string[],
): Promise<SuggestionView> {
  return changeCase(app, actor, id, version, async (trx, kase) => {
    mayEdit(actor, kase)
    await inviteTo(app, trx, actor, await cosignedOf(trx, kase), mandateIds)
    await markCosigning(trx, kase.suggestion)
  })
}

export function withdrawInvitation(app: App, actor: Actor, id: string, mandateId: string): Promise<SuggestionView> {
  return changeCase(app, actor, id, null, async (trx, kase) => {
    mayEdit(actor, kase)
    await takeBackInvitation(app, trx, actor, await cosignedOf(trx, kase), mandateId)
  })
}

export async function listInvitable(app: App, actor: Actor, id: string, q: string) {
  const kase = await loadSeen(app.db, actor, id)
  mayEdit(actor, kase)
  const { term_id: termId, lead_mandate_id: leadMandateId } = kase.suggestion
  return findInvitable(app.db, { caseId: id, termId, leadMandateId, q })
}

export function answerCosign(app: App, actor: Actor, id: string, answer: CosignAnswer): Promise<SuggestionView> {
  asMandate(actor)
  return changeCase(app, actor, id, null, async (trx, kase) =>
    answerTo(app, trx, actor, await cosignedOf(trx, kase), answer),
  )
}

/** Until the registration; from then on the name stands. */
export function withdrawCosign(app: App, actor: Actor, id: string, reason: string): Promise<SuggestionView> {
  asMandate(actor)
  return changeCase(app, actor, id, null, async (trx, kase) =>
    takeNameBack(app, trx, actor, await cosignedOf(trx, kase), reason),
  )
}

/** A draft is open to a colleague while its lead is willing; to everybody else, and otherwise, it does not exist. */
function checkWelcomes(
  actor: Actor,
  suggestion: Awaited<ReturnType<typeof findSuggestion>>,
): asserts suggestion is NonNullable<typeof suggestion> {
  asMandate(actor)
  if (!(suggestion && mayJoin(actor, suggestion))) throw new Refusal('not_found', 'suggestion.not_found')
}

/** Nobody joins a draft whose lead is suspended or gone: nobody could submit it (代表法 art. 61, 62). */
function checkLead(lead: { status: string }): void {
  if (!canAct(lead)) throw new Refusal('not_found', 'suggestion.not_found')
}

/** The text of a draft that may be joined and what hangs on it, for who reads it before they put their name under it. */
export async function getJoinable(app: App, actor: Actor, id: string): Promise<JoinableView> {
  const suggestion = await findSuggestion(app.db, id)
  checkWelcomes(actor, suggestion)
  const { lead } = await loadFrame(app.db, suggestion)
  checkLead(lead)
  const { title, subject, grounds, proposal } = suggestion
  const attachments = (
    await attachmentsOf(app.db, actor, { caseKind: 'suggestion', caseId: id }, joinableFiles)
  ).filter(({ state }) => state === 'clean')
  const textSha256 = digestOf(suggestion, draftFilesOf(attachments))
  return { id, title, subject, grounds, proposal, attachments, leadName: lead.name, textSha256 }
}

const joinableFiles = { maySee: ({ place }: { place: string }) => place === 'draft', isActDone: () => true }

/** 联名附议: instead of writing the same once more. Under the lock, so that it never meets a submission half-way. */
export async function join(app: App, actor: Actor, id: string, textSha256: string): Promise<SuggestionView> {
  asMandate(actor)
  const whole = await app.db.transaction().execute(async (trx) => {
    const locked = await lockSuggestion(trx, id)
    checkWelcomes(actor, locked)
    const kase = await completeCase(trx, locked)
    checkLead(kase.lead)
    await joinTo(app, trx, actor, await cosignedOf(trx, kase), textSha256)
    await markCosigning(trx, locked)
    return settleCase(app, trx, id, kase, actor)
  })
  return presentCase(app, app.db, actor, whole)
}
