export {
  countByState,
  countPages,
  findPage,
  findPages,
  findPublishedCongress,
  type PublicFilter,
} from './public-page.queries.ts'
export { contentOf, findPublication, putPublishedCongress, savePageState } from './publication.queries.ts'
export {
  agree,
  checkSecrecy,
  type PageFacts,
  preparePublication,
  redact,
  release,
  withdrawPublication,
} from './publication.service.ts'
export { bigramsOf, maskPersonal, type PublicContent } from './publication.ts'
