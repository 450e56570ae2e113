import { shanghaiDate } from '#kernel/clock.ts'
import { pdfOf, upload } from '#modules/attachment/attachment.given.ts'
import { agreeTo } from '#modules/cosign/cosign.given.ts'
import { given } from '#modules/identity/identity.given.ts'
import { draftOf, viewOf } from '#modules/suggestion/suggestion.given.ts'
import { type ActorName, acting, deputies, notDeputies, signedIn } from './actors.ts'
import type { Ask } from './ask.ts'
import { about, reach } from './cases.ts'
import type { Rows } from './row.ts'
import type { World } from './world.ts'

// who sees a case, as it goes on
const sponsors: readonly ActorName[] = ['lead', 'cosigner']
const congressSide: readonly ActorName[] = [...sponsors, 'office']
const withGovernment: readonly ActorName[] = [...congressSide, 'government']
const units: readonly ActorName[] = ['clerk', 'head', 'coClerk']
export const everyHand: readonly ActorName[] = [...withGovernment, ...units]

let papers = 0

/** A paper of a deputy of the congress of the office that types it. */
async function paperEntryFor(world: World, name: ActorName | 'colleague') {
  const { actors, app } = world
  const leads: Partial<Record<ActorName | 'colleague', string>> = {
    neighbourOffice: actors.neighbour.mandateId,
    ...(name === 'presidium' && {
      presidium: (await given.deputy(app, { congress: actors.places.township })).mandateId,
    }),
  }
  papers += 1
  return {
    id: app.ids.uuid(),
    ...draftOf({ title: `关于第${papers}件纸质建议` }),
    leadMandateId: leads[name] ?? actors.lead.mandateId,
    cosignerIds: leads[name] ? [] : [actors.cosigner.mandateId],
    receivedOn: shanghaiDate(app.clock.now()),
  }
}

const aboutPaper =
  (body: object, by: 'office' | 'colleague' = 'office') =>
  async (world: World): Promise<Ask> => {
    const { id } = await viewOf(await world.by(by).post('/api/paper-suggestions', await paperEntryFor(world, by)))
    for (const place of ['paper', 'cosign_sheet'] as const)
      await upload(world.by(by), { caseId: id, place }, '扫描件.pdf', pdfOf(`${id}${place}`))
    const { version } = await viewOf(await world.by(by).get(`/api/suggestions/${id}`))
    return { path: { id }, body: { version, ...body } }
  }

