/** Outcomes of which all sponsors hear, whether or not they have to do something. */
const toldToSponsors = new Set([
  'suggestion.registered',
  'suggestion.accepted',
  'suggestion.returned_for_revision',
  'suggestion.converted_to_letter',
  'suggestion.merged',
  'suggestion.assigned',
  'reply.sent',
  'suggestion.closed',
  'suggestion.closed_with_dissent',
  'publication.published',
])

export type Concerned = { holderId: string; role: string; todo: string | null }
export type NewNotice = { holderId: string; kind: string }
type Told = { type: string; data: { readonly [key: string]: unknown } }

// a window that closes quietly: whoever let it pass has accepted
const untold = new Set(['suggestion.return'])

/** Which of the concerned get which notice for an event. What newly waits for someone is told once, when it arises. */
export function noticesFor({ type, data }: Told, concerned: readonly Concerned[]): NewNotice[] {
  if (type.endsWith('.changed')) return awaitedOf(data)
  if (type === 'clock.soon' || type === 'clock.overdue') {
    if (untold.has(String(data['ruleId']))) return []
    const kind = type === 'clock.soon' ? 'soon' : 'overdue'
    return concerned.filter(({ todo }) => todo !== null).map(({ holderId }) => ({ holderId, kind }))
  }
  if (!toldToSponsors.has(type)) return []
  return concerned
    .filter(({ role }) => role === 'lead' || role === 'cosigner')
    .map(({ holderId }) => ({ holderId, kind: type.replace('.', '_') }))
}

function awaitedOf(data: Told['data']): NewNotice[] {
  const awaited = Array.isArray(data['awaited']) ? (data['awaited'] as { holderId: string; todo: string }[]) : []
  return awaited.map(({ holderId, todo }) => ({ holderId, kind: todo }))
}
