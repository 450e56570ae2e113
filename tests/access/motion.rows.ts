import { agreeTo } from '#modules/cosign/cosign.given.ts'
import type { MotionSessions, MotionView } from '#modules/motion/motion.contract.ts'
import { given, motionIn, motionOf } from '#modules/motion/motion.given.ts'
import { type ActorName, deputies, notDeputies, signedIn } from './actors.ts'
import type { Ask } from './ask.ts'
import type { Rows } from './row.ts'
import type { World } from './world.ts'

const sponsors: readonly ActorName[] = ['lead', 'cosigner']
const withOffice: readonly ActorName[] = [...sponsors, 'office']

type Make = (world: World) => Promise<MotionView>
type Crowd = { sessionId: string; others: { mandateId: string; agree(id: string): Promise<MotionView> }[] }
const crowds = new WeakMap<World, Promise<Crowd>>()

/** A session that is open, and eight deputies besides the two who knock: with them ten. */
function crowdOf(world: World): Promise<Crowd> {
  const known = crowds.get(world)
  if (known) return known
  const made = (async () => {
    const { congress } = world.actors.places
    const sessionId = await given.session(world.app, congress)
    const others: Crowd['others'] = []
    for (let count = 0; count < 8; count += 1) {
      const one = await given.deputy(world.app, { congress })
      const agree = (id: string) => motionIn(world.as(one).post(`/api/motions/${id}/cosign`, agreeTo(motionOf())))
      others.push({ mandateId: one.mandateId, agree })
    }
    return { sessionId, others }
  })()
  crowds.set(world, made)
  return made
}

const on = (world: World, by: ActorName, { id, version }: MotionView, path: string, body: object = {}) =>
  motionIn(world.by(by).post(`/api/motions/${id}/${path}`, { version, ...body }))

const drafted: Make = async (world) =>
  motionIn(world.by('lead').post('/api/motions', { id: world.app.ids.uuid(), ...motionOf() }))

const invited: Make = async (world) => {
  const { others } = await crowdOf(world)
  const mandateIds = [world.actors.cosigner.mandateId, ...others.map(({ mandateId }) => mandateId)]
  return on(world, 'lead', await drafted(world), 'invitations', { mandateIds })
}

const cosigned: Make = async (world) => {
  const { id } = await invited(world)
  for (const { agree } of (await crowdOf(world)).others) await agree(id)
  return motionIn(world.by('cosigner').post(`/api/motions/${id}/cosign`, agreeTo(motionOf())))
}

const submitted: Make = async (world) => on(world, 'lead', await cosigned(world), 'submit')
const registered: Make = async (world) => on(world, 'office', await submitted(world), 'registration')
const checked: Make = async (world) => on(world, 'office', await registered(world), 'check', { pass: true })
const onAgenda: Make = async (world) => on(world, 'office', await checked(world), 'decision', { decision: 'agenda' })
const deliberated: Make = async (world) => on(world, 'office', await onAgenda(world), 'deliberation')
const referred: Make = async (world) => {
  const committeeId = world.actors.committee.organ.id
  return on(world, 'office', await checked(world), 'decision', { decision: 'committee', committeeId })
}
const unwanted: Make = async (world) => on(world, 'lead', await onAgenda(world), 'withdrawal', { reason: '合并。' })

const welcoming: Make = async (world) =>
  motionIn(
    world.by('lead').post('/api/motions', { id: world.app.ids.uuid(), ...motionOf({ welcomesCosigners: true }) }),
  )
const putAway: Make = async (world) => on(world, 'lead', await drafted(world), 'withdrawal', { reason: '已联名。' })

const about =
  (make: Make, body?: object) =>
  async (world: World): Promise<Ask> => {
    const { id, version } = await make(world)
    return { path: { id }, ...(body && { body: { version, ...body } }) }
  }

