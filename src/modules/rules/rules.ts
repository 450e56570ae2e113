import { defaultNumberPattern } from '#modules/numbering/numbering.ts'

/** A period of a deadline. `workday` never ends on a day off; `month` ends on the same day, or the month's last. */
export type RulePeriod = { n: number; unit: 'workday' | 'day' | 'month' }

/** Where a value comes from: the law itself, the local regulations, the five reports, or custom. */
export type RuleSource = 'law' | 'local' | 'seed' | 'custom'

export const ruleSources = ['law', 'local', 'seed', 'custom'] as const satisfies readonly RuleSource[]
export const ruleSorts = ['book', 'source', 'changed'] as const

/** From when a changed value holds: for cases that come in later, each of which keeps it; or for all from its day. */
export type RuleReach = 'case' | 'day'

type About = { source: RuleSource; article: string; reach: RuleReach }
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
  'suggestion.intake': period(5, 'workday', 'local', '闭会件受理交办（青岛等地 5 个工作日）'),
  'suggestion.intakeSession': period(30, 'day', 'local', '会议期间建议在闭会后交办（沪等地闭会后一个月内）'),
  'suggestion.acknowledge': period(5, 'workday', 'local', '签收（青岛等地 5 个工作日）'),
  'suggestion.return': period(5, 'workday', 'local', '退办申请（青岛等地 5 个工作日，逾期视为接受）'),
  'suggestion.returnDecision': period(5, 'workday', 'local', '退办裁定、改办（青浙等地 5 个工作日）'),
  'suggestion.answer': period(3, 'month', 'law', '代表法第五十一条：交办之日起三个月内答复'),
  'suggestion.answerComplex': period(6, 'month', 'law', '代表法第五十一条：至迟不超过六个月'),
  'suggestion.firstContact': period(20, 'workday', 'local', '首次联系代表（渝 20 个工作日）'),
  'suggestion.coOpinion': period(1, 'month', 'local', '会办意见（青鲁沪 1 个月）'),
  'suggestion.coOpinionAgain': period(5, 'workday', 'local', '会办意见重提（渝 5 个工作日）'),
  'suggestion.evaluate': period(20, 'workday', 'local', '代表评价窗口（渝 20 个工作日）'),
  'suggestion.answerAgain': period(1, 'month', 'local', '不满意再办（浙鲁豫沪 1 个月）'),
  'suggestion.extApproval': {
    kind: 'choice',
    value: 'required',
    choices: ['required', 'none'],
    source: 'local',
    article: '延期须经交办机构同意并告知代表（青鲁沪京浙）；有的地方报备即可',
    reach: 'case',
  },
  'suggestion.govReview': {
    kind: 'choice',
    value: 'off',
    choices: ['off', 'on'],
    source: 'custom',
    article: '答复送出前是否由政府办审核',
    reach: 'case',
  },
  'suggestion.number': {
    kind: 'number_pattern',
    value: defaultNumberPattern,
    source: 'custom',
    article: '建议编号的样式，登记时取号',
    reach: 'day',
  },
  'suggestion.soonDays': {
    kind: 'number',
    value: 7,
    min: 1,
    max: 60,
    source: 'local',
    article: '承诺到期前提醒天数',
    reach: 'day',
  },
  'stats.resolvedPercent': {
    kind: 'number',
    value: 60,
    min: 0,
    max: 100,
    source: 'local',
    article: '落实率在综合分中的权重（百分之几），其余为满意率（青岛强化落实率权重）',
    reach: 'day',
  },
  'suggestion.escalateDays': {
    kind: 'days',
    value: '1,3,7',
    source: 'custom',
    article: '逾期几天后依次报单位负责人、政府办、分管领导',
    reach: 'case',
  },
  'oversight.stallDays': {
    kind: 'number',
    value: 30,
    min: 1,
    max: 365,
    source: 'custom',
    article: '重点督办多少天没有进展即预警',
    reach: 'day',
  },
  'motion.sponsors': {
    kind: 'number',
    value: 10,
    min: 10,
    max: 10,
    byLaw: true,
    source: 'law',
    article: '地方组织法第二十二条：乡镇五人以上，县级以上十人以上',
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

function period(n: number, unit: RulePeriod['unit'], source: RuleSource, article: string): PeriodRule {
  return { kind: 'period', value: { n, unit }, source, article, reach: 'case' }
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
