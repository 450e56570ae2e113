import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roleOf } from '#kernel/actor.ts'
import { dayAfter, daysBetween, standInStateOn } from './identity.ts'

const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10))

test('the day after the last one is the first without it, over every end of a month and a year', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: 1, max: 30 }), (startsOn, days) => {
      const lastOn = dayAfter(startsOn, days - 1)
      expect(daysBetween(startsOn, lastOn)).toBe(days)
      const on = (today: string) =>
        standInStateOn({ startsOn, endsOn: dayAfter(lastOn), isEnded: false, arePostsInForce: true }, today)
      expect([on(dayAfter(startsOn, -1)), on(startsOn), on(lastOn), on(dayAfter(lastOn))]).toEqual([
        'coming',
        'live',
        'live',
        'over',
      ])
    }),
  )
})

test('without one of the posts nobody stands in, on whatever day', () => {
  fc.assert(
    fc.property(day, day, (startsOn, today) => {
      const span = { startsOn, endsOn: dayAfter(startsOn, 30), isEnded: false, arePostsInForce: false }
      expect(standInStateOn(span, today)).toBe('over')
    }),
  )
})

test('a role that nobody knows is a fault, and never taken for the role of a clerk', () => {
  expect(roleOf('unit_head')).toBe('unit_head')
  expect(() => roleOf('mayor')).toThrow('no role mayor')
})
