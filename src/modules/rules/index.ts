export { RulesQuery, type RuleView } from './rules.contract.ts'
export { rulesOfVersion, rulesOn } from './rules.queries.ts'
export { daysOf, type RulePeriod, type RuleSet, type RuleValues } from './rules.ts'
export { rulesFor } from './rules.view.ts'
