import type { Draft, SuggestionView } from '#modules/suggestion/suggestion.contract.ts'
import { draftOf, viewOf } from '#modules/suggestion/suggestion.given.ts'
import type { Client } from '#tests/support/test-app.ts'
import type { Ask } from './ask.ts'
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
  // the text as the view names it, with the files that hang on it
  cosigned: (world, kase) => onCase('cosigner', 'cosign', { agree: true, textSha256: kase.textSha256 })(world, kase),
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
  acknowledged: onLeadPart('clerk', 'acknowledgement', {}),
  drafted: onLeadPart('clerk', 'reply-draft', answer),
  signed: onLeadPart('head', 'sign-off', {}),
  // the answer waits for it
  opinionGiven: async (world, kase) => {
    const { id, version } = coPart(world, kase)
    const by = world.by('coClerk')
    const signed = await viewOf(await by.post(`/api/assignments/${id}/acknowledgement`, { version }))
    const opinion = { version: coPart(world, signed).version, opinion: '同意。' }
    return by.post(`/api/assignments/${id}/co-opinion`, opinion)
  },
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

/** Keeps a case for the next who wants one at this stage. */
export function leaveAt(world: World, stage: Stage, id: string): void {
  world.standing.set(stage, [...(world.standing.get(stage) ?? []), id])
}

/** A case at a stage, as the one sees it who brought it there: from the last stage at which one was left, or new. */
export async function reach(world: World, stage: Stage, change?: Partial<Draft>): Promise<SuggestionView> {
  const trail = [['draft', undefined] as const, ...Object.entries(trails.find((one) => stage in one) ?? {})]
  const way = trail.slice(0, trail.findIndex(([name]) => name === stage) + 1)
  const left = change ? -1 : way.findLastIndex(([name]) => world.standing.get(name)?.length)
  let kase = await (left < 0 ? draftNew(world, change) : takeFrom(world, way[left]?.[0]))
  for (const [, act] of way.slice(Math.max(left, 0) + 1)) if (act) kase = await viewOf(await act(world, kase))
  return kase
}

const draftNew = async (world: World, change: Partial<Draft> = {}): Promise<SuggestionView> =>
  viewOf(await world.by('lead').post('/api/suggestions', { id: world.app.ids.uuid(), ...draftOf(change) }))

const takeFrom = async (world: World, stage = ''): Promise<SuggestionView> =>
  viewOf(await world.by('lead').get(`/api/suggestions/${world.standing.get(stage)?.pop()}`))

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

export { answer, leadPart }
