import type { Actor } from '#kernel/actor.ts'
import { type ClockView, presentClocks } from '#modules/clock/index.ts'
import { eventsOf } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Db } from '#platform/db/database.ts'
import { classOf, gradeOf, type SuggestionCase, sentCommitments, type WholeCase } from './case.queries.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import {
  cosignerOf,
  evaluates,
  isDistributor,
  isLead,
  isRegistrar,
  isUnit,
  mayBePublished,
  mayReadCoOpinion,
  mayReadEvaluationWords,
  mayReadReturn,
} from './suggestion.policy.ts'
import {
  type AssignmentState,
  assignmentProcess,
  type Category,
  type SuggestionState,
  sponsorsCounted,
} from './suggestion.ts'
import { allowedActions, type Standing } from './suggestion-actions.ts'
import { mayReadNote, presentTimeline } from './suggestion-timeline.view.ts'

// a window that has closed is no deadline that was missed
const isShown = ({ ruleId, state }: ClockView): boolean => ruleId !== 'suggestion.return' || state === 'running'

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** The only way a case leaves the module: what this reader may see of it, and what they may do. */
export async function presentCase(app: App, db: Db, actor: Actor, whole: WholeCase): Promise<SuggestionView> {
  const { kase, publication } = whole
  const { suggestion, cosigners } = kase
  const id = suggestion.id
  const clocks = (await presentClocks(app, db, whole.clocks, actor.locale)).filter(isShown)
  const events = await eventsOf(db, id, (event) => mayReadNote(actor, kase, event))
  const state = suggestion.status as SuggestionState
  const unitNames = new Map(kase.assignments.map((assignment) => [assignment.id, assignment.unit_name]))
  const evaluationIds = new Set(kase.evaluations.map((round) => round.id))
  const sponsor = isLead(actor, kase) || cosignerOf(actor, kase) !== undefined
  return {
    id,
    number: suggestion.number,
    title: suggestion.title,
    subject: suggestion.subject,
    grounds: suggestion.grounds,
    proposal: suggestion.proposal,
    category: suggestion.category as Category,
    state,
    confidential: suggestion.confidential,
    wishesPublication: suggestion.wishes_publication,
    congressId: kase.congress.id,
    congressName: kase.congress.name,
    leadMandateId: kase.lead.id,
    leadName: kase.lead.name,
    // an unconfirmed name is the sponsors' own matter (H14)
    cosigners: cosigners
      .filter(({ status }) => status === 'confirmed' || sponsor)
      .map((cosigner) => ({
        mandateId: cosigner.mandate_id,
        name: cosigner.name,
        state: cosigner.status as 'invited' | 'confirmed' | 'declined' | 'withdrawn',
        answeredAt: iso(cosigner.answered_at),
      })),
    sponsorsCounted: sponsorsCounted(cosigners),
    createdAt: suggestion.created_at.toISOString(),
    submittedAt: iso(suggestion.submitted_at),
    registeredAt: iso(suggestion.registered_at),
    assignedAt: iso(suggestion.assigned_at),
    closedAt: iso(suggestion.closed_at),
    clocks: clocks.filter(({ subjectId }) => subjectId === id || evaluationIds.has(subjectId)),
    assignments: presentAssignments(actor, kase, clocks),
    consultations: kase.consultations.map((one) => ({
      id: one.id,
      assignmentId: one.assignment_id,
      unitName: unitNames.get(one.assignment_id) ?? '',
      mandateId: one.mandate_id,
      means: one.means,
      heldOn: one.held_on,
      summary: one.summary,
      confirmedAt: iso(one.confirmed_at),
    })),
    replies: presentReplies(actor, kase, unitNames),
    evaluations: kase.evaluations.map((round) => ({
      id: round.id,
      assignmentId: round.assignment_id,
      round: round.round,
      state: round.status as 'open' | 'cast' | 'expired',
      openedAt: round.opened_at.toISOString(),
      castAt: iso(round.cast_at),
      attitude: gradeOf(round.attitude),
      result: gradeOf(round.result),
      opinion: mayReadEvaluationWords(actor, kase, round.cast_by_person_id) ? round.opinion : null,
    })),
    commitments: presentCommitments(actor, kase, unitNames),
    publication: publication && {
      state: publication.status as 'draft' | 'redacted' | 'reviewed' | 'published' | 'withdrawn',
      pageId: publication.status === 'published' ? publication.id : null,
    },
    timeline: await presentTimeline(db, actor, kase, events),
    allowed: allowedActions(state, standingOf(actor, kase, publication)),
    version: suggestion.version,
  }
}

function standingOf(actor: Actor, kase: SuggestionCase, publication: WholeCase['publication']): Standing {
  const ownAssignments = kase.assignments.filter((assignment) => isUnit(actor, assignment))
  return {
    isLead: isLead(actor, kase),
    cosignStatus: cosignerOf(actor, kase)?.status ?? null,
    isRegistrar: isRegistrar(actor, kase),
    isDistributor: isDistributor(actor, kase),
    evaluates: kase.evaluations.some((round) => round.status === 'open' && evaluates(actor, kase, round)),
    hasUnconfirmedConsultation: kase.consultations.some(
      ({ mandate_id, confirmed_at }) => confirmed_at === null && mandate_id === actor.acting?.id,
    ),
    publication: publication
      ? {
          state: publication.status,
          deputyAgreed: publication.deputy_agreed_at !== null,
          unitChecked: publication.unit_checked_at !== null,
          redactedByReader: publication.redacted_by_person_id === actor.personId,
        }
      : null,
    answersForUnit: ownAssignments.some(({ part }) => part !== 'co'),
    mayBePublished: mayBePublished(kase),
    hasKeptCommitment: kase.commitments.some(({ status }) => status === 'fulfilled'),
    hasOpenCommitmentOfUnit: sentCommitments(kase).some(
      ({ assignment_id, status }) =>
        ownAssignments.some(({ id }) => id === assignment_id) && !['fulfilled', 'confirmed'].includes(status),
    ),
  }
}

