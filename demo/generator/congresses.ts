import { towns } from '../content/government-organs.ts'
import type { DemoCongress, DemoConstituency, DemoDelegation, Division } from '../district.types.ts'
import { cityCode, districtCode, electingTowns, numeral, provinceCode, villagesOf } from './areas.ts'
import { addDays, sessionDay } from './days.ts'

/** Seats in the district's congress by town, street and zone: 300 in all. */
export const districtSeats: Readonly<Record<string, number>> = {
  hutang: 44,
  niutang: 18,
  luoyang: 19,
  yaoguan: 20,
  henglin: 20,
  hengshanqiao: 19,
  xueyan: 24,
  qianhuang: 20,
  lijia: 17,
  jiaze: 19,
  huangli: 18,
  qishuyan: 10,
  dingyan: 10,
  lucheng: 10,
  jingkai: 8,
  gaoxin: 24,
}

/** Seats in each town's own congress. */
export const townSeats: Readonly<Record<string, number>> = {
  hutang: 160,
  niutang: 104,
  luoyang: 112,
  yaoguan: 116,
  henglin: 116,
  hengshanqiao: 112,
  xueyan: 124,
  qianhuang: 116,
  lijia: 104,
  jiaze: 112,
  huangli: 110,
}

export const citySeats = 44
export const provinceSeats = 6

/** The town whose congress is in session on the day on which the demo opens. */
export const townInSession = 'xueyan'

export function makeCongresses(year: number, today: string): DemoCongress[] {
  const started = sessionDay(year - 4)
  const years = [0, 1, 2, 3, 4].map((index) => year - 4 + index)
  const yearly = years.map((each, index) => ({
    number: index + 1,
    opensOn: sessionDay(each),
    closesOn: addDays(sessionDay(each), 3),
  }))
  const twiceYearly = years.flatMap((each, index) =>
    [addDays(sessionDay(each), -7), addDays(sessionDay(each), 196)].map((opensOn, half) => ({
      number: index * 2 + half + 1,
      opensOn,
      closesOn: opensOn,
    })),
  )
  const nowInSession = {
    number: twiceYearly.length + 1,
    opensOn: addDays(today, -1),
    closesOn: addDays(today, 1),
  }
  return [
    {
      key: 'province',
      areaCode: provinceCode,
      name: '江苏省人民代表大会',
      shortName: '省人大',
      level: 1,
      termNumber: 14,
      seats: provinceSeats,
      firstSessionOn: addDays(sessionDay(year - 3), 4),
      sessions: [],
    },
    {
      key: 'city',
      areaCode: cityCode,
      name: '常州市人民代表大会',
      shortName: '市人大',
      level: 2,
      termNumber: 17,
      seats: citySeats,
      firstSessionOn: addDays(started, 5),
      sessions: [],
    },
    {
      key: 'district',
      areaCode: districtCode,
      name: '常州市武进区人民代表大会',
      shortName: '武进区人大',
      level: 3,
      termNumber: 17,
      seats: 300,
      firstSessionOn: started,
      sessions: yearly,
    },
    ...towns.map(
      ([key, areaCode, name]): DemoCongress => ({
        key,
        areaCode,
        name: `常州市武进区${name}人民代表大会`,
        shortName: `${name}人大`,
        level: 4,
        termNumber: 5,
        seats: townSeats[key] ?? 0,
        firstSessionOn: addDays(started, -7),
        sessions: key === townInSession ? [...twiceYearly, nowInSession] : twiceYearly,
      }),
    ),
  ]
}

// 1–3 deputies a constituency (选举法 art. 26): mostly three, so that villages share few lists
function sizes(seats: number): number[] {
  const count = Math.ceil(seats / 3)
  return Array.from(
    { length: count },
    (_, index) => Math.floor(((index + 1) * seats) / count) - Math.floor((index * seats) / count),
  )
}

function constituenciesIn(
  congressKey: string,
  townKey: string,
  seats: number,
  villages: readonly { code: string; name: string }[],
  townCode: string,
  townName: string,
): DemoConstituency[] {
  const parts = sizes(seats)
  return parts.map((size, index) => {
    const village = villages[Math.floor((index * villages.length) / parts.length)]
    const ordinal = `第${numeral(index + 1)}选区`
    return {
      key: `${congressKey}/${townKey}/${index + 1}`,
      congressKey,
      kind: 'constituency',
      code: `${townCode}${String(index + 1).padStart(2, '0')}`,
      name:
        congressKey === 'district'
          ? `${townName}${ordinal}（${village?.name ?? townName}）`
          : `${ordinal}（${village?.name ?? townName}）`,
      areaCode: congressKey === 'district' ? townCode : (village?.code ?? townCode),
      seats: size,
    }
  })
}

export function makeConstituencies(divisions: readonly Division[]): DemoConstituency[] {
  const unit = (congressKey: string, name: string, areaCode: string, seats: number): DemoConstituency => ({
    key: `${congressKey}/unit`,
    congressKey,
    kind: 'electing_unit',
    code: areaCode,
    name,
    areaCode,
    seats,
  })
  return [
    unit('province', '常州市人民代表大会', cityCode, provinceSeats),
    unit('city', '常州市武进区人民代表大会', districtCode, citySeats),
    ...electingTowns.flatMap(({ key, code, name }) =>
      constituenciesIn('district', key, districtSeats[key] ?? 0, villagesOf(divisions, code), code, name),
    ),
    ...towns.flatMap(([key, code, name]) =>
      constituenciesIn(key, key, townSeats[key] ?? 0, villagesOf(divisions, code), code, name),
    ),
  ]
}

/** By town in the district; a town's deputies meet in four. */
export const makeDelegations = (): DemoDelegation[] => [
  { key: 'province/1', congressKey: 'province', name: '常州代表团', position: 1 },
  { key: 'city/1', congressKey: 'city', name: '武进代表团', position: 1 },
  ...electingTowns.map(
    ({ key, name }, index): DemoDelegation => ({
      key: `district/${key}`,
      congressKey: 'district',
      name: `${name}代表团`,
      position: index + 1,
    }),
  ),
  ...towns.flatMap(([key]) =>
    [1, 2, 3, 4].map(
      (number): DemoDelegation => ({
        key: `${key}/${number}`,
        congressKey: key,
        name: `第${numeral(number)}代表团`,
        position: number,
      }),
    ),
  ),
]
