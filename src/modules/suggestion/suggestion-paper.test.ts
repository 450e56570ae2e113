import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkPaper, type PaperMandate, passageOf, titleKey } from './suggestion-paper.ts'

const mandate = (id: string, change: Partial<PaperMandate> = {}): [string, PaperMandate] => [
  id,
  {
    id,
    congressId: 'wujin',
    termId: 'eighteenth',
    status: 'active',
    startedOn: '2022-01-06',
    endedOn: null,
    ...change,
  },
]
const roll = (...mandates: [string, PaperMandate][]) => new Map(mandates)
const paper = {
  congressId: 'wujin',
  today: '2026-03-02',
  receivedOn: '2026-03-02',
  leadMandateId: 'shen',
  cosignerIds: [],
}
const house = roll(mandate('shen'), mandate('jiang'), mandate('gu'))
const told =
  (change: Partial<Parameters<typeof checkPaper>[0]>, on = house) =>
  () =>
    checkPaper({ ...paper, ...change }, on)

describe('a suggestion that came on paper', () => {
  test('is of a deputy of this congress who was in office on the day on which it came', () => {
    expect(told({})().id).toBe('shen')
    expect(told({ receivedOn: '2026-03-03' })).toThrow('suggestion.paper_day')
    expect(told({ leadMandateId: 'nobody' })).toThrow('suggestion.paper_lead_unknown')
    expect(told({}, roll(mandate('shen', { congressId: 'hutang' })))).toThrow('suggestion.paper_lead_unknown')
    expect(told({ receivedOn: '2022-01-05' })).toThrow('suggestion.paper_lead_not_in_office')
    expect(told({}, roll(mandate('shen', { status: 'suspended' })))).toThrow('suggestion.paper_lead_suspended')
  })

  test('still counts when the mandate ended after the paper came, and not when it ended before', () => {
    const left = roll(mandate('shen', { status: 'terminated', endedOn: '2026-03-02' }))
    expect(told({ receivedOn: '2026-03-01' }, left)().id).toBe('shen')
    expect(told({}, left)).toThrow('suggestion.paper_lead_not_in_office')
  })

  test('has on its sheet each deputy once, of the same term, and not the one in the lead', () => {
    expect(told({ cosignerIds: ['jiang', 'gu'] })().id).toBe('shen')
    expect(told({ cosignerIds: ['jiang', 'shen'] })).toThrow('suggestion.paper_lead_cosigns')
    expect(told({ cosignerIds: ['jiang', 'gu', 'jiang'] })).toThrow('suggestion.paper_cosigner_twice')
    const others = roll(
      mandate('shen'),
      mandate('earlier', { termId: 'seventeenth' }),
      mandate('suspended', { status: 'suspended' }),
      mandate('gone', { endedOn: '2026-01-01', status: 'terminated' }),
    )
    for (const id of ['earlier', 'suspended', 'gone', 'nobody'])
      expect(told({ cosignerIds: [id] }, others)).toThrow('suggestion.paper_cosigner_unknown')
  })

  test('is known again by its title whatever its typist did with spaces, width and punctuation', () => {
    expect(titleKey('关于增设２路公交站的建议 ')).toBe(titleKey('关于增设 2 路公交站的建议。'))
    const noise = fc.constantFrom(' ', '　', '，', '。', '“', '”', '-', '\n')
    const letters = fc.array(fc.constantFrom('关', '于', '路', '2', 'A', '的'), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(letters, fc.array(noise, { maxLength: 12 }), (title, marks) => {
        const typed = title.map((letter, index) => `${letter}${marks[index] ?? ''}`).join('')
        expect(titleKey(typed)).toBe(titleKey(title.join('')))
      }),
    )
  })
})

describe('what a correction is told as', () => {
  test('the passage that differs, with the letters around it', () => {
    const whole = (typo: string) => `一、在东升社区利用二楼闲置用房设置老年人${typo}餐点，经费由区级财政安排。`
    expect(passageOf(whole('住'), whole('助'))).toEqual({
      was: '…用二楼闲置用房设置老年人住餐点，经费由区级财政安排…',
      is: '…用二楼闲置用房设置老年人助餐点，经费由区级财政安排…',
    })
    expect(passageOf('路囗', '路口')).toEqual({ was: '路囗', is: '路口' })
  })

  test('put in the place of what was, what is gives the new text, whatever was changed', () => {
    const bare = (text: string) => text.replace(/^…/u, '').replace(/…$/u, '')
    const plain = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((text) => !text.includes('…'))
    fc.assert(
      fc.property(plain, plain, (before, after) => {
        const { was, is } = passageOf(before, after)
        const at = was.startsWith('…') ? [...before].length - [...bare(was)].length : 0
        const starts = Array.from({ length: at + 1 }, (_, start) => start)
        const letters = [...before]
        const isPut = (start: number) =>
          letters.slice(start, start + [...bare(was)].length).join('') === bare(was) &&
          [...letters.slice(0, start), bare(is), ...letters.slice(start + [...bare(was)].length)].join('') === after
        expect(starts.some(isPut)).toBe(true)
      }),
    )
  })
})
