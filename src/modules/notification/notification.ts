/** What of the record becomes a notice for those who have to do something about it. */
const noticeOfTodo: Record<string, string> = {
  cosign: 'cosign',
  register: 'register',
  review: 'review',
  revise: 'revise',
  planAssignment: 'planAssignment',
  assign: 'assign',
  acknowledge: 'acknowledge',
  decideReturn: 'decideReturn',
  giveCoOpinion: 'giveCoOpinion',
  draftReply: 'draftReply',
  signOff: 'signOff',
  sendReply: 'sendReply',
  evaluate: 'evaluate',
  confirmConsultation: 'confirmConsultation',
  confirmCommitment: 'confirmCommitment',
  fulfilCommitment: 'fulfilCommitment',
  agreePublication: 'agreePublication',
  checkPublication: 'checkPublication',
  releasePublication: 'releasePublication',
  concludeReview: 'concludeReview',
}

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

/** Which of the concerned get which notice for an event; a deadline tells only those who are awaited. */
export function noticesFor(type: string, concerned: readonly Concerned[]): NewNotice[] {
  const awaited = concerned.flatMap(({ holderId, todo }) => {
    const kind = todo === null ? undefined : noticeOfTodo[todo]
    return kind === undefined ? [] : [{ holderId, kind }]
  })
  if (type === 'clock.soon' || type === 'clock.overdue') {
    const suffix = type === 'clock.soon' ? 'soon' : 'overdue'
    return awaited.map(({ holderId }) => ({ holderId, kind: suffix }))
  }
  if (type.startsWith('clock.') || type === 'reply.read') return []
  if (!toldToSponsors.has(type)) return awaited
  const sponsors = concerned
    .filter(({ role }) => role === 'lead' || role === 'cosigner')
    .map(({ holderId }) => ({ holderId, kind: type.replace('.', '_') }))
  return [...awaited, ...sponsors]
}
