export { continueAfter, findLastNumbers, takeNumber } from './numbering.queries.ts'
export { officialNumber } from './numbering.ts'
