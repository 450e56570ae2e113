/** Which side of the state an organ stands on; each side has one organ that hands suggestions on (organisation). */
export type OrganSystem =
  | 'congress'
  | 'government'
  | 'court'
  | 'procuratorate'
  | 'supervision'
  | 'party'
  | 'enterprise'
  | 'township'
  | 'platform'

export type OrganKind =
  | 'deputy_office'
  | 'committee'
  | 'presidium'
  | 'street_committee'
  | 'secretariat'
  | 'leadership'
  | 'gov_office'
  | 'unit'
  | 'operations'

export type OrganContent = {
  key: string
  name: string
  shortName: string
  system: OrganSystem
  kind: OrganKind
  /** Code of the town or street it serves; absent: the whole district. */
  areaCode?: string
  /** Names it had before, each with the day the name ended. */
  formerNames?: { name: string; shortName: string; until: string }[]
  /** Merged into another organ on a date. */
  mergedInto?: { key: string; on: string }
}

export type Sex = 'male' | 'female'
export type Education = '初中' | '高中' | '中专' | '大专' | '本科' | '硕士' | '博士'
/** The kinds by which composition is counted (工人、农民、专业技术人员、干部……). */
export type OccupationGroup =
  | 'worker'
  | 'farmer'
  | 'village'
  | 'community'
  | 'professional'
  | 'cadre'
  | 'entrepreneur'
  | 'other'

export type OccupationContent = {
  key: string
  /** Job title; `{village}` and `{company}` are filled in by the generator. */
  title: string
  group: OccupationGroup
  weight: number
  femaleShare: number
  partyShare: number
  age: readonly [number, number]
  education: readonly Education[]
}

export type SuggestionCategory =
  | 'economy'
  | 'agriculture'
  | 'construction'
  | 'transport'
  | 'environment'
  | 'education'
  | 'health'
  | 'culture'
  | 'civil_affairs'
  | 'public_safety'
  | 'justice'
  | 'other'

/** Where the story stands when the demo opens. */
export type StoryState =
  | 'draft'
  | 'cosigning'
  | 'submitted'
  | 'returned_for_revision'
  | 'converted_to_letter'
  | 'merged'
  | 'withdrawn'
  | 'accepted'
  | 'assigned'
  | 'return_requested'
  | 'handling'
  | 'overdue'
  | 'extension_requested'
  | 'extended'
  | 'paused'
  | 'split'
  | 'reopened'
  | 'reply_drafting'
  | 'signed_off'
  | 'awaiting_evaluation'
  | 'evaluation_expired'
  | 'closed'
  | 'tracking'
  | 'promise_kept'
  | 'promise_overdue'
  | 'rehandling'
  | 're_replied'
  | 'joint_review'
  | 'closed_with_dissent'

export type Satisfaction = 'satisfied' | 'basically_satisfied' | 'dissatisfied'
export type AnswerClass = 'A' | 'B' | 'C' | 'D'

export type AnswerContent = { class: AnswerClass; text: string }
export type EvaluationContent = { attitude: Satisfaction; result: Satisfaction; reason?: string }
export type PromiseContent = { what: string; dueInDays: number; outcome?: string }

export type SuggestionContent = {
  key: string
  title: string
  category: SuggestionCategory
  /** Delegation or township key of the deputy who leads it. */
  town: string
  occupation: string
  /** Absent: the district congress. */
  congress?: 'township'
  cosigners?: number
  /** 案由 */
  cause: string
  /** 案据 */
  grounds: string
  /** 方案 */
  measures: readonly string[]
  lead: string
  co?: readonly string[]
  /** Units that answer separately (分办) beside the lead. */
  separate?: readonly { unit: string; answer: AnswerContent }[]
  state: StoryState
  /** Told in the year before; absent: this year. */
  yearsAgo?: 1
  confidential?: true
  /** Why it was returned, converted, withdrawn, asked back or given more time. */
  reason?: string
  mergedInto?: string
  /** The unit it went to first, before it was reassigned, with that unit's reason. */
  reassignedFrom?: { unit: string; reason: string }
  consultation?: string
  opinions?: readonly { unit: string; text: string }[]
  /** Month and day of the first answer, where the answer's own words tell what had happened by then. */
  answeredOn?: string
  answer?: AnswerContent
  evaluation?: EvaluationContent
  secondAnswer?: AnswerContent
  secondEvaluation?: EvaluationContent
  /** What the first answer promises; classes B and C always promise something. */
  promise?: PromiseContent
  secondPromise?: PromiseContent
  /** The joint study after two answers that did not satisfy. */
  finalOpinion?: string
}
