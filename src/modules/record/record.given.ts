import { systemIds } from '#kernel/ids.ts'
import type { JsonValue } from '#kernel/refusal.ts'
import { deriveKeys } from '#platform/crypto/keys.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { queryRaw } from '#platform/db/raw.ts'
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

type Recording = ReturnType<typeof recordingApp>

/** Past the program, with the database's password alone. */
export const byHand = (app: Pick<Recording, 'db'>, text: string, values: unknown[] = []) =>
  app.db.transaction().execute((trx) => queryRaw(trx, text, values))

/** The image of a row of `test_row (id, n)`, a table that the test makes. */
export async function loadTestRows(trx: Trx, ids: readonly string[]): Promise<Map<string, JsonValue>> {
  const { rows } = await queryRaw(trx, 'select id, n from test_row where id = any($1)', [ids])
  return new Map((rows as { id: string; n: number }[]).map((row): [string, JsonValue] => [row.id, { ...row }]))
}
