import { beforeAll, expect, test } from 'vitest'
import { given } from '#modules/identity/identity.given.ts'
import { keepCountedRefusals } from '#modules/record/index.ts'
import { given as ofSuggestions } from '#modules/suggestion/suggestion.given.ts'
import { stage } from '#modules/suggestion/suggestion-stage.given.ts'
import { topicOf } from '#modules/topic/topic.given.ts'
import { forgetCommands } from '#platform/http/exactly-once.ts'
import { type TestSite, testApp } from './support/test-app.ts'

let site: TestSite
let office: Awaited<ReturnType<typeof given.post>>
let neighbour: typeof office
beforeAll(async () => {
  site = await testApp()
  office = await given.post(site.app, 'deputy_office')
  neighbour = await given.post(site.app, 'deputy_office', {
    congress: await given.congress(site.app, { areaCode: '320411' }),
  })
})

type Topic = { id: string; version: number; title: string }
type Problem = { code: string; detail: string }

const words = (title: string) => topicOf({ title })
const make = (title: string, key: string, by = office) =>
  site.as(by).fetch('/api/topics', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(words(title)),
  })
const change = (id: string, title: string, headers: Record<string, string>, version?: number) =>
  site.as(office).fetch(`/api/topics/${id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'accept-language': 'zh-CN', ...headers },
    body: JSON.stringify({ ...words(title), ...(version !== undefined && { version }) }),
  })
const read = (id: string, headers: Record<string, string> = {}) =>
  site.as(office).fetch(`/api/topics/${id}`, { headers })
const codeOf = async (reply: Response) => ((await reply.json()) as Problem).code
const made = async (title: string) => (await (await site.as(office).post('/api/topics', words(title))).json()) as Topic
const titled = async (title: string) =>
  (await site.db.selectFrom('topic').select('id').where('title', '=', title).execute()).length

test('the same request under one key, sent eight times at once, makes one topic and gets one answer', async () => {
  const replies = await Promise.all(Array.from({ length: 8 }, () => make('加装电梯', '"key-1"')))
  expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(201))
  expect(new Set(await Promise.all(replies.map((reply) => reply.text()))).size).toBe(1)
  expect(replies.filter((reply) => reply.headers.has('idempotency-replayed'))).toHaveLength(7)
  expect(await titled('加装电梯')).toBe(1)
})

const postUnder = (key: string, path: string, body: object, by = office) =>
  site.as(by).fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  })

test('a repetition shows what its sender may read by now: that it was done and nothing more, when the rights are gone', async () => {
  const add = () => postUnder('key-6', '/api/people', { name: '辛志远' })
  const first = await add()
  const person = (await first.json()) as { id: string }
  const again = await add()
  expect([again.status, again.headers.get('idempotency-replayed'), await again.json()]).toEqual([201, 'true', person])
  await given.post(site.app, 'unit_clerk', {
    organ: await given.organ(site.app, { congress: await given.congress(site.app, { areaCode: '320411' }) }),
    person: { personId: person.id, accountId: '', name: '辛志远', accountName: '' },
  })
  const late = await add()
  expect([late.status, await codeOf(late)]).toEqual([409, 'http.done_already'])
})

test('a one-time code is shown once: the repetition is told that the account was opened, and opens no other', async () => {
  const secadmin = await given.post(site.app, 'secadmin')
  const { id: personId } = (await (await site.as(office).post('/api/people', { name: '辛志强' })).json()) as Topic
  const open = () => postUnder('key-7', '/api/accounts', { personId, name: 'xinzhiqiang' }, secadmin)
  const first = await open()
  const { code } = (await first.json()) as { code: string }
  expect([first.status, code.length > 5]).toEqual([201, true])
  const again = await open()
  const words = await again.text()
  expect([again.status, words.includes('http.done_already'), words.includes(code)]).toEqual([409, true, false])
  expect(await site.db.selectFrom('account').select('id').where('person_id', '=', personId).execute()).toHaveLength(1)
})

test('a list is asked for once under a key, read at one moment; what was refused leaves no key', async () => {
  const ask = (key: string, path: string) => postUnder(key, `/api/${path}`, {})
  const roster = 'rosters/deputies/export-requests?phones=true'
  const [first, again] = [await ask('key-8', roster), await ask('key-8', roster)]
  expect([first.status, again.status, await codeOf(again)]).toEqual([201, 409, 'http.done_already'])
  expect(await codeOf(await ask('key-9', roster))).toBe('approval.asked_already')
  expect((await ask('key-9', 'topics')).status).toBe(422)
})

test('another content under a used key is refused and not done', async () => {
  await make('充电桩', 'key-2')
  const other = await make('停车位', 'key-2')
  expect([other.status, await codeOf(other)]).toEqual([422, 'http.idempotency_key_reused'])
  expect(await titled('停车位')).toBe(0)
})

test('the key of one identity is another key for the next', async () => {
  const [own, others] = [await make('夜间照明', 'key-3'), await make('夜间照明', 'key-3', neighbour)]
  expect([own.status, others.status, others.headers.has('idempotency-replayed')]).toEqual([201, 201, false])
})

test('what was refused leaves no key: the mended request goes through under it', async () => {
  expect((await make('', 'key-4')).status).toBe(422)
  expect((await make('口袋公园', 'key-4')).status).toBe(201)
})

test('more refusals under keys at one moment than there are connections are all answered, and all kept', async () => {
  const clerk = await given.post(site.app, 'unit_clerk')
  const replies = await Promise.all(Array.from({ length: 12 }, (_, at) => make('停车场', `refused-${at}`, clerk)))
  expect(replies.map(({ status }) => status)).toEqual(Array(12).fill(403))
  const kept = site.db.selectFrom('event').select('data').where('actor_person_id', '=', clerk.personId)
  await keepCountedRefusals(site.app)
  expect(await kept.where('type', '=', 'access.refused').execute()).toMatchObject([{ data: { times: 12 } }])
})

test('a key that is no word is refused', async () => {
  const reply = await make('健身步道', 'two words')
  expect([reply.status, await codeOf(reply)]).toEqual([422, 'http.bad_idempotency_key'])
})

test('a key is kept for a day and forgotten after two', async () => {
  await make('公共厕所', 'key-5')
  const after = (hours: number) => ({
    ...site.app,
    wall: { now: () => new Date(site.app.wall.now().getTime() + hours * 3_600_000) },
  })
  await forgetCommands(after(24))
  expect((await make('公共厕所', 'key-5')).headers.get('idempotency-replayed')).toBe('true')
  await forgetCommands(after(49))
  expect((await make('公共厕所', 'key-5')).headers.has('idempotency-replayed')).toBe(false)
})

test('a topic that has not changed is answered with 304 and no body', async () => {
  const { id, version } = await made('垃圾分类')
  const etag = (await read(id)).headers.get('etag') ?? ''
  expect(etag).toMatch(new RegExp(`^"${version}\\.`))
  for (const known of [etag, `W/${etag}`, `"0.x", ${etag}`, '*']) {
    const again = await read(id, { 'if-none-match': known })
    expect([again.status, await again.text()]).toEqual([304, ''])
  }
  await change(id, '垃圾分类与回收', {}, version)
  expect((await read(id, { 'if-none-match': etag })).status).toBe(200)
})

