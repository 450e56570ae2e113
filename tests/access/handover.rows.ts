import type { MeetingView } from '#modules/handover/handover.contract.ts'
import { meetingIn, meetingOf } from '#modules/handover/handover.given.ts'
import { type ActorName, signedIn } from './actors.ts'
import type { Ask } from './ask.ts'
import { reach } from './cases.ts'
import type { Rows } from './row.ts'
import type { World } from './world.ts'

const keepers: readonly ActorName[] = ['office', 'neighbourOffice', 'presidium']
// whose units were handed something
const handlers: readonly ActorName[] = ['clerk', 'head', 'coClerk']
const units: readonly ActorName[] = [...handlers, 'otherClerk']

type Make = (world: World) => Promise<MeetingView>
const planned: Make = async (world) => meetingIn(await world.by('office').post('/api/handover-meetings', meetingOf()))
const picked: Make = async (world) => {
  const [{ id }, kase] = [await planned(world), await reach(world, 'planned', {})]
  return meetingIn(await world.by('office').post(`/api/handover-meetings/${id}/cases`, { suggestionIds: [kase.id] }))
}
const held: Make = async (world) =>
  meetingIn(
    await world.by('office').post(`/api/handover-meetings/${(await picked(world)).id}/handing-over`, { retry: false }),
  )

const about =
  (make: Make, body?: (view: MeetingView) => object) =>
  async (world: World): Promise<Ask> => {
    const view = await make(world)
    return { path: { id: view.id }, ...(body && { body: body(view) }) }
  }
const versioned = (more: object) => (view: MeetingView) => ({ version: view.version, ...more })

/** 交办会. */
export const handoverRows: Rows = {
  'GET /api/handover-meetings': { may: signedIn },
  'GET /api/handover-candidates': { may: keepers, never: 'rest' },
  'POST /api/handover-meetings': { may: keepers, never: 'rest', done: 201, ask: () => ({ body: meetingOf() }) },
  'GET /api/handover-meetings/{id}': { may: ['office', 'government', ...handlers], ask: about(held) },
  'GET /api/handover-meetings/{id}/notes.zip': {
    may: ['office', 'government', ...handlers],
    ask: async (world) => ({ path: { id: (await held(world)).id }, query: 'format=docx' }),
  },
  'PUT /api/handover-meetings/{id}': {
    may: ['office'],
    sees: ['government'],
    ask: about(planned, versioned(meetingOf({ place: '二楼会议室' }))),
  },
  'POST /api/handover-meetings/{id}/cancellation': {
    may: ['office'],
    sees: ['government'],
    ask: about(planned, versioned({})),
  },
  'POST /api/handover-meetings/{id}/cases': {
    may: ['office'],
    sees: ['government'],
    ask: async (world) => {
      const [{ id }, kase] = [await planned(world), await reach(world, 'planned', {})]
      return { path: { id }, body: { suggestionIds: [kase.id] } }
    },
  },
  'DELETE /api/handover-meetings/{id}/cases/{suggestionId}': {
    may: ['office'],
    sees: ['government'],
    ask: async (world) => {
      const view = await picked(world)
      return { path: { id: view.id, suggestionId: view.cases[0]?.id ?? '' } }
    },
  },
  'POST /api/handover-meetings/{id}/handing-over': {
    may: ['office'],
    sees: ['government'],
    ask: about(picked, () => ({ retry: false })),
  },
  'PUT /api/handover-meetings/{id}/minutes': {
    may: ['office'],
    sees: ['government', ...handlers],
    ask: about(held, versioned({ minutes: '各单位按期签收。' })),
  },
  'POST /api/handover-meetings/{id}/signature': {
    may: handlers,
    never: signedIn.filter((name) => !units.includes(name)),
    ask: about(held, () => ({ note: '已收。' })),
  },
}
