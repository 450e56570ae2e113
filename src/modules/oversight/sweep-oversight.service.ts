import { shanghaiDate } from '#kernel/clock.ts'
import { rulesOn } from '#modules/rules/index.ts'
import type { App } from '#platform/app.ts'
import { changeOversightRow, findCaseIds, lockCases, lockOversight } from './oversight.queries.ts'
import { settle } from './oversight.service.ts'
import { isStalled } from './oversight.ts'
import { findCongressesUnderWay, findStill } from './oversight-list.queries.ts'

const batch = 200
const dayMs = 86_400_000

/** 未动预警: nothing moved for the days of the congress's rule; told once, until something moves again. Safe to run again. */
export async function sweepOversights(app: App): Promise<number> {
  const now = app.clock.now()
  let told = 0
  for (const congressId of await findCongressesUnderWay(app.db)) {
    const { values } = await rulesOn(app.db, congressId, shanghaiDate(now))
    const days = values['oversight.stallDays']
    const still = await findStill(app.db, congressId, new Date(now.getTime() - days * dayMs), batch)
    for (const { id } of still) told += (await warn(app, id, days, now)) ? 1 : 0
  }
  return told
}

const warn = (app: App, id: string, days: number, now: Date): Promise<boolean> =>
  app.db.transaction().execute(async (trx) => {
    const row = await lockOversight(trx, id)
    // moved, told or ended while it was waited for
    const due = row.status === 'under_way' && row.stalled_at === null && row.moved_at !== null
    if (!due || !row.moved_at || !isStalled(row.moved_at, now, days)) return false
    await lockCases(trx, await findCaseIds(trx, id))
    await changeOversightRow(trx, id, { stalled_at: now })
    await settle(app, trx, id, 'system', [{ type: 'oversight.stalled', data: { days } }])
    return true
  })
