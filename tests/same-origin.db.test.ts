import { beforeAll, expect, test } from 'vitest'
import { given } from '#modules/identity/identity.given.ts'
import { runSql } from './support/statements.ts'
import { type Client, type TestSite, testApp } from './support/test-app.ts'

const own = 'https://rd.example.gov.cn'
let site: TestSite
let office: Client
beforeAll(async () => {
  site = await testApp({ settings: { PUBLIC_URL: own } })
  office = site.as(await given.post(site.app, 'deputy_office'))
  await office.get('/api/session')
})

type Fields = Record<string, string>
const json = (method: string, path: string, body: object) => ({
  method,
  path,
  type: 'application/json',
  body: JSON.stringify(body),
})
const form = (path: string, fields: Fields) => ({
  method: 'POST',
  path,
  type: 'application/x-www-form-urlencoded',
  body: new URLSearchParams(fields).toString(),
})
const upload = '--b\r\nContent-Disposition: form-data; name="place"\r\n\r\ndraft\r\n--b--\r\n'
const request = { kind: 'deletion', name: '欧阳求是', contact: '13912345678', words: '请删除我家的门牌号。' }
const changes = [
  json('PUT', '/api/session/locale', { locale: 'en' }),
  json('POST', '/api/sign-in', { accountName: 'nobody', password: 'nothing-at-all' }),
  json('POST', '/api/sign-out', {}),
  json('DELETE', '/api/attachments/00000000-0000-4000-8000-000000000000', {}),
  // a page can send these without asking first
  { method: 'POST', path: '/api/session/unlock', type: 'text/plain', body: '{"password":"x"}' },
  { method: 'POST', path: '/api/attachments', type: 'multipart/form-data; boundary=b', body: upload },
  ...['/requests', '/en/requests', '/large/complaints'].map((path) => form(path, request)),
  form('/requests/status', { code: '0000-0000-0000' }),
  json('PUT', '/test/clock', { now: '2026-03-05T09:00:00+08:00' }),
]

const send = ({ method, path, type, body }: (typeof changes)[number], headers: Fields) =>
  office.fetch(path, { method, body, headers: { 'content-type': type, ...headers } })

/** What a change would have left, whatever it was. */
async function state() {
  const [left] = await runSql(
    site.db,
    `select (select count(*) from event) as events, (select count(*) from privacy_request) as requests,
      (select count(*) from sign_in_session where ended_at is null) as sessions, (select string_agg(locale, ',') from account) as locales`,
  )
  return { left, now: site.app.clock.now() }
}

const foreign: [string, Fields][] = [
  ['another site', { origin: 'https://evil.example', host: 'rd.example.gov.cn' }],
  ['another site on the same machine', { origin: 'https://rd.example.gov.cn:8443', host: 'rd.example.gov.cn' }],
  [
    'a site whose name only begins like ours',
    { origin: 'https://rd.example.gov.cn.evil.example', host: 'rd.example.gov.cn' },
  ],
  ['our own address without encryption', { origin: 'http://rd.example.gov.cn', host: 'rd.example.gov.cn' }],
  ['an origin that is hidden', { origin: 'null', host: 'rd.example.gov.cn' }],
  ['no origin, which the browser says is another site', { 'sec-fetch-site': 'cross-site', host: 'rd.example.gov.cn' }],
  ['no origin, which the browser says is a neighbour', { 'sec-fetch-site': 'same-site', host: 'rd.example.gov.cn' }],
]

test.each(foreign)('%s changes nothing, by script, by form or by upload', async (_, headers) => {
  const before = await state()
  for (const change of changes) {
    const reply = await send(change, headers)
    const text = await reply.text()
    expect([change.path, reply.status]).toEqual([change.path, 403])
    expect(text).toMatch(/http\.foreign_origin|来自其他网站|another site/)
    expect(reply.headers.get('access-control-allow-origin')).toBeNull()
  }
  expect(await state()).toEqual(before)
})

test('our own pages are heard at the public address and at the one that was asked for, programs without a browser too', async () => {
  const ours: Fields[] = [
    { origin: own, host: 'rd.example.gov.cn', 'sec-fetch-site': 'same-origin' },
    { origin: own, host: '127.0.0.1:3000' },
    { origin: 'http://10.20.0.5:3000', host: '10.20.0.5:3000' },
    { host: 'rd.example.gov.cn', 'sec-fetch-site': 'none' },
    {},
  ]
  for (const headers of ours) {
    for (const change of changes.filter(({ path }) => path !== '/api/sign-out')) {
      const text = await (await send(change, headers)).text()
      expect([headers, change.path, /foreign_origin|来自其他网站/.test(text)]).toEqual([headers, change.path, false])
    }
  }
  expect((await state()).left).toMatchObject({ locales: expect.stringContaining('en') })
})

test('whoever only reads may come from anywhere, and no other site is let read what it is given', async () => {
  const headers = { origin: 'https://evil.example', host: 'rd.example.gov.cn', 'sec-fetch-site': 'cross-site' }
  const reads = ['GET /', 'HEAD /', 'GET /suggestions', 'GET /api/session', 'GET /api/openapi.json']
  for (const read of reads) {
    const [method = '', path = ''] = read.split(' ')
    const reply = await office.fetch(path, { method, headers })
    expect([read, reply.status]).toEqual([read, 200])
    expect(reply.headers.get('access-control-allow-origin')).toBeNull()
  }
})
