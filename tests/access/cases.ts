import type { SuggestionView } from '#modules/suggestion/suggestion.contract.ts'
import { draftOf, viewOf } from '#modules/suggestion/suggestion.given.ts'
import type { Client } from '#tests/support/test-app.ts'
import type { Ask } from './row.ts'
import type { World } from './world.ts'

/** The hands through which a case goes, each step by whose it is. */
const answer = {
  body: '经研究，拟在东升社区利用二楼用房设置助餐点。',
  class: 'B',
  commitments: [{ content: '东升社区助餐点开餐', owner: '养老服务科', dueOn: '2026-12-31' }],
}
const wanting = { attitude: 'satisfied', result: 'dissatisfied', opinion: '没有答到点上。' }

type Act = (world: World, kase: SuggestionView) => Promise<Response>

const onCase =
  (by: 'lead' | 'cosigner' | 'office' | 'colleague' | 'government' | 'clerk', path: string, body?: object): Act =>
  (world, { id, version }) =>
    world.by(by).post(`/api/suggestions/${id}/${path}`, body && { version, ...body })

export const assignmentOf = (kase: SuggestionView, unitId: string) => {
  const found = kase.assignments.find((assignment) => assignment.unitId === unitId)
  if (!found) throw new Error('no such assignment')
  return found
}

const leadPart = (world: World, kase: SuggestionView) => assignmentOf(kase, world.actors.places.leadUnit.id)
const coPart = (world: World, kase: SuggestionView) => assignmentOf(kase, world.actors.places.coUnit.id)

const onLeadPart =
  (by: 'clerk' | 'head' | 'lead', path: string, body: object): Act =>
  (world, kase) => {
    const { id, version } = leadPart(world, kase)
    return world.by(by).post(`/api/assignments/${id}/${path}`, { version, ...body })
  }

const copyOf = async (client: Client, id: string) =>
  (await (await client.get(`/api/suggestions/${id}/publication`)).json()) as { version: number; content: object }

/** One step from each state to the next; `reach` goes all of them up to the one that is wanted. */
const steps = {
  invited: (world, { id, version }) =>
    world
      .by('lead')
      .post(`/api/suggestions/${id}/invitations`, { version, mandateIds: [world.actors.cosigner.mandateId] }),
  cosigned: onCase('cosigner', 'cosign', { agree: true }),
  submitted: onCase('lead', 'submit', {}),
  registered: onCase('office', 'registration', {}),
  accepted: onCase('office', 'review', { decision: 'accept' }),
  planned: (world, kase) =>
    onCase('government', 'assignment-plan', {
      units: [
        { unitId: world.actors.places.leadUnit.id, part: 'lead' },
        { unitId: world.actors.places.coUnit.id, part: 'co' },
      ],
    })(world, kase),
  assigned: onCase('office', 'assignment', {}),
  // the answer waits for it
  opinionGiven: async (world, kase) => {
    const { id, version } = coPart(world, kase)
    const by = world.by('coClerk')
    const signed = await viewOf(await by.post(`/api/assignments/${id}/acknowledgement`, { version }))
    const opinion = { version: coPart(world, signed).version, opinion: '同意。' }
    return by.post(`/api/assignments/${id}/co-opinion`, opinion)
  },
  acknowledged: onLeadPart('clerk', 'acknowledgement', {}),
  drafted: onLeadPart('clerk', 'reply-draft', answer),
  signed: onLeadPart('head', 'sign-off', {}),
  sent: onLeadPart('clerk', 'sending', {}),
} as const satisfies Record<string, Act>

/** From an answer that was sent: two ways on. */
const publishing = {
  prepared: onCase('office', 'publication'),
  redacted: async (world, { id }) => {
    const { version, content } = await copyOf(world.by('office'), id)
    await world.by('office').put(`/api/suggestions/${id}/publication`, { version, content })
    return world.by('office').get(`/api/suggestions/${id}`)
  },
  agreed: onCase('lead', 'publication/agreement'),
  checked: onCase('clerk', 'publication/secrecy-check'),
  published: onCase('colleague', 'publication/release'),
} as const satisfies Record<string, Act>

const disagreeing = {
  wanting: onLeadPart('lead', 'evaluation', wanting),
  draftedAgain: onLeadPart('clerk', 'reply-draft', answer),
  signedAgain: onLeadPart('head', 'sign-off', {}),
  sentAgain: onLeadPart('clerk', 'sending', {}),
  disputed: onLeadPart('lead', 'evaluation', wanting),
} as const satisfies Record<string, Act>

export type Stage = 'draft' | keyof typeof steps | 'returnAsked' | keyof typeof publishing | keyof typeof disagreeing

const trails: Readonly<Record<string, Act>>[] = [
  steps,
  { ...steps, ...publishing },
  { ...steps, ...disagreeing },
  {
    ...Object.fromEntries(Object.entries(steps).slice(0, 7)),
    returnAsked: onLeadPart('clerk', 'return-request', { reason: '不属本单位职责。' }),
  },
]

/** A new case brought to a stage through the API, as the one sees it who brought it there. */
export async function reach(world: World, stage: Stage, change: Parameters<typeof draftOf>[0] = {}) {
  const id = world.app.ids.uuid()
  const created = await world.by('lead').post('/api/suggestions', { id, ...draftOf(change) })
  let kase = await viewOf(created)
  if (stage === 'draft') return kase
  const trail = trails.find((one) => stage in one) ?? {}
  for (const [name, act] of Object.entries(trail)) {
    kase = await viewOf(await act(world, kase))
    if (name === stage) return kase
  }
  throw new Error(`no way to ${stage}`)
}

/** About a case at a stage, with its version in what is sent. */
export const about =
  (stage: Stage, body?: object) =>
  async (world: World): Promise<Ask> => {
    const { id, version } = await reach(world, stage)
    return { path: { id }, ...(body && { body: { version, ...body } }) }
  }

/** About the part of the unit that answers, or of the one that gives its opinion. */
export const aboutPart =
  (stage: Stage, body: object, part: 'lead' | 'co' = 'lead') =>
  async (world: World): Promise<Ask> => {
    const kase = await reach(world, stage)
    const { id, version } = part === 'lead' ? leadPart(world, kase) : coPart(world, kase)
    return { path: { id }, body: { version, ...body } }
  }

export { answer, copyOf, leadPart }
