import { type Actor, answersFor, standInOf, tokenOf } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { attachmentsOf } from '#modules/attachment/index.ts'
import { type ClockView, presentClocks } from '#modules/clock/index.ts'
import { confirmedTextOf, cosignerOf, digestOf, presentCosigners } from '#modules/cosign/index.ts'
import { eventsOf } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Db } from '#platform/db/database.ts'
import { classOf, findSuspendedSince, gradeOf, type SuggestionCase, type WholeCase } from './case.queries.ts'
import { attachableOf, fileRulesOf } from './case-files.policy.ts'
import { isInOffice } from './case-image.ts'
import {
  allowedOnPromises,
  openReplies,
  ownAssignments,
  presentAssignments,
  presentCommitments,
  presentFollowers,
  presentReferences,
} from './case-parts.view.ts'
import { takesIn } from './intake.policy.ts'
import { openActs } from './powers.ts'
import { repliesOutside, uncheckedUnits } from './public-copy.view.ts'
import { isLead, leadAnswersFor, ownMandates } from './sponsor.policy.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import {
  agrees,
  evaluates,
  isDistributor,
  isRegistrar,
  isUnit,
  mayBePublished,
  mayReadEvaluationWords,
} from './suggestion.policy.ts'
import { type Category, type SuggestionState, sponsorsCounted } from './suggestion.ts'
import { allowedActions, type Standing } from './suggestion-actions.ts'
import { isRestorable } from './suggestion-course.ts'
import { paperStanding, presentPaper } from './suggestion-paper.view.ts'
import { mayReadNote, presentTimeline } from './suggestion-timeline.view.ts'

// a window that has closed is no deadline that was missed
function isShown({ ruleId, state, isLate }: ClockView): boolean {
  if (ruleId === 'suggestion.return') return state === 'running'
  return ruleId !== 'suggestion.evaluate' || !isLate
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

/** The only way a case leaves the module: what this reader may see of it, and what they may do. */
export async function presentCase(app: App, db: Db, actor: Actor, whole: WholeCase): Promise<SuggestionView> {
  const { kase, publication } = whole
  const { suggestion, cosigners } = kase
  const id = suggestion.id
  const of = { caseKind: 'suggestion', caseId: id }
  const [allClocks, events, attachments] = await Promise.all([
    presentClocks(app, db, whole.clocks, actor.locale),
    eventsOf(db, id, (event) => mayReadNote(actor, kase, event)),
    attachmentsOf(db, actor, of, fileRulesOf(actor, kase)),
  ])
  const clocks = allClocks.filter(isShown)
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
    welcomesCosigners: suggestion.welcomes_cosigners,
    congressId: kase.congress.id,
    congressName: kase.congress.name,
    leadMandateId: kase.lead.id,
    leadName: kase.lead.name,
    leadAbsence: await presentLeadAbsence(db, kase),
    // an unconfirmed name is the sponsors' own matter (H14)
    cosigners: presentCosigners(cosigners, sponsor),
    sponsorsCounted: sponsorsCounted(cosigners),
    textSha256: digestOf(suggestion, draftFilesOf(attachments)),
    confirmedText: await confirmedTextOf(db, actor, { id, cosigners }),
    followers: await presentFollowers(db, actor, kase),
    committees: kase.committees.map(({ id: committee, name }) => ({ id: committee, name })),
    references: await presentReferences(db, kase),
    paper: await presentPaper(db, actor, kase),
    isImported: suggestion.import_id !== null,
    createdAt: suggestion.created_at.toISOString(),
    submittedAt: iso(suggestion.submitted_at),
    registeredAt: iso(suggestion.registered_at),
    assignedAt: iso(suggestion.assigned_at),
    closedAt: iso(suggestion.closed_at),
    clocks: clocks.filter(({ subjectId }) => subjectId === id || evaluationIds.has(subjectId)),
    assignments: presentAssignments(app, actor, kase, { shown: clocks, clocks: allClocks, events }),
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
    commitments: presentCommitments(actor, kase),
    publication: publication && {
      state: publication.status as 'draft' | 'redacted' | 'reviewed' | 'published' | 'withdrawn',
      pageId: publication.status === 'published' ? publication.id : null,
    },
    attachments,
    attachable: standInOf(actor) || tokenOf(actor) ? [] : attachableOf(actor, kase),
    timeline: await presentTimeline(db, actor, kase, events, new Set(attachments.map((file) => file.id))),
    allowed: openActs(
      actor,
      allowedActions(state, standingOf(actor, kase, publication, placesOf(attachments), shanghaiDate(app.clock.now()))),
    ),
    version: suggestion.version,
  }
}

