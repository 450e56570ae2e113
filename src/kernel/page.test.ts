import { describe, expect, test } from 'vitest'
import { decodeCursor, encodeCursor, listMark, type PartKind } from './page.ts'

const list = listMark('tests')
const taken = (kind: PartKind, part: string | number | null): boolean => {
  try {
    return decodeCursor(encodeCursor([part], list), [kind], list) !== undefined
  } catch (error) {
    expect(error).toMatchObject({ kind: 'invalid', code: 'http.bad_cursor' })
    return false
  }
}

const uuid = '01998a2e-7b60-7000-8000-000000000009'
const instant = '2026-02-28T01:00:00.000Z'

describe('where a page goes on', () => {
  test.each<[PartKind, (string | number | null)[], (string | number | null)[]]>([
    ['instant', [instant], [null, 'infinity', '2026-02-30T00:00:00.000Z', '0000-01-01T00:00:00.000Z', '2026-02-28', 1]],
    ['instant?', [instant, null], ['', '+275760-09-13T00:00:00.000Z', uuid]],
    ['date', ['2024-02-29'], [null, '2026-02-29', '10000-01-01', 'infinity', instant, '0000-01-01']],
    ['date?', ['2024-02-29', null], ['x']],
    ['id', [uuid], [null, 'x', '', 7, instant, uuid.slice(1)]],
    ['word', ['', '张三', 'infinity'], [null, 7, 'a\u0000b']],
    ['number', [0, -1, 2 ** 31 - 1], [null, '1', 0.5, 2 ** 31]],
    ['small_number', [0, -(2 ** 15), 2 ** 15 - 1], [null, '1', 0.5, 2 ** 15, -(2 ** 31), 2 ** 31 - 1]],
    ['great_number', [2 ** 40], [null, '1', 0.5, 2 ** 53]],
  ])('as %s is taken only with a part that its column can hold', (kind, good, wrong) => {
    expect(good.filter((part) => !taken(kind, part))).toEqual([])
    expect(wrong.filter((part) => taken(kind, part))).toEqual([])
  })

  test('has as many parts as the list wants, and is of this list', () => {
    expect(decodeCursor(undefined, ['id'], list)).toBeUndefined()
    const two = encodeCursor([instant, uuid], list)
    expect(decodeCursor(two, ['instant', 'id'], list)).toEqual([instant, uuid])
    expect(() => decodeCursor(two, ['instant'], list)).toThrow('http.bad_cursor')
    expect(() => decodeCursor(two, ['instant', 'id'], listMark('others'))).toThrow('http.bad_cursor')
  })
})
