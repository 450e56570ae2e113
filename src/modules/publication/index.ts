import { registerAfterImage } from '#modules/record/index.ts'
import { loadPublicationImages } from './publication.queries.ts'

export {
  countByState,
  findFacets,
  findHits,
  findPage,
  findPageIds,
  findPagePromises,
  findPageSteps,
  findPages,
  findPublishedCongress,
  findUnitFigures,
  type PageLine,
  type PublicFilter,
} from './public-page.queries.ts'
export {
  contentOf,
  findPublication,
  loadPageCourse,
  type PublicationRow,
  putPublishedCongress,
  savePagePromises,
  savePageState,
  savePageSteps,
} from './publication.queries.ts'
export {
  agree,
  checkSecrecy,
  missingFrom,
  preparePublication,
  redact,
  release,
  renewPublication,
  withdrawAgreement,
  withdrawPublication,
} from './publication.service.ts'
export {
  type CongressFacts,
  type CopiedAnswer,
  type PublicContent,
  type PublicPromise,
  type PublicStep,
  searchWordsOf,
} from './publication.ts'
export { publishCongress } from './publish-congress.service.ts'

registerAfterImage('publication', loadPublicationImages, {
  table: 'publication',
  shown: ['published_page'],
  later: ['printed'],
  bareEvent: 'publication.prepared',
})