test('HEAD is answered as GET is, with its ETag and its 304, and without a body', async () => {
  const { id } = await made('屋顶绿化')
  const head = (known?: string) =>
    site.as(office).fetch(`/api/topics/${id}`, { method: 'HEAD', headers: known ? { 'if-none-match': known } : {} })
  const [got, asked] = [await read(id), await head()]
  const etag = got.headers.get('etag') ?? ''
  expect(etag).toMatch(/^"/)
  expect([asked.status, [...asked.headers], await asked.text()]).toEqual([200, [...got.headers], ''])
  expect([(await head(etag)).status, (await head('"0.x"')).status]).toEqual([304, 200])
})

test('what has no version has no ETag, though its address looks like that of a topic', async () => {
  for (const path of ['/api/topics/export.xlsx', '/api/topics']) {
    const { status, headers } = await site.as(office).get(path)
    expect([path, status, headers.has('etag')]).toEqual([path, 200, false])
  }
})

test('a change may name its version by If-Match; after somebody was faster it is refused', async () => {
  const { id } = await made('雨污分流')
  const etag = (await read(id)).headers.get('etag') ?? ''
  expect((await change(id, '雨污分流改造', { 'if-match': etag })).status).toBe(200)
  const late = await change(id, '雨污分流工程', { 'if-match': etag })
  expect([late.status, await codeOf(late)]).toEqual([409, 'topic.stale_version'])
})

test('a weak tag, a tag that is not ours and one that contradicts the body are refused', async () => {
  const { id, version } = await made('河道整治')
  const etag = (await read(id)).headers.get('etag') ?? ''
  const codes = []
  for (const [header, said] of [[`W/${etag}`], ['"abc"'], [etag, version + 1]] as const) {
    codes.push(await codeOf(await change(id, '河道', { 'if-match': header }, said)))
  }
  expect(codes).toEqual(['http.weak_if_match', 'http.not_this_version', 'http.not_this_version'])
  for (const header of ['*', '', 'abc', `${etag} ${etag}`]) {
    const reply = await change(id, '河道', { 'if-match': header })
    codes.push(`${reply.status} ${await codeOf(reply)}`)
  }
  expect(codes.slice(3)).toEqual(['422 http.any_if_match', ...Array(3).fill('422 http.bad_if_match')])
  const unversioned = await site.as(office).fetch('/api/topics', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'if-match': etag },
    body: JSON.stringify(words('河道')),
  })
  expect(await codeOf(unversioned)).toBe('http.if_match_unknown')
})

