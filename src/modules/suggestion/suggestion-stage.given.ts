import type { Client, TestSite } from '#tests/support/test-app.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { type Cast, draftOf, viewOf } from './suggestion.given.ts'

export const answer = {
  body: '经研究，拟在东升社区利用二楼用房设置助餐点，年底前完成改造并开餐。',
  class: 'B',
  commitments: [{ content: '东升社区助餐点开餐', owner: '养老服务科', dueOn: '2026-12-31' }],
}
/** An answer that promises nothing more. */
export const finalAnswer = { ...answer, class: 'A', commitments: [] }

export const assignmentOf = (kase: SuggestionView, unitId: string) => {
  const found = kase.assignments.find((assignment) => assignment.unitId === unitId)
  if (!found) throw new Error('no such assignment')
  return found
}

export type Stage = ReturnType<typeof stage>

/** Brings a suggestion as far as a test wants it, through the API and the hands of the cast. */
export function stage(site: Pick<TestSite, 'as'> & { app: Pick<TestSite['app'], 'ids'> }, cast: Cast) {
  const [lead, office] = [site.as(cast.lead), site.as(cast.office)]

  const open = async (as: Client, id: string) => viewOf(await as.get(`/api/suggestions/${id}`))

  const drafted = async (change = {}): Promise<SuggestionView> =>
    viewOf(await lead.post('/api/suggestions', { id: site.app.ids.uuid(), ...draftOf(change) }))

  async function submitted(change = {}): Promise<SuggestionView> {
    const draft = await drafted(change)
    return viewOf(await lead.post(`/api/suggestions/${draft.id}/submit`, { version: draft.version }))
  }

  async function registered(change = {}): Promise<SuggestionView> {
    const { id, version } = await submitted(change)
    return viewOf(await office.post(`/api/suggestions/${id}/registration`, { version }))
  }

  /** Submitted, registered and accepted. */
  async function accepted(change = {}): Promise<SuggestionView> {
    const { id, version } = await registered(change)
    return viewOf(await office.post(`/api/suggestions/${id}/review`, { version, decision: 'accept' }))
  }

  /** The government office has named the lead unit, and the co-handler where asked. */
  async function planned({ withCo = false, ...change } = {}): Promise<SuggestionView> {
    const { id, version } = await accepted(change)
    const units = [
      { unitId: cast.leadUnit.id, part: 'lead' },
      ...(withCo ? [{ unitId: cast.coUnit.id, part: 'co' }] : []),
    ]
    return viewOf(await site.as(cast.government).post(`/api/suggestions/${id}/assignment-plan`, { version, units }))
  }

  /** Handed over to them. */
  async function assigned(wanted = {}): Promise<SuggestionView> {
    const { id, version } = await planned(wanted)
    return viewOf(await office.post(`/api/suggestions/${id}/assignment`, { version }))
  }

  async function step(as: Client, kase: SuggestionView, unitId: string, path: string, body: object = {}) {
    const { id, version } = assignmentOf(kase, unitId)
    return viewOf(await as.post(`/api/assignments/${id}/${path}`, { version, ...body }))
  }

  /** An answer that waits to be sent. */
  async function signedOff(kase: SuggestionView, reply: object = answer): Promise<SuggestionView> {
    const [clerk, head] = [site.as(cast.clerk), site.as(cast.head)]
    const unitId = cast.leadUnit.id
    const now = await open(clerk, kase.id)
    const handled =
      assignmentOf(now, unitId).state === 'assigned' ? await step(clerk, now, unitId, 'acknowledgement') : now
    const written = await step(clerk, handled, unitId, 'reply-draft', reply)
    return step(head, written, unitId, 'sign-off')
  }

  const answered = async (kase: SuggestionView, reply: object = answer): Promise<SuggestionView> =>
    step(site.as(cast.clerk), await signedOff(kase, reply), cast.leadUnit.id, 'sending')

  const evaluate = (as: Client, kase: SuggestionView, verdict: object) =>
    as.post(`/api/assignments/${assignmentOf(kase, cast.leadUnit.id).id}/evaluation`, verdict)

  return { open, drafted, submitted, registered, accepted, planned, assigned, step, signedOff, answered, evaluate }
}
