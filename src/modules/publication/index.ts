export {
  countByState,
  countPages,
  findFacets,
  findPage,
  findPageIds,
  findPagePromises,
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
  savePagePromises,
  savePageState,
} from './publication.queries.ts'
export {
  agree,
  checkSecrecy,
  preparePublication,
  redact,
  release,
  renewPublication,
  withdrawAgreement,
  withdrawPublication,
} from './publication.service.ts'
export {
  type CongressFacts,
  type PublicContent,
  type PublicPromise,
  type PublishedAnswer,
  searchWordsOf,
} from './publication.ts'
export { publishCongress } from './publish-congress.service.ts'
