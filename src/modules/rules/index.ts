export { rulesOfVersion, rulesOn } from './rules.queries.ts'
export type { RuleSet } from './rules.ts'
