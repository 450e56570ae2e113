import type { OccupationContent } from '../content/content.types.ts'
import type { District } from '../district.types.ts'
import { codeOfTown } from '../generator/areas.ts'
import { type PeopleMaker, peopleMaker } from '../generator/people.ts'
import { type Random, seededRandom } from '../generator/random.ts'

/** A cell as an office types it: words, a bare serial number where a date was meant, or nothing. */
export type OfficeCell = string | number | null
export type OfficeSheet = {
  file: string
  title: string
  headings: readonly string[]
  widths: readonly number[]
  /** An empty row is a blank line of the sheet. */
  rows: readonly (readonly OfficeCell[])[]
  /** Column whose equal neighbours are one merged cell, from 0. */
  mergedColumn: number
  note: string
}

export const fullWidth = (text: string): string =>
  text.replaceAll(/[0-9]/gu, (digit) => String.fromCodePoint((digit.codePointAt(0) ?? 0) + 0xfee0))

// days since 1899-12-30, as spreadsheet programs count
export const serial = (date: string): number =>
  Temporal.PlainDate.from('1899-12-30').until(Temporal.PlainDate.from(date), { largestUnit: 'day' }).days

/** The same date in one of the ways in which five clerks write it. */
function asWritten(random: Random, date: string): OfficeCell {
  const [year = '', month = '', day = ''] = date.split('-')
  return random.pick<OfficeCell>([
    `${year}.${month}`,
    `${year}年${Number(month)}月`,
    `${year}-${month}-${day}`,
    fullWidth(`${year}.${month}`),
    serial(date),
  ])
}

/** Given names of one character are spaced out to the width of two. */
export const spaced = (name: string): string => (Array.from(name).length === 2 ? Array.from(name).join('　') : name)

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** Right in form, but of an area code that nobody has: it can be no living person's. */
export function inventedIdNumber(bornOn: string, sex: 'male' | 'female', order: number): string {
  const ordinal = String((order * 2 + (sex === 'male' ? 1 : 0)) % 1000).padStart(3, '0')
  const digits = `990000${bornOn.replaceAll('-', '')}${ordinal}`
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
  return `${digits}${'10X98765432'[sum % 11]}`
}

const rosterTowns = [
  ['qianhuang', '前黄镇', 'QH05'],
  ['lijia', '礼嘉镇', 'LJ05'],
  ['jiaze', '嘉泽镇', 'JZ05'],
] as const

const sexWord = { male: '男', female: '女' } as const
const partyWord = (party: string): string => (party === '中共党员' ? '中共' : party)
const educationWord: Readonly<Record<string, string>> = { 本科: '大学本科', 大专: '大学专科' }

/** 60 deputies newly elected in three towns, with three rows that have to be refused. */
export function deputySheet(district: District): OfficeSheet {
  const random = seededRandom(`${district.seed}/roster`)
  const people: PeopleMaker = peopleMaker(random, district.divisions)
  const electedOn = `${district.year}-10-30`
  const taken = new Set(district.people.map(({ name }) => name))
  let order = 0
  const blocks = rosterTowns.map(([townKey, townName, prefix]) => {
    const seats = district.constituencies.filter(({ congressKey }) => congressKey === townKey)
    return Array.from({ length: 20 }, (_, index): OfficeCell[] => {
      order += 1
      let person = people.make({ key: `r${order}`, homeCode: codeOfTown(townKey), electedYear: district.year })
      while (taken.has(person.name)) {
        person = people.make({ key: `r${order}`, homeCode: codeOfTown(townKey), electedYear: district.year })
      }
      const number = `${prefix}${String(201 + index)}`
      return [
        order,
        `${townName}人大`,
        index % 4 === 0 ? fullWidth(number) : number,
        spaced(person.name),
        sexWord[person.sex],
        asWritten(random, person.bornOn),
        index % 3 === 0 ? person.ethnicity.replace('族', '') : person.ethnicity,
        partyWord(person.party),
        educationWord[person.education] ?? person.education,
        person.occupation,
        seats[index % seats.length]?.name ?? null,
        '补选代表团',
        index % 5 === 0 ? serial(electedOn) : electedOn.replaceAll('-', '.'),
        inventedIdNumber(person.bornOn, person.sex, order),
      ]
    })
  })
  const [first = [], second = [], third = []] = blocks
  plantFaults(first, second, third)
  return {
    file: '代表名册样表.xlsx',
    title: `武进区部分镇补选镇人大代表名册（${district.year}年${fullWidth('10')}月）`,
    headings: [
      '序号',
      '所属人大',
      '代表证号',
      '姓名',
      '性别',
      '出生年月',
      '民族',
      '政治面貌',
      '学历',
      '工作单位及职务',
      '选区',
      '代表团',
      '当选日期',
      '身份证号',
    ],
    widths: [6, 14, 12, 10, 6, 14, 8, 14, 10, 28, 24, 12, 14, 22],
    rows: [...first, [], ...second, [], [], ...third],
    mergedColumn: 1,
    note: '填表人：镇人大秘书　　审核：',
  }
}

