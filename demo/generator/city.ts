import type {
  DemoCongress,
  DemoConstituency,
  DemoDelegation,
  DemoMandate,
  DemoOrgan,
  DemoPerson,
  DemoPost,
  District,
  Division,
} from '../district.types.ts'
import { numeral, villagesOf } from './areas.ts'
import { addDays, sessionDay } from './days.ts'
import { peopleMaker } from './people.ts'
import { type Random, seededRandom } from './random.ts'

/** Counties around the district, in the order in which they join when more deputies are wanted. */
export const countiesAround: readonly string[] = [
  ...['320402', '320404', '320411', '320413', '320481'],
  ...['320205', '320206', '320211', '320213', '320214', '320281', '320282'],
  ...['320505', '320506', '320507', '320508', '320509', '320581', '320582', '320583', '320585'],
  ...['321102', '321111', '321112', '321181', '321182', '321183'],
]

// usual sizes; the law sets 450 and 160 as the most (选举法 art. 12)
const countySeats = 300
const townSeats = 110
const delegationsMost = 12
const seatsOfConstituency = 3

type Seated = Pick<
  District,
  'congresses' | 'constituencies' | 'delegations' | 'organs' | 'people' | 'mandates' | 'posts'
>

export const deputiesOf = ({ mandates }: District): number => new Set(mandates.map(({ personKey }) => personKey)).size

/**
 * The district with one more county beside it, real in its areas and invented in its people: its congress and those of
 * its towns, as far as there are fewer deputies in all than wanted. Only the district itself has suggestions.
 *
 * @param divisions of the county, with its chain up to the province
 * @param most deputies in all
 */
export function joinCounty(district: District, divisions: readonly Division[], most: number): District {
  const county = divisions.find(({ level }) => level === 3)
  if (!county) throw new Error('no county to join')
  const random = seededRandom(`${district.seed}/city/${county.code}`)
  const towns = divisions.filter(({ level, name }) => level === 4 && /[镇乡]$/u.test(name))
  const people = peopleMaker(random, divisions)
  let grown: District = { ...district, countyCodes: [...district.countyCodes, county.code] }
  let left = most - deputiesOf(district)
  for (const [place, usual] of [[county, countySeats] as const, ...towns.map((town) => [town, townSeats] as const)]) {
    const seats = Math.min(usual, left)
    if (seats <= 0) break
    left -= seats
    grown = withAll(grown, seatCongress(random.fork(place.code), place, seats, { divisions, people, district }))
  }
  return grown
}

const withAll = (district: District, more: Seated): District => ({
  ...district,
  congresses: [...district.congresses, ...more.congresses],
  constituencies: [...district.constituencies, ...more.constituencies],
  delegations: [...district.delegations, ...more.delegations],
  organs: [...district.organs, ...more.organs],
  people: [...district.people, ...more.people],
  mandates: [...district.mandates, ...more.mandates],
  posts: [...district.posts, ...more.posts],
})

type Around = { divisions: readonly Division[]; people: ReturnType<typeof peopleMaker>; district: District }

/** One congress with its deputies, by constituency and delegation, and the office that keeps its lists. */
function seatCongress(random: Random, place: Division, seats: number, { divisions, people, district }: Around): Seated {
  const isTown = place.level === 4
  const key = `c${place.code}`
  const firstSessionOn = addDays(sessionDay(district.year - 4), isTown ? -7 : 0)
  const townsOf = divisions.filter(({ level }) => level === 4).map(({ code }) => code)
  const homes = isTown ? [place.code] : townsOf.filter((code) => villagesOf(divisions, code).length > 0)
  const villages = new Map(homes.map((code) => [code, villagesOf(divisions, code)]))
  const congress: DemoCongress = {
    key,
    areaCode: place.code,
    name: `${place.name}人民代表大会`,
    shortName: `${place.name}人大`,
    level: isTown ? 4 : 3,
    termNumber: isTown ? 5 : 17,
    seats,
    firstSessionOn,
    sessions: [],
  }
  const constituencies: DemoConstituency[] = []
  const delegations = Array.from({ length: Math.min(delegationsMost, Math.ceil(seats / 25)) }, (_, index) => ({
    key: `${key}/${index + 1}`,
    congressKey: key,
    name: `第${numeral(index + 1)}代表团`,
    position: index + 1,
  })) satisfies DemoDelegation[]
  const members: DemoPerson[] = []
  const mandates = Array.from({ length: seats }, (_, index): DemoMandate => {
    const order = Math.floor(index / seatsOfConstituency)
    const home = homes[order % homes.length] ?? place.code
    if (index % seatsOfConstituency === 0) {
      const around = villages.get(home) ?? []
      const village = around[Math.floor(order / homes.length) % Math.max(1, around.length)]
      constituencies.push({
        key: `${key}/${order + 1}`,
        congressKey: key,
        kind: 'constituency',
        code: `${place.code}${String(order + 1).padStart(3, '0')}`,
        name: `第${order + 1}选区（${village?.name ?? place.name}）`,
        areaCode: home,
        seats: Math.min(seatsOfConstituency, seats - index),
      })
    }
    const person = people.make({ key: `${key}.${index + 1}`, homeCode: home, electedYear: district.year - 4 })
    members.push(person)
    return {
      key: `${key}/${person.key}`,
      personKey: person.key,
      congressKey: key,
      constituencyKey: `${key}/${order + 1}`,
      delegationKey: delegations[Math.floor((index * delegations.length) / seats)]?.key ?? '',
      number: `${place.code}-${String(index + 1).padStart(3, '0')}`,
      status: 'active',
      startedOn: firstSessionOn,
    }
  })
  const office = officeOf(key, place)
  const clerk = people.make({
    key: `${key}-rd`,
    homeCode: random.pick(homes),
    electedYear: district.year - 4,
    occupationKey: 'town_cadre',
    title: `${office.shortName}干事`,
  })
  return {
    congresses: [congress],
    constituencies,
    delegations,
    organs: [office],
    people: [...members, clerk],
    mandates,
    posts: [postOf(clerk, office, firstSessionOn)],
  }
}

const officeOf = (congressKey: string, { level, code, name }: Division): DemoOrgan => ({
  key: `${congressKey}-office`,
  name: level === 4 ? `${name}人民代表大会主席团` : `${name}人大常委会代表工作委员会`,
  shortName: level === 4 ? `${name}人大主席团` : `${name}人大代表工委`,
  system: 'congress',
  kind: level === 4 ? 'presidium' : 'deputy_office',
  areaCode: code,
  congressKey,
})

const postOf = (clerk: DemoPerson, { key, kind }: DemoOrgan, startsOn: string): DemoPost => ({
  key: `${key}/${clerk.key}`,
  personKey: clerk.key,
  organKey: key,
  role: kind === 'presidium' ? 'presidium' : 'deputy_office',
  title: '干事',
  startsOn,
})
