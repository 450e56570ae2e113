import { type ActorName, notDeputies } from './actors.ts'
import type { Ask } from './ask.ts'
import { aboutPart, answer, leadPart, reach } from './cases.ts'
import type { Rows } from './row.ts'
import { everyHand } from './suggestion.rows.ts'
import type { World } from './world.ts'

const unit: readonly ActorName[] = ['clerk', 'head']
const reason = '不属本单位职责。'
const evidence = { evidence: '助餐点已开餐，附照片说明。' }

const meeting = (world: World) => ({
  mandateId: world.actors.lead.mandateId,
  means: 'meeting',
  heldOn: '2026-03-03',
  summary: '到社区看了二楼用房。',
})

async function aboutConsultation(world: World): Promise<Ask> {
  const kase = await reach(world, 'acknowledged')
  const path = `/api/assignments/${leadPart(world, kase).id}/consultations`
  const noted = await world.by('clerk').post(path, meeting(world))
  const { consultations } = (await noted.json()) as { consultations: { id: string }[] }
  return { path: { id: consultations.at(-1)?.id ?? '' } }
}

async function aboutOpinion(world: World): Promise<Ask> {
  const { path } = await aboutPart('signed', {}, 'co')(world)
  await world.by('coClerk').post(`/api/assignments/${path?.id}/acknowledgement`, { version: 2 })
  return { path: path ?? {}, body: { opinion: '同意。', version: 3 } }
}

async function aboutCommitment(world: World, isKept = false): Promise<Ask> {
  const { commitments } = await reach(world, 'sent')
  const id = commitments[0]?.id ?? ''
  if (isKept) await world.by('clerk').post(`/api/commitments/${id}/fulfilment`, evidence)
  return { path: { id }, ...(!isKept && { body: evidence }) }
}

/** What units, sponsors and the government office do on one unit's part of a case, in the order of its life. */
export const assignmentRows: Rows = {
  'POST /api/assignments/{id}/return-request': {
    may: unit,
    sees: everyHand,
    ask: aboutPart('assigned', { reason }),
    leads: 'returnAsked',
  },
  'POST /api/assignments/{id}/return-decision': {
    may: ['government'],
    sees: everyHand,
    ask: aboutPart('returnAsked', { approve: false, reason }),
  },
  'POST /api/assignments/{id}/acknowledgement': {
    may: unit,
    sees: everyHand,
    ask: aboutPart('assigned', {}),
    leads: 'acknowledged',
  },
  'POST /api/assignments/{id}/consultations': {
    may: unit,
    sees: everyHand,
    ask: (world) => aboutPart('acknowledged', meeting(world))(world),
    leads: 'acknowledged',
  },
  'POST /api/consultations/{id}/confirmation': {
    may: ['lead'],
    sees: everyHand,
    never: notDeputies,
    ask: aboutConsultation,
    leads: 'acknowledged',
  },
  'POST /api/assignments/{id}/reply-draft': {
    may: unit,
    sees: everyHand,
    ask: aboutPart('acknowledged', answer),
  },
  'POST /api/assignments/{id}/sign-off': {
    may: ['head'],
    sees: everyHand,
    ask: aboutPart('drafted', {}),
    leads: 'signed',
  },
  'POST /api/assignments/{id}/co-opinion': {
    may: ['coClerk'],
    sees: everyHand,
    ask: aboutOpinion,
    leads: 'opinionGiven',
  },
  'POST /api/assignments/{id}/sending': {
    may: unit,
    sees: everyHand,
    ask: aboutPart('opinionGiven', {}),
    leads: 'sent',
  },
  'POST /api/replies/{id}/receipt': {
    may: ['lead', 'cosigner'],
    never: notDeputies,
    ask: async (world) => ({ path: { id: (await reach(world, 'sent')).replies[0]?.id ?? '' } }),
    leads: 'sent',
  },
  'POST /api/commitments/{id}/fulfilment': { may: unit, sees: everyHand, ask: (world) => aboutCommitment(world) },
  'POST /api/commitments/{id}/confirmation': {
    may: ['lead'],
    sees: everyHand,
    ask: (world) => aboutCommitment(world, true),
  },
  'POST /api/assignments/{id}/evaluation': {
    may: ['lead'],
    sees: everyHand,
    ask: aboutPart('sent', { attitude: 'satisfied', result: 'satisfied' }),
  },
}
