import { expect, test } from 'vitest'
import { answersAgain, roundsBefore } from './import-rounds.ts'
import type { Grade } from './suggestion.ts'

const told = (...results: (Grade | null)[]) =>
  results.map((result, index) => ({ round: index + 1, judged: result ? { result } : undefined }))
const [bad, good] = ['dissatisfied', 'satisfied'] as const

test('an answer that no verdict ordered was given after a reopening; one that was ordered was not', () => {
  expect(roundsBefore([])).toBe(0)
  expect(roundsBefore(told(bad, bad))).toBe(0)
  expect(roundsBefore(told(good, bad))).toBe(1)
  expect(roundsBefore(told(bad, bad, bad, bad))).toBe(2)
  expect(roundsBefore(told(bad, good, good))).toBe(2)
  // lists that tell the last answer alone
  expect(roundsBefore([{ round: 2, judged: undefined }])).toBe(0)
  expect(roundsBefore([{ round: 3, judged: undefined }])).toBe(2)
  expect(roundsBefore(told(null, bad))).toBe(0)
})

test('who was found wanting answers once more, also after a reopening, and then no more', () => {
  const again = (...results: (Grade | null)[]) => answersAgain(told(...results))
  expect([again(), again(null), again(good), again(bad), again(bad, bad)]).toEqual([false, false, false, true, false])
  expect([again(good, bad), again(good, bad, bad)]).toEqual([true, false])
  expect([again(bad, bad, bad), again(bad, bad, bad, bad)]).toEqual([true, false])
})
