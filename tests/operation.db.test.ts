import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeSettableClock } from '#kernel/clock.ts'
import { docxOf, upload } from '#modules/attachment/attachment.given.ts'
import { followForNotices } from '#modules/notification/index.ts'
import { followRecord, recordEvent, sealRecord, verifyRecord } from '#modules/record/index.ts'
import { draftOf, given, viewOf } from '#modules/suggestion/suggestion.given.ts'
import { answer, stage } from '#modules/suggestion/suggestion-stage.given.ts'
import type { App } from '#platform/app.ts'
import { openDatabase } from '#platform/db/database.ts'
import { localFiles } from '#platform/files/files.ts'
import type { AccessLine } from '#platform/http/access-log.ts'
import { makeLog } from '#platform/log.ts'
import { buildSite } from '#surfaces/site.ts'
import { cloneDatabase } from './support/database.ts'
import { runTool } from './support/run-command.ts'
import { runSql } from './support/statements.ts'
import { type TestSite, testApp } from './support/test-app.ts'

const token = 'monitor-of-this-test-0123'
let site: TestSite
beforeAll(async () => {
  site = await testApp({ settings: { METRICS_TOKEN: token } })
})

const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } })
const ask = (path: string, headers: Record<string, string> = {}, address = '127.0.0.1', on = site.site) =>
  Promise.resolve(on.request(path, { headers }, from(address)))
type Told = { ready: boolean; writing: boolean; files: boolean; faults: { code: string }[]; warnings: unknown[] }
const silentAccess = { write() {}, close: () => Promise.resolve() }

/** The same program over a database that nobody answers at. */
function withoutDatabase(change: Partial<App> = {}) {
  const gone = openDatabase({ connectionString: 'postgres://nobody:no@127.0.0.1:1/none', schema: 'minsheng', max: 1 })
  return buildSite({ ...site.app, db: gone, portalDb: gone, ...change }, silentAccess)
}

