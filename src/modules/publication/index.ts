export {
  countByState,
  countPages,
  findFacets,
  findPage,
  findPageIds,
  findPages,
  findPublishedCongress,
  findUnitFigures,
  type PageLine,
  type PublicFilter,
} from './public-page.queries.ts'
export {
  contentOf,
  findPublication,
  type PublicationRow,
  putPublishedCongress,
  savePageState,
} from './publication.queries.ts'
export {
  agree,
  checkSecrecy,
  preparePublication,
  redact,
  release,
  withdrawAgreement,
  withdrawPublication,
} from './publication.service.ts'
export { type CongressFacts, type PublicContent, searchWordsOf } from './publication.ts'
export { publishCongress } from './publish-congress.service.ts'