function presentAssignments(actor: Actor, kase: SuggestionCase, clocks: readonly ClockView[]) {
  const distributes = isDistributor(actor, kase) || isRegistrar(actor, kase)
  return kase.assignments
    .filter(({ status }) => status !== 'proposed' || distributes)
    .map((assignment) => ({ assignment, seesReturn: mayReadReturn(actor, kase, assignment.unit_id) }))
    .map(({ assignment, seesReturn }) => ({
      id: assignment.id,
      unitId: assignment.unit_id,
      unitName: assignment.unit_name,
      part: assignment.part as 'lead' | 'co' | 'separate',
      state: shownState(assignment, seesReturn),
      round: assignment.round,
      assignedAt: iso(assignment.assigned_at),
      acknowledgedAt: iso(assignment.acknowledged_at),
      coOpinion: mayReadCoOpinion(actor, kase, assignment) ? assignment.co_opinion : null,
      coOpinionAt: iso(assignment.co_opinion_at),
      returnReason: seesReturn ? assignment.return_reason : null,
      clocks: clocks
        .filter(({ subjectId }) => subjectId === assignment.id)
        .filter(({ ruleId }) => seesReturn || ruleId !== 'suggestion.return'),
      allowed: allowedOnAssignment(actor, kase, assignment),
      version: assignment.version,
    }))
}

/** While a return is being decided the unit still has the suggestion, and that is what others are told. */
const shownState = ({ status, acknowledged_at }: SuggestionCase['assignments'][number], seesReturn: boolean) => {
  if (status !== 'return_requested' || seesReturn) return status as AssignmentState
  return acknowledged_at === null ? 'assigned' : 'signed'
}

function allowedOnAssignment(
  actor: Actor,
  kase: SuggestionCase,
  assignment: SuggestionCase['assignments'][number],
): string[] {
  const state = assignment.status as AssignmentState
  const own = isUnit(actor, assignment)
  const answers = assignment.part !== 'co'
  const draft = kase.replies.findLast(
    ({ assignment_id, round }) => assignment_id === assignment.id && round === assignment.round,
  )
  const isHead = actor.acting?.kind === 'post' && actor.acting.role === 'unit_head'
  const can = (action: Parameters<typeof assignmentProcess.allows>[1]) => assignmentProcess.allows(state, action)
  const possible: [string, boolean][] = [
    ['acknowledge', own && can('acknowledge')],
    ['requestReturn', own && can('requestReturn')],
    ['decideReturn', isDistributor(actor, kase) && can('approveReturn')],
    ['giveCoOpinion', own && !answers && can('giveCoOpinion')],
    ['noteConsultation', own && !['done', 'cancelled', 'reassigned', 'proposed'].includes(state)],
    ['draftReply', own && answers && can('draft')],
    ['signOff', own && answers && isHead && can('signOff') && draft?.drafted_by_person_id !== actor.personId],
    ['sendReply', own && answers && can('send')],
  ]
  return possible.filter(([, may]) => may).map(([action]) => action)
}

const ownAssignments = (actor: Actor, kase: SuggestionCase): Set<string> =>
  new Set(kase.assignments.filter((assignment) => isUnit(actor, assignment)).map(({ id }) => id))

/** An answer that was not sent is the unit's own paper, and so is what it would promise. */
const openReplies = (kase: SuggestionCase, ownUnit: ReadonlySet<string>) =>
  kase.replies.filter(({ sent_at, assignment_id }) => sent_at !== null || ownUnit.has(assignment_id))

function presentCommitments(actor: Actor, kase: SuggestionCase, unitNames: ReadonlyMap<string, string>) {
  const open = new Set(openReplies(kase, ownAssignments(actor, kase)).map(({ id }) => id))
  return kase.commitments
    .filter(({ reply_id }) => open.has(reply_id))
    .map((one) => ({
      id: one.id,
      content: one.content,
      owner: one.owner,
      dueOn: one.due_on,
      state: one.status,
      unitName: unitNames.get(one.assignment_id) ?? '',
    }))
}

function presentReplies(actor: Actor, kase: SuggestionCase, unitNames: ReadonlyMap<string, string>) {
  const ownUnit = ownAssignments(actor, kase)
  return openReplies(kase, ownUnit).map((reply) => ({
    id: reply.id,
    assignmentId: reply.assignment_id,
    unitName: unitNames.get(reply.assignment_id) ?? '',
    round: reply.round,
    revision: reply.revision,
    body: reply.body,
    class: classOf(reply.class),
    draftedByName: ownUnit.has(reply.assignment_id) ? reply.drafter_name : null,
    draftedAt: reply.drafted_at.toISOString(),
    signedByName: reply.signer_name,
    signedAt: iso(reply.signed_at),
    sentAt: iso(reply.sent_at),
    receipts: kase.receipts
      .filter(({ reply_id }) => reply_id === reply.id)
      .map((receipt) => ({
        mandateId: receipt.mandate_id,
        name: receipt.name,
        sentAt: receipt.sent_at.toISOString(),
        readAt: iso(receipt.read_at),
      })),
  }))
}
