export { registerCaseTitles, titlesOf } from './case-titles.registry.ts'
export { isNamedReader, isOpenThrough, isOpenTo, type WordsReader } from './open-words.queries.ts'
export { type Awaiting, findTodo, isParty, keepParties, replaceParties } from './party.queries.ts'
