export { bearer } from './token.edge.ts'
export { findTokenNames } from './token.queries.ts'
