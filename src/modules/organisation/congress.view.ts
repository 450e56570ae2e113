import { decodeCursor, listMark, type Page, toPage } from '#kernel/page.ts'
import type { App } from '#platform/app.ts'
import { type CongressesQuery, type CongressView, presentCongress } from './congress.contract.ts'
import { listCongresses } from './congress.service.ts'

/** The congresses of this installation, a page at a time. */
export async function pageOfCongresses(
  app: Pick<App, 'db' | 'clock'>,
  { cursor, limit, ...filter }: CongressesQuery,
): Promise<Page<CongressView>> {
  const { sort } = filter
  const list = listMark('congresses', filter)
  const { congresses, counted } = await listCongresses(
    app,
    filter,
    decodeCursor(cursor, [sort === 'name' ? 'word' : 'small_number', 'word'], list),
    limit,
  )
  const placeOf = (row: (typeof congresses)[number]) => [sort === 'name' ? row.name : row.level, row.area_code]
  return toPage(congresses, limit, counted, placeOf, presentCongress, list)
}
