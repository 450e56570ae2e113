export { type Awaited, findTodo, isParty, replaceParties } from './party.queries.ts'
