import fc from 'fast-check'

export type Schema = {
  $ref?: string
  type?: string | string[]
  format?: string
  enum?: unknown[]
  const?: unknown
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  allOf?: Schema[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
}
export type Shapes = Readonly<Record<string, Schema>>

const deepestMax = 6

/**
 * What a description allows, near enough to come past the first look: right fields, right types, values of their
 * lists, and ids of things that are there.
 */
export function allowed(schema: Schema, shapes: Shapes, ids: readonly string[], depth = 0): fc.Arbitrary<unknown> {
  const whole = schema.$ref ? (shapes[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema
  const inner = (one: Schema) => allowed(one, shapes, ids, depth + 1)
  if (depth > deepestMax) return fc.constant(null)
  if (whole.const !== undefined) return fc.constant(whole.const)
  if (whole.enum) return fc.constantFrom(...whole.enum)
  const choices = whole.anyOf ?? whole.oneOf
  if (choices && choices.length > 0) return fc.oneof(...choices.map(inner))
  if (whole.allOf) return fc.tuple(...whole.allOf.map(inner)).map((parts) => Object.assign({}, ...parts) as unknown)
  const type = Array.isArray(whole.type) ? whole.type[0] : whole.type
  switch (type) {
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(whole.properties ?? {}).map(([name, one]) => [name, inner(one)])),
        {
          requiredKeys: whole.required ?? [],
        },
      )
    case 'array':
      return fc.array(inner(whole.items ?? {}), { minLength: Math.min(whole.minItems ?? 0, 3), maxLength: 3 })
    case 'integer':
    case 'number':
      return integerOf(whole)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return textOf(whole, ids)
  }
}

function integerOf({ minimum = 0, maximum = minimum + 5 }: Schema): fc.Arbitrary<number> {
  const least = Math.max(minimum, -1000)
  const near = fc.integer({ min: least, max: Math.max(least, Math.min(maximum, 100_000)) })
  return fc.oneof({ weight: 8, arbitrary: near }, { weight: 1, arbitrary: fc.constantFrom(minimum, maximum) })
}

function textOf({ format, minLength = 0, maxLength = 40 }: Schema, ids: readonly string[]): fc.Arbitrary<string> {
  if (format === 'uuid')
    return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ids) }, { weight: 1, arbitrary: fc.uuid() })
  if (format === 'date') return fc.constantFrom('2026-03-04', '2026-12-31', '2024-02-29', '2026-02-30', '0001-01-01')
  if (format === 'date-time') return fc.constantFrom('2026-03-04T01:00:00.000Z', '2026-03-04T09:00:00+08:00')
  const most = Math.min(maxLength, 200)
  return fc.oneof(
    fc.constant('关于助餐点的建议'.repeat(25).slice(0, Math.max(Math.min(minLength + 8, most), minLength))),
    fc.string({ minLength: Math.min(minLength, 200), maxLength: Math.max(most, Math.min(minLength, 200)) }),
  )
}

const deep = (() => {
  let nested: unknown = 1
  for (let level = 0; level < 500; level += 1) nested = level % 2 === 0 ? [nested] : { a: nested }
  return nested
})()

/** What no description allows, or at its very edge. */
export const wrongValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    [],
    {},
    -1,
    0.5,
    2 ** 31,
    2 ** 31 - 1,
    40_000,
    2 ** 53,
    Number.MAX_VALUE,
    '',
    ' ',
    '\0',
    deep,
  ),
  fc.constantFrom(
    '\ud800',
    'a\udc00b',
    '\u202e\u200b',
    '\u0000民',
    "'; drop table person; --",
    '1e999',
    'NaN',
    '9'.repeat(400),
  ),
  fc.constantFrom(
    '民'.repeat(70_000),
    '\u{20000}'.repeat(3000),
    'á'.repeat(2000),
    '__proto__',
    '2026-02-31',
    '../../etc',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.uuid(),
)

/** One value of a body, wherever it stands, made wrong, left out, or given a neighbour that nobody asked for. */
export const spoiled = (body: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(body, fc.nat(), wrongValue, fc.constantFrom('change', 'change', 'drop', 'add'))
    .map(([value, at, wrong, how]) => {
      const copy: unknown = structuredClone(value)
      const places = placesIn(copy)
      const place = places[at % Math.max(places.length, 1)]
      if (!place) return wrong
      if (how === 'drop') delete place.of[place.key]
      else if (how === 'add') place.of['__proto__x'] = wrong
      else place.of[place.key] = wrong
      return copy
    })

type Place = { of: Record<string, unknown>; key: string }

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const of = value as Record<string, unknown>
  return Object.keys(of).flatMap((key) => [{ of, key }, ...placesIn(of[key])])
}
