import { expect, test } from 'vitest'
import { divisionsOf } from '#modules/organisation/index.ts'
import { demoSeed, makeDistrict } from '../district.ts'
import { districtCode } from './areas.ts'
import { isOfCongress, tellAll } from './tell-all.ts'

const divisions = await divisionsOf(districtCode)

// an act that has to come before another, wherever both are told
const order = [
  'draft',
  'submit',
  'register',
  'review',
  'plan',
  'assign',
  'acknowledge',
  'draftReply',
  'signReply',
  'sendReply',
]

const byStory = (acts: ReturnType<typeof tellAll>) => {
  const ofStories = acts.flatMap((act) => (isOfCongress(act) ? [] : [act]))
  return Map.groupBy(ofStories, ({ story }) => story).values()
}

test.each(['2025-11-20', '2026-11-22', '2026-12-31'])(
  'on %s everything told lies in the past and in order',
  (today) => {
    const acts = tellAll(makeDistrict(demoSeed, today, divisions))
    expect(acts.length).toBeGreaterThan(1200)
    expect(acts.every(({ at }) => at < today)).toBe(true)
    expect(acts.map(({ at }) => at)).toEqual(acts.map(({ at }) => at).toSorted())
    for (const own of byStory(acts)) {
      const firsts = order.map((what) => own.findIndex((act) => act.do === what)).filter((index) => index >= 0)
      expect(firsts).toEqual(firsts.toSorted((one, other) => one - other))
    }
  },
)

test('the acts of a seed are the same each time they are told', () => {
  const district = makeDistrict(demoSeed, '2026-11-22', divisions)
  expect(tellAll(district)).toEqual(tellAll(district))
})

test('no answer goes out unsigned', () => {
  const acts = tellAll(makeDistrict(demoSeed, '2026-11-22', divisions))
  for (const own of byStory(acts)) {
    const sent = own.filter((act) => act.do === 'sendReply').length
    expect(own.filter((act) => act.do === 'signReply').length).toBeGreaterThanOrEqual(sent)
  }
})
