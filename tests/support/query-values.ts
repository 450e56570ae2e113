import fc from 'fast-check'
import type { Schema } from './schema-arbitrary.ts'

/** What a value is when it is something: a parameter that may be left out is described as `integer` or `null`. */
export const typeOf = ({ type }: Schema): string | undefined => (Array.isArray(type) ? type[0] : type)

/** Whole numbers at the bounds of the description, of PostgreSQL's and of JavaScript's numbers, and beyond each. */
export function numbersAt({ minimum = 0, maximum = 2 ** 31 - 1 }: Schema): string[] {
  const around = [minimum - 1, minimum, maximum, maximum + 1, 2 ** 15, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53]
  return [
    ...new Set(around.map(String)),
    '40000',
    '-40000',
    '1e9',
    '1e15',
    '1e400',
    '-0',
    '0x7fffffff',
    '2.5',
    'NaN',
    '',
  ]
}

const days = [
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  '10000-01-01',
  '2026-02-30',
  '-000001-01-01',
  '+275760-09-13',
  '4713-01-01 BC',
  'infinity',
]
export const moments = [
  '+275760-09-13T00:00:00.000Z',
  '-271821-04-20T00:00:00.000Z',
  '0000-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  'infinity',
  '2026-02-30T00:00:00Z',
]
const words = [
  '',
  ' ',
  '%',
  '_%\\',
  '\0',
  'a\u0000b',
  '\u202e\u200b',
  '\ufffe',
  '民'.repeat(3000),
  '\u{20000}'.repeat(60),
  "' or 1=1 --",
  '__proto__',
  '(',
  '[object Object]',
  '9'.repeat(400),
]

/** What a parameter of an address may be given by somebody who means no good, near to what its description says. */
export function queryValue(schema: Schema): fc.Arbitrary<string> {
  const { format, enum: listed, items } = schema
  const type = typeOf(schema)
  const text = fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'binary', maxLength: 30 }))
  if (type === 'integer' || type === 'number') return fc.constantFrom(...numbersAt(schema))
  if (type === 'array' && items) return fc.oneof(queryValue(items), text)
  const near = listed?.flatMap((one) => [String(one), String(one).toUpperCase(), ` ${String(one)}`])
  if (near) return fc.oneof(fc.constantFrom(...near), text)
  if (type === 'boolean') return fc.oneof(fc.constantFrom('true', 'false', '1', 'TRUE', 'null'), text)
  if (format === 'date') return fc.oneof(fc.constantFrom(...days), text)
  if (format === 'date-time') return fc.oneof(fc.constantFrom(...moments, ...days), text)
  if (format === 'uuid') {
    const ids = fc.constantFrom('00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '{}')
    return fc.oneof(ids, fc.uuid(), text)
  }
  return fc.oneof(text, fc.constantFrom(...days, ...moments, '2147483648', '1e999'))
}
