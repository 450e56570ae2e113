import type { Actor, AreaLevel } from '#kernel/actor.ts'
import { decodeCursor, listMark, type Page, toPage } from '#kernel/page.ts'
import type { App } from '#platform/app.ts'
import { categoryOf, type MotionQuery, type MotionRow } from './motion.contract.ts'
import { motionHolderOf } from './motion.policy.ts'
import { countMotions, findMotions } from './motion.queries.ts'
import { type MotionState, sponsorsNeeded } from './motion.ts'

export async function listMotions(app: App, actor: Actor, filter: MotionQuery): Promise<Page<MotionRow>> {
  const holderId = motionHolderOf(actor)
  if (!holderId) return { items: [], next: null, total: { value: 0, exact: true } }
  const list = listMark('motions', filter)
  const rows = await findMotions(
    app.db,
    holderId,
    filter,
    decodeCursor(filter.cursor, [filter.sort === 'due' ? 'instant?' : 'instant', 'id'], list),
  )
  const counted = await countMotions(app.db, holderId, filter)
  const sortedBy = (row: MotionListRow) => (filter.sort === 'due' ? row.due_before : row.changed_at)
  return toPage(rows, filter.limit, counted, (row) => [sortedBy(row)?.toISOString() ?? null, row.id], presentRow, list)
}

type MotionListRow = Awaited<ReturnType<typeof findMotions>>[number]

const presentRow = (row: MotionListRow): MotionRow => ({
  id: row.id,
  number: row.number,
  title: row.title,
  state: row.state as MotionState,
  category: categoryOf(row.category),
  leadName: row.lead_name,
  congressName: row.congress_name,
  sponsorsCounted: row.counted,
  sponsorsNeeded: sponsorsNeeded(row.level as AreaLevel),
  dueBefore: row.due_before?.toISOString() ?? null,
  todo: row.todo,
  changedAt: row.changed_at.toISOString(),
  submittedAt: row.submitted_at?.toISOString() ?? null,
})
