import type { District } from '../district.types.ts'
import { fullWidth, type OfficeCell, type OfficeSheet, serial, spaced } from './roster-rows.ts'

const addDays = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString()
const dotted = (date: string): string => date.replaceAll('-', '.')
const chinese = (date: string): string => {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}
/** A date as the clerk of that row wrote it. */
const writtenBy = (row: number, date: string): OfficeCell =>
  [serial(date), dotted(date), chinese(date)][row % 3] ?? date

const matters = [
  ['拓宽村口道路', '村口道路只有三米宽，会车要倒车两百米。', '由镇村共同出资拓宽到五米。'],
  ['增设公交候车亭', '沿线六个站点没有候车亭，老人冒雨等车。', '分两年为六个站点建候车亭。'],
  ['改造老旧小区雨水管', '三个小区逢大雨积水，去年夏天积水五次。', '汛前清淤，逐步改造雨水管网。'],
  ['开放学校操场', '周边两公里没有公共运动场地。', '双休日向居民开放学校操场。'],
] as const

const places = ['湖塘镇', '前黄镇', '礼嘉镇', '雪堰镇', '嘉泽镇', '横林镇'] as const

const answered = (row: number, given: string) => ({
  on: addDays(given, 60),
  class: ['A', 'Ａ类', 'b', 'C类'][row % 4] ?? 'A',
})

/** Above all that the demo district registers in a year: its list can be brought in beside its own suggestions. */
export const ledgerNumbersFrom = 9000

/** As an office that keeps such a list has headed it. */
export const ledgerHeadings: readonly string[] = [
  '编号',
  '标题',
  '正文',
  '领衔代表',
  '代表证号',
  '联名代表',
  '届次/会议',
  '提出日期',
  '交办日期',
  '主办单位',
  '会办单位',
  '答复日期',
  '答复分类',
  '满意度',
  '状态',
]

/** The office's own list of the years before: past ones, running ones, and three rows that have to be refused. */
export function suggestionSheet(district: District, count = 24): OfficeSheet {
  const people = new Map(district.people.map(({ key, name }) => [key, name]))
  const deputies = district.mandates
    .filter(({ congressKey, status }) => congressKey === 'district' && status === 'active')
    .map(({ number, personKey }) => ({ number, name: people.get(personKey) ?? '' }))
  const units = district.organs.filter(({ congressKey, kind }) => congressKey === 'district' && kind === 'unit')
  const year = district.year - 1
  const rows = Array.from({ length: count }, (_, index): OfficeCell[] => {
    const lead = deputies[(index * 7) % deputies.length]
    const other = deputies[(index * 7 + 3) % deputies.length]
    const [matter = '', grounds = '', proposal = ''] = matters[index % matters.length] ?? []
    const place = places[Math.floor(index / matters.length) % places.length] ?? ''
    // one in six still runs: it was handed over this autumn
    const isRunning = index % 6 === 5
    const made = isRunning ? addDays(`${district.year}-08-03`, index % 30) : addDays(`${year}-03-02`, index % 200)
    const given = addDays(made, 5)
    const answer = answered(index, given)
    const number = `${isRunning ? district.year : year}-${ledgerNumbersFrom + index}`
    return [
      index % 5 === 0 ? fullWidth(number) : number,
      `关于在${place}${matter}的建议`,
      `案由：${place}${matter}。案据：${grounds}方案：${proposal}`,
      spaced(lead?.name ?? ''),
      lead?.number ?? null,
      index % 3 === 0 ? `${other?.name}（${other?.number}）` : null,
      '闭会',
      writtenBy(index, made),
      writtenBy(index + 1, given),
      units[index % units.length]?.name ?? null,
      index % 4 === 0 ? (units[(index + 1) % units.length]?.shortName ?? null) : null,
      isRunning ? null : writtenBy(index + 2, answer.on),
      isRunning ? null : answer.class,
      isRunning ? null : index % 7 === 0 ? '基本满意' : '满意',
      isRunning ? '办理中' : '已办结',
    ]
  })
  plantFaults(rows)
  return {
    file: '代表建议台账样表.xlsx',
    title: `武进区闭会期间代表建议办理台账（${fullWidth(String(year))}—${fullWidth(String(district.year))}年）`,
    headings: ledgerHeadings,
    widths: [14, 34, 40, 10, 14, 24, 12, 14, 14, 26, 18, 14, 10, 10, 10],
    rows,
    mergedColumn: 6,
    note: '注：答复分类按 A、B、C、D 四类填写。',
  }
}

/** A number twice, a unit that there is not, and a deputy whose number is somebody else's. */
function plantFaults(rows: OfficeCell[][]): void {
  const [first, second, third, fourth] = [rows[0], rows[6], rows[7], rows[8]]
  if (!first || !second || !third || !fourth) return
  second[0] = first[0] ?? null
  third[9] = '武进区海洋与渔业局'
  fourth[4] = first[4] ?? null
}