test('one tag of a list is enough; a weak or foreign one beside it does no harm, nor does * beside a version', async () => {
  const { id } = await made('垃圾中转站')
  const current = async () => (await read(id)).headers.get('etag') ?? ''
  const first = await current()
  for (const beside of ['"99.aaaa"', `W/${first}`, '"with,comma"', `"0.${'A'.repeat(22)}"`]) {
    const reply = await change(id, `垃圾中转站 ${beside.length}`, { 'if-match': `${beside}, ${await current()}` })
    expect([beside, reply.status]).toEqual([beside, 200])
  }
  const { version } = (await (await read(id)).json()) as Topic
  expect(
    (await change(id, '垃圾中转站改造', { 'if-match': `"99.${'A'.repeat(22)}", ${await current()}` }, version)).status,
  ).toBe(200)
  expect((await change(id, '垃圾中转站迁建', { 'if-match': '*' }, version + 1)).status).toBe(200)
  const late = await change(id, '垃圾中转站', { 'if-match': `W/${await current()}` })
  expect([late.status, await codeOf(late)]).toEqual([409, 'http.weak_if_match'])
  const stale = await change(id, '垃圾中转站', { 'if-match': '*' }, version)
  expect([stale.status, await codeOf(stale)]).toEqual([409, 'topic.stale_version'])
})

test('a change is refused with 412 when what it is about is a version that If-None-Match names, weak or not, and not done', async () => {
  const { id, version } = await made('雨水花园')
  const etag = (await read(id)).headers.get('etag') ?? ''
  for (const named of [etag, `W/${etag}`, `"99.${'A'.repeat(22)}", ${etag}`, '*']) {
    const reply = await change(id, '雨水花园改造', { 'if-none-match': named }, version)
    expect([named, reply.status, await codeOf(reply)]).toEqual([named, 412, 'http.there_already'])
  }
  const both = await change(id, '雨水花园改造', { 'if-match': etag, 'if-none-match': etag })
  expect(both.status).toBe(412)
  expect(((await (await read(id)).json()) as Topic).title).toBe('雨水花园')
  // it is about another version, or about one that is no longer there
  expect((await change(id, '雨水花园扩建', { 'if-none-match': `"99.${'A'.repeat(22)}"` }, version)).status).toBe(200)
  const late = await change(id, '雨水花园改造', { 'if-none-match': `"99.${'A'.repeat(22)}"` }, version)
  expect([late.status, await codeOf(late)]).toEqual([409, 'topic.stale_version'])
  for (const bad of ['', 'abc', `${etag} ${etag}`]) {
    const reply = await change(id, '雨水花园', { 'if-none-match': bad }, version + 1)
    expect([bad, reply.status, await codeOf(reply)]).toEqual([bad, 422, 'http.bad_if_none_match'])
  }
})

test('* means that nothing may be there: a list always is, where an act is told nothing is, a copy until it is made', async () => {
  const cast = await ofSuggestions.cast(site.app)
  const on = stage(site, cast)
  const kase = await on.answered(await on.assigned())
  const post = (path: string, ifNone: string, key?: string) =>
    site.as(cast.office).fetch(`/api/${path}`, {
      method: 'POST',
      headers: { 'if-none-match': ifNone, ...(key !== undefined && { 'idempotency-key': key }) },
    })
  const copy = `suggestions/${kase.id}/publication`
  expect((await post(copy, '*', 'copy-1')).status).toBe(200)
  // whose answer was lost is told that it was done, not that it was not
  const repeated = await post(copy, '*', 'copy-1')
  expect([repeated.status, repeated.headers.get('idempotency-replayed')]).toEqual([200, 'true'])
  const again = await post(copy, '*', 'copy-2')
  expect([again.status, await codeOf(again)]).toEqual([412, 'http.there_already'])
  const etag = (await site.as(cast.office).get(`/api/${copy}`)).headers.get('etag') ?? ''
  expect((await post(copy, etag)).status).toBe(412)
  const topic = await made('河岸步道')
  const act = (path: string, body: object) =>
    site.as(office).fetch(`/api/topics${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'if-none-match': '*' },
      body: JSON.stringify(body),
    })
  expect((await act('', words('河岸步道二'))).status).toBe(412)
  expect((await act(`/${topic.id}/publication`, { version: topic.version })).status).toBe(200)
})
