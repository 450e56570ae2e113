import type { TopicView } from '#modules/topic/topic.contract.ts'
import { topicIn, topicOf } from '#modules/topic/topic.given.ts'
import { type ActorName, notDeputies, signedIn } from './actors.ts'
import type { Ask } from './ask.ts'
import type { Rows } from './row.ts'
import type { World } from './world.ts'

const ownDeputies: readonly ActorName[] = ['lead', 'cosigner', 'stranger']
const keepers: readonly ActorName[] = ['office', 'neighbourOffice', 'presidium', 'committee']
const followers: readonly ActorName[] = [...ownDeputies, 'committee']
// who sees somebody's claim without its being theirs
const onlookers: readonly ActorName[] = ['cosigner', 'stranger', 'office', 'committee']

const drafted = async (world: World): Promise<TopicView> =>
  topicIn(await world.by('office').post('/api/topics', topicOf()))

const published = async (world: World): Promise<TopicView> => {
  const { id, version } = await drafted(world)
  return topicIn(await world.by('office').post(`/api/topics/${id}/publication`, { version }))
}

const about =
  (make: (world: World) => Promise<TopicView>, body?: object) =>
  async (world: World): Promise<Ask> => {
    const { id, version } = await make(world)
    return { path: { id }, ...(body && { body: { version, ...body } }) }
  }

async function claimed(world: World) {
  const { id } = await published(world)
  const claim = (await topicIn(await world.by('lead').post(`/api/topics/${id}/claims`))).claims[0]
  if (!claim) throw new Error('nobody claimed it')
  return claim
}

const aboutClaim =
  (body: (world: World, version: number) => object) =>
  async (world: World): Promise<Ask> => {
    const { id, version } = await claimed(world)
    return { path: { id }, body: body(world, version) }
  }

async function linked(world: World): Promise<Ask> {
  const { id } = await claimed(world)
  const suggestionId = world.app.ids.uuid()
  await topicIn(await world.by('lead').post(`/api/topic-claims/${id}/draft`, { suggestionId }))
  return { path: { id, suggestionId } }
}

async function ownDraft(world: World): Promise<Ask> {
  const { id } = await claimed(world)
  const suggestionId = world.app.ids.uuid()
  await world.by('lead').post('/api/suggestions', { id: suggestionId, title: '关于管护经费的建议' })
  return { path: { id }, body: { suggestionId } }
}

/** 选题清单 and 领题. */
export const topicRows: Rows = {
  'GET /api/topics': { program: true, may: signedIn },
  'POST /api/topics': { may: keepers, never: 'rest', done: 201, ask: () => ({ body: topicOf() }) },
  'GET /api/topics/{id}': { may: [...followers, 'office'], ask: about(published) },
  'PUT /api/topics/{id}': { may: ['office'], sees: followers, ask: about(published, topicOf()) },
  'POST /api/topics/{id}/publication': { may: ['office'], ask: about(drafted, {}) },
  'POST /api/topics/{id}/closing': { may: ['office'], sees: followers, ask: about(published, {}) },
  'POST /api/topics/{id}/withdrawal': {
    may: ['office'],
    sees: followers,
    ask: about(published, { reason: '与另一选题重复。' }),
  },
  'POST /api/topics/{id}/claims': { may: ownDeputies, never: notDeputies, ask: about(published) },
  'POST /api/topic-claims/{id}/release': {
    may: ['lead'],
    sees: onlookers,
    ask: aboutClaim(() => ({ reason: '时间不够。' })),
  },
  'PUT /api/topic-claims/{id}/notes': {
    may: ['lead'],
    sees: onlookers,
    ask: aboutClaim((_, version) => ({ version, notes: '走访了三个小区。' })),
  },
  'GET /api/topic-claims/{id}/linkable': {
    may: ['lead'],
    sees: onlookers,
    ask: async (world) => ({ path: { id: (await claimed(world)).id } }),
  },
  'POST /api/topic-claims/{id}/suggestions': { may: ['lead'], sees: onlookers, ask: ownDraft },
  'DELETE /api/topic-claims/{id}/suggestions/{suggestionId}': { may: ['lead'], sees: onlookers, ask: linked },
  'POST /api/topic-claims/{id}/draft': {
    may: ['lead'],
    sees: onlookers,
    ask: aboutClaim((world) => ({ suggestionId: world.app.ids.uuid() })),
  },
}
