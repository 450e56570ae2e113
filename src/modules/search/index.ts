export { followForSimilar } from './search.service.ts'
