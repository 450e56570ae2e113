import { tmpdir } from 'node:os'
import { makeSettableClock } from '#kernel/clock.ts'
import { systemIds } from '#kernel/ids.ts'
import type { App } from '#platform/app.ts'
import { deriveKeys } from '#platform/crypto/keys.ts'
import { readEnv } from '#platform/env.ts'
import { localFiles } from '#platform/files/files.ts'
import { silentLog } from '#platform/log.ts'
import { cloneDatabase } from '#tests/support/database.ts'

/** A program on an empty database of its own, with its clock on that day; nothing of it but what loading needs. */
export async function emptyProgram(today: string): Promise<App> {
  const { db, portalDb } = await cloneDatabase({ fresh: true })
  const clock = makeSettableClock({ now: () => new Date(0) }, new Date(`${today}T10:00:00+08:00`))
  return {
    db,
    portalDb,
    clock,
    wall: clock,
    ids: systemIds(() => clock.now().getTime()),
    env: readEnv({ MINSHENG_DATA: tmpdir(), MINSHENG_TEST_CLOCK: '1' }),
    keys: deriveKeys(Buffer.alloc(32, 'demo')),
    jobs: { enqueue: () => Promise.resolve() },
    files: localFiles(tmpdir()),
    log: silentLog,
  }
}
