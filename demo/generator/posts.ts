import type { Role } from '#kernel/actor.ts'
import { streets, towns } from '../content/government-organs.ts'
import type { DemoOrgan, DemoPerson, DemoPost } from '../district.types.ts'
import { districtCode } from './areas.ts'
import { type Deputy, leaderTitles, presidiumTitles } from './deputies.ts'
import type { PeopleMaker } from './people.ts'

export type Staff = { people: DemoPerson[]; posts: DemoPost[] }

type Seat = { organKey: string; role: Role; title: string; account: string; occupation?: string }

const officeSeats: readonly Seat[] = [
  { organKey: 'daibiaogongwei', role: 'deputy_office', title: '主任', account: 'daigongwei1' },
  { organKey: 'daibiaogongwei', role: 'deputy_office', title: '副主任', account: 'daigongwei2' },
  { organKey: 'daibiaogongwei', role: 'deputy_office', title: '四级主任科员', account: 'daigongwei3' },
  { organKey: 'daibiaogongwei', role: 'publisher', title: '网站内容审核', account: 'fabu' },
  { organKey: 'mishuchu', role: 'secretariat', title: '议案组组长', account: 'mishuchu1' },
  { organKey: 'mishuchu', role: 'secretariat', title: '议案组干事', account: 'mishuchu2' },
  { organKey: 'zhengfuban', role: 'gov_office', title: '副主任', account: 'zhengfuban1' },
  { organKey: 'zhengfuban', role: 'gov_office', title: '建议提案科科长', account: 'zhengfuban2' },
  { organKey: 'xinxi', role: 'sysadmin', title: '系统管理员', account: 'xitong' },
  { organKey: 'xinxi', role: 'secadmin', title: '安全管理员', account: 'anquan' },
  { organKey: 'xinxi', role: 'auditor', title: '审计员', account: 'shenji' },
]

const committees = ['shehui', 'chengjianhuanbao', 'jiaokewenwei', 'caijing', 'jianchasifa', 'nongcun'] as const

const committeeSeats: readonly Seat[] = committees.flatMap((organKey): Seat[] => [
  { organKey, role: 'committee', title: '主任', account: `${organKey}1` },
  { organKey, role: 'committee', title: '干事', account: `${organKey}2` },
])

const streetSeats: readonly Seat[] = streets.flatMap(([key]): Seat[] => [
  { organKey: `${key}-gongwei`, role: 'street_committee', title: '主任', account: `${key}-rd1` },
  { organKey: `${key}-gongwei`, role: 'street_committee', title: '干事', account: `${key}-rd2` },
])

const presidiumClerks: readonly Seat[] = towns.map(([key]) => ({
  organKey: `${key}-zhuxituan`,
  role: 'presidium',
  title: '人大干事',
  account: `${key}-rd3`,
}))

const headTitles: Readonly<Record<string, string>> = {
  government: '局长',
  township: '局长',
  court: '院长',
  procuratorate: '检察长',
}
const headTitleOf = (organ: DemoOrgan): string => {
  if (/政府$/u.test(organ.shortName)) return '镇长'
  if (organ.shortName.endsWith('办事处') || organ.shortName.endsWith('管委会')) return '主任'
  if (organ.shortName.endsWith('大队')) return '大队长'
  if (/(办|总社|供销社)$/u.test(organ.shortName)) return '主任'
  return headTitles[organ.system] ?? '主任'
}

const unitSeats = (organs: readonly DemoOrgan[]): Seat[] =>
  organs
    .filter(({ kind, mergedInto }) => kind === 'unit' && !mergedInto)
    .flatMap((organ): Seat[] => [
      { organKey: organ.key, role: 'unit_clerk', title: '建议承办联络员', account: organ.key },
      { organKey: organ.key, role: 'unit_head', title: headTitleOf(organ), account: `${organ.key}.fuze` },
    ])

/** Staff are people of their own; the chairs of presidiums and the leaders are deputies and keep one account for both. */
export function makePosts(
  people: PeopleMaker,
  organs: readonly DemoOrgan[],
  deputies: readonly Deputy[],
  electedYear: number,
): Staff {
  const staff: DemoPerson[] = []
  const posts: DemoPost[] = []
  const startsOn = `${electedYear}-02-01`
  const seat = (person: DemoPerson, { organKey, role, title }: Omit<Seat, 'account'>): void => {
    posts.push({ key: `${organKey}/${role}/${person.key}`, personKey: person.key, organKey, role, title, startsOn })
  }
  const homeOf = (organKey: string): string => {
    const code = organs.find(({ key }) => key === organKey)?.areaCode
    return code === undefined || code === districtCode ? '320412100' : code
  }

  for (const wanted of [...officeSeats, ...committeeSeats, ...streetSeats, ...presidiumClerks, ...unitSeats(organs)]) {
    const shortName = organs.find(({ key }) => key === wanted.organKey)?.shortName ?? ''
    const isClerk = /(clerk|干事|联络员)/u.test(`${wanted.role}${wanted.title}`)
    const person = people.make({
      key: wanted.account,
      homeCode: homeOf(wanted.organKey),
      electedYear,
      occupationKey: isClerk ? 'town_cadre' : 'district_cadre',
      title: `${shortName}${wanted.title}`,
    })
    staff.push(person)
    seat(person, wanted)
  }
  for (const [townKey, , townName] of towns) {
    for (const title of presidiumTitles) {
      const chair = deputies.find(({ person }) => person.occupation === `${townName}${title}`)
      if (chair) seat(chair.person, { organKey: `${townKey}-zhuxituan`, role: 'presidium', title })
    }
  }
  for (const { person } of deputies.filter(({ person }) => leaderTitles.includes(person.occupation))) {
    seat(person, { organKey: 'changweihui', role: 'leader', title: person.occupation.replace('区人大常委会', '') })
  }
  // a deputy who is also a head of the unit that answers: the sponsor may then not evaluate (H28)
  const doctor = deputies.find(
    ({ person, townKey, congressKeys }) =>
      person.occupationKey === 'doctor' && townKey === 'hutang' && congressKeys.includes('district'),
  )
  if (doctor) seat(doctor.person, { organKey: 'weijian', role: 'unit_head', title: '副局长' })
  return { people: staff, posts }
}
