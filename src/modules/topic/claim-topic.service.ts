import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { createDraft } from '#modules/suggestion/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import type { TopicView } from './topic.contract.ts'
import { categoryOf } from './topic.contract.ts'
import { asDeputy, mayActOnClaim, topicScopeOf } from './topic.policy.ts'
import {
  deleteLink,
  findClaims,
  findLinkable,
  findLinkOf,
  findLinks,
  getClaim,
  getTopicRow,
  insertClaim,
  insertLink,
  lockOwnSuggestion,
  saveClaim,
} from './topic.queries.ts'
import { changeTopic, type LockedTopic } from './topic.service.ts'
import { type ClaimState, claimProcess, isPast, linkableStates, placesLeft, unlinkableStates } from './topic.ts'

/** 领题: the topic is locked while its places are counted, so that the last place is given once. */
export function claimTopic(app: App, actor: Actor, id: string): Promise<TopicView> {
  const mandate = asDeputy(actor)
  return changeTopic(app, actor, id, null, async (trx, topic) => {
    checkOpen(app, topic)
    const live = (await findClaims(trx, id)).filter(({ ended_at }) => ended_at === null)
    if (live.some(({ mandate_id }) => mandate_id === mandate.id)) throw new Refusal('conflict', 'topic.already_claimed')
    if (placesLeft({ claimsMax: topic.claims_max, held: live.length }) === 0) {
      throw new Refusal('conflict', 'topic.no_place_left', { claimsMax: topic.claims_max })
    }
    const claimId = app.ids.uuid()
    await insertClaim(trx, { id: claimId, topicId: id, mandateId: mandate.id, at: app.clock.now() })
    return { type: 'topic.claimed', data: { claimId } }
  })
}

function checkOpen(app: App, topic: LockedTopic): void {
  if (topic.status !== 'published') throw new Refusal('conflict', 'topic.not_open')
  if (isPast(topic.open_until, shanghaiDate(app.clock.now()))) throw new Refusal('too_late', 'topic.past')
}

type Claim = Awaited<ReturnType<typeof getClaim>>
type ClaimStory = Parameters<typeof changeTopic>[4] extends (trx: Trx, topic: LockedTopic) => infer Told
  ? (trx: Trx, claim: Claim, topic: LockedTopic) => Told
  : never

/** One's own claim, under the lock of its topic. Somebody else's topic and claim look absent. */
async function changeClaim(app: App, actor: Actor, claimId: string, story: ClaimStory): Promise<TopicView> {
  const { topic_id } = await getClaim(app.db, topicScopeOf(actor), claimId)
  return changeTopic(app, actor, topic_id, null, async (trx, topic) => {
    const claim = await getClaim(trx, topicScopeOf(actor), claimId)
    mayActOnClaim(actor, claim)
    return story(trx, claim, topic)
  })
}

/** 退题: gives the place to others; the reason stays on record. */
export function releaseClaim(app: App, actor: Actor, claimId: string, reason: string): Promise<TopicView> {
  return changeClaim(app, actor, claimId, async (trx, claim) => {
    const at = app.clock.now()
    const status = claimProcess.next(claim.status as ClaimState, 'release')
    await saveClaim(trx, claimId, { status, ended_at: at }, at)
    return { type: 'topic.claim_released', data: { claimId }, note: reason }
  })
}

export function saveNotes(
  app: App,
  actor: Actor,
  claimId: string,
  change: { version: number; notes: string },
): Promise<TopicView> {
  return changeClaim(app, actor, claimId, async (trx, claim) => {
    if (claim.version !== change.version) throw new Refusal('conflict', 'topic.stale_version')
    const from = claim.status as ClaimState
    const status = claimProcess.next(from, 'research')
    await saveClaim(trx, claimId, { status, research_notes: change.notes }, app.clock.now())
    return { type: 'topic.researched', data: { claimId } }
  })
}

/** The same link again changes nothing, so that a tap that was sent twice is one link. */
export function linkSuggestion(app: App, actor: Actor, claimId: string, suggestionId: string): Promise<TopicView> {
  return changeClaim(app, actor, claimId, async (trx, claim) => {
    const suggestion = await lockOwnSuggestion(trx, suggestionId, claim.mandate_id)
    if (!suggestion) throw new Refusal('invalid', 'topic.not_your_suggestion')
    const known = await findLinkOf(trx, suggestionId)
    if (known?.claim_id === claimId) return undefined
    if (known) throw new Refusal('conflict', 'topic.linked_elsewhere')
    if (!linkableStates.includes(suggestion.status)) throw new Refusal('conflict', 'topic.not_linkable')
    const at = app.clock.now()
    const status = claimProcess.next(claim.status as ClaimState, 'link')
    await saveClaim(trx, claimId, { status }, at)
    await insertLink(trx, claimId, suggestionId, at)
    return { type: 'topic.suggestion_linked', data: { claimId, suggestionId } }
  })
}

/** While the suggestion is still its writer's own; what was submitted stays with its topic. */
export function unlinkSuggestion(app: App, actor: Actor, claimId: string, suggestionId: string): Promise<TopicView> {
  return changeClaim(app, actor, claimId, async (trx, claim) => {
    const suggestion = await lockOwnSuggestion(trx, suggestionId, claim.mandate_id)
    const links = (await findLinks(trx, claim.topic_id)).filter(({ claim_id }) => claim_id === claimId)
    if (!suggestion || !links.some(({ suggestion_id }) => suggestion_id === suggestionId)) {
      throw new Refusal('not_found', 'topic.not_found')
    }
    if (!unlinkableStates.includes(suggestion.status)) throw new Refusal('conflict', 'topic.not_unlinkable')
    await deleteLink(trx, claimId, suggestionId)
    const state = claim.status as ClaimState
    if (links.length === 1)
      await saveClaim(trx, claimId, { status: claimProcess.next(state, 'unlink') }, app.clock.now())
    return { type: 'topic.suggestion_unlinked', data: { claimId, suggestionId } }
  })
}

/** One tap: a draft that begins with the topic's words, linked to the claim. The device's id makes it safe to repeat. */
export async function startDraft(app: App, actor: Actor, claimId: string, suggestionId: string): Promise<TopicView> {
  const claim = await getClaim(app.db, topicScopeOf(actor), claimId)
  const topic = await getTopicRow(app.db, claim.topic_id)
  mayActOnClaim(actor, claim)
  // refused before a draft is made that nothing would be linked to
  claimProcess.next(claim.status as ClaimState, 'link')
  await createDraft(app, actor, {
    id: suggestionId,
    title: topic.title,
    subject: topic.direction.slice(0, 200),
    grounds: '',
    proposal: '',
    category: categoryOf(topic.category),
    confidential: false,
    wishesPublication: true,
    welcomesCosigners: false,
  })
  return linkSuggestion(app, actor, claimId, suggestionId)
}

export async function listLinkable(app: App, actor: Actor, claimId: string) {
  const claim = await getClaim(app.db, topicScopeOf(actor), claimId)
  mayActOnClaim(actor, claim)
  const rows = await findLinkable(app.db, claim.mandate_id, linkableStates)
  return rows.map(({ id, title, status }) => ({ id, title, state: status }))
}
