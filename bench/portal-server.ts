import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv, cpuUsage, exit, stdin, stdout } from 'node:process'
import { serve } from '@hono/node-server'
import { systemIds } from '#kernel/ids.ts'
import { publicationGiven } from '#modules/publication/publication.given.ts'
import type { App } from '#platform/app.ts'
import { deriveKeys } from '#platform/crypto/keys.ts'
import { startBundled } from '#platform/db/bundled.ts'
import { openDatabase } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { readEnv } from '#platform/env.ts'
import { localFiles } from '#platform/files/files.ts'
import { silentLog } from '#platform/log.ts'
import { buildPortal } from '#surfaces/portal/portal.tsx'

// The server of the bench, a process of its own so that its processor time is its own: the portal over a full
// database on one port; on the other one node:http alone, answering with the very bytes that the portal answered.

const count = Number(argv[2] ?? 100_000)
const folder = mkdtempSync(join(tmpdir(), 'minsheng-bench-'))
const clock = { now: () => new Date() }
const bundled = await startBundled({ dataDir: folder, log: silentLog, settings: { fsync: 'off' } })
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
await publicationGiven.pages(app, { count, newest: clock.now() })

const portal = buildPortal(app)
const portalPort = await new Promise<number>((resolve) => {
  serve({ fetch: portal.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => resolve(port))
})

type Answer = { headers: Record<string, string>; bytes: Buffer }
const recorded = new Map<string, Answer>()
const raw = createServer(({ url = '/' }, reply) => void answer(url, reply))

async function answer(url: string, reply: ServerResponse): Promise<void> {
  if (url === '/-/cpu') {
    reply.end(JSON.stringify(cpuUsage()))
    return
  }
  const known = recorded.get(url) ?? (await record(url))
  reply.writeHead(200, known.headers)
  reply.end(known.bytes)
}

async function record(url: string): Promise<Answer> {
  const answer = await portal.request(url)
  const known = { headers: Object.fromEntries(answer.headers), bytes: Buffer.from(await answer.arrayBuffer()) }
  recorded.set(url, known)
  return known
}

raw.listen(0, '127.0.0.1', () => {
  const address = raw.address()
  stdout.write(`${JSON.stringify({ portal: portalPort, raw: typeof address === 'object' ? address?.port : 0 })}\n`)
})

// The bench holds the other end: when it is gone, for whatever reason, so is this.
stdin.resume()
stdin.on('end', () => void close())

async function close(): Promise<void> {
  await app.portalDb.destroy()
  await app.db.destroy()
  await bundled.stop()
  rmSync(folder, { recursive: true, force: true })
  exit(0)
}
