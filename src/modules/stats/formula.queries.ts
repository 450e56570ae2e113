import { type RawBuilder, sql } from 'kysely'
import { type FigureCode, isOfTopics, type RowPart, type TopicCode } from './stats.ts'

/** `from` and `until` are instants; the term's figures begin at `termFrom`. */
export type Span = { from: Date; until: Date; termFrom: Date }

export type Predicate = RawBuilder<boolean>
export type Moment =
  | 'submitted'
  | 'accepted'
  | 'handed'
  | 'replied'
  | 'closed'
  | 'first_cast'
  | 'last_cast'
  | 'dissatisfied'
  | 'answer_due'
  | 'promised'

/**
 * When what is counted happened. A deadline is the first instant too late: the one of 28 February is the first instant
 * of March, and still February's. A promise is of the day it was made for.
 */
export const instants: Record<Moment, RawBuilder<Date>> = {
  submitted: sql`item.submitted_at`,
  accepted: sql`item.accepted_at`,
  handed: sql`item.handed_at`,
  replied: sql`item.replied_at`,
  closed: sql`item.closed_at`,
  first_cast: sql`item.first_cast_at`,
  last_cast: sql`item.last_cast_at`,
  dissatisfied: sql`item.dissatisfied_at`,
  answer_due: sql`(item.answer_due - interval '1 microsecond')`,
  promised: sql`(item.promised_for::timestamp at time zone 'Asia/Shanghai')`,
}

/** What is counted: that whose moment lies in a span and of which the condition holds. */
export type Part = { moment: Moment; condition: Predicate; isOfTerm?: true }
type Formula = { numerator: Part; denominator?: Part }

const all = (...parts: Predicate[]): Predicate => sql<boolean>`(${sql.join(parts, sql` and `)})`
const any = sql<boolean>`true`
const inSum = sql<boolean>`not item.is_out`
const isJudged = sql<boolean>`item.is_judged`
const answers = sql<boolean>`item.answers`
const closed = sql<boolean>`item.status in ('closed', 'closed_with_dissent')`

const at = (moment: Moment, condition = any): Part => ({ moment, condition })
export const and = (part: Part, which: Predicate): Part => ({ ...part, condition: all(part.condition, which) })
const count = (part: Part): Formula => ({ numerator: part })
const ofAll = (whole: Part, which: Predicate): Formula => ({ denominator: whole, numerator: and(whole, which) })

const handed = at('handed')
const answered = at('replied', inSum)
const spokenAbout = and(answered, sql`item.contact_told`)
const followedUp = and(answered, sql`item.outcome_told`)
const judged = at('last_cast', isJudged)
// no deadline of the future has passed
const fellDue = at('answer_due', sql`(item.answer_due <= (select now from p) and item.answers and not item.is_out)`)
const promiseFellDue = at('promised', sql`item.promised_for < (select today from p)`)

/**
 * What each figure counts; the rows that it opens are those of the same predicate. Where a whole is of a period, what
 * became of it is looked at now: 办复率 of a year is of what was handed over in it, answered to this day.
 */
export const formulas: Record<Exclude<FigureCode, 'resolved_satisfied_score' | TopicCode>, Formula> = {
  submitted: count(at('submitted')),
  accepted: count(at('accepted')),
  handed_over: count(handed),
  answered: count(answered),
  closed: count(at('closed', closed)),
  // the denominator, deputies in office, is counted apart
  accepted_each: count(at('accepted')),
  // what an imported list does not tell is in no denominator
  signed_in_time_rate: ofAll(and(handed, all(inSum, sql`item.signing_told`)), sql`item.signed_in_time`),
  answered_in_time_rate: ofAll(fellDue, sql`item.in_time`),
  answered_rate: ofAll(and(handed, all(answers, inSum)), sql`item.replied_at is not null`),
  closed_rate: ofAll(at('accepted', all(answers, inSum)), closed),
  consulted_rate: ofAll(spokenAbout, sql`item.consulted`),
  contacted_rate: ofAll(spokenAbout, sql`item.contacted`),
  face_replied_rate: ofAll(spokenAbout, sql`item.face_replied`),
  // a re-handled case counts by its last evaluation; what was not evaluated is in no denominator, and no withdrawal takes a
  // judgement back
  satisfied_rate: ofAll(judged, sql`item.last_rank = 1`),
  satisfied_or_basically_rate: ofAll(judged, sql`item.last_rank <= 2`),
  satisfied_at_first_rate: ofAll(at('first_cast', isJudged), sql`item.first_rank = 1`),
  turned_rate: ofAll(at('dissatisfied', isJudged), sql`item.last_rank <= 2`),
  resolved_rate: ofAll(followedUp, sql`item.resolved`),
  resolved_term_rate: ofAll({ ...followedUp, isOfTerm: true }, sql`item.resolved`),
  promise_in_time_rate: ofAll(
    and(promiseFellDue, sql`item.day_told`),
    sql`(item.kept and item.kept_on <= item.promised_for)`,
  ),
  promise_kept_rate: ofAll(promiseFellDue, sql`item.kept`),
  // merged cases were never handed over: a part of the whole only by tradition
  merged_rate: { numerator: at('closed', sql`item.status = 'merged'`), denominator: handed },
  returned_rate: ofAll(handed, sql`item.returns > 0`),
  returned_twice: count(and(handed, sql`item.returns > 1`)),
  reassigned_rate: ofAll(handed, sql`item.was_reassigned`),
  extended_rate: ofAll(handed, sql`item.was_extended`),
}

const lies = ({ moment, isOfTerm }: Part, { from, until, termFrom }: Span): Predicate =>
  sql`(${instants[moment]} >= ${isOfTerm ? termFrom : from} and ${instants[moment]} < ${until})`

/** The predicate of a figure's part over `item` and `p`; undefined where it opens no rows. */
export function predicateOf(code: FigureCode, part: RowPart, span: Span): Predicate | undefined {
  if (code === 'resolved_satisfied_score' || isOfTopics(code)) return undefined
  const { numerator, denominator } = formulas[code]
  const counted = (one: Part) => all(lies(one, span), one.condition)
  if (part === 'numerator') return counted(numerator)
  if (!denominator || part === 'denominator') return denominator && counted(denominator)
  return all(counted(denominator), sql`(${counted(numerator)}) is not true`)
}

/** The present moment as the relation `p`. */
export const presentOf = (now: Date, today: string) =>
  sql`p as (select ${now}::timestamptz as now, ${today}::date as today)`
