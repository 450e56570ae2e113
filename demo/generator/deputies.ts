import type { SuggestionContent } from '../content/content.types.ts'
import { streets, towns } from '../content/government-organs.ts'
import { rareNames } from '../content/names.ts'
import type { DemoPerson } from '../district.types.ts'
import { codeOfTown, electingTowns } from './areas.ts'
import { citySeats, districtSeats, provinceSeats, townSeats } from './congresses.ts'
import type { PeopleMaker } from './people.ts'
import type { Random } from './random.ts'

/** A deputy with the congresses of which they are a member. */
export type Deputy = { person: DemoPerson; townKey: string; congressKeys: readonly string[] }

type Plan = { congressKeys: (townKey: string) => string[]; count: number; towns: readonly string[] }

const townKeys = towns.map(([key]) => key)
const allKeys = electingTowns.map(({ key }) => key)

/** 120 people with more than one mandate: 16 with three, 104 with two; always of areas of which one contains the other. */
const manifold: readonly Plan[] = [
  { congressKeys: (town) => ['city', 'district', town], count: 14, towns: townKeys },
  { congressKeys: () => ['province', 'city', 'district'], count: 2, towns: ['hutang', 'gaoxin'] },
  { congressKeys: (town) => ['district', town], count: 84, towns: townKeys },
  { congressKeys: () => ['city', 'district'], count: 16, towns: [...allKeys].reverse() },
  { congressKeys: () => ['province', 'district'], count: 2, towns: ['luoyang', 'huangli'] },
  { congressKeys: (town) => ['city', town], count: 2, towns: ['yaoguan', 'jiaze'] },
]

export const leaderTitles = ['区人大常委会主任', ...Array.from({ length: 5 }, () => '区人大常委会副主任')]
export const presidiumTitles = ['人大主席', '人大副主席'] as const

/** Who has to be among the deputies of a congress, so that each story has someone to tell it. */
export function requiredOccupations(
  stories: readonly SuggestionContent[],
  congressKey: string,
  townKey: string,
): string[] {
  const own = stories.filter(
    (story) => story.town === townKey && (story.congress === 'township' ? townKey : 'district') === congressKey,
  )
  return [...new Set(own.map(({ occupation }) => occupation))]
}

/** 1,500 people: those with several mandates first, then each congress is filled up with deputies of its own. */
export function makeDeputies(
  random: Random,
  people: PeopleMaker,
  stories: readonly SuggestionContent[],
  electedYear: number,
): Deputy[] {
  const deputies: Deputy[] = []
  const rare = [...rareNames]
  const add = (
    townKey: string,
    congressKeys: readonly string[],
    wish: { occupationKey?: string; title?: string } = {},
  ) => {
    const number = deputies.length + 1
    // three pairs share a name: a bare name must never be enough to tell who is meant
    const twin = number % 500 === 0 ? deputies[number - 137]?.person : undefined
    const name = twin ? { surname: '', given: twin.name, sex: twin.sex } : number % 230 === 40 ? rare.pop() : undefined
    const person = people.make({
      key: `d${String(number).padStart(4, '0')}`,
      homeCode: codeOfTown(townKey),
      electedYear,
      ...(name ? { name, sex: name.sex } : {}),
      ...wish,
    })
    deputies.push({ person, townKey, congressKeys })
  }
  const seatsLeft = (congressKey: string, townKey: string | undefined, seats: number): number =>
    seats -
    deputies.filter((one) => one.congressKeys.includes(congressKey) && (!townKey || one.townKey === townKey)).length

  for (const { congressKeys, count, towns: from } of manifold) {
    for (let index = 0; index < count; index += 1) {
      const townKey = from[index % from.length] ?? 'hutang'
      const presidium = congressKeys(townKey).length === 2 && congressKeys(townKey)[0] === 'district' && index < 22
      const townName = towns.find(([key]) => key === townKey)?.[2] ?? ''
      const title = index < 11 ? presidiumTitles[0] : presidiumTitles[1]
      add(
        townKey,
        congressKeys(townKey),
        presidium ? { occupationKey: 'town_leader', title: `${townName}${title}` } : {},
      )
    }
  }
  for (const townKey of allKeys) {
    const wanted = requiredOccupations(stories, 'district', townKey)
    const left = seatsLeft('district', townKey, districtSeats[townKey] ?? 0)
    const leaders = townKey === 'hutang' ? leaderTitles : []
    for (let index = 0; index < left; index += 1) {
      const occupationKey = wanted[index]
      const title = occupationKey ? undefined : leaders[index - wanted.length]
      if (title) add(townKey, ['district'], { occupationKey: 'district_cadre', title })
      else add(townKey, ['district'], occupationKey ? { occupationKey } : {})
    }
  }
  for (const townKey of townKeys) {
    const wanted = requiredOccupations(stories, townKey, townKey)
    const left = seatsLeft(townKey, undefined, townSeats[townKey] ?? 0)
    for (let index = 0; index < left; index += 1) {
      const occupationKey = wanted[index]
      add(townKey, [townKey], occupationKey ? { occupationKey } : {})
    }
  }
  for (let left = seatsLeft('city', undefined, citySeats); left > 0; left -= 1) {
    add(random.pick(streets)[0], ['city'])
  }
  for (let left = seatsLeft('province', undefined, provinceSeats); left > 0; left -= 1) {
    add('gaoxin', ['province'])
  }
  return deputies
}
