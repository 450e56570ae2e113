export { registerCaseTitles, titlesOf } from './case-titles.registry.ts'
export { type Awaited, findTodo, isParty, keepParties, replaceParties } from './party.queries.ts'
