import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { digestOf } from '#modules/cosign/index.ts'
import {
  acknowledge,
  answerCosign,
  assign,
  concludeReview,
  confirmCommitment,
  confirmConsulted,
  confirmPublication,
  createDraft,
  decideDeadline,
  decideReturn,
  draftReply,
  evaluate,
  findAssignments,
  fulfilCommitment,
  getPublication,
  giveCoOpinion,
  invite,
  nameReader,
  noteConsultation,
  planAssignment,
  prepare,
  readReply,
  redactCopy,
  register,
  reopen,
  requestExtension,
  requestPause,
  requestReturn,
  review,
  sendReply,
  signOff,
  split,
  submit,
  withdraw,
} from '#modules/suggestion/index.ts'
import { type AtomicApp, unseen } from './atomic-app.ts'
import { type Cast, deputyOf, mandateIdOf, officerOf, organIdOf } from './cast.ts'
import {
  findCaseVersion,
  findLastReplies,
  findOpenCommitment,
  findOpenConsultation,
  findOpenRequest,
  findSessionEnd,
} from './demo.queries.ts'
import type { DemoStory } from './district.types.ts'
import type { Act, FollowingAct } from './generator/story-acts.types.ts'
import type { Loading } from './loading.queries.ts'

export type Stage = {
  app: AtomicApp
  cast: Cast
  about: Loading['about']
  stories: ReadonlyMap<string, DemoStory>
  /** The story's suggestion, by the key of the story. */
  caseIds: Map<string, string>
}

type Scene = Stage & {
  /** For what is more than one transaction: its acts come back. */
  returning: AtomicApp
  story: DemoStory
  id: string
  sponsor: Actor
  office: (order: number) => Actor
  planner: Actor
}

/** Does one act of a story through the use case of the program that is there for it. */
export async function performAct(stage: Stage, act: Act & { story: string }): Promise<void> {
  const { app, cast, about, stories, caseIds } = stage
  const story = stories.get(act.story)
  if (!story) throw new Error(`no story ${act.story}`)
  const id = caseIds.get(story.key) ?? app.ids.uuid()
  caseIds.set(story.key, id)
  const isOfTown = story.congress === 'township'
  const presidium = `${story.town}-zhuxituan`
  const office = (order: number): Actor =>
    isOfTown
      ? officerOf(cast, presidium, 'presidium', order)
      : officerOf(cast, 'daibiaogongwei', 'deputy_office', order)
  const planner = isOfTown ? office(1) : officerOf(cast, 'zhengfuban', 'gov_office', 1)
  const sponsor = deputyOf(cast, story.sponsorKey)
  const doAct = (acting: AtomicApp): Promise<unknown> => {
    const scene: Scene = { ...stage, app: acting, returning: app, story, id, sponsor, office, planner }
    return isByUnit(act) ? performByUnit(scene, act) : perform(scene, act)
  }
  // a merging writes to two cases
  const touchesOthers = act.do === 'review' && act.into !== undefined
  await (touchesOthers ? unseen(app, doAct) : about(id, () => unseen(app, doAct)))
}

type UnitAct = Exclude<Extract<Act, { unit: string }>, { do: 'evaluate' }>
const isByUnit = (act: Act): act is UnitAct => 'unit' in act && act.do !== 'evaluate'

// acts on the case itself, which name the version that they are about
const versioned: readonly Act['do'][] = [
  'invite',
  'submit',
  'withdraw',
  'register',
  'review',
  'plan',
  'assign',
  'concludeReview',
  'split',
  'reopen',
]

/** Who takes it in: while its session goes on the secretariat, which the townships have not; else the office. */
async function intake({ app, cast, story, id, office }: Scene, order: 0 | 1): Promise<Actor> {
  const end = story.congress === 'township' ? null : await findSessionEnd(app.db, id)
  const isInSession = end !== null && end >= shanghaiDate(app.clock.now())
  return isInSession ? officerOf(cast, 'mishuchu', 'secretariat', order) : office(order * 2)
}

async function perform(scene: Scene, act: Exclude<Act, UnitAct>): Promise<unknown> {
  const { app, cast, story, id, sponsor, office, planner } = scene
  const version = versioned.includes(act.do) ? await findCaseVersion(app.db, id) : 0
  switch (act.do) {
    case 'draft':
      return createDraft(app, sponsor, { id, ...draftOf(story) })
    case 'invite':
      return invite(
        app,
        sponsor,
        id,
        version,
        act.mandates.map((key) => mandateIdOf(deputyOf(cast, key))),
      )
    case 'cosign':
      return answerCosign(
        app,
        deputyOf(cast, act.mandate),
        id,
        act.agree ? { agree: true, textSha256: digestOf(draftOf(story)) } : { agree: false },
      )
    case 'submit':
      return submit(app, sponsor, id, version)
    case 'withdraw':
      return withdraw(app, sponsor, id, version, act.reason)
    case 'register':
      return register(app, await intake(scene, 1), id, version)
    case 'review': {
      const into = act.into === undefined ? undefined : scene.caseIds.get(act.into)
      const { decision, reason } = act
      return review(app, await intake(scene, 0), id, {
        version,
        decision,
        reason,
        ...(into === undefined ? {} : { mergeIntoId: into }),
      })
    }
    case 'plan': {
      const units = act.units.map(({ unit, part }) => ({ unitId: organIdOf(cast, unit), part }))
      return planAssignment(app, planner, id, { version, units, note: '' })
    }
    case 'assign':
      return assign(app, office(0), id, version)
    case 'evaluate': {
      const assignment = await partOf(scene, act.unit)
      const { attitude, result, reason } = act
      return evaluate(app, sponsor, assignment.id, { attitude, result, opinion: reason })
    }
    case 'concludeReview':
      return concludeReview(app, office(0), id, { version, reason: act.opinion })
    case 'grantDeadline':
      return decideDeadline(app, planner, await findOpenRequest(app.db, id), { approve: true, reason: act.reason })
    case 'split':
      return split(app, await intake(scene, 1), id, { version, reason: act.reason, parts: partsOf(story) })
    case 'reopen':
      return reopen(app, office(0), id, { version, reason: act.reason })
    default:
      return performFollowing(scene, act)
  }
}

