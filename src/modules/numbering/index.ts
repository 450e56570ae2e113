export { continueAfter, findLastNumbers, takeNumber } from './numbering.queries.ts'
export {
  exampleNumber,
  motionPrefix,
  type NumberFacts,
  type NumberSession,
  officialNumber,
  privacyPrefixes,
  problemOfPattern,
  readNumber,
  restartOf,
  serialDigitsMax,
  writeNumber,
} from './numbering.ts'
