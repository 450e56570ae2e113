export { rulesOfVersion, rulesOn, saveRules } from './rules.queries.ts'
export type { RulePeriod, RuleSet, RuleValues } from './rules.ts'
