import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import { checkEnding, checkGiving, type FieldLine, fieldStateOn } from './field.ts'

const today = '2026-03-04'
const line = (change: Partial<FieldLine> = {}): FieldLine => ({
  committeeId: 'education',
  startsOn: '2026-01-01',
  endsOn: null,
  ...change,
})
const dayOf = (n: number) => Temporal.PlainDate.from(today).add({ days: n }).toString()

describe('the field of a committee', () => {
  test('is in force from its first day to the day before it ends', () => {
    const field = { startsOn: '2026-03-04', endsOn: '2026-03-06' }
    expect(['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'].map((day) => fieldStateOn(field, day))).toEqual([
      'planned',
      'current',
      'current',
      'ended',
    ])
  })

  test('that was taken back before it began was never in force', () => {
    expect(fieldStateOn({ startsOn: '2026-05-01', endsOn: '2026-05-01' }, today)).toBe('ended')
  })

  test('passes to another committee from today on, never backwards, never to the one that has it', () => {
    const give = (committeeId: string, startsOn: string) => () =>
      checkGiving([line()], { committeeId, startsOn }, today)
    expect(give('finance', today)()).toEqual(line())
    expect(give('finance', '2026-03-03')).toThrow('suggestion.field_day_past')
    expect(give('education', today)).toThrow('suggestion.field_same_committee')
  })

  test('can begin on any day where nobody has had it, also in the past', () => {
    expect(checkGiving([], { committeeId: 'finance', startsOn: '2022-01-01' }, today)).toBeUndefined()
    const had = [line({ endsOn: '2026-02-01' })]
    expect(() => checkGiving(had, { committeeId: 'finance', startsOn: '2026-01-31' }, today)).toThrow(
      'suggestion.field_day_taken',
    )
  })

  test('ends once, today or later', () => {
    expect(() => checkEnding(line(), '2026-03-03', today)).toThrow('suggestion.field_day_past')
    expect(() => checkEnding(line({ startsOn: '2026-04-01' }), '2026-03-20', today)).toThrow(
      'suggestion.field_day_taken',
    )
    expect(() => checkEnding(line({ endsOn: '2026-04-01' }), today, today)).toThrow('suggestion.field_ended')
    expect(() => checkEnding(line(), today, today)).not.toThrow()
  })

  test('whatever is given and ended, on no day do two committees look after the same', () => {
    const step = fc.record({
      committee: fc.integer({ min: 0, max: 3 }),
      day: fc.integer({ min: -5, max: 20 }),
      ends: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const lines: FieldLine[] = []
        for (const { committee, day, ends } of steps) {
          const [committeeId, startsOn] = [`c${committee}`, dayOf(day)]
          const open = lines.find(({ endsOn }) => endsOn === null)
          try {
            if (ends && open) {
              checkEnding(open, startsOn, today)
              open.endsOn = startsOn
            } else if (!ends) {
              const before = checkGiving(lines, { committeeId, startsOn }, today)
              if (before) before.endsOn = startsOn
              lines.push({ committeeId, startsOn, endsOn: null })
            }
          } catch (error) {
            if (!(error instanceof Refusal)) throw error
          }
        }
        for (let n = -5; n <= 21; n += 1) {
          const holding = lines.filter((one) => fieldStateOn(one, dayOf(n)) === 'current')
          expect(holding.length).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})