/** A constituency that does not exist, a person listed twice, and one who is deputy of the next town already (选举法 48). */
function plantFaults(first: OfficeCell[][], second: OfficeCell[][], third: OfficeCell[][]): void {
  const strange = first[11]
  if (strange) strange[10] = '第九十九选区（无此村）'
  const source = second[4]
  const twice = second[15]
  if (source && twice) second[15] = [twice[0] ?? null, ...source.slice(1)]
  const here = first[2]
  const there = third[8]
  if (here && there) {
    for (const column of [3, 4, 5, 13]) there[column] = here[column] ?? null
  }
}

type Row = readonly OfficeCell[]

/** New units that the district has set up, one of them listed twice and one of no known system. */
export const unitSheet = (year: number): OfficeSheet => {
  const unit = (code: string, name: string, shortName: string, system: string, area: string, on: OfficeCell): Row => [
    code,
    name,
    shortName,
    '承办单位',
    system,
    area,
    on,
  ]
  return {
    file: '单位名册样表.xlsx',
    title: `武进区建议承办单位增补名册（${year}年）`,
    headings: ['单位编码', '单位名称', '单位简称', '单位类别', '所属系统', '所在区划', '设立日期'],
    widths: [16, 34, 20, 12, 12, 16, 14],
    rows: [
      unit('WJ-KJJ', '常州市武进区科学技术局', '区科技局', '政府', '武进区', '2019.03'),
      unit('WJ-SJJ', '常州市武进区审计局', '区审计局', '政府', '武进区', 30682),
      unit('WJ-TJJ', '常州市武进区统计局', '区统计局', '政府', '武进区', '１９８４.０１'),
      unit('WJ-XFJ', '常州市武进区信访局', '区信访局', '政府', '武进区', '2006年5月'),
      unit('WJ-QXJ', '常州市武进区气象局', '区气象局', '政府', '武进区', '1990-01-01'),
      [],
      unit('WJ-FL', '常州市武进区妇女联合会', '区妇联', '党委', '武进区', '1985.06'),
      unit('WJ-TW', '共青团常州市武进区委员会', '团区委', '党委', '武进区', '1985.06'),
      unit('WJ-GH', '常州市武进区总工会', '区总工会', '党委', '武进区', '1985.06'),
      unit('WJ-YL', '武进区园林绿化服务中心', '区园林中心', '政府', '武进区', 43556),
      unit('WJ-YL', '武进区园林绿化服务中心', '区园林中心', '政府', '武进区', 43556),
      unit('WJ-TSG', '武进区图书馆', '区图书馆', '政府', '武进区', '1978.10'),
      unit('WJ-SJT', '武进区数字经济研究会', '数研会', '社会组织', '武进区', '2021.09'),
      [],
      unit('NT-JSJ', '牛塘镇建设管理局', '牛塘镇建设局', '乡镇街道', '牛塘镇', '2020.11'),
      unit('NT-NGJ', '牛塘镇农村工作局', '牛塘镇农村局', '乡镇街道', '牛塘镇', '2020.11'),
    ],
    mergedColumn: 4,
    note: '注：设立日期填至月即可。',
  }
}

/** People who take up posts, one of them in a unit that does not exist. */
export function postSheet(district: District): OfficeSheet {
  const random = seededRandom(`${district.seed}/posts`)
  const people = peopleMaker(random, district.divisions)
  const taken = new Set(district.people.map(({ name }) => name))
  const units = ['jiaoyu', 'minzheng', 'zhujian', 'chengguan', 'weijian', 'jiaotong', 'nongye', 'shuili'] as const
  const rows = units.flatMap((key, index) => {
    const name = district.organs.find((organ) => organ.key === key)?.name ?? key
    return ['承办经办人', '承办负责人'].map((role, part): OfficeCell[] => {
      const clerk: OccupationContent['key'] = part === 0 ? 'town_cadre' : 'district_cadre'
      let person = people.make({
        key: `p${index}${part}`,
        homeCode: '320412100',
        electedYear: district.year,
        occupationKey: clerk,
      })
      while (taken.has(person.name)) {
        person = people.make({
          key: `p${index}${part}`,
          homeCode: '320412100',
          electedYear: district.year,
          occupationKey: clerk,
        })
      }
      return [
        name,
        spaced(person.name),
        sexWord[person.sex],
        role,
        part === 0 ? '办公室科员' : '副局长',
        index % 2 === 0 ? serial(`${district.year}-09-01`) : `${district.year}.09.01`,
        inventedIdNumber(person.bornOn, person.sex, 300 + index * 2 + part),
      ]
    })
  })
  const strange = rows[5]
  if (strange) strange[0] = '武进区海洋与渔业局'
  return {
    file: '任职人员样表.xlsx',
    title: '武进区代表建议承办单位任职人员表',
    headings: ['单位名称', '姓名', '性别', '平台角色', '职务', '任职日期', '身份证号'],
    widths: [34, 12, 8, 14, 18, 14, 22],
    rows: [...rows.slice(0, 8), [], ...rows.slice(8)],
    mergedColumn: 0,
    note: '以上人员任职以组织部门通知为准。',
  }
}
