export { type Awaited, findTodo, isParty, replaceParties } from './party.queries.ts'
export type { Party, TodoEntry } from './party.ts'
