import type { OversightView } from '#modules/oversight/oversight.contract.ts'
import { given, leadOf, namedLead, oversightIn, oversightOf } from '#modules/oversight/oversight.given.ts'
import type { ActorName } from './actors.ts'
import { signedIn } from './actors.ts'
import type { Ask } from './ask.ts'
import { reach } from './cases.ts'
import type { Rows } from './row.ts'
import type { World } from './world.ts'

const keepers: readonly ActorName[] = ['office', 'neighbourOffice', 'presidium']
// a committee sees nothing of it before it lies in its field
const proposers: readonly ActorName[] = [...keepers, 'committee']
// on the case beneath: its sponsor and those who handle it
const onCase: readonly ActorName[] = ['lead', 'cosigner', 'clerk', 'head', 'coClerk']
const seeing: readonly ActorName[] = ['office', 'government', 'committee', ...onCase]
const others = (...may: ActorName[]) => seeing.filter((name) => !may.includes(name))

const leaders = new WeakMap<World, ReturnType<typeof given.post>>()
function leaderOf(world: World) {
  const known = leaders.get(world) ?? given.post(world.app, 'leader', { congress: world.actors.places.congress })
  leaders.set(world, known)
  return known
}

const draftOf = async (world: World) => {
  const kase = await reach(world, 'acknowledged', {})
  return oversightOf({
    suggestionIds: [kase.id],
    leads: [leadOf(await leaderOf(world)), namedLead()],
    committeeId: world.actors.committee.organ.id,
  })
}
type Make = (world: World) => Promise<OversightView>
const proposed: Make = async (world) =>
  oversightIn(await world.by('office').post('/api/oversights', await draftOf(world)))
const decided: Make = async (world) => {
  const { id, version } = await proposed(world)
  const decision = { version, decidedOn: '2026-03-04', number: '主任会〔2026〕1 号' }
  return oversightIn(await world.by('office').post(`/api/oversights/${id}/decision`, decision))
}
const leadId = (view: OversightView, side: string) => ({ leadId: view.leads.find((one) => one.side === side)?.id })
const begun: Make = async (world) => {
  const view = await decided(world)
  const path = `/api/oversights/${view.id}/confirmation`
  await oversightIn(await world.as(await leaderOf(world)).post(path, leadId(view, 'congress')))
  return oversightIn(await world.by('government').post(path, leadId(view, 'government')))
}
const activity = {
  kind: 'discussion',
  heldOn: '2026-03-04',
  place: '区政府三楼会议室',
  people: '领衔领导、承办单位',
  found: '方案已定。',
  asked: '按期完成。',
}
const noted: Make = async (world) =>
  oversightIn(await world.by('office').post(`/api/oversights/${(await begun(world)).id}/activities`, activity))

const about =
  (make: Make, body?: (view: OversightView) => object) =>
  async (world: World): Promise<Ask> => {
    const view = await make(world)
    return { path: { id: view.id }, ...(body && { body: body(view) }) }
  }
const versioned = (more: object) => (view: OversightView) => ({ version: view.version, ...more })

/** Everything done that it can be concluded. */
const finished: Make = async (world) => {
  const view = await noted(world)
  const path = `/api/oversight-activities/${view.activities[0]?.id}/countersignature`
  await oversightIn(await world.as(await leaderOf(world)).post(path, leadId(view, 'congress')))
  await oversightIn(await world.by('government').post(path, leadId(view, 'government')))
  const { version } = await oversightIn(await world.by('office').get(`/api/oversights/${view.id}`))
  const face = { version, repliedOn: '2026-03-04', headName: '蒋文斌' }
  return oversightIn(
    await world.by('office').put(`/api/oversights/${view.id}/cases/${view.cases[0]?.id}/face-reply`, face),
  )
}

/** 重点督办. */
export const oversightRows: Rows = {
  'GET /api/oversights': { may: signedIn },
  'GET /api/oversights/choices': { may: proposers, never: 'rest' },
  'POST /api/oversights': {
    may: ['office'],
    never: signedIn.filter((name) => !proposers.includes(name)),
    sees: [],
    done: 201,
    ask: async (world) => ({ body: await draftOf(world) }),
  },
  'GET /api/oversights/{id}': { may: seeing, ask: about(decided) },
  'PUT /api/oversights/{id}': {
    may: ['office'],
    ask: async (world) => {
      const { id, version } = await proposed(world)
      return { path: { id }, body: { version, ...(await draftOf(world)) } }
    },
  },
  'POST /api/oversights/{id}/decision': {
    may: ['office'],
    ask: about(proposed, versioned({ decidedOn: '2026-03-04', number: '主任会〔2026〕2 号' })),
  },
  'POST /api/oversights/{id}/cases': {
    may: ['office'],
    sees: others('office'),
    ask: async (world) => {
      const { id, version } = await begun(world)
      return { path: { id }, body: { version, suggestionId: (await reach(world, 'acknowledged', {})).id } }
    },
  },
  'POST /api/oversights/{id}/confirmation': {
    may: ['government'],
    sees: others('government'),
    ask: about(decided, (view) => leadId(view, 'government')),
  },
  'POST /api/oversights/{id}/activities': {
    may: ['office', 'government', 'committee'],
    sees: others('office', 'government', 'committee'),
    ask: about(begun, () => activity),
  },
  'POST /api/oversight-activities/{id}/countersignature': {
    may: ['government'],
    sees: others('government'),
    ask: async (world) => {
      const view = await noted(world)
      return { path: { id: view.activities[0]?.id ?? '' }, body: leadId(view, 'government') }
    },
  },
  'PUT /api/oversights/{id}/cases/{suggestionId}/face-reply': {
    may: ['office', 'clerk', 'head', 'coClerk'],
    sees: others('office', 'clerk', 'head', 'coClerk'),
    ask: async (world) => {
      const view = await begun(world)
      const body = { version: view.version, repliedOn: '2026-03-04', headName: '蒋文斌' }
      return { path: { id: view.id, suggestionId: view.cases[0]?.id ?? '' }, body }
    },
  },
  'POST /api/oversights/{id}/conclusion': {
    may: ['office'],
    sees: others('office'),
    ask: about(finished, versioned({ conclusion: '已办结。' })),
  },
  'POST /api/oversights/{id}/withdrawal': {
    may: ['office'],
    sees: others('office'),
    ask: about(begun, versioned({ reason: '另行安排。' })),
  },
  'GET /api/suggestions/{id}/oversights': {
    may: seeing,
    ask: async (world) => ({ path: { id: (await decided(world)).cases[0]?.id ?? '' } }),
  },
}
