import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { connect } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { shanghaiDate } from '#kernel/clock.ts'
import { meetingIn, meetingOf } from '#modules/handover/handover.given.ts'
import { sealRecord, verifyRecord } from '#modules/record/index.ts'
import { draftOf, viewOf } from '#modules/suggestion/suggestion.given.ts'
import { fill } from './fill-disk.ts'
// every kind of row says there how it is read again
import '#surfaces/api/api.ts'
import '#surfaces/api/heartbeat.ts'
import { readPidFile } from '#platform/db/postgres-server.ts'
import { makeTestFolder, removeTestFolder } from '#tests/support/postgres.ts'
import { runTool } from '#tests/support/run-command.ts'
import { runSql } from '#tests/support/statements.ts'
import { admit, installProgram, lookInto, type Program } from './installed-program.ts'
import { type Answer, writeDraft, writeWithoutPause } from './writing-client.ts'

const home = makeTestFolder()
const dataDir = join(home, 'data')
const kills = 20
let program: Program
let cookie: string
let office: string

// A disk of its own, small enough to be filled: only root can make one. Elsewhere the folder is a plain one, and of a
// full disk no more is tested than that a file store without room is told in a sentence (operation.db.test.ts).
const hasOwnDisk = userInfo().uid === 0 && process.platform === 'linux'

beforeAll(async () => {
  mkdirSync(dataDir)
  if (hasOwnDisk) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=500m,mode=0711', 'tmpfs', dataDir])
  chmodSync(dataDir, 0o711)
  program = await installProgram(dataDir)
  await program.start()
  ;({ deputy: cookie, office } = await admit(dataDir))
}, 120_000)

afterAll(async () => {
  await program.stop()
  await removeTestFolder(home)
}, 60_000)

async function inDatabase<Result>(look: (app: ReturnType<typeof lookInto>) => Promise<Result>): Promise<Result> {
  const app = lookInto(dataDir)
  try {
    return await look(app)
  } finally {
    await app.db.destroy()
  }
}

/**
 * Asks over a connection that is kept, and says why it ended. Who stood in the queue at the very moment in which the port
 * was closed is told so by the system, once, and asks again; an answer that ends in its middle is another error.
 */
async function askUntilRefused(address: string): Promise<unknown> {
  for (let cut = 0; ; ) {
    try {
      for (;;) await (await fetch(address)).text()
    } catch (error) {
      const code = error instanceof Error && error.cause instanceof Error && 'code' in error.cause && error.cause.code
      cut += 1
      if (code !== 'ECONNRESET' || cut > 1) return code === false ? error : code
    }
  }
}

/** Over a connection of its own each time, as a balancer does: the answers, the last of which is why there was none. */
async function watchUntilRefused(address: string): Promise<string[]> {
  const told: string[] = []
  for (;;) {
    const answer = await new Promise<string>((resolve) => {
      const request = get(address, { agent: false }, (reply) => {
        reply.setEncoding('utf8').on('data', (body: string) => {
          resolve(`${reply.statusCode} ${(JSON.parse(body) as { stopping: boolean }).stopping ? 'stopping' : 'ready'}`)
        })
      })
      request.once('error', (error) => resolve('code' in error ? String(error.code) : error.message))
    })
    // from the queue of a port that is being closed, as above
    if (answer === 'ECONNRESET' && told.at(-1) === '503 stopping') continue
    told.push(answer)
    if (!/^\d/.test(answer)) return told
  }
}

