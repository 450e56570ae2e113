import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import { heldMandate, isAskedAgain } from '#modules/cosign/cosign.ts'
import { type Awaiting, replaceParties } from '#modules/party/index.ts'
import { savePagePromises, savePageState, savePageSteps } from '#modules/publication/index.ts'
import { eventsOf, recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import {
  type CaseFrame,
  completeCase,
  findBeside,
  findImagedBeside,
  reloadCase,
  type SuggestionCase,
  type WholeCase,
} from './case.queries.ts'
import { imageOf } from './case-image.ts'
import { confirmersOf, hasUnpressed, ledgerOf } from './commitment.view.ts'
import { findCommitteesFor } from './field.queries.ts'
import { isInSession, secretariatOf } from './intake.policy.ts'
import { publicPromises, publicStepsOf, repliesOutside, uncheckedUnits } from './public-copy.view.ts'
import { findSeen, getSeen, lockSeen, seesCaseIn } from './seen-case.queries.ts'
import { answeringMandate, cosignerAnswersFor, leadAnswersFor, sponsorMandates } from './sponsor.policy.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { agreerOf, canConfirmPaper, distributorOf, registrarOf, scopeOf } from './suggestion.policy.ts'
import { addReaders, findPersonsOfOrgan, lockSuggestion, touchSuggestion } from './suggestion.queries.ts'
import { type AssignmentState, isInHand, type SuggestionState, suggestionProcess } from './suggestion.ts'
import { presentCase } from './suggestion.view.ts'
import { isUnconfirmed } from './suggestion-paper.ts'
import { partiesOf } from './suggestion-parties.ts'

/** Whether the case whose id stands in this column is there for the reader, to be asked beside what hangs on it. */
export const seesCaseOf = (actor: Actor, caseColumn: string) => seesCaseIn(scopeOf(actor), caseColumn)

export const seesSuggestion = async (db: Db | Trx, actor: Actor, id: string): Promise<boolean> =>
  (await findSeen(db, scopeOf(actor), id)) !== undefined

/** A case that is there for the reader, with all that hangs on it. */
export const loadSeen = async (db: Db, actor: Actor, id: string): Promise<SuggestionCase> =>
  completeCase(db, await getSeen(db, scopeOf(actor), id))

export async function getCase(app: App, actor: Actor, id: string): Promise<SuggestionView> {
  const seen = await getSeen(app.db, scopeOf(actor), id)
  const [kase, beside] = await Promise.all([completeCase(app.db, seen), findBeside(app.db, id)])
  return presentCase(app, app.db, actor, { kase, ...beside })
}

/** One step of a case's story inside the lock. It saves and records; the frame keeps version and parties right. */
export type Story = (trx: Trx, kase: SuggestionCase) => Promise<void>

/** Lock, may see, not stale; then the story; then the parties as the new state has them. */
export async function changeCase(
  app: App,
  actor: Actor,
  id: string,
  version: number | null,
  story: Story,
): Promise<SuggestionView> {
  const whole = await app.db.transaction().execute(async (trx) => {
    const locked = await lockSeen(trx, scopeOf(actor), id)
    if (version !== null && locked.version !== version) throw new Refusal('conflict', 'suggestion.stale_version')
    const kase = await completeCase(trx, locked)
    await story(trx, kase)
    return settleCase(app, trx, id, kase, actor)
  })
  return presentCase(app, app.db, actor, whole)
}

/** The same for a change that nobody asked for: a deadline passed, a mandate ended. */
export async function changeCaseBySystem(app: App, trx: Trx, id: string, story: Story): Promise<void> {
  const kase = await completeCase(trx, await lockSuggestion(trx, id))
  await story(trx, kase)
  await settleCase(app, trx, id, kase, 'system')
}

/** Ends every change: a new version, the parties of the new state, and the image of all rows of the case on record. */
export async function settleCase(
  app: App,
  trx: Trx,
  id: string,
  before: CaseFrame | SuggestionCase,
  actor: Actor | 'system',
): Promise<WholeCase> {
  const touched = await touchSuggestion(trx, id, app.clock.now())
  const [saved, beside] = await Promise.all([reloadCase(trx, before, touched), findBeside(trx, id)])
  // a day or a merger that moves a case on its own comes as the system
  const stays = actor !== 'system' && 'suggestion' in before && fieldOf(before) === fieldOf(saved)
  const kase = stays ? saved : { ...saved, committees: await committeesNow(app, trx, saved) }
  await recordCommittees(app, trx, before.committees, kase, actor)
  const whole = { kase, ...beside }
  const awaited = await refreshParties(app, trx, whole)
  await recordEvent(app, trx, {
    type: 'suggestion.changed',
    subjectKind: 'suggestion',
    subjectId: id,
    caseId: id,
    actor,
    data: { version: kase.suggestion.version, awaited },
    after: imageOf(kase, await findImagedBeside(trx, id, whole.publication)),
  })
  return whole
}

/** In whose field a case lies: on this day, or on the one it ended. */
function committeesNow(app: App, db: Db | Trx, kase: SuggestionCase) {
  const { congress_id, category, closed_at, accepted_at } = kase.suggestion
  if (accepted_at === null) return []
  return findCommitteesFor(db, {
    congressId: congress_id,
    category,
    unitIds: unitsInField(kase),
    day: shanghaiDate(closed_at ?? app.clock.now()),
  })
}

/** What decides, beside the day, in whose field a case lies. */
const fieldOf = (kase: SuggestionCase): string => {
  const { category, accepted_at, closed_at } = kase.suggestion
  return [category, accepted_at?.getTime(), closed_at?.getTime(), ...unitsInField(kase)].join()
}

function unitsInField({ suggestion, assignments }: SuggestionCase): string[] {
  const isGiven = (state: string) => isInHand(state) || (state === 'cancelled' && suggestion.status === 'withdrawn')
  const units = assignments.filter(({ part, status }) => part !== 'co' && isGiven(status))
  return units.flatMap(({ unit_id, acting_unit_id }) => [unit_id, acting_unit_id])
}

type Committees = SuggestionCase['committees']
const namesOf = (committees: Committees): string => committees.map(({ name }) => name).join('、')
const isSame = (one: Committees, other: Committees): boolean =>
  one.map(({ id }) => id).join() === other.map(({ id }) => id).join()

async function recordCommittees(
  app: App,
  trx: Trx,
  before: Committees,
  { suggestion, committees }: SuggestionCase,
  actor: Actor | 'system',
): Promise<void> {
  if (isSame(before, committees)) return
  await recordEvent(app, trx, {
    type: before.length === 0 ? 'suggestion.committees_named' : 'suggestion.committees_changed',
    subjectKind: 'suggestion',
    subjectId: suggestion.id,
    caseId: suggestion.id,
    actor,
    data: {
      committees: committees.map(({ id }) => id),
      before: before.map(({ id }) => id),
    },
    note: [before, committees].map(namesOf).filter(Boolean).join(' → '),
  })
}

/** Settles a case whose committees are others now than its parties say. */
export const settleIfMoved = (app: App, id: string): Promise<boolean> =>
  app.db.transaction().execute(async (trx) => {
    const kase = await completeCase(trx, await lockSuggestion(trx, id))
    if (isSame(kase.committees, await committeesNow(app, trx, kase))) return false
    await settleCase(app, trx, id, kase, 'system')
    return true
  })

/** One assignment of a case, under the case's lock; `version` is the assignment's own. */
export function changeAssignment(
  app: App,
  actor: Actor,
  suggestionId: string,
  assignmentId: string,
  version: number | null,
  story: (trx: Trx, kase: SuggestionCase, assignment: SuggestionCase['assignments'][number]) => Promise<void>,
): Promise<SuggestionView> {
  return changeCase(app, actor, suggestionId, null, async (trx, kase) => {
    // a case that has ended moves no part of it any more
    const { status } = kase.suggestion
    if (suggestionProcess.isFinal(status as SuggestionState)) {
      throw new Refusal('conflict', 'suggestion.not_now', { state: status })
    }
    const assignment = kase.assignments.find(({ id }) => id === assignmentId)
    if (!assignment) throw new Refusal('not_found', 'suggestion.not_found')
    if (version !== null && assignment.version !== version) throw new Refusal('conflict', 'suggestion.stale_version')
    await story(trx, kase, assignment)
  })
}

/** Puts the lines of a case into the party index as its state has them; what newly waits for whom. */
export async function refreshParties(
  app: Pick<App, 'clock'>,
  trx: Trx,
  { kase, clocks, publication }: WholeCase,
): Promise<Awaiting[]> {
  const today = shanghaiDate(app.clock.now())
  const { id } = kase.suggestion
  const live = new Map(
    clocks
      .filter(({ status }) => status !== 'stopped')
      .map((clock) => [`${clock.subjectId} ${clock.ruleId}`, clock.dueBefore]),
  )
  const parties = partiesOf({
    caseId: id,
    state: kase.suggestion.status as SuggestionState,
    wasSubmitted: kase.suggestion.submitted_at !== null,
    level: kase.congress.level as 1 | 2 | 3 | 4,
    lead: { mandateId: kase.lead.id, laterMandateId: kase.lead.later_mandate_id, canAct: leadAnswersFor(kase) },
    cosigners: kase.cosigners.map((one) => ({
      mandateId: heldMandate(one),
      status: one.status,
      canAct: cosignerAnswersFor(one),
      askedAgain: isAskedAgain(one),
      hasAnswered: one.answered_at !== null,
    })),
    registrarId: registrarOf(kase),
    distributorId: distributorOf(kase),
    assignments: kase.assignments.map((assignment) => ({
      id: assignment.id,
      unitId: assignment.acting_unit_id,
      part: assignment.part as 'lead' | 'co' | 'separate',
      state: assignment.status as AssignmentState,
      ...ledgerOf(kase, assignment.id),
    })),
    secretariatId: secretariatOf(kase, today),
    isInSession: isInSession(kase, today),
    followers: [...new Set(kase.followers.map(heldMandate))],
    latePromises: hasUnpressed(kase),
    committees: kase.committees.map(({ id: committee }) => committee),
    deadlinesAsked: kase.requests.filter(({ status }) => status === 'asked').map(({ assignment_id }) => assignment_id),
    openEvaluations: kase.evaluations
      .filter(({ status }) => status === 'open')
      .map((round) => ({
        id: round.id,
        assignmentId: round.assignment_id,
        evaluator: round.evaluator_kind as 'lead' | 'cosigner' | 'deputy_office',
      })),
    unconfirmedConsultations: kase.consultations
      .filter(({ confirmed_at, mandate_id }) => confirmed_at === null && sponsorMandates(kase).includes(mandate_id))
      .map(({ mandate_id }) => ({ mandateId: answeringMandate(kase, mandate_id) })),
    confirmers: confirmersOf(kase),
    publication: publication
      ? {
          state: publication.status,
          hasNewAnswers: repliesOutside(kase, publication).length > 0,
          deputyAgreed: publication.deputy_agreed_at !== null,
          agreer: agreerOf(kase),
          unitChecked: publication.unit_checked_at !== null,
          uncheckedUnits: uncheckedUnits(kase, publication),
        }
      : null,
    paper: isUnconfirmed(kase.suggestion) ? { deputyCan: canConfirmPaper(kase) } : null,
    due: (subjectId, ruleId) => live.get(`${subjectId} ${ruleId}`) ?? null,
  })
  const { confidential, changed_at } = kase.suggestion
  // what the public sees of the state, the promises and the steps follows the case, also while a new copy is made
  if (publication) {
    await savePageState(trx, publication.id, kase.suggestion.status)
    await savePagePromises(trx, publication.id, publicPromises(kase, publication))
    await savePageSteps(trx, publication.id, publicStepsOf(kase, await eventsOf(trx, id)))
  }
  return replaceParties(trx, { caseId: id, caseKind: 'suggestion', confidential, changedAt: changed_at }, parties)
}

/** A confidential case reaches the persons of an organ by name, on the day it reaches the organ. */
export async function openToOrgan(app: App, trx: Trx, id: string, organId: string, roles?: string[]): Promise<void> {
  const persons = await findPersonsOfOrgan(trx, organId, shanghaiDate(app.clock.now()), roles)
  if (persons.length > 0) await addReaders(trx, id, persons)
}
