import { type Actor, roleOf } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { decodeCursor, listMark, type Page, toPage } from '#kernel/page.ts'
import type { App } from '#platform/app.ts'
import { standInScope } from './identity.policy.ts'
import { dayAfter } from './identity.ts'
import type { StandInQuery, StandInView } from './stand-in.contract.ts'
import { cursorOfStandIn, findStandIns, placeKinds, type StandInRow } from './stand-in.queries.ts'
import { isOpen, stateOf } from './stand-in.service.ts'

/** Those the actor gave or holds; for the security administrator all of the area. */
export async function listStandIns(app: App, actor: Actor, query: StandInQuery): Promise<Page<StandInView>> {
  const { cursor, limit, ...filter } = query
  const list = listMark('stand-ins', filter)
  const today = shanghaiDate(app.clock.now())
  const { rows, counted } = await findStandIns(
    app.db,
    standInScope(actor),
    { ...filter, reader: actor.personId },
    today,
    decodeCursor(cursor, [placeKinds[filter.sort], 'id'], list),
    limit,
  )
  return toPage(
    rows,
    limit,
    counted,
    (row) => cursorOfStandIn(filter.sort, row),
    (row) => presentStandIn(app, row),
    list,
  )
}

export function presentStandIn(app: App, row: StandInRow): StandInView {
  const today = shanghaiDate(app.clock.now())
  return {
    id: row.id,
    organName: row.organ_name,
    role: roleOf(row.role),
    forPerson: { id: row.for_person_id, name: row.for_name },
    byPerson: { id: row.by_person_id, name: row.by_name },
    powers: row.powers,
    caseIds: row.case_ids,
    startsOn: row.starts_on,
    lastOn: dayAfter(row.ends_on, -1),
    state: stateOf(row, today),
    endedAt: row.ended_at?.toISOString() ?? null,
    allowed: isOpen(row, today) ? ['end'] : [],
    version: row.version,
  }
}
