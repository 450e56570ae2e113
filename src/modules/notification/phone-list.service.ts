import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { findStranded, putOnPhoneList } from './delivery.queries.ts'

type Ended = { notice_id: string; person_id: string; congress_id: string }

/** What has failed, and has no other channel left, is told by telephone. */
export async function strand(app: App, trx: Trx, ended: readonly Ended[], reason: string): Promise<void> {
  const stranded = await findStranded(
    trx,
    ended.map((row) => row.notice_id),
  )
  const now = app.clock.now()
  await putOnPhoneList(
    trx,
    ended
      .filter((row) => stranded.has(row.notice_id))
      .map((row) => ({
        id: app.ids.uuid(),
        noticeId: row.notice_id,
        personId: row.person_id,
        congressId: row.congress_id,
        channel: 'phone',
        mode: 'immediate',
        reason,
        notBefore: now,
        queuedAt: null,
        at: now,
      })),
  )
}
