import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { argv, cpuUsage, exit, stdin, stdout } from 'node:process'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { stage } from '#modules/suggestion/suggestion-stage.given.ts'
import { poolOf } from '#platform/db/database.ts'
import { queryRaw } from '#platform/db/raw.ts'
import type { Client } from '#tests/support/test-app.ts'
import { openCity } from './city.ts'
import type { Ask } from './load-loop.ts'

// The server of the bench, a process of its own so that its processor time is its own: the whole program over a full
// county on one port; on the other one node:http alone, answering with the very bytes that the program answered.

const suggestions = Number(argv[2] ?? 100_000)
const acts = Number(argv[3] ?? 400)
const city = await openCity({ suggestions, deputies: 1500, units: 60, published: true })
const { app, cast, site, cookieOf } = city

const cookies = {
  office: await cookieOf(cast.office),
  clerk: await cookieOf(cast.clerk),
  lead: await cookieOf(cast.lead),
}

/** What the cases of a scenario are brought to before it; each case is then asked for once. */
async function prepare(): Promise<{ assign: Ask[]; reply: Ask[] }> {
  const client = (actor: Parameters<typeof cookieOf>[0]): Client => {
    const send = async (method: string, path: string, body?: unknown) =>
      site.request(path, {
        method,
        headers: { cookie: await cookieOf(actor), 'accept-language': 'zh-CN', 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
    return {
      get: (path) => send('GET', path),
      delete: (path) => send('DELETE', path),
      post: (path, body) => send('POST', path, body),
      put: (path, body) => send('PUT', path, body),
      patch: (path, body) => send('PATCH', path, body),
      fetch: async (path, init) => site.request(path, init),
    }
  }
  const hands = stage({ app, as: client }, cast)
  const unitId = cast.leadUnit.id
  const asks: { assign: Ask[]; reply: Ask[] } = { assign: [], reply: [] }
  const post = (path: string, cookie: string, body: object): Ask => ({ path, cookie, body: JSON.stringify(body) })
  for (let at = 0; at < acts; at += 1) {
    const planned = await hands.planned()
    asks.assign.push(post(`/api/suggestions/${planned.id}/assignment`, cookies.office, { version: planned.version }))
    const signed = await hands.signedOff(await hands.assigned())
    const part = signed.assignments.find((one) => one.unitId === unitId)
    asks.reply.push(post(`/api/assignments/${part?.id}/sending`, cookies.clerk, { version: part?.version }))
  }
  return asks
}

/** As many as no run gets through: each is made once. */
const draftsMax = 10_000
async function drafts(): Promise<Ask[]> {
  const cookie = await cookieOf(cast.lead)
  const draft = (at: number) => ({
    id: app.ids.uuid(),
    title: `关于在湖塘镇第${at}小区增设公交站台的建议`,
    subject: '小区居民出行要走两公里，老人和学生不便，群众多次反映。',
    grounds: '走访八十户，多数住户希望尽快解决；沿线已有停靠条件。',
    proposal: '由主管部门牵头，明年六月底前增设站台两处，并向代表反馈。',
    category: 'transport',
  })
  return Array.from({ length: draftsMax }, (_, at) => ({
    path: '/api/suggestions',
    cookie,
    body: JSON.stringify(draft(at)),
  }))
}

const prepared = { ...(await prepare()), create: await drafts() }
const caseIds = (
  await app.db.selectFrom('suggestion').select('id').where('status', '=', 'closed').limit(200).execute()
).map(({ id }) => id)

// What no act can do without: a row is locked, one is written, and the disk has it. How near to it the acts are.
await app.db
  .transaction()
  .execute((trx) => queryRaw(trx, 'create table floor (id uuid primary key, case_id uuid not null)', []))
const pool = poolOf(app.db)
const floor = new Hono().post('/-/floor/:id', async (c) => {
  const { id } = c.req.param()
  await c.req.json()
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select id from suggestion where id = $1 for update', [id])
    await client.query('insert into floor (id, case_id) values ($1, $2)', [app.ids.uuid(), id])
    await client.query('commit')
  } finally {
    client.release()
  }
  return c.json({ id })
})
const answering = (request: Request) => (request.url.includes('/-/floor/') ? floor : site).fetch(request)

const port = await new Promise<number>((resolve) => {
  serve({ fetch: answering, port: 0, hostname: '127.0.0.1' }, (info) => resolve(info.port))
})

type Answer = { headers: Record<string, string>; bytes: Buffer }
const recorded = new Map<string, Answer>()
const raw = createServer((request, reply) => void answer(request, reply))

async function answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
  const { url = '/', headers } = request
  if (url === '/-/cpu') {
    reply.end(JSON.stringify(cpuUsage()))
    return
  }
  const cookie = headers.cookie ?? ''
  const key = `${cookie} ${url}`
  const known = recorded.get(key) ?? (await record(key, url, cookie))
  request.resume()
  reply.writeHead(200, known.headers)
  reply.end(known.bytes)
}

async function record(key: string, url: string, cookie: string): Promise<Answer> {
  const answer = await site.request(url, { headers: cookie ? { cookie } : {} })
  const known = { headers: Object.fromEntries(answer.headers), bytes: Buffer.from(await answer.arrayBuffer()) }
  recorded.set(key, known)
  return known
}

raw.listen(0, '127.0.0.1', () => {
  const address = raw.address()
  const rawPort = typeof address === 'object' ? address?.port : 0
  stdout.write(`${JSON.stringify({ port, rawPort, cookies, caseIds, ...prepared })}\n`)
})

// The bench closes our input when it is through, or dies and closes it as well.
stdin.resume()
stdin.on('end', () => {
  void city.close().then(() => exit(0))
})
