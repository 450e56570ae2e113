import type { Actor } from '#kernel/actor.ts'
import { recomputedWords } from '#modules/clock/index.ts'
import { cosignerOf, isBetweenSponsors, isNameTakenBack, isNameThatStands } from '#modules/cosign/index.ts'
import { standInNames } from '#modules/identity/index.ts'
import type { EventFields, TimelineEvent } from '#modules/record/index.ts'
import { findTokenNames } from '#modules/token/index.ts'
import type { Db } from '#platform/db/database.ts'
import { translate } from '#platform/i18n/i18n.ts'
import type { SuggestionCase } from './case.queries.ts'
import { findActingNames } from './case.queries.ts'
import { isIntake, mayReadContradiction } from './intake.policy.ts'
import { isLead } from './sponsor.policy.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { isRegistrar, isStaff, mayReadEvaluationWords, mayReadReturn, mayReadReviewWords } from './suggestion.policy.ts'

type Step = SuggestionView['timeline'][number]

// what the record also keeps but no reader of a case needs as a step of its own
export const silent: ReadonlySet<string> = new Set([
  'attachment.added',
  'attachment.removed',
  'oversight.changed',
  // told where the words stood
  'record.note_erased',
  'reply.drafted',
  'suggestion.changed',
])
// what was asked for and granted is told with its words; the clock's own event says it a second time
const saidTwice = new Set(['clock.extended', 'clock.paused', 'clock.resumed'])

// a right that was not used makes nobody late; that the window of the evaluation passed is told by evaluation.expired
const unusedRights: Readonly<Record<string, readonly string[]>> = {
  'suggestion.evaluate': ['clock.overdue'],
  'suggestion.return': ['clock.soon', 'clock.due', 'clock.overdue'],
}
const isWindowClosing = (type: string, data: TimelineEvent['data']): boolean =>
  unusedRights[String(data['ruleId'])]?.includes(type) === true

// with the first of these a text is no longer its sponsors' alone
const handedIn = new Set([
  'suggestion.adopted_from_motion',
  'suggestion.entered_from_paper',
  'suggestion.imported',
  'suggestion.registered',
  'suggestion.submitted',
])

/** What the sponsors see alone: what was done to the draft, but for the names that stand, and who was asked (H14). */
function sponsorsOwn(actor: Actor, kase: SuggestionCase, events: readonly TimelineEvent[]) {
  const { cosigners } = kase
  const handing = events.findIndex(({ type }) => handedIn.has(type))
  const drafting = new Set(events.slice(0, Math.max(handing, 0)))
  return (step: TimelineEvent): boolean => {
    if (drafting.has(step)) return !isNameThatStands(step, cosigners)
    return isNameTakenBack(step) ? !isIntake(actor, kase) : isBetweenSponsors(step, cosigners)
  }
}

// that their time runs tells that a unit asks to be let off
const returnRules = new Set(['suggestion.return', 'suggestion.returnDecision'])

/** The plan before the handing over, the papers that the offices write, and what a unit and the offices have to settle between them. */
function isForHandlers(actor: Actor, kase: SuggestionCase, { type, data }: TimelineEvent): boolean {
  if (type === 'suggestion.assignment_planned' || type.startsWith('paper.')) return isStaff(actor, kase)
  if (type === 'suggestion.cosign_contradicted') return mayReadContradiction(actor, kase)
  if (type.startsWith('clock.') && returnRules.has(String(data.ruleId))) {
    const part = kase.assignments.find(({ id }) => id === data.subjectId)
    return part !== undefined && mayReadReturn(actor, kase, part.unit_id)
  }
  if (type === 'assignment.return_requested' || type === 'assignment.return_denied') {
    return mayReadReturn(actor, kase, data.unitId)
  }
  if (type === 'suggestion.reader_named' || type === 'suggestion.reader_removed') {
    const { acting } = actor
    return isRegistrar(actor, kase) || (acting?.kind === 'post' && acting.organId === data.organId)
  }
  return true
}

/** Whether the words of a step are this reader's; that it was taken they see in any case, or not at all. */
export function mayReadNote(actor: Actor, kase: SuggestionCase, event: EventFields): boolean {
  if (event.type === 'suggestion.accepted') return mayReadReviewWords(actor, kase)
  if (event.type.startsWith('evaluation.')) return mayReadEvaluationWords(actor, kase, event.actorPersonId)
  return !event.type.startsWith('assignment.return_') || mayReadReturn(actor, kase, event.data.unitId)
}

