import { systemIds } from '#kernel/ids.ts'
import { deriveKeys } from '#platform/crypto/keys.ts'
import type { Db } from '#platform/db/database.ts'
import { silentLog } from '#platform/log.ts'

const start = Date.parse('2026-03-02T01:00:00Z')

/** The part of the program that recording and sealing need, with a clock that a test moves by hand. */
export function recordingApp(db: Db, secret = 7) {
  let nowMs = start
  const clock = {
    now: () => new Date(nowMs),
    advance: (ms: number) => {
      nowMs += ms
    },
  }
  return { db, clock, ids: systemIds(() => nowMs), keys: deriveKeys(Buffer.alloc(32, secret)), log: silentLog }
}

/** What happened to a subject, in order. */
export async function eventTypesOf(db: Db, subjectId: string): Promise<string[]> {
  const rows = await db.selectFrom('event').select('type').where('subject_id', '=', subjectId).orderBy('seq').execute()
  return rows.map((row) => row.type)
}