describe('health', () => {
  test('a program that lives and can work says both', async () => {
    expect([(await ask('/healthz')).status, await (await ask('/healthz')).text()]).toEqual([200, 'ok'])
    const ready = await ask('/readyz')
    expect([ready.status, await ready.json()]).toEqual([
      200,
      {
        ready: true,
        stopping: false,
        database: true,
        migrations: true,
        sealing: true,
        writing: true,
        files: true,
        faults: [],
        warnings: [],
      },
    ])
  })

  test('without its database it lives and is not ready', async () => {
    const broken = withoutDatabase()
    expect((await ask('/healthz', {}, '10.0.0.9', broken)).status).toBe(200)
    const ready = await ask('/readyz', {}, '10.0.0.9', broken)
    expect([ready.status, await ready.json()]).toMatchObject([
      503,
      {
        ready: false,
        database: false,
        migrations: false,
        faults: [{ code: 'database_away', 'zh-CN': expect.stringContaining('连不上数据库'), en: expect.anything() }],
      },
    ])
  })

  test('where nothing can be written it is not ready, says why, and is ready again by itself', async () => {
    const { app, wall } = { ...site, wall: makeSettableClock(site.app.wall, site.app.wall.now()) }
    const told = async (change: Partial<App>) => {
      const reply = await ask('/readyz', {}, '127.0.0.1', buildSite({ ...app, wall, ...change }, silentAccess))
      const { ready, writing, files, faults } = (await reply.json()) as Told
      return [reply.status, ready, writing, files, ...faults.map(({ code }) => code)]
    }
    const url = new URL((await cloneDatabase()).connectionString)
    url.searchParams.set('options', '-c default_transaction_read_only=on')
    const readOnly = openDatabase({ connectionString: url.href, schema: 'minsheng', max: 2 })
    expect(await told({ db: readOnly })).toEqual([503, false, false, true, 'database_read_only'])
    await readOnly.destroy()
    // no folder can be made below a file
    const closed = localFiles(join(import.meta.filename, 'files'))
    expect(await told({ files: closed })).toEqual([503, false, true, false, 'files_not_written'])
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    let tries = 0
    const tryWriting = (): Promise<void> => {
      tries += 1
      return Promise.reject(full)
    }
    const filled = { ...app.files, tryWriting }
    expect(await told({ files: filled })).toEqual([503, false, true, false, 'files_disk_full'])
    expect(await told({ files: filled })).toEqual([503, false, true, false, 'files_disk_full'])
    expect(tries).toBe(1)
    filled.tryWriting = app.files.tryWriting
    wall.advance(1_000)
    expect(await told({ files: filled })).toEqual([200, true, true, true])
  })

  test('a migration that was not applied, an event that waits for its seal, an end that was asked for: not ready', async () => {
    const { app, db } = site
    const [last] = await runSql(db, 'delete from migration where name = (select max(name) from migration) returning *')
    expect(await (await ask('/readyz')).json()).toMatchObject({ ready: false, migrations: false })
    const values = [last?.name, last?.sha256, last?.applied_at]
    await runSql(db, 'insert into migration (name, sha256, applied_at) values ($1, $2, $3)', values)
    await given.deputy(app)
    const late = { ...app, clock: { now: () => new Date(app.clock.now().getTime() + 60_000) } }
    const lead = site.as(await given.deputy(app))
    await viewOf(await lead.post('/api/suggestions', { ...draftOf(), id: app.ids.uuid() }))
    const lagging = await ask('/readyz', {}, '127.0.0.1', buildSite(late, silentAccess))
    expect(await lagging.json()).toMatchObject({ ready: false, sealing: false, database: true })
    await sealRecord(app)
    const stopping = await ask('/readyz', {}, '127.0.0.1', buildSite(app, silentAccess, { isStopping: true }))
    expect([stopping.status, await stopping.json()]).toMatchObject([503, { ready: false, stopping: true }])
  })

  test('a reader of the record that fails for ever is named, and so is what it went on without; work goes on', async () => {
    const { app, db } = site
    const id = app.ids.uuid()
    await db.transaction().execute(async (trx) => {
      const event = { type: 'person.changed', subjectKind: 'person', subjectId: id, actor: 'system' } as const
      await recordEvent(app, trx, event)
    })
    await sealRecord(app)
    const broken = () => followRecord(app, 'notification', () => Promise.reject(new RangeError('no such date')))
    await expect(broken()).rejects.toThrow('no such date')
    const later = { ...app, clock: { now: () => new Date(app.clock.now().getTime() + 11_000) } }
    const told = async () => {
      const reply = await ask('/readyz', {}, '127.0.0.1', buildSite(later, silentAccess))
      return [reply.status, ((await reply.json()) as Told).warnings]
    }
    expect(await told()).toEqual([
      200,
      [
        {
          code: 'reader_stuck',
          'zh-CN': expect.stringContaining('“通知”停滞'),
          en: expect.stringContaining('does not get on for “notices”'),
        },
      ],
    ])
    const figures = async () => (await ask('/metrics')).text()
    expect(await figures()).toMatch(/minsheng_reader_failures\{reader="notification"\} 1/)
    for (let tries = 0; tries < 40; tries += 1) await broken().catch(() => undefined)
    expect(await told()).toMatchObject([200, [{ code: 'reader_set_aside' }]])
    expect(await figures()).toMatch(/minsheng_reader_set_aside_events\{reader="notification"\} [1-9]/)

    const connectionString = (await cloneDatabase()).connectionString
    const settings = { MINSHENG_SECRET: 'only-for-this-test-0123456789-abcdefgh', DATABASE_URL: connectionString }
    const asked = await runTool('read-again', ['--lang', 'en'], { cwd: process.cwd(), settings })
    expect(asked).toEqual({ code: 0, said: expect.stringMatching(/^[1-9]\d* events that were set aside/) })
    await followForNotices(app)
    expect(await told()).toEqual([200, []])
  })
})

