import type { OccupationGroup } from '#modules/identity/identity.ts'
import type { OccupationContent, Sex } from '../content/content.types.ts'
import { brandHalves, ethnicities, givenNames, huiSurnames, otherParties, surnames, trades } from '../content/names.ts'
import { occupations } from '../content/occupations.ts'
import { isRealName } from '../content/real-names.ts'
import type { DemoPerson, Division } from '../district.types.ts'
import { villagesOf } from './areas.ts'
import type { Random } from './random.ts'

export type PersonWish = {
  key: string
  homeCode: string
  electedYear: number
  occupationKey?: string
  sex?: Sex
  name?: { surname: string; given: string }
  title?: string
}

export type PeopleMaker = { make(wish: PersonWish): DemoPerson }

const occupationOf = (key: string): OccupationContent => {
  const found = occupations.find((one) => one.key === key)
  if (!found) throw new Error(`no occupation ${key}`)
  return found
}

const groupWords: Readonly<Record<OccupationContent['group'], OccupationGroup>> = {
  worker: '工人',
  farmer: '农民',
  professional: '专业技术人员',
  cadre: '党政机关干部',
  entrepreneur: '企业负责人',
  community: '村（社区）干部',
  village: '村（社区）干部',
  other: '其他',
}

const pickable = occupations.map((one) => [one, one.weight] as const)
const townsfolk = pickable.filter(([{ group }]) => group !== 'farmer' && group !== 'village')
const huiVillage = '城西回民村'

function givenName(random: Random, sex: Sex, bornYear: number): string {
  const generation = givenNames[sex].find(({ until }) => bornYear <= until) ?? givenNames[sex][0]
  if (!generation) throw new Error('no given names')
  if (random.chance(0.14)) return random.pick(Array.from(generation.single))
  const first = random.pick(Array.from(generation.first))
  const second = random.pick(Array.from(generation.second).filter((character) => character !== first))
  return `${first}${second}`
}

const brand = (random: Random): string =>
  `${random.pick(Array.from(brandHalves.first))}${random.pick(Array.from(brandHalves.second))}`

/** Everything of a person follows from the occupation, the sex and the year of birth, so that nobody is an impossible one. */
export function peopleMaker(random: Random, divisions: readonly Division[]): PeopleMaker {
  const taken = new Set<string>()
  const villages = new Map<string, { code: string; name: string }[]>()
  const villagesAt = (townCode: string) => {
    const known = villages.get(townCode) ?? villagesOf(divisions, townCode)
    villages.set(townCode, known)
    return known
  }

  const freeName = (sex: Sex, bornYear: number, family: string | undefined): string => {
    for (;;) {
      const name = `${family ?? random.weighted(surnames)}${givenName(random, sex, bornYear)}`
      if (!taken.has(name) && !isRealName(name)) return name
      // some surnames are short of free names in one generation
      if (family !== undefined) return freeName(sex, bornYear, undefined)
    }
  }

  return {
    make(wish) {
      const around = villagesAt(wish.homeCode)
      const rural = around.filter(({ name }) => name.endsWith('村'))
      const trade = wish.occupationKey
        ? occupationOf(wish.occupationKey)
        : random.weighted(rural.length > 0 ? pickable : townsfolk)
      const sex = wish.sex ?? (random.chance(trade.femaleShare) ? 'female' : 'male')
      const bornYear = wish.electedYear - random.int(...trade.age)
      const communities = around.filter(({ name }) => !name.endsWith('村'))
      const fitting = trade.group === 'community' ? communities : rural
      const village = random.pick(fitting.length > 0 ? fitting : around).name
      const isHui = village === huiVillage && random.chance(0.7)
      const name = wish.name
        ? `${wish.name.surname}${wish.name.given}`
        : freeName(sex, bornYear, isHui ? random.pick(huiSurnames) : undefined)
      taken.add(name)
      const title = trade.title
        .replace('{village}', village)
        .replace('{company}', `${brand(random)}${random.pick(trades)}公司`)
        .replace('{brand}', brand(random))
      return {
        key: wish.key,
        name,
        sex,
        bornOn: `${bornYear}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`,
        ethnicity: isHui ? '回族' : random.weighted(ethnicities),
        party: random.chance(trade.partyShare) ? '中共党员' : random.weighted(otherParties),
        occupationKey: trade.key,
        occupation: wish.title ?? title,
        occupationGroup: groupWords[trade.group],
        education: random.pick(trade.education),
        accountName: wish.key,
        homeCode: wish.homeCode,
      }
    },
  }
}