test('told to stop with requests in flight, it answers all of them, tells others that it ends, and ends in order', async () => {
  const ids = Array.from({ length: 6 }, () => randomUUID())
  const late = randomUUID()
  // an upload that never goes on must not keep it, and whoever asks on and on is never cut off in the middle
  const upload = connect(Number(new URL(program.origin).port), '127.0.0.1')
  upload.on('error', () => undefined)
  const head = ['POST /api/attachments HTTP/1.1', 'Host: 127.0.0.1', `Cookie: ${cookie}`, 'Content-Length: 100000']
  upload.write(`${head.join('\r\n')}\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n`)
  const asking = Array.from({ length: 8 }, () => askUntilRefused(`${program.origin}/healthz`))
  const watching = watchUntilRefused(`${program.origin}/readyz`)
  const answers = await inDatabase(async ({ db }) => {
    const waiting = await db.transaction().execute(async (trx) => {
      await runSql(trx, 'lock table suggestion in access exclusive mode')
      const sent = ids.map((id) => writeDraft(program.origin, cookie, id))
      const held = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'minsheng'`
      await expect.poll(async () => (await runSql(db, held)).length, { timeout: 20_000 }).toBeGreaterThanOrEqual(6)
      const ended = program.stop()
      await expect.poll(() => program.isReady(), { timeout: 20_000 }).toBe(false)
      // nothing new is begun while six requests wait for their answers
      expect(await writeDraft(program.origin, cookie, late)).toMatchObject({ status: 503, code: 'http.unavailable' })
      const page = await fetch(`${program.origin}/suggestions`)
      expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('系统暂时不可用')])
      return { sent, ended }
    })
    const told = await Promise.all(waiting.sent)
    return { told, code: await waiting.ended }
  })
  expect(answers.told.map((answer) => answer?.status)).toEqual(ids.map(() => 201))
  expect(answers.code).toBe(0)
  expect(new Set(await Promise.all(asking))).toEqual(new Set(['ECONNREFUSED']))
  const told = await watching
  const ending = told.slice(told.indexOf('503 stopping'))
  expect(ending.length).toBeGreaterThan(10)
  expect([new Set(ending.slice(0, -1)), ending.at(-1)]).toEqual([new Set(['503 stopping']), 'ECONNREFUSED'])
  upload.destroy()
  expect(readPidFile(join(dataDir, 'postgres'))).toBeUndefined()
  await program.start()
  const kept = await inDatabase(({ db }) =>
    runSql(db, 'select id from suggestion where id = any($1)', [[...ids, late]]),
  )
  expect(kept).toHaveLength(6)
}, 120_000)

test('told to stop while the database hangs behind a lock, it says so and ends all the same; nothing is half done', async () => {
  const id = randomUUID()
  const code = await inDatabase(({ db }) =>
    db.transaction().execute(async (trx) => {
      await runSql(trx, 'lock table event in access exclusive mode')
      void writeDraft(program.origin, cookie, id)
      const faults = async () =>
        ((await (await fetch(`${program.origin}/readyz`)).json()) as { faults: object[] }).faults
      await expect.poll(faults, { timeout: 20_000 }).toContainEqual(expect.objectContaining({ code: 'record_slow' }))
      // the lock is held until it has ended
      return program.stop()
    }),
  )
  expect([code, program.said()]).toEqual([1, expect.stringContaining('其余处理已中断')])
  await program.start()
  expect(await inDatabase(({ db }) => runSql(db, 'select id from suggestion where id = $1', [id]))).toEqual([])
}, 120_000)

test('what goes step by step and was killed on the way is gone on with by who repeats its key, within seconds', async () => {
  const send = (who: string, path: string, body: object, key: string = randomUUID()) =>
    fetch(`${program.origin}/api/${path}`, {
      method: 'POST',
      headers: { cookie: who, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    })
  const draft = await viewOf(await send(cookie, 'suggestions', { ...draftOf(), id: randomUUID() }))
  const path = `suggestions/${draft.id}`
  const { version } = await viewOf(await send(cookie, `${path}/submit`, { version: draft.version }))
  const registered = await viewOf(await send(office, `${path}/registration`, { version }))
  await viewOf(await send(office, `${path}/review`, { version: registered.version, decision: 'accept' }))
  const meeting = await meetingIn(
    await send(office, 'handover-meetings', meetingOf({ heldOn: shanghaiDate(new Date()) })),
  )
  await meetingIn(await send(office, `handover-meetings/${meeting.id}/cases`, { suggestionIds: [draft.id] }))
  const press = () => send(office, `handover-meetings/${meeting.id}/handing-over`, { retry: false }, 'press')
  await inDatabase(({ db }) =>
    db.transaction().execute(async (trx) => {
      // whether it is planned is looked at first
      await runSql(trx, 'lock table assignment in access exclusive mode')
      const pressed = press().catch(() => 'cut off')
      const taken = `select 1 from handover_case where status = 'handing'`
      await expect.poll(async () => (await runSql(db, taken)).length, { timeout: 20_000 }).toBe(1)
      await program.killNode()
      expect(await pressed).toBe('cut off')
    }),
  )
  await program.start()
  const told: string[] = []
  const isDone = async () => {
    const reply = await press()
    told.push(reply.ok ? 'done' : ((await reply.json()) as { code: string }).code)
    return reply.ok
  }
  await expect.poll(isDone, { timeout: 20_000, interval: 250 }).toBe(true)
  // as long as it may still be at work, and no longer
  expect(new Set(told.slice(0, -1)).isSubsetOf(new Set(['http.under_way']))).toBe(true)
  expect((await press()).headers.get('idempotency-replayed')).toBe('true')
}, 120_000)

test(`of ${kills} kills under load, of the program, of PostgreSQL and of both, no acknowledged draft is missing`, async () => {
  const load = writeWithoutPause(program.origin, cookie, 3)
  const ways = ['node', 'postgres', 'postgres stopped', 'both', 'postgres'] as const
  for (let turn = 0; turn < kills; turn += 1) {
    const before = load.acknowledged.length
    await expect.poll(() => load.acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(before + 3)
    const way = ways[turn % ways.length]
    if (way !== 'node') program.endPostgres(way === 'postgres stopped' ? 'SIGINT' : 'SIGKILL')
    if (way === 'node' || way === 'both') {
      await program.killNode()
      await program.start()
    } else {
      // nobody starts anything: the program looks after its PostgreSQL itself
      await expect.poll(() => program.isReady(), { timeout: 30_000, interval: 20 }).toBe(false)
      await program.untilReady()
    }
  }
  await load.end()
  expect(load.acknowledged.length).toBeGreaterThan(kills * 3)
  // whoever was not served was told so in a sentence, never that something had broken
  expect(new Set(load.refused.map(({ status, code }) => `${status} ${code}`))).toEqual(
    new Set(['503 http.unavailable']),
  )
  expect(load.refused[0]?.detail).toContain('系统暂时不可用')
  await expectWhole(load.acknowledged)
  expect(program.said()).toContain('took over the PostgreSQL that an earlier run left alive')
}, 300_000)

test.runIf(hasOwnDisk)(
  'with the disk full it says so, does nothing by half, and goes on by itself when there is room',
  async () => {
    const filler = join(dataDir, 'filler')
    fill(filler)
    const [acknowledged, refused]: [string[], { id: string; answer: Answer }[]] = [[], []]
    const write = async () => {
      const id = randomUUID()
      const answer = await writeDraft(program.origin, cookie, id)
      if (answer?.status === 201) acknowledged.push(id)
      else if (answer) refused.push({ id, answer })
    }
    while (refused.length < 5) await write()
    const unready = async () => {
      const reply = await fetch(`${program.origin}/readyz`)
      const { faults } = (await reply.json()) as { faults: { code: string }[] }
      return [reply.status, ...faults.map(({ code }) => code)]
    }
    await expect.poll(unready, { timeout: 20_000 }).toEqual([503, 'database_disk_full', 'files_disk_full'])
    const figures = await (await fetch(`${program.origin}/metrics`)).text()
    expect(figures).toContain('minsheng_writable{place="database"} 0')
    const looked = await runTool('doctor', [], { cwd: home, settings: { MINSHENG_DATA: dataDir } })
    expect(looked).toEqual({ code: 1, said: expect.stringContaining('✗ 数据库所在的磁盘已满，无法保存。') })
    expect(refused[0]?.answer).toEqual({
      status: 507,
      code: 'http.disk_full',
      detail: expect.stringContaining('磁盘已满'),
    })
    for (const { answer } of refused) expect(['http.disk_full', 'http.unavailable']).toContain(answer.code)
    rmSync(filler)
    await program.untilReady()
    const before = acknowledged.length
    await write()
    expect(acknowledged).toHaveLength(before + 1)
    const ids = await expectWhole(acknowledged)
    expect(refused.filter(({ id }) => ids.has(id))).toEqual([])
  },
  120_000,
)

/** All acknowledged drafts are there, every draft with its event, and the record is proved. */
function expectWhole(acknowledged: readonly string[]): Promise<ReadonlySet<string>> {
  return inDatabase(async (app) => {
    const stored = await runSql(app.db, 'select id from suggestion')
    const ids = new Set(stored.map(({ id }) => String(id)))
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([])
    const half = await runSql(
      app.db,
      'select id from suggestion where not exists (select 1 from event where subject_id = suggestion.id::text)',
    )
    expect(half).toEqual([])
    await sealRecord(app)
    expect((await verifyRecord({ db: app.db, keys: app.keys })).faults).toEqual([])
    return ids
  })
}
