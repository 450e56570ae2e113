import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { AttachableView, AttachmentRow, Target } from '#modules/attachment/index.ts'
import { type SuggestionCase, sentCommitments } from './case.queries.ts'
import { isIntake } from './intake.policy.ts'
import { isLead } from './sponsor.policy.ts'
import { isDistributor, isRegistrar, isUnit, mayReadCoOpinion } from './suggestion.policy.ts'
import { type AssignmentState, isOpenForCosigning, type SuggestionState, suggestionProcess } from './suggestion.ts'

type Place = Target['place']
type Assignment = SuggestionCase['assignments'][number]
type Rule = (actor: Actor, kase: SuggestionCase, subjectId: string | null) => 'may' | 'not_yours_to_do' | 'not_now'
type Of = Pick<AttachmentRow, 'place' | 'subject_id' | 'added_at' | 'added_by_organ_id'>

const stateOf = ({ suggestion }: SuggestionCase) => suggestion.status as SuggestionState
const partOf = ({ assignments }: SuggestionCase, id: string | null) => assignments.find((one) => one.id === id)

const writes: readonly AssignmentState[] = ['signed', 'handling', 'reply_drafting', 'rehandling']
const sealed: readonly AssignmentState[] = ['signed_off', 'gov_review']
const hasAnswered: readonly AssignmentState[] = [
  'replied',
  'rehandling',
  'co_opinion_submitted',
  'co_opinion_accepted',
  'done',
]
const isIn = (states: readonly AssignmentState[], { status }: Assignment) => states.includes(status as AssignmentState)

// those who have co-signed signed what was there: the text is changed first, which asks all of them again
const isCosigned = ({ cosigners }: SuggestionCase) => cosigners.some(({ status }) => status === 'confirmed')

const onPaper: Rule = (actor, kase) => {
  if (!isIntake(actor, kase)) return 'not_yours_to_do'
  return suggestionProcess.isFinal(stateOf(kase)) ? 'not_now' : 'may'
}

/** Who may put files where, place by place. */
const rules: Record<Place, Rule> = {
  // 督办活动 has files of its own
  activity: () => 'not_yours_to_do',
  draft: (actor, kase) => {
    if (!isLead(actor, kase)) return 'not_yours_to_do'
    return isOpenForCosigning(stateOf(kase)) && !isCosigned(kase) ? 'may' : 'not_now'
  },
  paper: onPaper,
  cosign_sheet: onPaper,
  reply: (actor, kase, subjectId) => {
    const part = partOf(kase, subjectId)
    if (!part || !isUnit(actor, part)) return 'not_yours_to_do'
    return isIn(writes, part) && !suggestionProcess.isFinal(stateOf(kase)) ? 'may' : 'not_now'
  },
  evidence: (actor, kase, subjectId) => {
    const promise = sentCommitments(kase).find(({ id }) => id === subjectId)
    const part = promise && partOf(kase, promise.assignment_id)
    if (!part || !isUnit(actor, part)) return 'not_yours_to_do'
    return promise.status === 'confirmed' ? 'not_now' : 'may'
  },
  stamped: (actor, kase) => {
    const isOffice = isRegistrar(actor, kase) || isDistributor(actor, kase)
    if (isOffice) return kase.suggestion.number === null ? 'not_now' : 'may'
    const own = kase.assignments.filter((part) => isUnit(actor, part))
    if (own.length === 0) return 'not_yours_to_do'
    return own.some((part) => isIn(hasAnswered, part)) ? 'may' : 'not_now'
  },
}

/** @throws {Refusal} `suggestion.not_yours_to_do`, `suggestion.cosigned_already`, `suggestion.not_now` */
export function mayAddFile(actor: Actor, kase: SuggestionCase, { place, subjectId }: Target): void {
  const answer = rules[place](actor, kase, subjectId)
  if (answer === 'may') return
  if (answer === 'not_yours_to_do') throw new Refusal('forbidden', 'suggestion.not_yours_to_do')
  if (place === 'draft' && isOpenForCosigning(stateOf(kase)))
    throw new Refusal('conflict', 'suggestion.cosigned_already')
  throw new Refusal('conflict', 'suggestion.not_now', { state: stateOf(kase) })
}

/** Where this reader may add files now. */
export function attachableOf(actor: Actor, kase: SuggestionCase): AttachableView[] {
  const may = (place: Place, subjectId: string | null): AttachableView[] =>
    rules[place](actor, kase, subjectId) === 'may' ? [{ place, subjectId }] : []
  return [
    ...may('draft', null),
    ...may('paper', null),
    ...may('cosign_sheet', null),
    ...kase.assignments.flatMap(({ id }) => may('reply', id)),
    ...sentCommitments(kase).flatMap(({ id }) => may('evidence', id)),
    ...may('stamped', null),
  ]
}

/** When what belongs to a unit's part went out, to the sponsors or to the unit in the lead. */
const sendings = (kase: SuggestionCase, { subject_id }: Of): Date[] =>
  [
    ...kase.replies.filter(({ assignment_id }) => assignment_id === subject_id).map(({ sent_at }) => sent_at),
    partOf(kase, subject_id)?.co_opinion_at ?? null,
  ].filter((at) => at !== null)

const wasSent = (kase: SuggestionCase, file: Of): boolean => sendings(kase, file).some((at) => at >= file.added_at)

/** The part of a co-handler from which a file with a seal came; who has a part that answers as well seals the answer. */
function sealedOpinionOf({ assignments }: SuggestionCase, { added_by_organ_id }: Of) {
  const own = assignments.filter(
    ({ unit_id, acting_unit_id }) =>
      added_by_organ_id !== null && [unit_id, acting_unit_id].includes(added_by_organ_id),
  )
  return own.every(({ part }) => part === 'co') ? own[0] : undefined
}

/** What hangs on an answer that was not sent is the unit's own paper, as the answer is; on 会办意见, as that opinion. */
export function seesFile(actor: Actor, kase: SuggestionCase, file: Of): boolean {
  if (file.place === 'stamped') {
    const opinion = sealedOpinionOf(kase, file)
    return opinion === undefined || mayReadCoOpinion(actor, kase, opinion)
  }
  if (file.place !== 'reply') return true
  const part = partOf(kase, file.subject_id)
  if (part?.part === 'co' && !mayReadCoOpinion(actor, kase, part)) return false
  const reviews = part?.status === 'gov_review' && isDistributor(actor, kase)
  return reviews || wasSent(kase, file) || (part !== undefined && isUnit(actor, part))
}

/** From then on a file can be withdrawn, but no longer be made as if it had never been there. */
export function isFileActDone(kase: SuggestionCase, file: Of): boolean {
  const part = partOf(kase, file.subject_id)
  const promise = kase.commitments.find(({ id }) => id === file.subject_id)
  switch (file.place as Place) {
    case 'draft':
      return !isOpenForCosigning(stateOf(kase)) || isCosigned(kase)
    case 'paper':
    case 'cosign_sheet':
      return kase.suggestion.number !== null
    case 'reply':
      return wasSent(kase, file) || part === undefined || isIn(sealed, part)
    case 'evidence':
      return promise === undefined || ['fulfilled', 'confirmed'].includes(promise.status)
    case 'stamped':
    // is no place of a suggestion
    case 'activity':
      return true
  }
}

/** The two questions that the list of a case's files asks of each. */
export const fileRulesOf = (actor: Actor, kase: SuggestionCase) => ({
  maySee: (file: Of) => seesFile(actor, kase, file),
  isActDone: (file: Of) => isFileActDone(kase, file),
})
