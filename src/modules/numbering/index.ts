export { continueAfter, findLastNumbers, takeNumber } from './numbering.queries.ts'
export {
  motionPrefix,
  type NumberFacts,
  type NumberSession,
  officialNumber,
  privacyPrefixes,
  problemOfPattern,
  readNumber,
  restartOf,
  writeNumber,
} from './numbering.ts'
