import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor } from '#kernel/actor.ts'
import { systemIds } from '#kernel/ids.ts'
import { ensureCalendar } from '#modules/clock/index.ts'
import { publicationGiven } from '#modules/publication/publication.given.ts'
import { beginAnew, keepCounted } from '#modules/stats/counted-item.queries.ts'
import { given } from '#modules/suggestion/suggestion.given.ts'
import type { App } from '#platform/app.ts'
import { deriveKeys } from '#platform/crypto/keys.ts'
import { startBundled } from '#platform/db/bundled.ts'
import { openDatabase } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { queryRaw } from '#platform/db/raw.ts'
import { readEnv } from '#platform/env.ts'
import { localFiles } from '#platform/files/files.ts'
import { silentLog } from '#platform/log.ts'
import { buildSite } from '#surfaces/site.ts'
import { addSuggestions } from './city-rows.ts'

/** How large the county of a bench is; its published pages are as many as its suggestions. */
export type CitySize = { suggestions: number; deputies: number; units: number; published: boolean }

const clock = { now: () => new Date() }

/** What the followers of the record would have kept, had these rows come about one by one. */
async function keepFigures({ db }: Pick<App, 'db'>): Promise<void> {
  await db.transaction().execute(beginAnew)
  const cases = await db.selectFrom('suggestion').select('id').orderBy('id').execute()
  const atOnce = 2000
  for (let from = 0; from < cases.length; from += atOnce) {
    const ids = cases.slice(from, from + atOnce).map(({ id }) => id)
    await db.transaction().execute((trx) => keepCounted(trx, ids))
  }
  await db.transaction().execute((trx) => queryRaw(trx, 'analyze', []))
}

/**
 * A county on the bundled PostgreSQL in a folder of its own, with the whole program over it. `as` asks as one of the
 * cast, in a session that was opened for it. Commits reach the disk as in production.
 */
export async function openCity(size: CitySize) {
  const folder = mkdtempSync(join(tmpdir(), 'minsheng-bench-'))
  const bundled = await startBundled({ dataDir: folder, log: silentLog })
  const database = { connectionString: bundled.connectionString(), schema: 'minsheng' }
  const app: App = {
    db: openDatabase(database),
    portalDb: openDatabase({ ...database, role: 'minsheng_portal', max: 6 }),
    clock,
    wall: clock,
    ids: systemIds(() => Date.now()),
    env: readEnv({ MINSHENG_DATA: folder }),
    keys: deriveKeys(Buffer.alloc(32, 'bench')),
    jobs: { enqueue: () => Promise.resolve() },
    files: localFiles(join(folder, 'files')),
    log: silentLog,
  }
  await migrate(app.db)
  await ensureCalendar(app)
  const cast = await given.cast(app)
  const { congress } = cast
  const leads = [cast.lead.mandateId]
  while (leads.length < size.deputies) leads.push((await given.deputy(app, { congress })).mandateId)
  const units = [cast.leadUnit.id, cast.coUnit.id]
  while (units.length < size.units) units.push((await given.unit(app, { congress })).id)
  if (size.published) {
    await publicationGiven.congress(app, congress)
    await publicationGiven.pages(app, { count: size.suggestions, newest: clock.now() })
  }
  const organs = { office: cast.office.organ.id, government: cast.government.organ.id }
  await addSuggestions(app, { congress, leads, units, organs, from: 0, until: size.suggestions })
  await keepFigures(app)
  const site = buildSite(app, { write() {}, close: () => Promise.resolve() })
  const cookies = new Map<string, string>()
  const cookieOf = async (actor: Pick<Actor, 'accountId' | 'acting'>): Promise<string> => {
    const known = cookies.get(actor.accountId) ?? `minsheng_session=${await given.token(app, actor)}`
    cookies.set(actor.accountId, known)
    return known
  }
  const close = async () => {
    await app.portalDb.destroy()
    await app.db.destroy()
    await bundled.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { app, cast, leads, units, organs, site, cookieOf, close }
}