describe('figures', () => {
  test('are shown on this machine and to who has the token; for others there is no such address', async () => {
    const bearer = { authorization: `Bearer ${token}` }
    expect((await ask('/metrics')).status).toBe(200)
    expect((await ask('/metrics', {}, '::1')).status).toBe(200)
    expect((await ask('/metrics', bearer, '10.20.0.9')).status).toBe(200)
    for (const [headers, address] of [
      [{}, '10.20.0.9'],
      [{ authorization: 'Bearer wrong' }, '10.20.0.9'],
      // a proxy on this machine that was not declared
      [{ 'x-forwarded-for': '203.0.113.7' }, '127.0.0.1'],
    ] as const) {
      const reply = await ask('/metrics', headers, address)
      expect([reply.status, await reply.json()]).toMatchObject([404, { code: 'http.not_found' }])
    }
  })

  test('count requests by the template of their route, and tell of pools, queues, outbox, seal and event loop', async () => {
    const lead = site.as(await given.deputy(site.app))
    const view = await viewOf(await lead.post('/api/suggestions', { ...draftOf(), id: site.app.ids.uuid() }))
    await lead.get(`/api/suggestions/${view.id}`)
    const text = await (await ask('/metrics')).text()
    expect(text).toMatch(/http_requests_total\{method="GET",route="\/api\/suggestions\/:id",status="200"\} [1-9]/)
    expect(text).toContain('http_request_duration_seconds_bucket{le="0.1",method="POST",route="/api/suggestions"')
    for (const name of [
      'minsheng_database_up 1',
      'minsheng_writable{place="database"} 1',
      'minsheng_writable{place="files"} 1',
      'minsheng_data_folder_free_bytes',
      'minsheng_database_connections{pool="program",state="open"}',
      'minsheng_unsealed_events',
      'minsheng_sealing_lag_seconds',
      'nodejs_eventloop_lag_seconds',
    ]) {
      expect(text).toContain(name)
    }
    expect(text).not.toContain(view.id)
  })

  test('go on without the database, and say that it is away', async () => {
    const reply = await ask('/metrics', {}, '127.0.0.1', withoutDatabase())
    expect([reply.status, await reply.text()]).toEqual([200, expect.stringContaining('minsheng_database_up 0')])
  })
})

