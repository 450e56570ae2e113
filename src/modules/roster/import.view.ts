import type { Actor, Locale } from '#kernel/actor.ts'
import { decodeCursor, listMark, type Page, toPage } from '#kernel/page.ts'
import type { App } from '#platform/app.ts'
import { listImports } from './import.service.ts'
import { type ImportQuery, type ImportView, presentImport } from './roster.contract.ts'

/** The imports of this office, a page at a time. Refuses `roster.not_yours`. */
export async function pageOfImports(
  app: App,
  actor: Actor,
  { cursor, limit, ...filter }: ImportQuery,
  locale: Locale,
): Promise<Page<ImportView>> {
  const list = listMark('imports', filter)
  const { found, counted } = await listImports(app, actor, filter, {
    after: decodeCursor(cursor, ['instant', 'id'], list),
    limit,
  })
  return toPage(
    found,
    limit,
    counted,
    ({ record }) => [record.created_at.toISOString(), record.id],
    (seen) => presentImport(seen, locale),
    list,
  )
}
