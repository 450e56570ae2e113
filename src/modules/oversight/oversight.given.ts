import { type GivenPost, given as who } from '#modules/identity/identity.given.ts'
import type { App } from '#platform/app.ts'
import type { OversightDraft, OversightView } from './oversight.contract.ts'

export const oversightOf = (change: Partial<OversightDraft>): OversightDraft => ({
  title: '老年助餐服务',
  grounds: '连续两年有代表提出，群众反映集中。',
  year: 2026,
  committeeId: null,
  continuesId: null,
  suggestionIds: [],
  leads: [],
  ...change,
})

/** A leader of the congress as one who leads. */
export const leadOf = ({ personId }: { personId: string }): OversightDraft['leads'][number] => ({
  side: 'congress',
  personId,
  name: null,
  title: '',
})
/** A leader of the government who is known by name. */
export const namedLead = (name = '钱卫东'): OversightDraft['leads'][number] => ({
  side: 'government',
  personId: null,
  name,
  title: '副区长',
})

type Congress = Parameters<typeof who.post>[2] extends { congress?: infer Of } | undefined ? NonNullable<Of> : never

/** Those whom an oversight of a county has beside its suggestion's own. */
const watchers = async (app: App, congress: Congress) => ({
  leader: await who.post(app, 'leader', { congress, name: '陆建华', title: '副主任' }),
  otherLeader: await who.post(app, 'leader', { congress }),
  committee: await who.post(app, 'committee', { congress }),
  otherCommittee: await who.post(app, 'committee', { congress }),
  secretary: await who.post(app, 'secretariat', { congress }),
})
export type Watchers = Record<keyof Awaited<ReturnType<typeof watchers>>, GivenPost>

export const given = { ...who, watchers }

/** The view of an answer that has to be a success; anything else tells what it was. */
export async function oversightIn(response: Response): Promise<OversightView> {
  const body: unknown = await response.json()
  if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(body)}`)
  return body as OversightView
}
