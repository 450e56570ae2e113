import { beforeAll, describe, expect, test } from 'vitest'
import { divisionsOf } from '#modules/organisation/index.ts'
import { demoSeed, guideAccount, makeDistrict } from './district.ts'
import type { District } from './district.types.ts'
import { districtCode } from './generator/areas.ts'
import { deputiesOf, joinCounty } from './generator/city.ts'
import { sentencesOf, sharedOf } from './generator/subject-words.ts'

let district: District
const today = '2026-11-22'

beforeAll(async () => {
  district = makeDistrict(demoSeed, today, await divisionsOf(districtCode))
})

const pathOf = (congressKey: string): string => {
  const areaCode = district.congresses.find(({ key }) => key === congressKey)?.areaCode ?? ''
  return [2, 4, 6, 9]
    .filter((length) => length <= areaCode.length)
    .map((length) => areaCode.slice(0, length))
    .join('/')
}

describe('the demo district', () => {
  test('the same seed, day and areas give the same district; another seed gives other people', () => {
    expect(makeDistrict(demoSeed, today, district.divisions)).toEqual(district)
    const other = makeDistrict('another', today, district.divisions)
    expect(other.people.map(({ name }) => name)).not.toEqual(district.people.map(({ name }) => name))
  })

  test('fifteen hundred deputies hold their seats, 104 of them two and 16 three', () => {
    const held = Map.groupBy(district.mandates, ({ personKey }) => personKey)
    const counts = [...held.values()].map((mandates) => mandates.length)
    expect(counts.length).toBe(1500)
    expect(counts.filter((count) => count === 2).length).toBe(104)
    expect(counts.filter((count) => count === 3).length).toBe(16)
  })

  test('several mandates of one person are always of areas of which one contains the other (选举法 48)', () => {
    for (const mandates of Map.groupBy(district.mandates, ({ personKey }) => personKey).values()) {
      const paths = mandates.map(({ congressKey }) => pathOf(congressKey)).toSorted()
      paths.reduce((outer, inner) => {
        expect(inner.startsWith(outer)).toBe(true)
        return inner
      })
    }
  })

  test('every seat of every congress is taken once, streets and zones have no congress of their own', () => {
    expect(district.congresses.map(({ key }) => key)).not.toContain('qishuyan')
    for (const { key, seats } of district.congresses) {
      const own = district.mandates.filter(({ congressKey }) => congressKey === key)
      expect(own).toHaveLength(seats)
      expect(new Set(own.map(({ number }) => number)).size).toBe(seats)
    }
    for (const { key, seats } of district.constituencies) {
      expect(district.mandates.filter(({ constituencyKey }) => constituencyKey === key)).toHaveLength(seats)
      if (!key.endsWith('/unit')) expect(seats).toBeLessThanOrEqual(3)
    }
  })

  test('people are possible: of age when elected, clerks not past sixty, names with rare characters among them', () => {
    for (const { bornOn, occupationKey } of district.people) {
      const age = district.year - 4 - Number(bornOn.slice(0, 4))
      expect(age).toBeGreaterThanOrEqual(18)
      if (occupationKey.endsWith('cadre')) expect(age).toBeLessThan(60)
    }
    const names = district.people.map(({ name }) => name).join('')
    for (const rare of ['𬭚', '龘', '䶮', '𫖯', '𬀩', '㛃']) expect(names).toContain(rare)
    expect(names.length).toBeGreaterThan(0)
  })

  test('three pairs of deputies share a name, so that a bare name is not enough to tell who is meant', () => {
    const byName = Map.groupBy(district.people, ({ name }) => name)
    expect([...byName.values()].filter((people) => people.length > 1).map((people) => people.length)).toEqual([2, 2, 2])
  })

  test('the three officers are three persons who hold nothing else', () => {
    const officers = district.posts.filter(({ role }) => ['sysadmin', 'secadmin', 'auditor'].includes(role))
    expect(officers).toHaveLength(3)
    for (const { personKey } of officers) {
      expect(district.posts.filter((post) => post.personKey === personKey)).toHaveLength(1)
      expect(district.mandates.some((mandate) => mandate.personKey === personKey)).toBe(false)
    }
  })

  test('every unit has a clerk and a head, two persons; every town a presidium of three', () => {
    for (const { key, kind, mergedInto } of district.organs) {
      const at = district.posts.filter(({ organKey }) => organKey === key)
      if (kind === 'presidium') expect(new Set(at.map(({ personKey }) => personKey)).size).toBe(3)
      if (kind !== 'unit' || mergedInto) continue
      expect(at.map(({ role }) => role)).toEqual(expect.arrayContaining(['unit_clerk', 'unit_head']))
      expect(new Set(at.map(({ personKey }) => personKey)).size).toBe(at.length)
    }
  })

  test('the deputy as whom visitors look around has two mandates', () => {
    const guide = district.people.find(({ accountName }) => accountName === guideAccount)
    expect(district.mandates.filter(({ personKey }) => personKey === guide?.key)).toHaveLength(2)
  })

  test('who tells a story is in office, lives in its town and does what the story says', () => {
    for (const { sponsorKey, cosignerKeys, congressKey, occupation } of district.stories) {
      const mandate = district.mandates.find(({ key }) => key === sponsorKey)
      const person = district.people.find(({ key }) => key === mandate?.personKey)
      expect(mandate).toMatchObject({ status: 'active', congressKey })
      expect(person?.occupationKey).toBe(occupation)
      expect(new Set([sponsorKey, ...cosignerKeys]).size).toBe(cosignerKeys.length + 1)
    }
  })

  test('five hundred suggestions of two years, in every state; none lacks a word', () => {
    expect(district.stories).toHaveLength(500)
    expect(district.stories.filter(({ yearsAgo }) => yearsAgo === 1).length).toBeGreaterThan(150)
    const ofTowns = district.stories.filter(({ congress }) => congress === 'township')
    expect(ofTowns.length).toBeGreaterThanOrEqual(55)
    expect(new Set(ofTowns.map(({ congressKey }) => congressKey))).toEqual(new Set(['hutang', 'qianhuang', 'xueyan']))
    const counts = Map.groupBy(district.stories, ({ state }) => state)
    expect(counts.size).toBe(29)
    for (const { title, cause, grounds, measures, answer, secondAnswer, promise } of district.stories) {
      const words = [
        title,
        cause,
        grounds,
        ...measures,
        answer?.text ?? '-',
        secondAnswer?.text ?? '-',
        promise?.what ?? '-',
      ]
      expect(words.filter((text) => text === '' || /[{}]|undefined/u.test(text))).toEqual([])
    }
  })

  test('no two suggestions have one title, and none shares more than half of its sentences with another', () => {
    expect(new Set(district.stories.map(({ title }) => title)).size).toBe(500)
    const told = district.stories.map((story) => ({ key: story.key, sentences: sentencesOf(story) }))
    const alike = told.flatMap((one, index) =>
      told
        .slice(index + 1)
        .filter((other) => sharedOf(one.sentences, other.sentences) > 0.5)
        .map((other) => `${one.key} ${other.key}`),
    )
    expect(alike).toEqual([])
  })

  test('every congress has somebody in its area who can answer, with a clerk and a head', () => {
    const seatsOf = Map.groupBy(district.posts, ({ organKey }) => organKey)
    for (const { key, level, areaCode } of district.congresses.filter(({ level }) => level >= 3)) {
      const units = district.organs.filter(
        (organ) => organ.kind === 'unit' && (organ.congressKey === key || (level === 4 && organ.areaCode === areaCode)),
      )
      const roles = units.map(({ key: unit }) => (seatsOf.get(unit) ?? []).map(({ role }) => role))
      expect([key, roles.some((held) => held.includes('unit_clerk') && held.includes('unit_head'))]).toEqual([
        key,
        true,
      ])
    }
  })

  test('what co-handlers contribute is told wherever an answer was sent', () => {
    for (const { answer, co = [], opinions = [], state } of district.stories) {
      if (!answer || state === 'signed_off' || state === 'reply_drafting') continue
      expect(opinions.map(({ unit }) => unit).toSorted()).toEqual([...co].toSorted())
    }
  })
})

test('a county joins with its congress and those of its towns, until there are as many deputies as wanted', async () => {
  const divisions = await divisionsOf('320413')
  const city = joinCounty(district, divisions, 2400)
  expect(deputiesOf(city)).toBe(2400)
  expect(joinCounty(district, divisions, 2400)).toEqual(city)
  const joined = city.congresses.slice(district.congresses.length)
  expect(joined[0]).toMatchObject({ name: '金坛区人民代表大会', level: 3, seats: 300 })
  for (const { key, level, seats } of joined) {
    // 选举法 art. 12
    expect(seats).toBeLessThanOrEqual(level === 4 ? 160 : 450)
    expect(city.mandates.filter(({ congressKey }) => congressKey === key)).toHaveLength(seats)
    const own = city.constituencies.filter(({ congressKey }) => congressKey === key)
    expect(own.reduce((sum, one) => sum + one.seats, 0)).toBe(seats)
    expect(city.organs.filter(({ congressKey }) => congressKey === key)).toHaveLength(1)
  }
  for (const what of ['people', 'mandates', 'constituencies', 'delegations', 'organs', 'posts'] as const) {
    expect(new Set(city[what].map(({ key }) => key)).size).toBe(city[what].length)
  }
})
