import { beforeEach, describe, expect, test } from 'vitest'
import { keepAnswers } from './kept-answers.ts'

let head: number
let made: number
let answers: ReturnType<typeof keepAnswers<string>>
beforeEach(() => {
  head = 1
  made = 0
  answers = keepAnswers<string>({ headNow: async () => head, countMax: 2 })
})
const make = async () => {
  made += 1
  return `answer ${made} of ${head}`
}

describe('an answer that is kept', () => {
  test('is given until something was recorded, then made anew', async () => {
    expect([await answers.get('year', make), await answers.get('year', make)]).toEqual([
      'answer 1 of 1',
      'answer 1 of 1',
    ])
    head = 2
    expect(await answers.get('year', make)).toBe('answer 2 of 2')
  })

  test('is made once for all who ask at the same moment', async () => {
    await Promise.all(Array.from({ length: 32 }, () => answers.get('year', make)))
    expect(made).toBe(1)
  })

  test('is not given to who asks after something was recorded while it was being made: they wait for one next answer', async () => {
    const first = Promise.withResolvers<string>()
    const early = answers.get('year', () => first.promise)
    await Promise.resolve()
    head = 2
    const late = [answers.get('year', make), answers.get('year', make)]
    await Promise.resolve()
    head = 3
    first.resolve('of 1')
    expect(await early).toBe('of 1')
    expect(await Promise.all(late)).toEqual(['answer 1 of 3', 'answer 1 of 3'])
    expect(await answers.get('year', make)).toBe('answer 1 of 3')
  })

  test('is made again after it failed, also for who waited', async () => {
    const first = Promise.withResolvers<string>()
    const early = answers.get('year', () => first.promise)
    await Promise.resolve()
    head = 2
    const late = answers.get('year', make)
    first.reject(new Error('no database'))
    await expect(early).rejects.toThrow('no database')
    expect(await late).toBe('answer 1 of 2')
    await expect(answers.get('month', () => Promise.reject(new Error('refused')))).rejects.toThrow('refused')
    expect(await answers.get('month', make)).toBe('answer 2 of 2')
  })

  test('leaves room for others: the oldest goes first', async () => {
    for (const key of ['a', 'b', 'c', 'a']) await answers.get(key, make)
    expect(made).toBe(4)
  })
})
