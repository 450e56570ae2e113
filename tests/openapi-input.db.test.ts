import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { testApp } from './support/test-app.ts'

type Node = Record<string, unknown>
type Found = { at: string; node: Node }

const integerMax = 2_147_483_647
let document: Node
beforeAll(async () => {
  const site = await testApp()
  document = (await (await site.anonymous.get('/api/openapi.json')).json()) as Node
})

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

/** Every part of a description, also behind its references. */
function* partsOf(node: unknown, at: string, seen: ReadonlySet<string> = new Set()): Generator<Found> {
  if (!isNode(node)) return
  yield { at, node }
  const name = typeof node.$ref === 'string' ? (node.$ref.split('/').at(-1) ?? '') : ''
  if (name !== '' && !seen.has(name)) {
    const { schemas } = document.components as { schemas: Node }
    yield* partsOf(schemas[name], `${at} ${name}`, new Set([...seen, name]))
  }
  for (const [key, value] of Object.entries(node)) yield* partsOf(value, `${at}.${key}`, seen)
}

/** All that comes in: parameters and bodies of every operation. */
function incoming(): Found[] {
  const operations = Object.entries(document.paths as Record<string, Record<string, Node>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, operation })),
  )
  return operations.flatMap(({ route, operation }) => [
    ...partsOf(operation.parameters, `${route} parameters`),
    ...partsOf(operation.requestBody, `${route} body`),
  ])
}

const isOfType = ({ type }: Node, wanted: string) => (Array.isArray(type) ? type.includes(wanted) : type === wanted)

test('no number that comes in is without a least and a greatest, nor beyond what a column can hold', () => {
  const numbers = incoming().filter(({ node }) => isOfType(node, 'integer') || isOfType(node, 'number'))
  expect(numbers.length).toBeGreaterThan(100)
  const isBound = ({ minimum, maximum }: Node) =>
    typeof minimum === 'number' && typeof maximum === 'number' && minimum >= -integerMax && maximum <= integerMax
  expect(numbers.filter(({ node }) => !isBound(node)).map(({ at }) => at)).toEqual([])
})

/** What looks like a regular expression: not a field that has the name. */
const patterns = () =>
  [...partsOf(document, '')].flatMap(({ at, node }) =>
    typeof node.pattern === 'string' ? [{ at, node, pattern: node.pattern }] : [],
  )

test('every pattern is one of ECMAScript with no flags written into it, and something matches it', () => {
  const found = new Map(patterns().map((one) => [one.pattern, one]))
  expect(found.size).toBeGreaterThan(5)
  for (const [pattern, { at, node }] of found) {
    expect([at, pattern.startsWith('/'), /\/[dgimsuvy]*$/.test(pattern)]).toEqual([at, false, false])
    const shape = new RegExp(pattern, 'u')
    // what looks ahead can't be made up from its pattern
    const examples =
      node.format === 'email'
        ? ['shen.qiuping@example.cn']
        : fc.sample(fc.stringMatching(new RegExp(pattern)), { numRuns: 3, seed: 20_261_130 })
    for (const example of examples) expect([at, example, shape.test(example)]).toEqual([at, example, true])
  }
})
