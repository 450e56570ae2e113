export { registerCaseTitles, titlesOf } from './case-titles.registry.ts'
export { hasLine, isNamedReader, isOpenThrough, isOpenTo, type WordsReader } from './open-words.queries.ts'
export { type Awaiting, findTodo, keepParties, replaceParties } from './party.queries.ts'
