import type { Actor } from '#kernel/actor.ts'
import { decodeCursor, listMark, type Page, toPage } from '#kernel/page.ts'
import type { App } from '#platform/app.ts'
import type { RequestQuery, RequestRow } from './privacy.contract.ts'
import { asHandler } from './privacy.policy.ts'
import { countRequests, findRequests, type RequestRecord } from './privacy.queries.ts'
import { presentRow } from './request.view.ts'
import { contactHmac } from './submit-request.service.ts'

/** The requests of the reader's congress. A contact is found when it is typed as it was given, never listed. */
export async function listRequests(app: App, actor: Actor, query: RequestQuery): Promise<Page<RequestRow>> {
  const { congressId } = asHandler(actor)
  const now = app.clock.now()
  const filter = { ...query, now, contactHmac: query.q === undefined ? null : contactHmac(app, query.q) }
  const list = listMark('privacy-requests', query)
  const rows = await findRequests(app.db, congressId, filter, decodeCursor(query.cursor, ['instant', 'id'], list))
  const counted = await countRequests(app.db, congressId, filter)
  const sortedBy = (row: RequestRecord) => (query.sort === 'due' ? row.due_before : row.received_at).toISOString()
  return toPage(
    rows,
    query.limit,
    counted,
    (row) => [sortedBy(row), row.id],
    (row) => presentRow(row, now),
    list,
  )
}
