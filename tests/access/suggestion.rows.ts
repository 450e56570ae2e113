import { draftOf } from '#modules/suggestion/suggestion.given.ts'
import { type ActorName, acting, deputies, notDeputies, signedIn } from './actors.ts'
import { about, copyOf, reach } from './cases.ts'
import type { Rows } from './row.ts'

// who sees a case, as it goes on
const sponsors: readonly ActorName[] = ['lead', 'cosigner']
const congressSide: readonly ActorName[] = [...sponsors, 'office']
const withGovernment: readonly ActorName[] = [...congressSide, 'government']
const units: readonly ActorName[] = ['clerk', 'head', 'coClerk']
const everyHand: readonly ActorName[] = [...withGovernment, ...units]

const officers: readonly ActorName[] = ['office', 'neighbourOffice', 'presidium', 'government', 'committee']

/** The life of a suggestion from the draft to the decision, and its publication. */
export const suggestionRows: Rows = {
  'GET /api/suggestions': { may: signedIn },
  'GET /api/suggestions/export.xlsx': { may: signedIn },
  'POST /api/suggestions/export-requests': { may: [...officers, ...units, 'otherClerk'], never: 'rest', done: 202 },
  'GET /api/todo': { may: signedIn },
  'POST /api/suggestion-advice': { may: signedIn, ask: () => ({ body: draftOf() }) },
  'POST /api/suggestions': {
    may: deputies,
    never: 'rest',
    done: 201,
    ask: ({ app }) => ({ body: { id: app.ids.uuid(), ...draftOf() } }),
  },
  'GET /api/suggestions/{id}': { may: everyHand, ask: about('assigned') },
  'PUT /api/suggestions/{id}': {
    may: ['lead'],
    sees: ['cosigner'],
    ask: about('cosigned', draftOf({ title: '关于增设老年助餐点的建议' })),
  },
  'GET /api/suggestions/{id}/invitable': { may: ['lead'], sees: ['cosigner'], ask: about('invited') },
  'POST /api/suggestions/{id}/invitations': {
    may: ['lead'],
    sees: ['cosigner'],
    ask: async (world) => {
      const { path, body } = await about('invited', { mandateIds: [world.actors.stranger.mandateId] })(world)
      return { path: path ?? {}, body }
    },
  },
  'POST /api/suggestions/{id}/cosign': {
    may: ['cosigner'],
    sees: ['lead'],
    never: notDeputies,
    ask: about('invited', { agree: true }),
  },
  'POST /api/suggestions/{id}/submit': { may: ['lead'], sees: ['cosigner'], ask: about('cosigned', {}) },
  'POST /api/suggestions/{id}/withdrawal': {
    may: ['lead'],
    sees: everyHand,
    ask: about('assigned', { reason: '已经解决。' }),
  },
  'POST /api/suggestions/{id}/registration': { may: ['office'], sees: sponsors, ask: about('submitted', {}) },
  'POST /api/suggestions/{id}/review': {
    may: ['office'],
    sees: sponsors,
    ask: about('registered', { decision: 'sendBack', reason: '一事一议。' }),
  },
  'GET /api/suggestions/{id}/assignable-units': { may: withGovernment, ask: about('accepted') },
  'POST /api/suggestions/{id}/assignment-plan': {
    may: ['government'],
    sees: congressSide,
    ask: (world) => about('accepted', { units: [{ unitId: world.actors.places.leadUnit.id, part: 'lead' }] })(world),
  },
  'POST /api/suggestions/{id}/assignment': { may: ['office'], sees: withGovernment, ask: about('planned', {}) },
  'POST /api/suggestions/{id}/final-opinion': {
    may: ['office'],
    sees: everyHand,
    ask: about('disputed', { reason: '条件暂不具备。' }),
  },
  'POST /api/suggestions/{id}/publication': { may: ['office'], sees: everyHand, ask: about('sent') },
  'GET /api/suggestions/{id}/publication': { may: everyHand, ask: about('redacted') },
  'PUT /api/suggestions/{id}/publication': {
    may: ['office'],
    sees: everyHand,
    ask: async (world) => {
      const { id } = await reach(world, 'prepared')
      const { version, content } = await copyOf(world.by('office'), id)
      return { path: { id }, body: { version, content } }
    },
  },
  'POST /api/suggestions/{id}/publication/agreement': { may: ['lead'], sees: everyHand, ask: about('redacted') },
  'POST /api/suggestions/{id}/publication/secrecy-check': {
    may: ['clerk', 'head'],
    sees: everyHand,
    ask: about('redacted'),
  },
  'POST /api/suggestions/{id}/publication/release': {
    // who redacted sees it too, but does not release: the colleague does
    may: [],
    sees: everyHand,
    ask: about('checked'),
  },
  'POST /api/suggestions/{id}/publication/withdrawal': {
    may: ['office'],
    sees: everyHand,
    ask: about('published', { reason: '当事人要求。' }),
  },
  'POST /api/suggestions/{id}/readers': {
    may: ['office'],
    sees: everyHand,
    ask: async (world) => ({
      path: { id: (await reach(world, 'assigned')).id },
      body: { personId: world.actors.colleague.personId },
    }),
  },
  'GET /api/clocks/{id}': {
    may: congressSide,
    ask: async (world) => {
      const { clocks } = await reach(world, 'submitted')
      return { path: { id: clocks[0]?.id ?? '' } }
    },
  },
  'GET /api/rules': { may: acting, never: 'rest' },
}
