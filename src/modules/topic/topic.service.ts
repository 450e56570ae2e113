import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import type { TopicDraft, TopicView } from './topic.contract.ts'
import { asKeeper, mayKeepTopic, maySeeTopic } from './topic.policy.ts'
import {
  findClaims,
  findLinks,
  getTopicRow,
  insertTopic,
  lockTopic,
  saveClaim,
  saveTopic,
  saveTopicState,
  touchTopic,
} from './topic.queries.ts'
import { type EventOfTopic, recordTopic } from './topic.record.ts'
import { type ClaimAction, type ClaimState, claimProcess, isPast, type TopicState, topicProcess } from './topic.ts'
import { presentTopic } from './topic.view.ts'

export async function getTopic(app: App, actor: Actor, id: string): Promise<TopicView> {
  const topic = await getTopicRow(app.db, id)
  maySeeTopic(actor, topic)
  const links = await findLinks(app.db, id)
  return presentTopic(actor, topic, await findClaims(app.db, id), links, shanghaiDate(app.clock.now()))
}

export type LockedTopic = Awaited<ReturnType<typeof lockTopic>>

/** Lock, may see, not stale; then the story; then a new version and the image of the topic on record. */
export async function changeTopic(
  app: App,
  actor: Actor,
  id: string,
  version: number | null,
  story: (trx: Trx, topic: LockedTopic) => Promise<EventOfTopic | undefined>,
): Promise<TopicView> {
  await app.db.transaction().execute(async (trx) => {
    const topic = await lockTopic(trx, id)
    maySeeTopic(actor, topic)
    if (version !== null && topic.version !== version) throw new Refusal('conflict', 'topic.stale_version')
    const event = await story(trx, topic)
    if (!event) return
    await touchTopic(trx, id, app.clock.now())
    await recordTopic(app, trx, id, actor, event)
  })
  return getTopic(app, actor, id)
}

export async function createTopic(app: App, actor: Actor, draft: TopicDraft): Promise<TopicView> {
  const keeper = asKeeper(actor)
  checkDay(app, draft.openUntil)
  const id = app.ids.uuid()
  await app.db.transaction().execute(async (trx) => {
    const at = app.clock.now()
    await insertTopic(trx, { ...draft, id, congressId: keeper.congressId, organId: keeper.organId, at })
    await recordTopic(app, trx, id, actor, { type: 'topic.drafted', to: 'draft' })
  })
  return getTopic(app, actor, id)
}

/** A published topic can still be corrected; there are never more claims than places. */
export function changeTopicWords(
  app: App,
  actor: Actor,
  id: string,
  version: number,
  draft: TopicDraft,
): Promise<TopicView> {
  return changeTopic(app, actor, id, version, async (trx, topic) => {
    mayKeepTopic(actor, topic)
    if (topicProcess.isFinal(topic.status as TopicState)) throw new Refusal('conflict', 'topic.over')
    if (draft.openUntil !== topic.open_until) checkDay(app, draft.openUntil)
    const held = (await findClaims(trx, id)).filter(({ ended_at }) => ended_at === null).length
    if (draft.claimsMax !== null && draft.claimsMax < held) {
      throw new Refusal('conflict', 'topic.more_claims_than_places', { held })
    }
    await saveTopic(trx, id, draft)
    return { type: 'topic.corrected' }
  })
}

const checkDay = (app: App, day: string | null): void => {
  if (isPast(day, shanghaiDate(app.clock.now()))) throw new Refusal('invalid', 'topic.day_is_past')
}

export function publishTopic(app: App, actor: Actor, id: string, version: number): Promise<TopicView> {
  return changeTopic(app, actor, id, version, async (trx, topic) => {
    mayKeepTopic(actor, topic)
    const to = topicProcess.next(topic.status as TopicState, 'publish')
    checkDay(app, topic.open_until)
    await saveTopicState(trx, id, to, { published_at: app.clock.now() })
    return { type: 'topic.published', from: topic.status, to }
  })
}

export function closeTopic(app: App, actor: Actor, id: string, version: number): Promise<TopicView> {
  return changeTopic(app, actor, id, version, async (trx, topic) => {
    mayKeepTopic(actor, topic)
    return endTopic(app, trx, topic, 'close')
  })
}

export function withdrawTopic(app: App, actor: Actor, id: string, version: number, reason: string): Promise<TopicView> {
  return changeTopic(app, actor, id, version, async (trx, topic) => {
    mayKeepTopic(actor, topic)
    return { ...(await endTopic(app, trx, topic, 'withdraw')), note: reason }
  })
}

/** With the topic end the claims that have come to nothing yet; those with a suggestion stay what they are. */
export async function endTopic(
  app: App,
  trx: Trx,
  topic: LockedTopic,
  action: 'close' | 'withdraw',
): Promise<EventOfTopic> {
  const to = topicProcess.next(topic.status as TopicState, action)
  const at = app.clock.now()
  const end: ClaimAction = action === 'close' ? 'expire' : 'release'
  for (const claim of await findClaims(trx, topic.id)) {
    const state = claim.status as ClaimState
    if (claimProcess.allows(state, end)) {
      await saveClaim(trx, claim.id, { status: claimProcess.next(state, end), ended_at: at }, at)
    }
  }
  await saveTopicState(trx, topic.id, to, { closed_at: at })
  return { type: action === 'close' ? 'topic.closed' : 'topic.withdrawn', from: topic.status, to }
}
