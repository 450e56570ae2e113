import { defaultNumberPattern } from '#modules/numbering/numbering.ts'

/** A period of a deadline. `workday` never ends on a day off; `month` ends on the same day, or the month's last. */
export type RulePeriod = { n: number; unit: 'workday' | 'day' | 'month' }

/** Where a value comes from: the law itself, the local regulations, the five reports, or custom. */
export type RuleSource = 'law' | 'local' | 'seed' | 'custom'

export const ruleSources = ['law', 'local', 'seed', 'custom'] as const satisfies readonly RuleSource[]
export const ruleSorts = ['book', 'source', 'changed'] as const

/** From when a changed value holds: for cases that come in later, each of which keeps it; or for all from its day. */
export type RuleReach = 'case' | 'day'

type About = { source: RuleSource; reach: RuleReach }
/** What the law sets for a period can be made shorter and never longer; a number it sets (`byLaw`) is not the congress's. */
type PeriodRule = About & { kind: 'period'; value: RulePeriod }
type NumberRule = About & { kind: 'number'; value: number; min: number; max: number; byLaw?: true }
type ChoiceRule = About & { kind: 'choice'; value: string; choices: readonly string[] }
/** Days one after the other, `1,3,7`. */
type DaysRule = About & { kind: 'days'; value: string }
type NumberPatternRule = About & { kind: 'number_pattern'; value: string }
export type Rule = PeriodRule | NumberRule | ChoiceRule | DaysRule | NumberPatternRule
export type RuleValue = Rule['value']

/** Every rule of a congress with its default. A congress may change what the law leaves open. */
export const ruleBook = {
  'suggestion.intake': period(5, 'workday', 'local'),
  'suggestion.intakeSession': period(30, 'day', 'local'),
  'suggestion.acknowledge': period(5, 'workday', 'local'),
  'suggestion.return': period(5, 'workday', 'local'),
  'suggestion.returnDecision': period(5, 'workday', 'local'),
  'suggestion.answer': period(3, 'month', 'law'),
  'suggestion.answerComplex': period(6, 'month', 'law'),
  'suggestion.firstContact': period(20, 'workday', 'local'),
  'suggestion.coOpinion': period(1, 'month', 'local'),
  'suggestion.coOpinionAgain': period(5, 'workday', 'local'),
  'suggestion.evaluate': period(20, 'workday', 'local'),
  'suggestion.answerAgain': period(1, 'month', 'local'),
  'suggestion.extApproval': {
    kind: 'choice',
    value: 'required',
    choices: ['required', 'none'],
    source: 'local',
    reach: 'case',
  },
  'suggestion.govReview': {
    kind: 'choice',
    value: 'off',
    choices: ['off', 'on'],
    source: 'custom',
    reach: 'case',
  },
  'suggestion.number': {
    kind: 'number_pattern',
    value: defaultNumberPattern,
    source: 'custom',
    reach: 'day',
  },
  'suggestion.soonDays': {
    kind: 'number',
    value: 7,
    min: 1,
    max: 60,
    source: 'local',
    reach: 'day',
  },
  'stats.resolvedPercent': {
    kind: 'number',
    value: 60,
    min: 0,
    max: 100,
    source: 'local',
    reach: 'day',
  },
  'suggestion.escalateDays': {
    kind: 'days',
    value: '1,3,7',
    source: 'custom',
    reach: 'case',
  },
  'oversight.stallDays': {
    kind: 'number',
    value: 30,
    min: 1,
    max: 365,
    source: 'custom',
    reach: 'day',
  },
  'motion.sponsors': {
    kind: 'number',
    value: 10,
    min: 10,
    max: 10,
    byLaw: true,
    source: 'law',
    reach: 'case',
  },
} as const satisfies Record<string, Rule>

export type RuleKey = keyof typeof ruleBook
export const ruleKeys = Object.keys(ruleBook) as RuleKey[]
/** What the book says of a rule. */
export const entryOf = (key: RuleKey): Rule => ruleBook[key]

export type RuleValues = {
  [Key in RuleKey]: (typeof ruleBook)[Key]['value'] extends RulePeriod
    ? RulePeriod
    : (typeof ruleBook)[Key]['value'] extends number
      ? number
      : string
}

/** The rules a congress has in force: its own values over the defaults. */
export type RuleSet = { version: number; effectiveOn: string | null; values: RuleValues }

function period(n: number, unit: RulePeriod['unit'], source: RuleSource): PeriodRule {
  return { kind: 'period', value: { n, unit }, source, reach: 'case' }
}

// what the law sets otherwise for a township
const townValues = { 'motion.sponsors': 5 } as const satisfies Partial<RuleValues>
export const townLevel = 4

/** Rules of a congress as they hold at its level. */
export const valuesAt = (level: number, values: RuleValues): RuleValues =>
  level >= townLevel ? { ...values, ...townValues } : values

export const defaultRules = (): RuleValues =>
  Object.fromEntries(Object.entries(ruleBook).map(([key, rule]) => [key, rule.value])) as RuleValues

/** The days of a rule that lists several, `1,3,7`; what is no number of days is left out. */
export const daysOf = (text: string): number[] =>
  text
    .split(/[,，、\s]+/)
    .map(Number)
    .filter((days) => Number.isInteger(days) && days > 0)
