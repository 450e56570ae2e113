import type { RuleKey } from '#modules/rules/rules.ts'
/**
 * What is counted about suggestions. `count` counts cases, `rate` is a part of them, `mean` is cases for each deputy,
 * `score` is made of two rates and opens no rows of its own.
 */
export const figureKinds = ['count', 'rate', 'mean', 'score'] as const
export type FigureKind = (typeof figureKinds)[number]

/**
 * What one row is: a case, or with a unit one unit's part in it; one promise of an answer; a topic of the list, one
 * deputy's claim of it (领题), or a deputy in office, who claims or does not.
 */
type CountedThing = 'item' | 'promise' | TopicThing
export type TopicThing = 'topic' | 'claim' | 'deputy'

type Definition = {
  kind: FigureKind
  of: CountedThing
  /** The congress's own deputies may see it. */
  isPublic: boolean
  /** Means something for one handling unit, whose parts are then counted, not cases. */
  isOfUnits: boolean
  /** Whether more is better; null where neither is. */
  better: 'more' | 'less' | null
}

const count = (isOfUnits: boolean): Definition => ({
  kind: 'count',
  of: 'item',
  isPublic: true,
  isOfUnits,
  better: null,
})
const rate = (better: 'more' | 'less', change: Partial<Definition> = {}): Definition => ({
  kind: 'rate',
  of: 'item',
  isPublic: false,
  isOfUnits: true,
  better,
  ...change,
})
const shown = { isPublic: true }
const ofTopics = (of: TopicThing, isPublic: boolean) => rate('more', { of, isPublic, isOfUnits: false })

/** Every figure, in the order of a page. The formulas are in formula.queries.ts, one predicate for figure and rows. */
export const figureBook = {
  submitted: count(false),
  accepted: count(false),
  handed_over: count(true),
  answered: count(true),
  closed: count(true),
  accepted_each: { kind: 'mean', of: 'item', isPublic: true, isOfUnits: false, better: null },
  signed_in_time_rate: rate('more'),
  answered_in_time_rate: rate('more', shown),
  answered_rate: rate('more', shown),
  closed_rate: rate('more', shown),
  consulted_rate: rate('more', shown),
  contacted_rate: rate('more'),
  face_replied_rate: rate('more', shown),
  satisfied_rate: rate('more', shown),
  satisfied_or_basically_rate: rate('more', shown),
  satisfied_at_first_rate: rate('more'),
  turned_rate: rate('more'),
  resolved_rate: rate('more', shown),
  resolved_term_rate: rate('more', shown),
  promise_in_time_rate: rate('more', { ...shown, of: 'promise' }),
  promise_kept_rate: rate('more', { ...shown, of: 'promise' }),
  resolved_satisfied_score: { kind: 'score', of: 'item', isPublic: true, isOfUnits: true, better: 'more' },
  merged_rate: rate('less', { isOfUnits: false }),
  returned_rate: rate('less'),
  returned_twice: { ...count(false), isPublic: false, better: 'less' },
  reassigned_rate: rate('less'),
  extended_rate: rate('less'),
  topic_claimed_rate: ofTopics('topic', true),
  // deputies are not shown which of their colleagues claimed nothing
  topic_deputy_rate: ofTopics('deputy', false),
  topic_converted_rate: ofTopics('claim', true),
} as const satisfies Record<string, Definition>

export type FigureCode = keyof typeof figureBook
export const figureCodes = Object.keys(figureBook) as [FigureCode, ...FigureCode[]]
export const definitionOf = (code: FigureCode): Definition => figureBook[code]

export type TopicCode = Extract<FigureCode, `topic_${string}`>
const topicThings: readonly string[] = ['topic', 'claim', 'deputy'] satisfies TopicThing[]
export const isOfTopics = (code: FigureCode): code is TopicCode => topicThings.includes(figureBook[code].of)

/** The two rates that the score is made of, and that open its rows. */
export const scoreParts = { resolved: 'resolved_rate', satisfied: 'satisfied_rate' } as const satisfies Record<
  string,
  FigureCode
>

/** `rest`: what is in the denominator and not in the numerator, the cases to look after. */
/** The group of what the reader may not read in full, where groups are of a field that is hidden with it. */
export const hiddenGroup = 'hidden'

export const rowParts = ['numerator', 'denominator', 'rest'] as const
export type RowPart = (typeof rowParts)[number]

/** Which rows a figure can open: a count its own, a rate all parts, deputies and scores none. */
export const opensPart = (code: FigureCode, part: RowPart): boolean => {
  const { kind } = definitionOf(code)
  // merged cases are no part of those that were handed over
  if (part === 'rest') return kind === 'rate' && code !== 'merged_rate'
  return kind === 'rate' || (part === 'numerator' && (kind === 'count' || kind === 'mean'))
}

