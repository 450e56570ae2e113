import { describe, expect, test } from 'vitest'
import { adviseDraft } from '#modules/suggestion/suggestion.ts'
import { electingTowns } from '../generator/areas.ts'
import { congressOrgans } from './congress-organs.ts'
import { governmentOrgans, townshipOrgans } from './government-organs.ts'
import { occupations } from './occupations.ts'
import { otherOrgans } from './other-organs.ts'
import { suggestions } from './suggestions/all-suggestions.ts'

const units = [...governmentOrgans, ...townshipOrgans, ...otherOrgans]
const unitKeys = new Set(units.map(({ key }) => key))
const replied = ['awaiting_evaluation', 'evaluation_expired', 'closed', 'tracking', 'promise_kept', 'promise_overdue']

describe('the units of the demo district', () => {
  test('there are sixty of them, one was renamed and one more went into another', () => {
    expect(units.filter(({ mergedInto }) => !mergedInto)).toHaveLength(60)
    expect(units.filter(({ formerNames }) => formerNames).map(({ shortName }) => shortName)).toEqual(['区数据局'])
    expect(units.filter(({ mergedInto }) => mergedInto).map(({ mergedInto }) => mergedInto?.key)).toEqual(['zhujian'])
  })

  test('no two organs share a key or a name', () => {
    const all = [...units, ...congressOrgans]
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length)
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
  })
})

describe('the suggestions that are told one by one', () => {
  test('their measures, told as 一是、二是、三是, are not taken for several matters, and nobody is read into them who should win', () => {
    for (const { title, cause, grounds, measures } of suggestions) {
      const proposal = measures.map((measure, index) => `${'一二三四五六'[index]}是${measure}`).join('')
      const advice = adviseDraft({ title, subject: cause, grounds, proposal }, 3)
      for (const code of ['several_matters', 'perhaps_several', 'named_bidder'] as const)
        expect(`${title} ${advice.includes(code) ? code : ''}`).toBe(`${title} `)
    }
  })

  test('there are 106, no two alike in key, title, matter or grounds', () => {
    expect(suggestions).toHaveLength(106)
    for (const field of ['key', 'title', 'cause', 'grounds'] as const) {
      expect(new Set(suggestions.map((story) => story[field])).size).toBe(106)
    }
  })

  test.each(suggestions.map((story) => [story.key, story] as const))('%s can be told as it stands', (_, story) => {
    expect(Array.from(story.grounds).length).toBeGreaterThanOrEqual(80)
    expect(Array.from(story.grounds).length).toBeLessThanOrEqual(250)
    expect(story.title).toMatch(/^关于.+的建议$/u)
    expect(Array.from(story.title).length).toBeLessThanOrEqual(60)
    expect(occupations.some(({ key }) => key === story.occupation)).toBe(true)
    expect(electingTowns.some(({ key }) => key === story.town)).toBe(true)
    const named = [story.lead, ...(story.co ?? []), ...(story.separate ?? []).map(({ unit }) => unit)]
    expect(named.filter((key) => !unitKeys.has(key))).toEqual([])
    expect(new Set(named).size).toBe(named.length)
    expect((story.opinions ?? []).every(({ unit }) => story.co?.includes(unit))).toBe(true)
    const isPromise = story.answer?.class === 'B' || story.answer?.class === 'C'
    if (isPromise) expect(story.promise).toBeDefined()
    if (story.secondAnswer && story.secondAnswer.class !== 'A') expect(story.secondPromise).toBeDefined()
    if (replied.includes(story.state)) expect(story.answer).toBeDefined()
    if (story.evaluation?.result === 'dissatisfied') expect(story.evaluation.reason).toBeTruthy()
    if (story.mergedInto) expect(suggestions.some(({ key }) => key === story.mergedInto)).toBe(true)
    if (story.congress === 'township') {
      const own = new Set(townshipOrgans.filter(({ system }) => system === 'township').map(({ key }) => key))
      expect([story.lead, ...(story.co ?? [])].every((key) => own.has(key))).toBe(true)
    }
  })

  test('they stand in many states, eight of them before a township congress, eight confidential', () => {
    expect(new Set(suggestions.map(({ state }) => state)).size).toBeGreaterThanOrEqual(20)
    expect(suggestions.filter(({ congress }) => congress === 'township')).toHaveLength(8)
    expect(suggestions.filter(({ confidential }) => confidential)).toHaveLength(8)
  })
})
