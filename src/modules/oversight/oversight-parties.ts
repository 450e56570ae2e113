import type { LeadSide, OversightState } from './oversight.ts'

export type OversightLine = { holderId: string; role: string; todo: string | null; dueBefore: null }

/** What the lines of the party index are computed from; ids and states only. */
export type OversightFacts = {
  id: string
  state: OversightState
  officeId: string
  committeeId: string | null
  stalled: boolean
  leads: readonly { id: string; side: LeadSide; organId: string; confirmed: boolean; unsigned: number }[]
}

export const keeperOf = (id: string): string => `oversight:${id}`

/** Who has to do with the cases because of the oversight, and what waits for them; nobody before it is decided. */
export function partiesOfOversight(facts: OversightFacts): OversightLine[] {
  if (facts.state === 'proposed' || facts.state === 'withdrawn') return []
  const line = (holderId: string, part: string, todo: string | null): OversightLine => ({
    holderId,
    role: `${keeperOf(facts.id)}:${part}`,
    todo,
    dueBefore: null,
  })
  const stalled = facts.state === 'under_way' && facts.stalled ? 'moveOversight' : null
  const leads = facts.leads.map((lead) => line(lead.organId, lead.side, leadTodo(facts.state, lead) ?? stalled))
  const committee = facts.committeeId === null ? [] : [line(facts.committeeId, 'committee', null)]
  return [...leads, ...committee, ...(stalled ? [line(facts.officeId, 'office', stalled)] : [])]
}

function leadTodo(state: OversightState, lead: OversightFacts['leads'][number]): string | null {
  if (state === 'decided' && !lead.confirmed) return 'confirmOversight'
  return state === 'under_way' && lead.unsigned > 0 ? 'countersignOversight' : null
}
