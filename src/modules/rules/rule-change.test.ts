import { describe, expect, test } from 'vitest'
import { changesBetween, faultOf, type WantedRule, withWanted } from './rule-change.ts'
import { defaultRules } from './rules.ts'

const fault = (...wanted: WantedRule[]) => faultOf(defaultRules(), wanted)?.fault
const answer = (n: number, unit: 'workday' | 'day' | 'month') =>
  fault({ rule: 'suggestion.answer', value: { n, unit } })

describe('what a congress may decide', () => {
  test('the period that the law sets for an answer can be shorter and never longer', () => {
    expect([answer(2, 'month'), answer(89, 'day'), answer(60, 'day')]).toEqual([undefined, undefined, undefined])
    expect([answer(4, 'month'), answer(90, 'day'), answer(20, 'workday')]).toEqual(Array(3).fill('stricter_only'))
    const complex = (n: number) => fault({ rule: 'suggestion.answerComplex', value: { n, unit: 'month' } })
    expect([complex(5), complex(7), complex(2)]).toEqual([undefined, 'stricter_only', 'answer_beyond_longest'])
    expect(faultOf(defaultRules(), [{ rule: 'suggestion.answer', value: { n: 4, unit: 'month' } }])).toMatchObject({
      n: 3,
    })
  })

  test('how many sign a motion is the law’s alone', () => {
    expect(fault({ rule: 'motion.sponsors', value: 12 })).toBe('fixed_by_law')
    expect(fault({ rule: 'motion.sponsors', value: 5 })).toBe('fixed_by_law')
  })

  test('local periods are free within what can be meant', () => {
    const evaluate = (n: number, unit: 'workday' | 'day' | 'month') =>
      fault({ rule: 'suggestion.evaluate', value: { n, unit } })
    expect([evaluate(10, 'workday'), evaluate(1, 'month')]).toEqual([undefined, undefined])
    expect([evaluate(121, 'workday'), evaluate(13, 'month'), evaluate(1.5, 'day')]).toEqual(
      Array(3).fill('out_of_bounds'),
    )
    expect(fault({ rule: 'suggestion.evaluate', value: 'soon' })).toBe('out_of_bounds')
  })

  test('numbers, choices and days are held to their bounds', () => {
    expect(fault({ rule: 'stats.resolvedPercent', value: 101 })).toBe('out_of_bounds')
    expect(fault({ rule: 'stats.resolvedPercent', value: 0 })).toBeUndefined()
    expect(fault({ rule: 'suggestion.soonDays', value: 0 })).toBe('out_of_bounds')
    expect(fault({ rule: 'suggestion.govReview', value: 'on' })).toBeUndefined()
    expect(fault({ rule: 'suggestion.govReview', value: 'perhaps' })).toBe('not_a_choice')
    const days = (value: string) => fault({ rule: 'suggestion.escalateDays', value })
    expect([days('2,5'), days('10')]).toEqual([undefined, undefined])
    expect([days('5,2'), days('1,1'), days('0,1'), days('1，3'), days('1,2,3,4,5,6'), days('1,91')]).toEqual(
      Array(6).fill('bad_days'),
    )
  })

  test('a change changes something, and each rule once', () => {
    expect(fault({ rule: 'oversight.stallDays', value: 30 })).toBe('same_value')
    expect(fault({ rule: 'suggestion.intake', value: { unit: 'workday', n: 5 } })).toBe('same_value')
    const stall = (value: number): WantedRule => ({ rule: 'oversight.stallDays', value })
    expect(fault(stall(20), stall(25))).toBe('twice')
  })
})

test('what differs between two sets is told in the order of the book, with what it was', () => {
  const after = withWanted(defaultRules(), [
    { rule: 'oversight.stallDays', value: 20 },
    { rule: 'suggestion.intake', value: { n: 3, unit: 'workday' } },
  ])
  expect(changesBetween(defaultRules(), after)).toEqual([
    { rule: 'suggestion.intake', from: { n: 5, unit: 'workday' }, value: { n: 3, unit: 'workday' } },
    { rule: 'oversight.stallDays', from: 30, value: 20 },
  ])
})
