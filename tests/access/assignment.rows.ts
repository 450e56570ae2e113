import { type ActorName, notDeputies } from './actors.ts'
import { aboutPart, answer, leadPart, reach } from './cases.ts'
import type { Ask, Rows } from './row.ts'
import type { World } from './world.ts'

const everyHand: readonly ActorName[] = ['lead', 'cosigner', 'office', 'government', 'clerk', 'head', 'coClerk']
const unit: readonly ActorName[] = ['clerk', 'head']
const reason = '不属本单位职责。'

async function aboutConsultation(world: World): Promise<Ask> {
  const kase = await reach(world, 'acknowledged')
  const noted = await world.by('clerk').post(`/api/assignments/${leadPart(world, kase).id}/consultations`, {
    mandateId: world.actors.lead.mandateId,
    means: 'meeting',
    heldOn: '2026-03-03',
    summary: '到社区看了二楼用房。',
  })
  const { consultations } = (await noted.json()) as { consultations: { id: string }[] }
  return { path: { id: consultations[0]?.id ?? '' } }
}

async function aboutCommitment(world: World, body?: object): Promise<Ask> {
  const { commitments } = await reach(world, 'sent')
  return { path: { id: commitments[0]?.id ?? '' }, ...(body && { body }) }
}

const evidence = { evidence: '助餐点已开餐，附照片说明。' }

/** What units, sponsors and the government office do on one unit's part of a case. */
export const assignmentRows: Rows = {
  'POST /api/assignments/{id}/acknowledgement': { may: unit, sees: everyHand, ask: aboutPart('assigned', {}) },
  'POST /api/assignments/{id}/return-request': { may: unit, sees: everyHand, ask: aboutPart('assigned', { reason }) },
  'POST /api/assignments/{id}/return-decision': {
    may: ['government'],
    sees: everyHand,
    ask: aboutPart('returnAsked', { approve: false, reason }),
  },
  'POST /api/assignments/{id}/co-opinion': {
    may: ['coClerk'],
    sees: everyHand,
    ask: async (world) => {
      const { path, body } = await aboutPart('assigned', { opinion: '同意。' }, 'co')(world)
      const { version } = body as { version: number }
      await world.by('coClerk').post(`/api/assignments/${path?.id}/acknowledgement`, { version })
      return { path: path ?? {}, body: { opinion: '同意。', version: version + 1 } }
    },
  },
  'POST /api/assignments/{id}/consultations': {
    may: unit,
    sees: everyHand,
    ask: (world) =>
      aboutPart('acknowledged', {
        mandateId: world.actors.lead.mandateId,
        means: 'meeting',
        heldOn: '2026-03-03',
        summary: '到社区看了二楼用房。',
      })(world),
  },
  'POST /api/consultations/{id}/confirmation': {
    may: ['lead'],
    sees: everyHand,
    never: notDeputies,
    ask: aboutConsultation,
  },
  'POST /api/assignments/{id}/reply-draft': { may: unit, sees: everyHand, ask: aboutPart('acknowledged', answer) },
  'POST /api/assignments/{id}/sign-off': { may: ['head'], sees: everyHand, ask: aboutPart('drafted', {}) },
  'POST /api/assignments/{id}/sending': { may: unit, sees: everyHand, ask: aboutPart('signed', {}) },
  'POST /api/replies/{id}/receipt': {
    may: ['lead', 'cosigner'],
    never: notDeputies,
    ask: async (world) => ({ path: { id: (await reach(world, 'sent')).replies[0]?.id ?? '' } }),
  },
  'POST /api/assignments/{id}/evaluation': {
    may: ['lead'],
    sees: everyHand,
    ask: aboutPart('sent', { attitude: 'satisfied', result: 'satisfied' }),
  },
  'POST /api/commitments/{id}/fulfilment': {
    may: unit,
    sees: everyHand,
    ask: (world) => aboutCommitment(world, evidence),
  },
  'POST /api/commitments/{id}/confirmation': {
    may: ['lead'],
    sees: everyHand,
    ask: async (world) => {
      const ask = await aboutCommitment(world)
      await world.by('clerk').post(`/api/commitments/${ask.path?.id}/fulfilment`, evidence)
      return ask
    },
  },
}