/** Newest first; who acted is a deputy's name or an organ, never the person behind the organ. */
export async function presentTimeline(
  db: Db,
  actor: Actor,
  kase: SuggestionCase,
  events: readonly TimelineEvent[],
  seenFiles: ReadonlySet<string>,
): Promise<Step[]> {
  // a correction that would have made a deadline pass at once has left it where it was
  const isSilent = ({ type, data }: TimelineEvent) =>
    silent.has(type) ||
    (kase.requests.length > 0 && saidTwice.has(type)) ||
    isWindowClosing(type, data) ||
    (type === 'clock.recomputed' && data.kept === true)
  const isSponsor = isLead(actor, kase) || cosignerOf(actor, kase) !== undefined
  const isTheirs = sponsorsOwn(actor, kase, events)
  const shown = events
    .filter((event) => !isSilent(event) && (isSponsor || !isTheirs(event)))
    .filter((event) => isForHandlers(actor, kase, event))
    .filter(({ type, subjectId }) => type !== 'attachment.withdrawn' || seenFiles.has(subjectId))
  const names = await findActingNames(
    db,
    shown.flatMap(({ actingId }) => (actingId === null ? [] : [actingId])),
  )
  const standIns = await standInNames(db, actor, shown)
  const programs = await programNames(db, actor, shown)
  const nameOf = (id: string | null) => id && (names.get(id) ?? standIns.get(id) ?? programs.get(id))
  return shown
    .map((event) => ({
      id: event.id,
      type: event.type,
      at: event.at.toISOString(),
      by: nameOf(event.actingId) || (event.actingKind === 'system' ? '' : kase.congress.name),
      note: noteOf(actor, event, events),
      data: { ...event.data, ...unitOf(kase, event) },
    }))
    .toReversed()
}

/** Whose deadline it is of which a step tells, or who was pressed: three parts of a case have three of each. */
function unitOf(kase: SuggestionCase, { type, subjectId, data }: TimelineEvent): { unitName?: string } {
  const isOfClock = type.startsWith('clock.')
  if (!isOfClock && type !== 'assignment.reminded') return {}
  const about = isOfClock ? data.subjectId : subjectId
  const round = kase.evaluations.find(({ id }) => id === about)
  const part = kase.assignments.find(({ id }) => id === (round?.assignment_id ?? about))
  return part ? { unitName: part.unit_name } : {}
}

const moved = new Set(['clock.extended', 'clock.paused'])

/** A deadline that had passed is moved only by what was asked for in time: who was called overdue for a day was not. */
const wasGrantedAfter = ({ id, type, data }: TimelineEvent, events: readonly TimelineEvent[]): boolean =>
  (type === 'clock.overdue' || type === 'clock.escalated') &&
  events
    .slice(events.findIndex((one) => one.id === id) + 1)
    .some((one) => moved.has(one.type) && one.data.subjectId === data.subjectId && one.data.ruleId === data.ruleId)

function noteOf(actor: Actor, event: TimelineEvent, events: readonly TimelineEvent[]): string | null {
  if (event.type === 'clock.recomputed') return recomputedWords(actor.locale, event.data)
  if (event.type.startsWith('paper.')) return translate(actor.locale, `paper.kinds.${String(event.data['kind'])}`)
  if (wasGrantedAfter(event, events)) return translate(actor.locale, 'clock.granted_after')
  return event.noteErased ? translate(actor.locale, 'record.words_erased') : event.note
}

/** 民政局（接口 gov-oa） to the own organ; to everybody else that it came by an interface. */
async function programNames(db: Db, actor: Actor, events: readonly TimelineEvent[]): Promise<Map<string, string>> {
  const ids = events.flatMap(({ actingKind, actingId }) => (actingKind === 'token' && actingId ? [actingId] : []))
  const rows = await findTokenNames(db, [...new Set(ids)])
  const ownOrgan = actor.acting?.kind === 'post' ? actor.acting.organId : null
  return new Map(
    rows.map(({ id, name, organ_id, organ_name: organ }) => [
      id,
      organ_id === ownOrgan
        ? translate(actor.locale, 'token.label.by_token', { organ, name })
        : translate(actor.locale, 'token.label.by_token_organ', { organ }),
    ]),
  )
}
