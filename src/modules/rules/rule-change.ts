import { entryOf, type Rule, type RuleKey, type RulePeriod, type RuleValue, type RuleValues } from './rules.ts'

/** One rule with the value it shall have. */
export type WantedRule = { rule: RuleKey; value: RuleValue }
/** The same beside what it was. */
export type ChangedRule = WantedRule & { from: RuleValue }

/** What waits for the second person; `version` is the one that was decided on last when it was asked for. */
export type StoredChange = { version: number; effectiveOn: string; reason: string; changes: ChangedRule[] }

export const changeFaults = [
  'fixed_by_law',
  'stricter_only',
  'out_of_bounds',
  'not_a_choice',
  'bad_days',
  'same_value',
  'twice',
  'answer_beyond_longest',
] as const
export type ChangeFault = {
  fault: (typeof changeFaults)[number]
  rule: RuleKey
  n?: number
  min?: number
  max?: number
}

/** No period of an office is longer: what is meant as one is a slip of the hand. */
export const periodMax: Readonly<Record<RulePeriod['unit'], number>> = { workday: 120, day: 180, month: 12 }
export const stepsMax = 5
const stepDaysMax = 90

// no three months are shorter than 89 days, no six shorter than 181
const daysSurelyWithin = (months: number): number => months * 30 - 1
const roughDays = ({ n, unit }: RulePeriod): number => n * { workday: 1.4, day: 1, month: 30.4 }[unit]

const isSame = (one: RuleValue, other: RuleValue): boolean =>
  typeof one === 'object' && typeof other === 'object' ? one.n === other.n && one.unit === other.unit : one === other

/** Why these values can't be: the first reason, with the rule it is about; undefined where they can. */
export function faultOf(before: RuleValues, wanted: readonly WantedRule[]): ChangeFault | undefined {
  for (const [at, { rule, value }] of wanted.entries()) {
    if (wanted.findIndex((other) => other.rule === rule) < at) return { fault: 'twice', rule }
    const fault = faultOfValue(rule, entryOf(rule), value)
    if (fault) return fault
    if (isSame(before[rule], value)) return { fault: 'same_value', rule }
  }
  const after = withWanted(before, wanted)
  const isBeyond = roughDays(after['suggestion.answer']) > roughDays(after['suggestion.answerComplex'])
  return isBeyond ? { fault: 'answer_beyond_longest', rule: 'suggestion.answer' } : undefined
}

function faultOfValue(key: RuleKey, rule: Rule, value: RuleValue): ChangeFault | undefined {
  switch (rule.kind) {
    case 'period':
      return typeof value === 'object'
        ? faultOfPeriod(key, rule, value)
        : { fault: 'out_of_bounds', rule: key, min: 1, max: periodMax[rule.value.unit] }
    case 'number': {
      if (rule.byLaw) return { fault: 'fixed_by_law', rule: key }
      const { min, max } = rule
      const isWithin = typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      return isWithin ? undefined : { fault: 'out_of_bounds', rule: key, min, max }
    }
    case 'choice':
      return typeof value === 'string' && rule.choices.includes(value)
        ? undefined
        : { fault: 'not_a_choice', rule: key }
    case 'days':
      return typeof value === 'string' && areSteps(value)
        ? undefined
        : { fault: 'bad_days', rule: key, n: stepsMax, max: stepDaysMax }
    case 'number_pattern':
      return typeof value === 'string' ? undefined : { fault: 'not_a_choice', rule: key }
  }
}

/** 代表法 art. 51 leaves three months, and six at the latest: a congress may want the answer sooner, never later. */
function faultOfPeriod(
  key: RuleKey,
  { source, value: set }: Rule & { kind: 'period' },
  { n, unit }: RulePeriod,
): ChangeFault | undefined {
  if (source === 'law') {
    const longest = { month: set.n, day: daysSurelyWithin(set.n), workday: 0 }[unit]
    if (n > longest) return { fault: 'stricter_only', rule: key, n: set.n }
  }
  const max = periodMax[unit]
  return Number.isInteger(n) && n >= 1 && n <= max ? undefined : { fault: 'out_of_bounds', rule: key, min: 1, max }
}

function areSteps(text: string): boolean {
  if (!/^\d{1,2}(,\d{1,2}){0,4}$/.test(text)) return false
  const days = text.split(',').map(Number)
  return days.every((day, at) => day >= 1 && day <= stepDaysMax && day > (days[at - 1] ?? 0))
}

/** All rules with the wanted ones in their places. */
export const withWanted = (before: RuleValues, wanted: readonly WantedRule[]): RuleValues => ({
  ...before,
  ...Object.fromEntries(wanted.map(({ rule, value }) => [rule, value])),
})

/** What differs between two sets, in the order of the book. */
export const changesBetween = (before: RuleValues, after: RuleValues): ChangedRule[] =>
  (Object.keys(after) as RuleKey[])
    .filter((rule) => !isSame(before[rule], after[rule]))
    .map((rule) => ({ rule, from: before[rule], value: after[rule] }))
