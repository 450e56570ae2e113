import type { Actor } from '#kernel/actor.ts'
import { decodeCursor, listMark, type Page, toPage, totalCountedMax } from '#kernel/page.ts'
import {
  type AskedAgain,
  askAgain,
  countSetAside,
  type Recording,
  recordEvent,
  selectSetAside,
} from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { presentSetAside, type SetAsideEvent, type SetAsideQuery } from './operation.contract.ts'
import { mayTend } from './operation.policy.ts'

/** What readers of the record went on without. Refuses `operation.system_officer_only`. */
export async function listSetAside(
  { db }: Pick<App, 'db'>,
  actor: Actor,
  { cursor, limit }: SetAsideQuery,
): Promise<Page<SetAsideEvent>> {
  mayTend(actor)
  const list = listMark('set-aside-events')
  const parts = decodeCursor(cursor, ['word', 'great_number'], list)
  const after = parts && { reader: String(parts[0]), leafIndex: Number(parts[1]) }
  const rows = await selectSetAside(db, after, limit + 1)
  const counted = await countSetAside(db, totalCountedMax + 1)
  return toPage(rows, limit, counted, (row) => [row.reader, row.leaf_index], presentSetAside, list)
}

/**
 * Has events that were set aside tried once more, by the running program at its next beat. `system`: by the operator's
 * command. Refuses `operation.system_officer_only`.
 * @returns how many
 */
export function readAgain(
  app: Recording & Pick<App, 'db'>,
  actor: Actor | 'system',
  asked: AskedAgain,
): Promise<{ events: number }> {
  if (actor !== 'system') mayTend(actor)
  return app.db.transaction().execute(async (trx) => {
    const events = await askAgain(trx, asked, app.clock.now())
    if (events === 0) return { events }
    const { reader = 'all', leafIndex } = asked
    await recordEvent(app, trx, {
      type: 'record.reading_asked_again',
      subjectKind: 'reader',
      subjectId: reader,
      actor,
      data: { events, ...(leafIndex !== undefined && { leafIndex }) },
    })
    return { events }
  })
}