/** The life of a suggestion from the draft to the handing over, in its order. */
export const suggestionRows: Rows = {
  'GET /api/suggestions': { program: true, may: signedIn },
  'GET /api/todo': { may: signedIn },
  'GET /api/rules': { program: true, may: acting, never: 'rest' },
  'POST /api/suggestion-advice': { may: signedIn, ask: () => ({ body: draftOf() }) },
  'POST /api/similar-cases': {
    may: [...deputies, 'office', 'neighbourOffice', 'presidium', 'government'],
    never: 'rest',
    ask: () => ({ body: { title: '关于增设老年助餐点的建议' } }),
  },
  'POST /api/suggestions': {
    may: deputies,
    never: 'rest',
    done: 201,
    ask: ({ app }) => ({ body: { id: app.ids.uuid(), ...draftOf() } }),
  },
  'POST /api/paper-suggestions': {
    may: ['office', 'neighbourOffice', 'presidium'],
    never: 'rest',
    done: 201,
    ask: async (world, name) => ({ body: await paperEntryFor(world, name) }),
  },
  'PUT /api/suggestions/{id}/paper-entry': {
    may: ['office'],
    sees: ['lead', 'cosigner'],
    ask: aboutPaper({ ...draftOf({ title: '关于改正错字的建议' }), confidential: undefined }),
  },
  'POST /api/suggestions/{id}/paper-confirmation': {
    may: ['lead'],
    sees: ['cosigner', 'office'],
    never: notDeputies,
    ask: aboutPaper({}),
  },
  'POST /api/suggestions/{id}/paper-rejection': {
    may: ['lead'],
    sees: ['cosigner', 'office'],
    never: notDeputies,
    ask: aboutPaper({ reason: '不是我提的。' }),
  },
  'POST /api/suggestions/{id}/cosign-contradiction': {
    may: ['cosigner'],
    sees: ['lead', 'office'],
    never: notDeputies,
    ask: aboutPaper({ reason: '不是我签的。' }),
  },
  'POST /api/suggestions/{id}/signed-paper': {
    may: ['office'],
    sees: ['lead', 'cosigner'],
    ask: aboutPaper({ reason: '代表不使用手机。' }, 'colleague'),
  },
  'POST /api/suggestions/{id}/invitations': {
    may: ['lead'],
    ask: (world) => about('draft', { mandateIds: [world.actors.cosigner.mandateId] })(world),
    leads: 'invited',
  },
  'PUT /api/suggestions/{id}': {
    may: ['lead'],
    sees: ['cosigner'],
    ask: about('invited', draftOf({ title: '关于增设老年助餐点的建议' })),
    leads: 'invited',
  },
  'GET /api/suggestions/{id}/invitable': {
    may: ['lead'],
    sees: ['cosigner'],
    ask: about('invited'),
    leads: 'invited',
  },
  'POST /api/suggestions/{id}/cosign': {
    may: ['cosigner'],
    sees: ['lead'],
    never: notDeputies,
    ask: async (world) => {
      const kase = await reach(world, 'invited')
      return { path: { id: kase.id }, body: agreeTo(kase) }
    },
    leads: 'cosigned',
  },
  'DELETE /api/suggestions/{id}/invitations/{mandateId}': {
    may: ['lead'],
    sees: ['cosigner'],
    ask: async (world) => ({
      path: { id: (await reach(world, 'invited')).id, mandateId: world.actors.cosigner.mandateId },
    }),
  },
  'GET /api/suggestions/{id}/joinable': {
    may: ['lead', 'cosigner', 'stranger'],
    never: notDeputies,
    ask: async (world) => ({ path: { id: (await reach(world, 'draft', { welcomesCosigners: true })).id } }),
  },
  'POST /api/suggestions/{id}/joining': {
    may: ['cosigner', 'stranger'],
    sees: ['lead'],
    never: notDeputies,
    ask: async (world) => {
      const { id, textSha256 } = await reach(world, 'draft', { welcomesCosigners: true })
      return { path: { id }, body: { textSha256 } }
    },
  },
  'POST /api/suggestions/{id}/restoration': {
    may: ['lead'],
    ask: async (world) => {
      const { id, version } = await reach(world, 'draft', { title: '写了一半' })
      const put = await viewOf(
        await world.by('lead').post(`/api/suggestions/${id}/withdrawal`, { version, reason: '重复' }),
      )
      return { path: { id }, body: { version: put.version } }
    },
  },
  'POST /api/suggestions/{id}/submit': {
    may: ['lead'],
    sees: ['cosigner'],
    ask: about('cosigned', {}),
    leads: 'submitted',
  },
  'POST /api/suggestions/{id}/registration': {
    may: ['office'],
    sees: sponsors,
    ask: about('submitted', {}),
    leads: 'registered',
  },
  'POST /api/suggestions/{id}/review': {
    may: ['office'],
    sees: sponsors,
    ask: about('registered', { decision: 'accept' }),
    leads: 'accepted',
  },
  'GET /api/suggestions/{id}/assignable-units': {
    may: withGovernment,
    ask: about('accepted'),
    leads: 'accepted',
  },
  'POST /api/suggestions/{id}/assignment-plan': {
    may: ['government'],
    sees: congressSide,
    ask: (world) => {
      const { leadUnit, coUnit } = world.actors.places
      return about('accepted', {
        units: [
          { unitId: leadUnit.id, part: 'lead' },
          { unitId: coUnit.id, part: 'co' },
        ],
      })(world)
    },
    leads: 'planned',
  },
  'POST /api/suggestions/{id}/assignment': {
    may: ['office'],
    sees: withGovernment,
    ask: about('planned', {}),
    leads: 'assigned',
  },
  'GET /api/suggestions/{id}': { program: true, may: everyHand, ask: about('assigned'), leads: 'assigned' },
  'POST /api/suggestions/{id}/readers': {
    may: ['office'],
    sees: everyHand,
    ask: async (world) => ({
      path: { id: (await reach(world, 'assigned')).id },
      body: { personId: world.actors.colleague.personId },
    }),
    leads: 'assigned',
  },
  'GET /api/suggestions/{id}/readers': {
    may: everyHand.filter((name) => !sponsors.includes(name)),
    sees: sponsors,
    ask: about('assigned'),
    leads: 'assigned',
  },
  'DELETE /api/suggestions/{id}/readers/{personId}': {
    may: ['office'],
    sees: everyHand,
    ask: async (world) => ({
      path: { id: (await reach(world, 'assigned')).id, personId: world.actors.colleague.personId },
    }),
    leads: 'assigned',
  },
  'GET /api/clocks/{id}': {
    may: congressSide,
    ask: async (world) => {
      const { clocks } = await reach(world, 'submitted')
      return { path: { id: clocks[0]?.id ?? '' } }
    },
  },
}

/** How it ends otherwise, and how it becomes public. */
export const endingRows: Rows = {
  'POST /api/suggestions/{id}/publication': {
    may: ['office'],
    sees: everyHand,
    ask: about('sent'),
    leads: 'prepared',
  },
  'PUT /api/suggestions/{id}/publication': {
    may: ['office'],
    sees: everyHand,
    ask: async (world) => {
      const { id } = await reach(world, 'prepared')
      const copy = await world.by('office').get(`/api/suggestions/${id}/publication`)
      const { version, content } = (await copy.json()) as { version: number; content: object }
      return { path: { id }, body: { version, content } }
    },
    leads: 'redacted',
  },
  'GET /api/suggestions/{id}/publication': { may: everyHand, ask: about('redacted'), leads: 'redacted' },
  'POST /api/suggestions/{id}/publication/agreement': {
    may: ['lead'],
    sees: everyHand,
    ask: about('redacted'),
    leads: 'agreed',
  },
  'POST /api/suggestions/{id}/publication/secrecy-check': {
    may: ['clerk', 'head'],
    sees: everyHand,
    ask: about('agreed'),
    leads: 'checked',
  },
  'POST /api/suggestions/{id}/publication/release': {
    // the office redacted it, so that the office's other person releases: none of those who knock here
    may: [],
    sees: everyHand,
    ask: about('checked'),
    leads: 'checked',
  },
  'POST /api/suggestions/{id}/publication/withdrawal': {
    may: ['office'],
    sees: everyHand,
    ask: about('published', { reason: '当事人要求。' }),
  },
  'POST /api/suggestions/{id}/final-opinion': {
    may: ['office'],
    sees: everyHand,
    ask: about('disputed', { reason: '条件暂不具备。' }),
  },
  'POST /api/suggestions/{id}/withdrawal': {
    may: ['lead'],
    sees: everyHand,
    ask: about('assigned', { reason: '已经解决。' }),
  },
}
