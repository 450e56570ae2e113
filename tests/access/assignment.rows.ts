import type { SuggestionView } from '#modules/suggestion/suggestion.contract.ts'
import { draftOf, viewOf } from '#modules/suggestion/suggestion.given.ts'
import { type ActorName, notDeputies, signedIn } from './actors.ts'
import type { Ask } from './ask.ts'
import { about, aboutPart, answer, leadPart, reach } from './cases.ts'
import type { Rows } from './row.ts'
import { everyHand } from './suggestion.rows.ts'
import type { World } from './world.ts'

const unit: readonly ActorName[] = ['clerk', 'head']
const reason = '不属本单位职责。'
const evidence = { evidence: '助餐点已开餐，附照片说明。' }

const meeting = (world: World) => ({
  mandateId: world.actors.lead.mandateId,
  means: 'meeting',
  heldOn: '2026-03-04',
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

/** What a unit asks of its deadline, and a pause that was granted. */
async function aboutRequest(world: World, what: 'extension' | 'granted pause'): Promise<Ask> {
  const { id, version } = leadPart(world, await reach(world, 'acknowledged'))
  const kind = what === 'extension' ? 'extension' : 'pause'
  const asked = await world.by('clerk').post(`/api/assignments/${id}/${kind}-request`, { version, n: 1, reason })
  const part = leadPart(world, (await asked.json()) as SuggestionView)
  const path = { id: part.requests.at(-1)?.id ?? '' }
  if (what === 'extension') return { path, body: { approve: true, reason: '同意。' } }
  await world.by('government').post(`/api/deadline-requests/${path.id}/decision`, { approve: true, reason: '同意。' })
  return { path, body: { reason: '批复已到。' } }
}

const partOf = (title: string) => {
  const { confidential: _, wishesPublication: __, ...text } = draftOf({ title })
  return text
}

/** More time, other units, opinions asked for again, promises that are not kept as they were made. */
export const caseLifeRows: Rows = {
  'GET /api/commitments': { may: signedIn },
  'POST /api/assignments/{id}/extension-request': {
    may: unit,
    sees: everyHand,
    ask: aboutPart('acknowledged', { n: 1, reason }),
  },
  'POST /api/assignments/{id}/pause-request': {
    may: unit,
    sees: everyHand,
    ask: aboutPart('acknowledged', { reason }),
  },
  'POST /api/deadline-requests/{id}/decision': {
    may: ['government'],
    sees: everyHand,
    ask: (world) => aboutRequest(world, 'extension'),
  },
  'POST /api/deadline-requests/{id}/end': {
    may: ['government', ...unit],
    sees: everyHand,
    ask: (world) => aboutRequest(world, 'granted pause'),
  },
  'POST /api/assignments/{id}/reassignment': {
    may: ['government'],
    sees: everyHand,
    ask: (world) => aboutPart('acknowledged', { unitId: world.actors.otherClerk.organ.id, reason })(world),
  },
  'POST /api/assignments/{id}/reminder': {
    may: ['office', 'government'],
    sees: everyHand,
    ask: aboutPart('acknowledged', { words: '请抓紧办理。' }),
  },
  'POST /api/assignments/{id}/co-opinion-return': {
    may: unit,
    sees: everyHand,
    ask: aboutPart('opinionGiven', { reason }, 'co'),
  },
  'POST /api/assignments/{id}/reply-review': {
    // this congress does not have its answers reviewed
    may: ['government'],
    sees: everyHand,
    done: 409,
    passes: 'suggestion.not_now',
    ask: aboutPart('signed', { approve: true }),
  },
  'POST /api/commitments/{id}/objection': {
    may: ['lead'],
    sees: everyHand,
    ask: async (world) => ({ ...(await aboutCommitment(world, true)), body: { reason } }),
  },
  'POST /api/commitments/{id}/rescheduling': {
    may: unit,
    sees: everyHand,
    ask: async (world) => ({ ...(await aboutCommitment(world)), body: { dueOn: '2027-03-31', explanation: reason } }),
  },
  'POST /api/commitments/{id}/explanation': {
    may: ['head'],
    sees: everyHand,
    ask: async (world) => ({ ...(await aboutCommitment(world)), body: { explanation: reason } }),
  },
  'POST /api/suggestions/{id}/cosign-withdrawal': {
    may: ['cosigner'],
    sees: ['lead'],
    never: notDeputies,
    ask: about('cosigned', { reason }),
  },
  'POST /api/suggestions/{id}/split': {
    may: ['office'],
    sees: ['lead', 'cosigner'],
    ask: about('registered', { reason, parts: [partOf('关于增设助餐点的建议'), partOf('关于增加停车位的建议')] }),
  },
  'POST /api/suggestions/{id}/unmerging': { may: ['office'], sees: ['lead', 'cosigner'], ask: aboutMerged },
  'POST /api/suggestions/{id}/reopening': { may: ['office'], sees: everyHand, ask: aboutClosed },
}

async function aboutMerged(world: World): Promise<Ask> {
  const main = await reach(world, 'registered')
  const { id, version } = await reach(world, 'registered')
  const decision = { version, decision: 'merge', reason: '同一事项。', mergeIntoId: main.id }
  const merged = await viewOf(await world.by('office').post(`/api/suggestions/${id}/review`, decision))
  return { path: { id }, body: { version: merged.version, reason } }
}

async function aboutClosed(world: World): Promise<Ask> {
  const kase = await reach(world, 'sent')
  const verdict = { attitude: 'satisfied', result: 'satisfied' }
  await world.by('lead').post(`/api/assignments/${leadPart(world, kase).id}/evaluation`, verdict)
  for (const { id } of kase.commitments) {
    await world.by('clerk').post(`/api/commitments/${id}/fulfilment`, evidence)
    await world.by('lead').post(`/api/commitments/${id}/confirmation`)
  }
  const { id, version } = (await (await world.by('lead').get(`/api/suggestions/${kase.id}`)).json()) as SuggestionView
  return { path: { id }, body: { version, reason } }
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
  // a scope opens these two; this program's post is not of the unit
  'POST /api/assignments/{id}/consultations': {
    may: unit,
    sees: [...everyHand, 'token'],
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
    sees: [...everyHand, 'token'],
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
