import fc from 'fast-check'
import { beforeAll, expect, test, vi } from 'vitest'
import { type Cast, codeOf, given } from '#modules/suggestion/suggestion.given.ts'
import { stage } from '#modules/suggestion/suggestion-stage.given.ts'
import { given as tokens } from '#modules/token/token.given.ts'
import { allowed, type Schema, type Shapes, spoiled } from './support/schema-arbitrary.ts'
import { type Client, type TestSite, testApp } from './support/test-app.ts'

type Operation = {
  requestBody?: { content: Record<string, { schema: Schema }> }
  parameters?: { name: string; in: string; schema?: Schema }[]
}
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: Shapes } }
type Target = {
  method: string
  path: string
  query: string[]
  hasBody: boolean
  /** Bodies as described with one thing wrong, and some with nothing wrong; none where no JSON is taken. */
  body: fc.Arbitrary<unknown> | undefined
}

const runs = Number(process.env.MINSHENG_FUZZ_RUNS ?? 0)
const seed = Number(process.env.MINSHENG_FUZZ_SEED ?? 20_261_128)

let site: TestSite
let callers: Client[]
let targets: Target[]
let ids: string[]
let lead: Cast['lead']
beforeAll(async () => {
  site = await testApp()
  const cast = await given.cast(site.app)
  lead = cast.lead
  const sysadmin = await given.post(site.app, 'sysadmin', { congress: cast.congress })
  const secadmin = await given.post(site.app, 'secadmin', { congress: cast.congress })
  const kase = await stage(site, cast).assigned()
  const program = site.bearing(await tokens.apiToken(site, { by: sysadmin, post: cast.clerk }))
  const people = [cast.office, cast.lead, cast.government, cast.clerk, secadmin]
  callers = [site.anonymous, program, ...people.map((actor) => site.as(actor))]
  // of things that are there, so that a request comes past the first look
  ids = [
    kase.id,
    ...kase.assignments.flatMap(({ id, unitId }) => [id, unitId]),
    cast.congress.id,
    cast.lead.mandateId,
    cast.lead.personId,
    cast.clerk.postId,
    cast.clerk.accountId,
  ]
  const { paths, components } = (await (await site.anonymous.get('/api/openapi.json')).json()) as Document
  targets = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      // who signs herself out is nobody for the rest
      .filter(() => !/^\/(sign-out|sessions)/.test(path))
      .map(([method, { requestBody, parameters = [] }]) => {
        const schema = requestBody?.content['application/json']?.schema
        const valid = schema && allowed(schema, components.schemas, ids)
        return {
          method: method.toUpperCase(),
          path,
          query: parameters.filter((one) => one.in === 'query').map(({ name }) => name),
          hasBody: requestBody !== undefined,
          body: valid && fc.oneof({ weight: 4, arbitrary: spoiled(valid) }, { weight: 1, arbitrary: valid }),
        }
      }),
  )
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

/** A property of one try at each operation in its turn, or of as many tries as were asked for. */
async function ofEach<Try>(
  of: readonly Target[],
  tries: (target: Target) => fc.Arbitrary<Try>,
  run: (target: Target, one: Try) => Promise<void>,
): Promise<void> {
  for (const [at, target] of of.entries()) {
    const numRuns = Math.max(1, Math.ceil((runs - at) / of.length))
    const property = fc.asyncProperty(tries(target), (one) => run(target, one))
    await fc.assert(property, { seed: seed + at, numRuns, endOnFailure: true })
  }
}

const timeout = 120_000 + 1000 * runs

test('no request to any operation, however wrong, gets an error of ours, a trace of our code or no answer', {
  timeout,
}, async () => {
  expect(targets.length).toBeGreaterThan(250)
  await ofEach(
    targets,
    () => request,
    async (target, { by, parts, query, body: sent, type: as }) => {
      const caller = callers[by % callers.length] as Client
      let part = 0
      const path = target.path.replaceAll(/\{\w+\}/g, () => wellFormed(parts[part++ % 3] ?? 'x'))
      const asked = target.query.map((name, index) => `${name}=${wellFormed(query[index % 12] ?? '')}`).join('&')
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

const takesJson = () => targets.filter(({ body }) => body !== undefined)
const path = fc.array(fc.oneof({ weight: 5, arbitrary: fc.nat() }, fc.uuid()), { minLength: 3, maxLength: 3 })

test('no body that is nearly as described gets an error of ours either, at whichever operation', {
  timeout,
}, async () => {
  await ofEach(
    takesJson(),
    (target) => fc.record({ by: fc.nat(), path, body: target.body as fc.Arbitrary<unknown> }),
    async (target, { by, path: parts, body: nearly }) => {
      const caller = callers[by % callers.length] as Client
      await expectAnswer(
        await caller.fetch(addressOf(target, parts), {
          method: target.method,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(nearly) ?? '',
        }),
      )
    },
  )
})

/** With ids of things that are there, by their place, or with ids of nothing. */
function addressOf(target: Target, parts: readonly (number | string)[]): string {
  let part = 0
  const idOf = (one: number | string | undefined) => (typeof one === 'number' ? ids[one % ids.length] : one)
  return `/api${target.path.replaceAll(/\{\w+\}/g, () => idOf(parts[part++ % parts.length]) ?? '')}`
}

async function expectAnswer(reply: Response): Promise<void> {
  const answer = await reply.text()
  expect(reply.status).toBeLessThan(500)
  if (reply.status >= 400) expect(answer).not.toMatch(/\bat \S+ \(|node_modules|\.ts:\d|select .* from/)
}

test('a body of 10 MB is refused for every kind of thing that takes one, an address of 100,000 letters like any other wrong one', {
  timeout,
}, async () => {
  const big = Buffer.from(JSON.stringify({ title: '民'.repeat(3_500_000) }))
  const kinds = Map.groupBy(takesJson(), (target) => target.path.split('/')[1])
  const firsts = [...kinds.values()].flatMap(([first]) => first ?? [])
  for (const [at, target] of firsts.entries()) {
    const caller = callers[at % callers.length] as Client
    // as clients do, with its length told; the first without, as in pieces
    const length = at === 0 ? undefined : { 'content-length': String(big.length) }
    const init = { method: target.method, headers: { 'content-type': 'application/json', ...length }, body: big }
    const large = await caller.fetch(addressOf(target, [at]), init)
    await expectAnswer(large)
    expect([target.path, [400, 401, 403, 404, 409, 413, 422].includes(large.status)]).toEqual([target.path, true])
  }
  for (const caller of callers) {
    expect([401, 422]).toContain((await caller.get(`/api/suggestions?q=${'a'.repeat(100_000)}`)).status)
  }
})

test('words in another encoding are refused before they are lost, and what a caller spelled wrong is no error of the log', async () => {
  const caller = site.as(lead)
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