describe('outages', () => {
  test('a database that is away is told in a sentence, on the API and on a page', async () => {
    const broken = withoutDatabase()
    const reply = await broken.request('/api/record/checkpoint', { headers: { 'accept-language': 'zh-CN' } })
    expect([reply.status, reply.headers.get('retry-after'), await reply.json()]).toEqual([
      503,
      '5',
      expect.objectContaining({ code: 'http.unavailable', detail: expect.stringContaining('系统暂时不可用') }),
    ])
    expect((await broken.request('/suggestions')).status).toBe(503)
  })

  test('a file store without room is told in a sentence, and no half of the file is kept', async () => {
    const { app } = site
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    const deputy = await given.deputy(app)
    const lead = site.as(deputy)
    const view = await viewOf(await lead.post('/api/suggestions', { ...draftOf(), id: app.ids.uuid() }))
    const { put } = app.files
    app.files.put = () => Promise.reject(full)
    const reply = await upload(lead, { caseId: view.id }, '平面图.docx', docxOf())
    app.files.put = put
    expect([reply.status, await reply.json()]).toMatchObject([507, { code: 'http.disk_full' }])
    expect(
      await runSql(app.db, `select id from attachment where case_id = $1 and status = 'clean'`, [view.id]),
    ).toEqual([])
    expect((await upload(lead, { caseId: view.id }, '平面图.docx', docxOf())).status).toBe(201)
  })

  test('who breaks off in the middle of what is sent is no outage of the program: no line of its log, nothing written', async () => {
    const lines: string[] = []
    const accessed: AccessLine[] = []
    const log = makeLog(
      (line) => lines.push(line),
      () => new Date(),
    )
    const noted = buildSite(
      { ...site.app, log },
      { write: (line) => void accessed.push(line), close: () => Promise.resolve() },
    )
    const cookie = `minsheng_session=${await given.token(site.app, await given.deputy(site.app))}`
    const server = serve({ fetch: noted.fetch, port: 0, hostname: '127.0.0.1' })
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const rows = async () => (await runSql(site.db, 'select id from suggestion union all select id from event')).length
    const before = await rows()
    const sent: [string, string, string][] = [
      ['/api/suggestions', 'application/json', '{"id":"'],
      ['/api/attachments', 'multipart/form-data; boundary=cut', '--cut\r\ncontent-disposition: form-data; name="file"'],
      ['/requests', 'application/x-www-form-urlencoded', 'name='],
      ['/api/suggestions', 'application/json', ''],
    ]
    for (const [path, type, body] of sent) {
      const socket = connect(port, '127.0.0.1')
      const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: ${cookie}\r\ncontent-type: ${type}`
      socket.write(`${head}\r\ncontent-length: 500\r\n\r\n${body}`)
      await sleep(150)
      socket.destroy()
    }
    await expect.poll(() => accessed.length, { timeout: 20_000 }).toBe(sent.length)
    server.close()
    expect(accessed.map(({ route, status }) => [route, status >= 400 && status < 500])).toEqual(
      sent.map(([path]) => [path, true]),
    )
    expect(lines).toEqual([])
    expect(await rows()).toBe(before)
  })

  test('a clock that was set back by a day keeps nobody from working, and the record is still proved', async () => {
    const { app, clock, db, beat } = await testApp()
    const lead = site.as(await given.deputy(app))
    const draft = async () => viewOf(await lead.post('/api/suggestions', { ...draftOf(), id: app.ids.uuid() }))
    await draft()
    await beat()
    clock.advance(-86_400_000)
    const view = await draft()
    await beat()
    expect((await lead.get(`/api/suggestions/${view.id}`)).status).toBe(200)
    expect((await verifyRecord({ db, keys: app.keys })).faults).toEqual([])
    clock.advance(86_400_000)
    await draft()
    await beat()
    expect((await verifyRecord({ db, keys: app.keys })).faults).toEqual([])
  })
})

test('over a whole journey, refusals and failures included, no word of a person reaches a log', async () => {
  const lines: string[] = []
  const accessed: AccessLine[] = []
  const log = makeLog(
    (line) => lines.push(line),
    () => new Date(),
    'debug',
  )
  const marked = {
    name: '欧阳志远',
    title: '关于在紫藤巷增设路灯的建议',
    phone: '13912345678',
    mail: 'ouyang@example.cn',
  }
  Object.assign(site.app, { log })
  const { app } = site
  const cast = await given.cast(app)
  const { assigned, answered, evaluate } = stage(site, cast)
  const done = await answered(await assigned())
  await evaluate(site.as(cast.lead), done, { attitude: 'satisfied', result: 'satisfied' })
  await site.beat()
  const noted = buildSite(app, { write: (line) => void accessed.push(line), close: () => Promise.resolve() })
  const deputy = await given.deputy(app, { name: marked.name })
  const cookie = `minsheng_session=${await given.token(app, deputy)}`
  const send = (method: string, path: string, body?: unknown) =>
    noted.request(path, {
      method,
      headers: { cookie, 'content-type': 'application/json', 'accept-language': 'zh-CN' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  const id = app.ids.uuid()
  const draft = { ...draftOf({ title: marked.title }), id }
  expect((await send('POST', '/api/suggestions', draft)).status).toBe(201)
  await send('PUT', `/api/people/${deputy.personId}/contact`, {
    version: await given.contactVersion(app, deputy.personId),
    phone: marked.phone,
  })
  await send('GET', `/api/suggestions?q=${encodeURIComponent(marked.title)}`)
  await send('GET', `/suggestions?q=${encodeURIComponent(marked.name)}`)
  await send('POST', '/api/sign-in', { accountName: marked.name, password: marked.phone })
  await send('POST', '/api/suggestions', `{"title": ${marked.title}`)
  await send('GET', `/api/suggestions/${encodeURIComponent(marked.name)}`)
  // what fails inside quotes what it was given
  const failures = [
    () => runSql(app.db, 'select $1::uuid', [marked.name]),
    () => runSql(app.db, `select '${marked.phone}${marked.phone}'::int`),
    async () => JSON.parse(`${marked.title}: ${marked.mail}`),
  ]
  for (const fail of failures) await fail().catch((error: unknown) => log.error('request failed', error))
  const broken = buildSite({ ...app, db: withDeadTables() }, silentAccess)
  await broken.request('/api/session', { headers: { cookie } })
  expect(lines.length).toBeGreaterThanOrEqual(4)
  expect(accessed.map(({ route }) => route)).toContain('/api/suggestions/:id')
  const written = [...lines, ...accessed.map((line) => JSON.stringify(line))].join('\n')
  const people = ['沈秋萍', '武进区民政局', draftOf().title, answer.body.slice(0, 12)]
  for (const word of [...Object.values(marked), ...people, id, deputy.personId, encodeURIComponent(marked.name)]) {
    expect(written).not.toContain(word)
  }
})

const withDeadTables = () => openDatabase({ connectionString: 'postgres://nobody:no@127.0.0.1:1/none', schema: 'none' })
