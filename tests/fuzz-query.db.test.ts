import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import {
  type Asked,
  addressOf,
  expectAnswer,
  type FuzzWorld,
  fuzzWorld,
  ofEach,
  type Target,
} from './support/fuzz-world.ts'
import { moments, numbersAt, queryValue, typeOf } from './support/query-values.ts'
import { type Client, testApp } from './support/test-app.ts'

const timeout = 300_000

let world: FuzzWorld
let asking: Target[]
/** Who is answered: whoever is refused before anything is read tries nothing. */
let answered: Map<Target, Client[]>
beforeAll(async () => {
  world = await fuzzWorld(await testApp())
  asking = world.targets.filter(({ query }) => query.length > 0)
  answered = new Map()
  for (const target of asking) {
    const welcome: Client[] = []
    for (const caller of target.method === 'GET' ? world.callers : []) {
      if ((await caller.get(addressOf(world, target, [0]))).status === 200) welcome.push(caller)
    }
    answered.set(target, welcome.length > 0 ? welcome : world.callers)
  }
}, timeout)

const callerFor = (target: Target, by: number): Client => {
  const welcome = answered.get(target) ?? world.callers
  return welcome[by % welcome.length] as Client
}

async function ask(target: Target, by: number, parts: readonly (number | string)[], query: string): Promise<Response> {
  const address = `${addressOf(world, target, parts)}?${query}`
  const init = target.hasBody && { headers: { 'content-type': 'application/json' }, body: '{}' }
  return callerFor(target, by).fetch(address, { method: target.method, ...init })
}

/** Asks and tells what is wrong with the answer: all faults are told, not only the first. */
async function faultOf(target: Target, by: number, query: string): Promise<string[]> {
  try {
    await expectAnswer(await ask(target, by, [0], query))
    return []
  } catch (error) {
    return [`${target.method} ${target.path}?${query}: ${String(error).slice(0, 120)}`]
  }
}

const asText = (name: string, value: string) => `${name}=${encodeURIComponent(value.toWellFormed())}`
const isWhole = ({ schema }: Asked) => typeOf(schema) === 'integer' || typeOf(schema) === 'number'

test('no number in an address, at its bounds and beyond them, gets an error of ours', { timeout }, async () => {
  const faults: string[] = []
  let tried = 0
  for (const target of asking) {
    for (const { name, schema } of target.query.filter(isWhole)) {
      for (const value of numbersAt(schema)) {
        // how long a page is, is asked of every list in the same words; all else by whoever may
        const callers = name === 'limit' ? [0] : (answered.get(target) ?? []).keys()
        for (const by of callers) {
          faults.push(...(await faultOf(target, by, asText(name, value))))
          tried += 1
        }
      }
    }
  }
  expect(faults).toEqual([])
  expect(tried).toBeGreaterThan(500)
})

/** One or two of the parameters of an operation, the others left out, so that nothing else is wrong; some twice. */
const queryOf = ({ query }: Target) =>
  fc
    .uniqueArray(fc.constantFrom(...query), { minLength: 1, maxLength: 2 })
    .chain((chosen) =>
      fc.tuple(
        ...chosen.map(({ name, schema }) =>
          fc.tuple(queryValue(schema), fc.boolean()).map(([value, twice]) => ({ name, value, twice })),
        ),
      ),
    )
    .map((all) =>
      all
        .flatMap(({ name, value, twice }) => Array.from({ length: twice ? 2 : 1 }, () => asText(name, value)))
        .join('&'),
    )

test('nor does any other value of a parameter, alone, beside another or given twice', { timeout }, async () => {
  await ofEach(
    asking,
    (target) =>
      fc.record({ by: fc.nat(), parts: fc.array(fc.nat(), { minLength: 3, maxLength: 3 }), query: queryOf(target) }),
    async (target, { by, parts, query }) => {
      await expectAnswer(await ask(target, by, parts, query))
    },
  )
})

/** What stands in a cursor, so that it can be made up: it is readable, and its mark is not kept secret. */
const partsOf = (cursor: string) =>
  JSON.parse(decodeURIComponent(Buffer.from(cursor, 'base64url').toString())) as (string | number | null)[]
const cursorOf = (parts: readonly unknown[]) =>
  Buffer.from(encodeURIComponent(JSON.stringify(parts))).toString('base64url')
const wrongParts = [
  ...moments,
  null,
  '',
  '\0',
  -1,
  -(2 ** 31),
  2 ** 31 - 1,
  2 ** 31,
  2 ** 53,
  1e300,
  '1',
  'x',
  '民'.repeat(2000),
]

const isId = (part: unknown) => /^[0-9a-f]{8}-/.test(String(part))
const isDated = (part: unknown) => /^\d{4}-\d\d-\d\d(T|$)/.test(String(part))
/** Whether a part could stand in the place of a true one: an id is never a word, an instant none that never was. */
const couldBe = (wrong: unknown, part: unknown) =>
  isId(part) ? isId(wrong) : !isDated(part) || wrong === null || wrong === '9999-12-31T23:59:59.999Z'

const takesCursor = ({ query }: Target) => query.some(({ name }) => name === 'cursor')
const sortsOf = ({ query }: Target) => query.find(({ name }) => name === 'sort')?.schema.enum ?? []

/** A place in a list with the query it is one of, and who may have it; undefined where there is but one page. */
async function placeIn(target: Target, query: string) {
  for (const by of (answered.get(target) ?? []).keys()) {
    const { next } = (await (await ask(target, by, [0], query)).json()) as { next?: string | null }
    if (next) return { by, parts: partsOf(next) }
  }
  return undefined
}

test('nor does a place in a list that somebody made up from a true one, in any order of the list; one of another kind is refused as no place', {
  timeout,
}, async () => {
  const faults: string[] = []
  let lists = 0
  for (const target of asking.filter(takesCursor)) {
    for (const query of ['limit=1', ...sortsOf(target).map((sort) => `limit=1&sort=${String(sort)}`)]) {
      const place = await placeIn(target, query)
      if (!place) continue
      lists += 1
      for (let at = 1; at < place.parts.length; at += 1) {
        for (const wrong of wrongParts) {
          const made = `${query}&cursor=${cursorOf(place.parts.with(at, wrong))}`
          faults.push(...(await faultOf(target, place.by, made)))
          if (couldBe(wrong, place.parts[at])) continue
          const reply = await ask(target, place.by, [0], made)
          const code = reply.status === 422 ? ((await reply.json()) as { code: string }).code : reply.status
          if (code !== 'http.bad_cursor') faults.push(`${target.path} takes ${String(wrong)} as a place: ${code}`)
        }
      }
    }
  }
  expect(faults).toEqual([])
  expect(lists).toBeGreaterThan(12)
})
