import type { DemoConstituency, DemoMandate } from '../district.types.ts'
import { addDays } from './days.ts'
import type { Deputy } from './deputies.ts'
import type { Random } from './random.ts'

const numberPrefix: Readonly<Record<string, string>> = {
  province: 'JS14',
  city: 'CZ17',
  district: 'WJ17',
  hutang: 'HT05',
  niutang: 'NT05',
  luoyang: 'LY05',
  yaoguan: 'YG05',
  henglin: 'HL05',
  hengshanqiao: 'HSQ05',
  xueyan: 'XY05',
  qianhuang: 'QH05',
  lijia: 'LJ05',
  jiaze: 'JZ05',
  huangli: 'LI05',
}

type Fate = Pick<DemoMandate, 'status' | 'endedOn' | 'endReason' | 'suspendedOn'>

/** What became of a few of them during the term; counted from the last seat, where nobody has a story to tell. */
const fates: Readonly<Record<string, readonly ((year: number) => Fate)[]>> = {
  district: [
    (year) => ({ status: 'terminated', endedOn: `${year - 1}-08-28`, endReason: 'resigned' }),
    (year) => ({ status: 'terminated', endedOn: `${year}-03-27`, endReason: 'moved_away' }),
    (year) => ({ status: 'suspended', suspendedOn: `${year}-09-18` }),
    (year) => ({ status: 'deceased', endedOn: `${year - 2}-11-05`, endReason: 'died' }),
  ],
  niutang: [(year) => ({ status: 'terminated', endedOn: `${year - 1}-12-19`, endReason: 'moved_away' })],
  henglin: [(year) => ({ status: 'terminated', endedOn: `${year}-06-30`, endReason: 'moved_away' })],
  jiaze: [(year) => ({ status: 'deceased', endedOn: `${year}-02-11`, endReason: 'died' })],
  xueyan: [(year) => ({ status: 'suspended', suspendedOn: `${year}-10-20` })],
}

/** One seat for each membership, filled constituency by constituency. */
export function makeMandates(
  random: Random,
  deputies: readonly Deputy[],
  constituencies: readonly DemoConstituency[],
  startedOn: Readonly<Record<string, string>>,
  year: number,
): DemoMandate[] {
  const seated = new Map<string, number>()
  const seatFor = (congressKey: string, townKey: string): DemoConstituency => {
    const own = constituencies.filter(
      (one) =>
        one.congressKey === congressKey &&
        (one.kind === 'electing_unit' || one.key.startsWith(`${congressKey}/${townKey}/`)),
    )
    const free = own.find((one) => (seated.get(one.key) ?? 0) < one.seats)
    if (!free) throw new Error(`no seat left in ${congressKey} for ${townKey}`)
    seated.set(free.key, (seated.get(free.key) ?? 0) + 1)
    return free
  }
  const delegationFor = (congressKey: string, townKey: string, order: number, size: number): string => {
    if (congressKey === 'district') return `district/${townKey}`
    return congressKey === townKey ? `${townKey}/${1 + Math.floor((order * 4) / size)}` : `${congressKey}/1`
  }
  return Object.keys(numberPrefix).flatMap((congressKey) => {
    const members = deputies.filter((one) => one.congressKeys.includes(congressKey))
    const endings = fates[congressKey] ?? []
    return members.map(({ person, townKey, congressKeys }, index): DemoMandate => {
      const seat = seatFor(congressKey, townKey)
      const fate = congressKeys.length === 1 ? endings[members.length - 1 - index]?.(year) : undefined
      const started = startedOn[congressKey] ?? ''
      // a seat that fell vacant was filled at a later by-election
      const byElection = fate === undefined && congressKeys.length === 1 && random.chance(0.01)
      return {
        key: `${congressKey}/${person.key}`,
        personKey: person.key,
        congressKey,
        constituencyKey: seat.key,
        delegationKey: delegationFor(congressKey, townKey, index, members.length),
        number: `${numberPrefix[congressKey]}${String(index + 1).padStart(3, '0')}`,
        status: 'active',
        startedOn: byElection ? addDays(started, 730) : started,
        ...fate,
      }
    })
  })
}
