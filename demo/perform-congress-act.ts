import type { Actor } from '#kernel/actor.ts'
import { getMeeting, handOverSome, keepMinutes, pickCases, planMeeting, signList } from '#modules/handover/index.ts'
import { listSessions, setMotionDeadline } from '#modules/motion/index.ts'
import {
  claimTopic,
  closeTopic,
  createTopic,
  linkSuggestion,
  publishTopic,
  releaseClaim,
  saveNotes,
  withdrawTopic,
} from '#modules/topic/index.ts'
import { deputyOf, mandateIdOf, officerOf } from './cast.ts'
import { findLiveClaim, findSessionId, findTopicVersion } from './congress-acts.queries.ts'
import { type CongressStage, caseIdOf, idOf } from './congress-stage.ts'
import type { MeetingAct, MotionAct, OversightAct, SessionAct, TopicAct } from './generator/congress-acts.types.ts'
import { addDays } from './generator/days.ts'
import { performOnMotion } from './perform-motion-act.ts'
import { performOnOversight } from './perform-oversight-act.ts'

type CongressAct = MotionAct | SessionAct | TopicAct | OversightAct | MeetingAct

/** Does what the congress and its organs do beside the stories, through the use cases that are there for it. */
export async function performCongressAct(stage: CongressStage, act: CongressAct): Promise<void> {
  if ('motion' in act) await performOnMotion(stage, act)
  else if ('topic' in act) await performOnTopic(stage, act)
  else if ('oversight' in act) await performOnOversight(stage, act)
  else if ('meeting' in act) await performOnMeeting(stage, act)
  else await setDeadline(stage, act)
}

async function setDeadline({ app, cast }: CongressStage, act: SessionAct): Promise<void> {
  const office =
    act.congress === 'district'
      ? officerOf(cast, 'daibiaogongwei', 'deputy_office')
      : officerOf(cast, `${act.congress}-zhuxituan`, 'presidium')
  const id = await findSessionId(app.db, office.acting?.congressId ?? '', act.session)
  const { version = 0 } = (await listSessions(app, office)).items.find((one) => one.id === id) ?? {}
  await setMotionDeadline(app, office, id, { version, deadline: act.deadline })
}

/** So long topics with few places are still open on the demo's day. */
const topicDays = 33

async function performOnTopic(stage: CongressStage, act: TopicAct): Promise<void> {
  const { app, cast, district, ids } = stage
  const topic = district.topics.find(({ key }) => key === act.topic)
  if (!topic) throw new Error(`no topic ${act.topic}`)
  const role = topic.congress ? 'presidium' : topic.keeper === 'daibiaogongwei' ? 'deputy_office' : 'committee'
  const keeper = officerOf(cast, topic.keeper, role)
  if (act.do === 'draftTopic') {
    const { title, background, direction, category, claimsMax = null, state } = topic
    const openUntil = state === 'published' && claimsMax !== null ? addDays(district.today, topicDays) : null
    const draft = { title, background, direction, category, claimsMax, openUntil }
    ids.set(act.topic, (await createTopic(app, keeper, draft)).id)
    return
  }
  const id = idOf(stage, act.topic)
  if ('mandate' in act) return performClaim(stage, id, act)
  const version = await findTopicVersion(app.db, id)
  if (act.do === 'publishTopic') await publishTopic(app, keeper, id, version)
  else if (act.do === 'closeTopic') await closeTopic(app, keeper, id, version)
  else if (act.do === 'withdrawTopic') await withdrawTopic(app, keeper, id, version, act.reason)
}

async function performClaim(
  stage: CongressStage,
  id: string,
  act: Extract<TopicAct, { mandate: string }>,
): Promise<void> {
  const { app, cast } = stage
  const deputy = deputyOf(cast, act.mandate)
  if (act.do === 'claimTopic') {
    await claimTopic(app, deputy, id)
    return
  }
  const claim = await findLiveClaim(app.db, id, mandateIdOf(deputy))
  if (act.do === 'releaseTopic') await releaseClaim(app, deputy, claim.id, act.reason)
  else if (act.do === 'linkToTopic') await linkSuggestion(app, deputy, claim.id, caseIdOf(stage, act.story))
  else await saveNotes(app, deputy, claim.id, { version: claim.version, notes: act.notes })
}

async function performOnMeeting(stage: CongressStage, act: MeetingAct): Promise<void> {
  const { app, cast, ids } = stage
  const office = officerOf(cast, 'daibiaogongwei', 'deputy_office')
  if (act.do === 'planMeeting') {
    const { title, line, heldOn, place, note } = act
    ids.set(act.meeting, (await planMeeting(app, office, { title, line, heldOn, place, note })).id)
    return
  }
  const id = idOf(stage, act.meeting)
  switch (act.do) {
    case 'pickCases':
      await pickCases(app, office, id, { suggestionIds: act.stories.map((story) => caseIdOf(stage, story)) })
      return
    case 'handOverAll':
      await handOverAll(stage, office, id)
      return
    case 'signLists':
      await signLists(stage, office, id, act.note)
      return
    case 'keepMinutes':
      await keepMinutes(app, office, id, (await getMeeting(app, office, id)).version, act.minutes)
  }
}

/** The program hands over a few at a time, and the office presses again until nothing waits. */
async function handOverAll({ app }: CongressStage, office: Actor, id: string): Promise<void> {
  for (;;) {
    const { progress, cases } = await handOverSome(app, office, id, { retry: false })
    const failed = cases.find(({ failure }) => failure !== null)
    if (failed) throw new Error(`${failed.number} could not be handed over: ${failed.failure}`)
    if (progress.waiting === 0) return
  }
}

const signingMs = 90_000

/** One unit after the other comes to the desk. */
async function signLists(stage: CongressStage, office: Actor, id: string, note: string): Promise<void> {
  const { app, cast } = stage
  const { units } = await getMeeting(app, office, id)
  const keys = new Map([...cast.organIds].map(([key, organId]) => [organId, key]))
  for (const { unitId } of units) {
    app.clock.set(new Date(app.clock.now().getTime() + signingMs))
    await signList(app, officerOf(cast, keys.get(unitId) ?? '', 'unit_clerk'), id, note)
  }
}
