export { rulesOfVersion, rulesOn } from './rules.queries.ts'
export { daysOf, type RulePeriod, type RuleSet, type RuleValues } from './rules.ts'
