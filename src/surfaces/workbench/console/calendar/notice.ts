/** A day as a year's notice has it. */
export type NoticeDay = { day: string; kind: 'holiday' | 'workday'; name: string }
/** `unread`: what tells of days and could not be understood. */
export type ReadNotice = { days: NoticeDay[]; unread: string[] }

const entry = /^\s*(?:[一二三四五六七八九十]+、|\d{1,2}[.、．])?\s*([^：:\d]{2,20})[：:](.+)$/u
const aside = /（[^）]*）|\([^)]*\)/gu
const date = /(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日/gu
const span = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:[至—~-](?:(?:\d{4}年)?(\d{1,2})月)?(\d{1,2})日)?/gu

/**
 * Reads the text in which 国务院办公厅 announces the holidays of a year, one festival a line:
 * 春节：2月15日（农历腊月二十八、周日）至23日放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
 */
export function readNotice(text: string, year: number): ReadNotice {
  const days: NoticeDay[] = []
  const unread: string[] = []
  for (const line of text.split('\n')) {
    const [, name = '', told = ''] = entry.exec(line) ?? []
    const sentences = (name === '' ? line : told).replaceAll(aside, '').split(/[。；;]/u)
    for (const sentence of sentences.filter((one) => /\d日/u.test(one))) {
      const read = name === '' ? [] : daysOf(sentence, { name: name.trim(), year })
      days.push(...read)
      if (read.length === 0) unread.push(sentence.trim())
    }
  }
  return { days: days.toSorted((one, other) => (one.day < other.day ? -1 : 1)), unread }
}

type Told = { name: string; year: number }

function daysOf(sentence: string, told: Told): NoticeDay[] {
  if (sentence.includes('上班')) {
    let month = 0
    return [...sentence.matchAll(date)].flatMap(([, written, ownMonth, day]) => {
      month = Number(ownMonth ?? month)
      const at = dayAt(yearOf(told, written, month), month, Number(day))
      return at ? [{ day: at.toString(), kind: 'workday' as const, name: told.name }] : []
    })
  }
  if (!/放假|休息/u.test(sentence)) return []
  return [...sentence.matchAll(span)].flatMap(([, written, month, day, endMonth, endDay]) => {
    const year = yearOf(told, written, Number(month))
    const from = dayAt(year, Number(month), Number(day))
    const lastMonth = Number(endMonth ?? month)
    // 12月31日至1月2日 goes over the end of the year
    const to = dayAt(lastMonth < Number(month) ? year + 1 : year, lastMonth, Number(endDay ?? day))
    return from && to ? upTo(from, to, told.name) : []
  })
}

/** The notice of a year may begin with the last days of the December before it. */
const yearOf = ({ name, year }: Told, written: string | undefined, month: number): number =>
  written === undefined ? (name.includes('元旦') && month === 12 ? year - 1 : year) : Number(written)

function dayAt(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return undefined
  }
}

const longestDays = 15

function upTo(from: Temporal.PlainDate, to: Temporal.PlainDate, name: string): NoticeDay[] {
  const count = from.until(to).days + 1
  if (count < 1 || count > longestDays) return []
  return Array.from({ length: count }, (_, at) => ({ day: from.add({ days: at }).toString(), kind: 'holiday', name }))
}
