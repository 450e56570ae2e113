import { type Actor, type Role, standInOf, tokenOf } from '#kernel/actor.ts'
import { type Powers, withinPowers } from '#kernel/power.ts'
import { isOpenToToken } from '#modules/token/token.ts'

const offices = ['deputy_office', 'presidium'] as const satisfies readonly Role[]
const units = ['unit_clerk', 'unit_head'] as const satisfies readonly Role[]

/**
 * What can be delegated (代理授权). Left out on purpose: whatever a deputy decides, the evaluation in a deputy's place,
 * who may read what is confidential, and what is made public.
 */
export const suggestionPowers = {
  take_in: {
    roles: [...offices, 'secretariat'],
    acts: {
      register: 'POST /suggestions/{id}/registration',
      review: 'POST /suggestions/{id}/review',
      split: 'POST /suggestions/{id}/split',
      unmerge: 'POST /suggestions/{id}/unmerging',
    },
  },
  hand_over: {
    roles: offices,
    acts: { assign: 'POST /suggestions/{id}/assignment', reopen: 'POST /suggestions/{id}/reopening' },
  },
  distribute: {
    roles: [...offices, 'gov_office'],
    acts: {
      planAssignment: 'POST /suggestions/{id}/assignment-plan',
      reassign: 'POST /assignments/{id}/reassignment',
      decideReturn: 'POST /assignments/{id}/return-decision',
    },
  },
  decide_deadline: {
    roles: [...offices, 'gov_office'],
    acts: {
      decideDeadline: 'POST /deadline-requests/{id}/decision',
      endPause: 'POST /deadline-requests/{id}/end',
    },
  },
  review_reply: {
    roles: [...offices, 'gov_office'],
    acts: { reviewReply: 'POST /assignments/{id}/reply-review' },
  },
  remind: {
    roles: [...offices, 'gov_office', ...units],
    acts: { remind: 'POST /assignments/{id}/reminder' },
    todos: ['pressPromise'],
  },
  receive: {
    roles: units,
    acts: {
      acknowledge: 'POST /assignments/{id}/acknowledgement',
      requestReturn: 'POST /assignments/{id}/return-request',
      requestExtension: 'POST /assignments/{id}/extension-request',
      requestPause: 'POST /assignments/{id}/pause-request',
    },
  },
  prepare_answer: {
    roles: units,
    acts: {
      noteConsultation: 'POST /assignments/{id}/consultations',
      draftReply: 'POST /assignments/{id}/reply-draft',
      giveCoOpinion: 'POST /assignments/{id}/co-opinion',
      returnCoOpinion: 'POST /assignments/{id}/co-opinion-return',
    },
  },
  sign_off: { roles: ['unit_head'], acts: { signOff: 'POST /assignments/{id}/sign-off' } },
  send_answer: { roles: units, acts: { sendReply: 'POST /assignments/{id}/sending' } },
  keep_promise: {
    roles: units,
    acts: {
      fulfilCommitment: 'POST /commitments/{id}/fulfilment',
      rescheduleCommitment: 'POST /commitments/{id}/rescheduling',
      explainCommitment: 'POST /commitments/{id}/explanation',
    },
  },
} as const satisfies Powers

/** What those who stand in have to see for it. */
export const suggestionReads = [
  '/suggestions',
  '/suggestions/{id}',
  '/suggestions/{id}/assignable-units',
  '/attachments/{id}/content',
  '/attachments/{id}/preview',
  '/clocks/{id}',
] as const

/** Of what is possible in a case, what the actor may do: a program what its scopes open, who stands in what was delegated. */
export function openActs(actor: Actor, actions: readonly string[]): string[] {
  const token = tokenOf(actor)
  if (token) return actions.filter((action) => isOpenToToken(routeOf(action), token.scopes))
  return withinPowers(actor, suggestionPowers, actions)
}

const routeOf = (action: string): string =>
  Object.values<Powers[string]>(suggestionPowers).find(({ acts }) => action in acts)?.acts[action] ?? ''

/** Whether a case is among those the actor stands in for; who acts for themselves stands in all of theirs. */
export const isDelegatedCase = (actor: Actor, caseId: string): boolean =>
  standInOf(actor)?.caseIds?.includes(caseId) ?? true