/** What the list of units compares: what came in, in time, promised and kept, and how it was found. */
export const leagueCodes = [
  'handed_over',
  'answered',
  'signed_in_time_rate',
  'answered_in_time_rate',
  'consulted_rate',
  'satisfied_rate',
  'satisfied_or_basically_rate',
  'resolved_rate',
  'promise_in_time_rate',
  'promise_kept_rate',
  'resolved_satisfied_score',
] as const satisfies readonly FigureCode[]

export const intakes = ['session', 'recess'] as const
export type Intake = (typeof intakes)[number]

/** Calendar quarters and years of the period one after the other: 季度、年度. */
export const stretches = { quarter: 3, year: 12 } as const
export type Stretch = keyof typeof stretches
export const isStretch = (by: Grouping): by is Stretch => by in stretches

export const groupings = ['unit', 'category', 'delegation', 'congress', 'quarter', 'year'] as const
export type Grouping = (typeof groupings)[number]
/** What stands side by side in one period. */
export type SideBySide = Exclude<Grouping, Stretch>

// a topic is of a category and of no delegation, a deputy the other way round; what is one after the other holds all
const topicSides: Record<TopicCode, readonly SideBySide[]> = {
  topic_claimed_rate: ['category', 'congress'],
  topic_deputy_rate: ['delegation', 'congress'],
  topic_converted_rate: ['category', 'delegation', 'congress'],
}

/** Whether a figure can be told apart by what stands side by side. */
export const isGroupedBy = (code: FigureCode, by: SideBySide): boolean =>
  isOfTopics(code) ? topicSides[code].includes(by) : by !== 'unit' || definitionOf(code).isOfUnits

export type Counted = { numerator: number; denominator: number | null; session?: number }

/** What was counted where nothing was: zero, for a rate of zero. */
export const nothingOf = (code: FigureCode): Counted => ({
  numerator: 0,
  denominator: definitionOf(code).kind === 'count' ? null : 0,
})

/** Counts tell how many came in during sessions. */
export const tellsIntake = (code: FigureCode): boolean => {
  const { kind, better } = definitionOf(code)
  return kind === 'count' && better === null
}

/** A part of a whole; null, shown as “—”, when there is nothing it could be a part of. */
export const ratio = (numerator: number, denominator: number): number | null =>
  denominator === 0 ? null : numerator / denominator

/** The value that is shown: a number for a count, a share of one for a rate. */
export function figureValue(code: FigureCode, { numerator, denominator }: Counted): number | null {
  if (definitionOf(code).kind === 'count') return numerator
  return denominator === null ? null : ratio(numerator, denominator)
}

/**
 * 落实×满意: of a hundred points, the weight that the congress's rules give to what was carried out, the rest to how
 * satisfied the deputies are. Null when either is unknown: half a score would mislead.
 */
export const scoreOf = (resolved: number | null, satisfied: number | null, resolvedPercent: number): number | null =>
  resolved === null || satisfied === null ? null : resolved * resolvedPercent + satisfied * (100 - resolvedPercent)

export type Counts = Partial<Record<FigureCode, Counted>>

/** The values of all figures that were counted, the score among them. */
export function valuesOf(counts: Counts, resolvedPercent: number): Partial<Record<FigureCode, number | null>> {
  const values: Partial<Record<FigureCode, number | null>> = {}
  for (const code of figureCodes) {
    const counted = counts[code]
    if (counted) values[code] = figureValue(code, counted)
  }
  const { resolved, satisfied } = scoreParts
  values.resolved_satisfied_score = scoreOf(values[resolved] ?? null, values[satisfied] ?? null, resolvedPercent)
  return values
}

/**
 * The periods that can be tried on the year before, each with the clock that ran under it. A window that simply closes
 * makes nobody late, and what nobody did in it might have been done in a longer one: of those nothing is told.
 */
export const triedRules = {
  'suggestion.intake': 'suggestion.intake',
  'suggestion.intakeSession': 'suggestion.intake',
  'suggestion.acknowledge': 'suggestion.acknowledge',
  'suggestion.returnDecision': 'suggestion.returnDecision',
  'suggestion.firstContact': 'suggestion.firstContact',
  'suggestion.answer': 'suggestion.answer',
  'suggestion.coOpinion': 'suggestion.coOpinion',
  'suggestion.coOpinionAgain': 'suggestion.coOpinionAgain',
  'suggestion.answerAgain': 'suggestion.answerAgain',
} as const satisfies Partial<Record<RuleKey, string>>
export type TriedRule = keyof typeof triedRules
export const triedRuleKeys = Object.keys(triedRules) as TriedRule[]
