import { findPage } from '#modules/publication/index.ts'
import { pictures } from '#platform/pictures/pictures.ts'
import { houseOf } from './layout.tsx'
import { makeReply, type Reply } from './reply.ts'
import { isId } from './suggestion-search.ts'
import { categoryWords, stateWords, type Visit } from './visit.ts'

export const sharePath = (id: string): string => `/suggestions/${id}/share.png`

/** The picture shown where a page is passed on: title, where it stands, whose page it is. Nothing of a person. */
export async function sharePictureOf(visit: Visit): Promise<Reply> {
  const page = isId(visit.id) ? await findPage(visit.app.portalDb, visit.id) : undefined
  if (!page && visit.id !== '') return makeReply(404, 'text/plain; charset=utf-8', '')
  const png = await pictures.drawShare({
    house: houseOf(visit),
    title: page?.title ?? visit.say('home.title'),
    line: page
      ? [stateWords(visit, page.state), categoryWords(visit, page.category)].join(' · ')
      : visit.say('share.line'),
  })
  return makeReply(200, 'image/png', Buffer.from(png), { caching: 'public, max-age=300' })
}
