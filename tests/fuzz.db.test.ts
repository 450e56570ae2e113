import fc from 'fast-check'
import { beforeAll, expect, test, vi } from 'vitest'
import { codeOf, given } from '#modules/suggestion/suggestion.given.ts'
import { addressOf, expectAnswer, type FuzzWorld, fuzzWorld, ofEach } from './support/fuzz-world.ts'
import { testApp } from './support/test-app.ts'

let world: FuzzWorld
beforeAll(async () => {
  world = await fuzzWorld(await testApp())
})

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '\0', '\ud800', 'a\udc00b', "'; drop table person; --", '%', '../..', '民'.repeat(3000), '1e999'),
  fc.uuid(),
)
const value = fc.oneof(text, fc.integer(), fc.double(), fc.constantFrom(null, true, [], {}, 2 ** 60, [[[]]]))
const names = ['version', 'title', 'id', 'q', 'note', 'units', 'personId', 'kind', 'content', 'startsOn', '__proto__']
const body = fc.oneof(
  fc.dictionary(fc.constantFrom(...names), value).map((fields) => JSON.stringify(fields)),
  fc.jsonValue().map((json) => JSON.stringify(json)),
  fc.constantFrom('', '{', 'null', '{"a":1}}', '['.repeat(20_000), `{"a":${'{"a":'.repeat(5000)}1${'}'.repeat(5001)}`),
  fc.uint8Array({ maxLength: 60 }),
)
const type = fc.constantFrom(
  'application/json',
  'application/json',
  'application/json; charset=gbk',
  'text/plain',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
)
const cursor = fc.array(fc.oneof(fc.string({ maxLength: 5 }), fc.integer(), fc.constant(null)), { maxLength: 4 })
const cursorText = cursor.map((parts) => Buffer.from(encodeURIComponent(JSON.stringify(parts))).toString('base64url'))

const wellFormed = (words: string) => encodeURIComponent(words.toWellFormed())

/** One request to an operation, each part of it as wrong as may be. */
const request = fc.record({
  by: fc.nat(),
  parts: fc.array(
    fc.oneof(
      fc.uuid(),
      text.filter((one) => one !== '' && one !== '../..'),
    ),
    { minLength: 3, maxLength: 3 },
  ),
  query: fc.array(fc.oneof(text, cursorText), { minLength: 12, maxLength: 12 }),
  body,
  type,
})

const timeout = 300_000

test('no request to any operation, however wrong, gets an error of ours, a trace of our code or no answer', {
  timeout,
}, async () => {
  expect(world.targets.length).toBeGreaterThan(250)
  await ofEach(
    world.targets,
    () => request,
    async (target, { by, parts, query, body: sent, type: as }) => {
      const caller = world.callerOf(by)
      let part = 0
      const path = target.path.replaceAll(/\{\w+\}/g, () => wellFormed(parts[part++ % 3] ?? 'x'))
      const asked = target.query.map(({ name }, index) => `${name}=${wellFormed(query[index % 12] ?? '')}`).join('&')
      const init = {
        method: target.method,
        ...(target.hasBody && {
          headers: { 'content-type': as },
          body: typeof sent === 'string' ? sent : Buffer.from(sent),
        }),
      }
      await expectAnswer(await caller.fetch(`/api${path}?${asked}`, init))
    },
  )
})

const takesJson = () => world.targets.filter(({ body }) => body !== undefined)
const path = fc.array(fc.oneof({ weight: 5, arbitrary: fc.nat() }, fc.uuid()), { minLength: 3, maxLength: 3 })

test('no body that is nearly as described gets an error of ours either, at whichever operation', {
  timeout,
}, async () => {
  await ofEach(
    takesJson(),
    (target) => fc.record({ by: fc.nat(), path, body: target.body as fc.Arbitrary<unknown> }),
    async (target, { by, path: parts, body: nearly }) => {
      const caller = world.callerOf(by)
      await expectAnswer(
        await caller.fetch(addressOf(world, target, parts), {
          method: target.method,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(nearly) ?? '',
        }),
      )
    },
  )
})

test('a body of 10 MB is refused for every kind of thing that takes one, an address of 100,000 letters like any other wrong one', {
  timeout,
}, async () => {
  const big = Buffer.from(JSON.stringify({ title: '民'.repeat(3_500_000) }))
  const kinds = Map.groupBy(takesJson(), (target) => target.path.split('/')[1])
  const firsts = [...kinds.values()].flatMap(([first]) => first ?? [])
  for (const [at, target] of firsts.entries()) {
    const caller = world.callerOf(at)
    // as clients do, with its length told; the first without, as in pieces
    const length = at === 0 ? undefined : { 'content-length': String(big.length) }
    const init = { method: target.method, headers: { 'content-type': 'application/json', ...length }, body: big }
    const large = await caller.fetch(addressOf(world, target, [at]), init)
    await expectAnswer(large)
    expect([target.path, [400, 401, 403, 404, 409, 413, 422].includes(large.status)]).toEqual([target.path, true])
  }
  for (const caller of world.callers) {
    expect([401, 422]).toContain((await caller.get(`/api/suggestions?q=${'a'.repeat(100_000)}`)).status)
  }
})

test('words in another encoding are refused before they are lost, and what a caller spelled wrong is no error of the log', async () => {
  // whose account nobody has tried anything at
  const site = await testApp()
  const caller = site.as((await given.cast(site.app)).lead)
  const send = (type: string, body: string | Uint8Array<ArrayBuffer>) =>
    caller.fetch('/api/suggestions', { method: 'POST', headers: { 'content-type': type }, body })
  const error = vi.spyOn(site.app.log, 'error')
  const gbk = Uint8Array.from([0x7b, 0x22, 0x74, 0x22, 0x3a, 0x22, 0xb5, 0xc0, 0xc2, 0xb7, 0x22, 0x7d])
  for (const [type, body] of [
    ['application/json; charset=gbk', '{}'],
    ['application/json', gbk],
    ['Application/vnd.api+json', gbk],
  ] as const) {
    expect([type, await codeOf(await send(type, body))]).toEqual([type, '422 http.not_utf8'])
  }
  expect((await send('application/json; charset=UTF-8', '{bad')).status).toBe(400)
  expect(error).not.toHaveBeenCalled()
})