/** Readings, promises and the way to the public. */
async function performFollowing(scene: Scene, act: FollowingAct): Promise<unknown> {
  const { app, returning, cast, story, id, sponsor, office } = scene
  const clerk = officerOf(cast, story.lead, 'unit_clerk')
  switch (act.do) {
    case 'confirmConsultation':
      return confirmConsulted(app, sponsor, await findOpenConsultation(app.db, id))
    case 'readReply': {
      for (const reply of await findLastReplies(app.db, id)) {
        await unseen(returning, (each) => readReply(each, deputyOf(cast, act.mandate), reply.id))
      }
      return undefined
    }
    case 'keepPromise':
      return fulfilCommitment(app, clerk, await findOpenCommitment(app.db, id, 'open'), act.evidence)
    case 'confirmPromise':
      return confirmCommitment(app, sponsor, await findOpenCommitment(app.db, id, 'fulfilled'))
    case 'preparePublication':
      return prepare(app, office(2), id)
    case 'redactPublication': {
      const { version, content } = await getPublication(app, office(2), id)
      return redactCopy(app, office(2), id, { version, content })
    }
    case 'agreePublication':
      return confirmPublication(app, sponsor, id, 'agreement')
    case 'releasePublication':
      return confirmPublication(app, office(0), id, 'release')
  }
}

const draftOf = (story: DemoStory) => ({
  title: story.title,
  subject: story.cause,
  grounds: story.grounds,
  proposal: story.measures.map((measure, index) => `${index + 1}. ${measure}`).join('\n'),
  category: story.category,
  confidential: story.confidential ?? false,
  wishesPublication: story.confidential !== true,
  welcomesCosigners: story.state === 'cosigning' && story.confidential !== true,
})

/** The part that a unit has in the case now. */
async function partOf({ app, cast, id }: Scene, unit: string) {
  const unitId = organIdOf(cast, unit)
  const parts = await findAssignments(app.db, id)
  const part = parts.find(({ unit_id, status }) => unit_id === unitId && !['reassigned', 'cancelled'].includes(status))
  if (!part) throw new Error(`${unit} has no part in ${id}`)
  return part
}

/** Each of the first two measures as a matter of its own. */
const partsOf = (story: DemoStory) =>
  story.measures.slice(0, 2).map((measure) => {
    const { subject, grounds, category } = draftOf(story)
    const matter = measure.split(/[，。、；]/u)[0] ?? ''
    return { title: `关于${matter}的建议`, subject, grounds, proposal: measure, category }
  })

async function performByUnit(scene: Scene, act: UnitAct): Promise<unknown> {
  const { app, cast, story, id, planner } = scene
  const head = officerOf(cast, act.unit, 'unit_head')
  // a confidential case reaches a unit's head alone; the head names the clerk who works on it
  const clerk = story.confidential && act.do !== 'draftReply' ? head : officerOf(cast, act.unit, 'unit_clerk')
  const assignment = await partOf(scene, act.unit)
  const { version } = assignment
  switch (act.do) {
    case 'acknowledge':
      if (!story.confidential) return acknowledge(app, clerk, assignment.id, version)
      await acknowledge(scene.returning, clerk, assignment.id, version)
      return nameReader(app, head, id, officerOf(cast, act.unit, 'unit_clerk').personId)
    case 'askReturn':
      return requestReturn(app, clerk, assignment.id, { version, reason: act.reason })
    case 'allowReturn':
      return decideReturn(app, planner, assignment.id, { version, approve: true, reason: act.reason })
    case 'consult': {
      const mandateId = mandateIdOf(scene.sponsor)
      const { means, heldOn, summary } = act
      return noteConsultation(app, clerk, assignment.id, { mandateId, means, heldOn, summary })
    }
    case 'giveOpinion':
      return giveCoOpinion(app, clerk, assignment.id, { version, opinion: act.text })
    case 'askExtension':
      return requestExtension(app, clerk, assignment.id, { version, n: act.months, reason: act.reason })
    case 'askPause':
      return requestPause(app, clerk, assignment.id, { version, reason: act.reason })
    case 'draftReply': {
      const { body, class: replyClass, commitments } = act
      return draftReply(app, clerk, assignment.id, { version, body, class: replyClass, commitments: [...commitments] })
    }
    case 'signReply':
      return signOff(app, head, assignment.id, version)
    case 'sendReply':
      return sendReply(app, clerk, assignment.id, version)
    case 'checkPublication':
      return confirmPublication(app, clerk, id, 'secrecy-check')
  }
}