/** While the lead cannot act, and is not there again under a later mandate, somebody else evaluates (H35). */
async function presentLeadAbsence(db: Db, kase: SuggestionCase): Promise<SuggestionView['leadAbsence']> {
  if (leadAnswersFor(kase)) return null
  const { lead, evaluations } = kase
  const round = evaluations.find(({ status }) => status === 'open')
  const evaluator = round && round.evaluator_kind !== 'lead' ? round.evaluator_kind : null
  return {
    kind: isInOffice(lead) ? 'suspended' : 'ended',
    since: lead.ended_on ?? (await findSuspendedSince(db, lead.id)),
    evaluator: evaluator as 'cosigner' | 'deputy_office' | null,
  }
}

/** The files that hang on the text that is co-signed. */
export const draftFilesOf = (attachments: SuggestionView['attachments']): string[] =>
  attachments.filter(({ place, state }) => place === 'draft' && state === 'clean').map(({ id }) => id)

const placesOf = (attachments: SuggestionView['attachments']): ReadonlySet<string> =>
  new Set(attachments.filter(({ state }) => state === 'clean').map(({ place }) => place))

function standingOf(
  actor: Actor,
  kase: SuggestionCase,
  publication: WholeCase['publication'],
  filed: ReadonlySet<string>,
  today: string,
): Standing {
  const own = kase.assignments.filter((assignment) => isUnit(actor, assignment))
  return {
    isLead: isLead(actor, kase),
    agrees: agrees(actor, kase),
    isRestorable: isRestorable(kase.suggestion),
    cosignStatus: cosignerOf(actor, kase)?.status ?? null,
    hasFollowers: kase.followers.length > 0,
    main: kase.main,
    isRegistrar: isRegistrar(actor, kase),
    isDistributor: isDistributor(actor, kase),
    evaluates: kase.evaluations.some((round) => round.status === 'open' && evaluates(actor, kase, round)),
    hasUnconfirmedConsultation: kase.consultations.some(
      ({ mandate_id, confirmed_at }) => confirmed_at === null && ownMandates(actor, kase).includes(mandate_id),
    ),
    publication: publication
      ? {
          state: publication.status,
          hasNewAnswers: repliesOutside(kase, publication).length > 0,
          deputyAgreed: publication.deputy_agreed_at !== null,
          unitChecked: publication.unit_checked_at !== null,
          waitsForReader: uncheckedUnits(kase, publication).some((id) => own.some((one) => one.acting_unit_id === id)),
          redactedByReader: answersFor(actor, publication.redacted_by_person_id),
        }
      : null,
    mayBePublished: mayBePublished(kase),
    takesIn: takesIn(actor, kase, today),
    paper: paperStanding(actor, kase, filed),
    signedOnPaper: cosignerOf(actor, kase)?.on_paper === true && cosignerOf(actor, kase)?.status === 'confirmed',
    promises: allowedOnPromises(actor, kase),
  }
}

function presentReplies(actor: Actor, kase: SuggestionCase, unitNames: ReadonlyMap<string, string>) {
  const ownUnit = ownAssignments(actor, kase)
  return openReplies(actor, kase).map((reply) => ({
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
    reviewedAt: iso(reply.reviewed_at),
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
