import { shanghaiDate, startOfShanghaiDay } from '#kernel/clock.ts'

/** Outcomes of which all sponsors hear, whether or not they have to do something. */
const toldToSponsors = new Set([
  'suggestion.registered',
  'suggestion.accepted',
  'suggestion.returned_for_revision',
  'suggestion.converted_to_letter',
  'suggestion.merged',
  'suggestion.unmerged',
  'suggestion.assigned',
  'reply.sent',
  'suggestion.closed',
  'suggestion.closed_with_dissent',
  'suggestion.closed_with_explanation',
  'suggestion.split',
  'suggestion.reopened',
  'suggestion.withdrawn',
  'suggestion.oversight_begun',
  'commitment.rescheduled',
  'commitment.unfulfillable',
  // a unit was given more time
  'clock.extended',
  'publication.published',
  'motion.registered',
  'motion.sent_back',
  'motion.put_on_agenda',
  'motion.referred',
  'motion.committee_reported',
  'motion.voted',
  'motion.concluded',
  'motion.converted',
  'motion.withdrawn',
  'motion.withdrawal_refused',
])

/** What the office that entered a paper has to hear. */
const toldToOffice = new Set(['suggestion.paper_rejected', 'suggestion.cosign_contradicted'])
const officeRoles = new Set(['deputy_office', 'presidium', 'secretariat'])

/** Whoever handles or oversees a case stops, and what waited for them is gone without a word otherwise. */
const isAtWork = (role: string): boolean =>
  officeRoles.has(role) || role === 'distributor' || role === 'committee' || role.startsWith('unit:')

/** Of which kind the case of an event is: what is not a motion hangs on a suggestion. */
export const caseKindOf = (type: string): 'motion' | 'suggestion' =>
  type.startsWith('motion.') ? 'motion' : 'suggestion'

export type Concerned = { holderId: string; role: string; todo: string | null }
/** `data`: of a clock, which rule and by when. */
export type NewNotice = { holderId: string; kind: string; data?: ClockFact }
export type ClockFact = { ruleId: string; days: number; dueBefore: string }
type Told = { type: string; data: { readonly [key: string]: unknown }; subjectId?: string; at?: Date }

// a window that closes quietly: whoever let it pass has accepted, and is not late
const untold = { soon: new Set(['suggestion.return']), overdue: new Set(['suggestion.return', 'suggestion.evaluate']) }

/** Which of the concerned get which notice for an event. What newly waits for someone is told once, when it arises. */
export function noticesFor(event: Told, concerned: readonly Concerned[]): NewNotice[] {
  const { type, data } = event
  if (type.endsWith('.changed')) return awaitedOf(data)
  if (type === 'clock.soon' || type === 'clock.overdue') {
    const fact = clockFactOf(data)
    const kind = type === 'clock.soon' ? 'soon' : 'overdue'
    if (untold[kind].has(fact.ruleId)) return []
    const late = new Set(concerned.filter((one) => isWaitedFor(data, one)).map(({ holderId }) => holderId))
    return [...late].map((holderId) => ({ holderId, kind, data: fact }))
  }
  if (type === 'commitment.due_soon' || type === 'commitment.overdue') {
    const kind = type === 'commitment.overdue' ? 'overdue' : 'soon'
    return concerned
      .filter(({ todo }) => todo === 'fulfilCommitment')
      .map(({ holderId }) => ({ holderId, kind, data: promiseFactOf(event) }))
  }
  if (type === 'assignment.reminded') {
    return concerned
      .filter(({ role }) => role === `unit:${event.subjectId}`)
      .map(({ holderId }) => ({ holderId, kind: 'assignment_reminded' }))
  }
  if (type === 'suggestion.committees_named' || type === 'suggestion.committees_changed') {
    const before = Array.isArray(data['before']) ? data['before'] : []
    return concerned
      .filter(({ role, holderId }) => role === 'committee' && !before.includes(holderId))
      .map(({ holderId }) => ({ holderId, kind: 'came_to_committee' }))
  }
  const kind = type.replace('.', '_')
  if (toldToOffice.has(type)) {
    return concerned.filter(({ role }) => officeRoles.has(role)).map(({ holderId }) => ({ holderId, kind }))
  }
  // what a colleague did of their own accord is news to the lead
  if (type === 'suggestion.cosign_joined' || type === 'motion.cosign_joined') {
    return concerned.filter(({ role }) => role === 'lead').map(({ holderId }) => ({ holderId, kind }))
  }
  // whose name stands on the sheet looks whether it is theirs; what the lead has to do is a to-do
  if (type === 'suggestion.entered_from_paper') {
    return concerned.filter(({ role }) => role === 'cosigner').map(({ holderId }) => ({ holderId, kind }))
  }
  if (!toldToSponsors.has(type)) return []
  // the sponsors of what was merged into the case hear as its own do
  const isTold = (role: string) =>
    ['lead', 'cosigner', 'follower'].includes(role) || (type === 'suggestion.withdrawn' && isAtWork(role))
  const told = new Set(concerned.filter(({ role }) => isTold(role)).map(({ holderId }) => holderId))
  return [...told].map((holderId) => ({ holderId, kind }))
}

