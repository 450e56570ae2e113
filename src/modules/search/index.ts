export { followForSimilar, keepWords } from './search.service.ts'