/** 议案. Without a secretariat and a presidium of its own, the county's office takes motions in and enters decisions. */
export const motionRows: Rows = {
  'GET /api/motions': { may: signedIn },
  'POST /api/motions': {
    may: deputies,
    never: 'rest',
    done: 201,
    ask: ({ app }) => ({ body: { id: app.ids.uuid(), ...motionOf() } }),
  },
  'PUT /api/motions/{id}': { may: ['lead'], sees: ['cosigner'], ask: about(invited, motionOf()) },
  'GET /api/motions/{id}/invitable': { may: ['lead'], sees: ['cosigner'], ask: about(invited) },
  'POST /api/motions/{id}/invitations': {
    may: ['lead'],
    ask: (world) => about(drafted, { mandateIds: [world.actors.cosigner.mandateId] })(world),
  },
  'POST /api/motions/{id}/cosign': {
    may: ['cosigner'],
    sees: ['lead'],
    never: notDeputies,
    ask: about(invited, agreeTo(motionOf())),
  },
  'POST /api/motions/{id}/cosign-withdrawal': {
    may: ['cosigner'],
    sees: ['lead'],
    never: notDeputies,
    ask: about(cosigned, { reason: '本人另有意见。' }),
  },
  'DELETE /api/motions/{id}/invitations/{mandateId}': {
    may: ['lead'],
    sees: ['cosigner'],
    ask: async (world) => ({
      path: { id: (await invited(world)).id, mandateId: world.actors.cosigner.mandateId },
    }),
  },
  'POST /api/motions/{id}/submit': { may: ['lead'], sees: ['cosigner'], ask: about(cosigned, {}) },
  'POST /api/motions/{id}/conversion': { may: ['lead'], sees: ['cosigner'], ask: about(cosigned, {}) },
  'GET /api/motions/{id}': { may: withOffice, ask: about(submitted) },
  'GET /api/motions/{id}/joinable': {
    may: ['lead', 'cosigner', 'stranger'],
    never: notDeputies,
    ask: async (world) => ({ path: { id: (await welcoming(world)).id } }),
  },
  'POST /api/motions/{id}/joining': {
    may: ['cosigner', 'stranger'],
    sees: ['lead'],
    never: notDeputies,
    ask: async (world) => {
      const { id, textSha256 } = await welcoming(world)
      return { path: { id }, body: { textSha256 } }
    },
  },
  'POST /api/motions/{id}/restoration': { may: ['lead'], ask: about(putAway, {}) },
  'POST /api/motions/{id}/registration': { may: ['office'], sees: sponsors, ask: about(submitted, {}) },
  'POST /api/motions/{id}/check': { may: ['office'], sees: sponsors, ask: about(registered, { pass: true }) },
  'GET /api/motions/{id}/committees': { may: ['office'], sees: sponsors, ask: about(checked) },
  'POST /api/motions/{id}/decision': {
    may: ['office'],
    sees: sponsors,
    ask: about(checked, { decision: 'agenda' }),
  },
  'POST /api/motions/{id}/deliberation': { may: ['office'], sees: sponsors, ask: about(onAgenda, {}) },
  'POST /api/motions/{id}/vote': {
    may: ['office'],
    sees: sponsors,
    ask: about(deliberated, { votesFor: 160, against: 10, abstained: 5, deputies: 300, passed: true }),
  },
  'POST /api/motions/{id}/committee-report': {
    may: ['office', 'committee'],
    sees: sponsors,
    ask: about(referred, { report: '建议列入立法计划。' }),
  },
  'POST /api/motions/{id}/withdrawal': {
    may: ['lead'],
    sees: ['cosigner', 'office'],
    ask: about(onAgenda, { reason: '与另一议案合并。' }),
  },
  'POST /api/motions/{id}/withdrawal-decision': {
    may: ['office'],
    sees: sponsors,
    ask: about(unwanted, { consent: true, reason: '主席团同意。' }),
  },
  'GET /api/congress-sessions': { may: signedIn },
  'PUT /api/congress-sessions/{id}/motion-deadline': {
    may: ['office'],
    sees: [...sponsors, 'stranger', 'committee'],
    ask: async (world) => {
      const { sessionId: id } = await crowdOf(world)
      const { items } = (await (await world.by('office').get('/api/congress-sessions')).json()) as MotionSessions
      const version = items.find((one) => one.id === id)?.version
      return {
        path: { id },
        body: { version, deadline: new Date(world.clock.now().getTime() + 86_400_000).toISOString() },
      }
    },
  },
}
