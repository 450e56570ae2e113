export { continueAfter, takeNumber } from './numbering.queries.ts'
export { officialNumber } from './numbering.ts'