/** A deadline concerns those who hold it up: the unit of the assignment, the evaluator of the round. */
function isWaitedFor(data: Told['data'], { role, todo }: Concerned): boolean {
  if (todo === null) return false
  if (data['subjectKind'] === 'assignment') {
    const part = String(data['subjectId'])
    // who has spoken with the deputy still has to answer
    if (data['ruleId'] === 'suggestion.firstContact') {
      return role === `without_contact:${part}` || (role === `unit:${part}` && todo === 'acknowledge')
    }
    return role === `unit:${part}`
  }
  if (data['subjectKind'] === 'evaluation_round') return todo === 'evaluate'
  return true
}

export const clockFactOf = (data: Told['data']): ClockFact => ({
  ruleId: String(data['ruleId'] ?? ''),
  days: Number(data['days'] ?? 0),
  dueBefore: String(data['dueBefore'] ?? ''),
})

const dayMs = 86_400_000

/** A promise is due by the end of its day in Shanghai. */
function promiseFactOf({ data, at }: Told): ClockFact {
  const end = startOfShanghaiDay(String(data['dueOn'])).getTime() + dayMs
  const today = at ? startOfShanghaiDay(shanghaiDate(at)).getTime() : end
  return {
    ruleId: 'suggestion.commitment',
    days: Math.max(0, Math.round((end - dayMs - today) / dayMs)),
    dueBefore: new Date(end).toISOString(),
  }
}

function awaitedOf(data: Told['data']): NewNotice[] {
  const awaited = Array.isArray(data['awaited']) ? (data['awaited'] as { holderId: string; todo: string }[]) : []
  return awaited.map(({ holderId, todo }) => ({ holderId, kind: todo }))
}

/** To whom an overdue assignment rises, step by step; a case's clock says after how many days each step comes. */
export const escalationSteps = ['unit_head', 'gov_office', 'leader'] as const
export type EscalationStep = (typeof escalationSteps)[number]

export function stepOf(days: number, escalateDays: readonly number[]): EscalationStep | undefined {
  const at = [...new Set(escalateDays)].toSorted((one, other) => one - other).indexOf(days)
  return at < 0 ? undefined : escalationSteps[Math.min(at, escalationSteps.length - 1)]
}

/** Told to the office: what was to rise to a step reached nobody there. */
export const unheardKindOf = (step: EscalationStep) => `unheard_${step}` as const

/** On which a person can be reached outside the program. WeCom and DingTalk have their place, not yet their adapter. */
export const channels = ['mail', 'sms', 'wecom', 'dingtalk'] as const
export type Channel = (typeof channels)[number]
/** What is built: in the order in which they are tried. */
export const offeredChannels = ['mail', 'sms'] as const satisfies readonly Channel[]
export type OfferedChannel = (typeof offeredChannels)[number]

export const deliveryModes = ['immediate', 'digest', 'off'] as const
export type DeliveryMode = (typeof deliveryModes)[number]
export const deliveryStates = ['waiting', 'sending', 'sent', 'failed', 'dropped'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** Deadlines that have passed, and what the law says must reach this person: these can't be turned off entirely. */
const mustReach = new Set<string>([
  'overdue',
  'escalated',
  ...escalationSteps.map(unheardKindOf),
  'soon',
  'assignment_reminded',
  'acknowledge',
  'evaluate',
  'revise',
  'confirmPaper',
  'suggestion_entered_from_paper',
  'reply_sent',
  'suggestion_returned_for_revision',
  'suggestion_converted_to_letter',
])

export type Planned = { channel: OfferedChannel | 'phone'; mode: 'immediate' | 'digest'; reason: string | null }
export type Reach = Readonly<Record<OfferedChannel, { isConfigured: boolean; hasContact: boolean; mode: DeliveryMode }>>

/**
 * On which channels one notice goes out. Whoever can be reached on none is told by telephone; whoever has turned all
 * of them off still gets what must reach them, on the first that works.
 */
export function planDelivery(kind: string, reach: Reach): Planned[] {
  const configured = offeredChannels.filter((channel) => reach[channel].isConfigured)
  if (configured.length === 0) return []
  const working = configured.filter((channel) => reach[channel].hasContact)
  if (working.length === 0) {
    const wantsNone = configured.every((channel) => reach[channel].mode === 'off') && !mustReach.has(kind)
    return wantsNone ? [] : [{ channel: 'phone', mode: 'immediate', reason: 'no_contact' }]
  }
  const wanted = working.flatMap((channel): Planned[] => {
    const { mode } = reach[channel]
    return mode === 'off' ? [] : [{ channel, mode, reason: null }]
  })
  const [first] = working
  if (wanted.length > 0 || !first || !mustReach.has(kind)) return wanted
  return [{ channel: first, mode: 'immediate', reason: null }]
}

export const attemptsMax = 3
const minuteMs = 60_000
const pausesMs = [minuteMs, 5 * minuteMs, 15 * minuteMs]

/** How long to wait after the given number of failures. */
export const pauseAfter = (attempts: number): number => pausesMs[attempts - 1] ?? pausesMs.at(-1) ?? minuteMs
