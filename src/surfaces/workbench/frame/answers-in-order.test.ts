import { expect, test } from 'vitest'
import { answersInOrder } from './answers-in-order.ts'

const written = (assignmentId: string, round: number, revision: number, day: string, sentAt: string | null = null) => ({
  assignmentId,
  round,
  revision,
  draftedAt: `2026-03-${day}T01:00:00.000Z`,
  sentAt: sentAt && `2026-03-${sentAt}T01:00:00.000Z`,
})

test('the answer that went out stands first, and the drafts before it are folded under it', () => {
  const first = written('a', 1, 1, '01')
  const second = written('a', 1, 2, '02')
  const sent = written('a', 1, 3, '03', '05')
  expect(answersInOrder([first, second, sent])).toEqual([{ reply: sent, drafts: [second, first] }])
})

test('the draft in hand is no old draft, and an answer that went out never becomes one', () => {
  const sent = written('a', 1, 1, '01', '02')
  const old = written('a', 2, 1, '10')
  const inHand = written('a', 2, 2, '11')
  expect(answersInOrder([sent, old, inHand])).toEqual([
    { reply: inHand, drafts: [old] },
    { reply: sent, drafts: [] },
  ])
})

test('of two units that answer, the answer sent last stands first, whichever round it is of', () => {
  const first = written('a', 1, 1, '01', '02')
  const again = written('a', 2, 1, '03', '04')
  const other = written('b', 1, 1, '05', '06')
  expect(answersInOrder([again, other, first]).map(({ reply }) => reply)).toEqual([other, again, first])
})

test('what one unit wrote before stands under its own answer, never under that of another unit', () => {
  const old = written('a', 1, 1, '01')
  const one = written('a', 1, 2, '02', '03')
  const other = written('b', 1, 1, '02', '04')
  expect(answersInOrder([old, other, one])).toEqual([
    { reply: other, drafts: [] },
    { reply: one, drafts: [old] },
  ])
})
