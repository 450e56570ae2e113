/** A date as offices write it: `1975-03` when no day was given, else `1975-03-02`; or why it can't be read. */
export type CellDate = { date: string } | { fault: 'date_unreadable' | 'date_ambiguous' }

const unreadable: CellDate = { fault: 'date_unreadable' }
const excelDayZero = Temporal.PlainDate.from('1899-12-30')

/**
 * @param notAfter the latest date that makes sense (`YYYY-MM-DD`): a year of two digits is the latest one before it
 */
export function dateFromText(text: string, notAfter?: string): CellDate {
  const plain = chineseNumerals(text.normalize('NFKC').replace(/\s+/gu, ''))
  if (/^\d+$/u.test(plain)) return dateFromDigits(plain)
  const parts = /^(\d{2}|\d{4})[年./-](\d{1,2})(?:月|[./-](?=\d)|$)(?:(\d{1,2})日?)?(?:T?\d{1,2}:.*)?$/u.exec(plain)
  if (!parts) return unreadable
  const [, year = '', month = '', day] = parts
  return calendarDate(fullYear(year, month, day, notAfter), Number(month), day === undefined ? undefined : Number(day))
}

/** A number in a date column: 19750302, 197503, or the serial number of Excel's 1900 calendar. */
export function dateFromNumber(value: number, shownWithTwoDecimals: boolean): CellDate {
  if (value > 1900 && value < 2100 && !Number.isInteger(value)) {
    const shown = shownWithTwoDecimals ? value.toFixed(2) : String(value)
    // 1975.1 is what a cell makes of 1975.10 as well as of 1975.1
    return shown.endsWith('.1') ? { fault: 'date_ambiguous' } : dateFromText(shown)
  }
  const whole = Math.floor(value)
  return whole > 2100 && whole < 100_000
    ? { date: excelDayZero.add({ days: whole }).toString() }
    : dateFromDigits(String(whole))
}

function dateFromDigits(digits: string): CellDate {
  if (digits.length === 8)
    return calendarDate(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6)))
  if (digits.length === 6) return calendarDate(Number(digits.slice(0, 4)), Number(digits.slice(4)), undefined)
  const serial = Number(digits)
  return digits.length === 5 ? { date: excelDayZero.add({ days: serial }).toString() } : unreadable
}

function fullYear(year: string, month: string, day: string | undefined, notAfter: string | undefined): number {
  if (year.length === 4) return Number(year)
  const recent = `20${year}-${month.padStart(2, '0')}-${(day ?? '1').padStart(2, '0')}`
  return notAfter !== undefined && recent > notAfter ? 1900 + Number(year) : 2000 + Number(year)
}

function calendarDate(year: number, month: number, day: number | undefined): CellDate {
  if (year < 1900 || year > 2100) return unreadable
  try {
    const date = Temporal.PlainDate.from({ year, month, day: day ?? 1 }, { overflow: 'reject' }).toString()
    return { date: day === undefined ? date.slice(0, 7) : date }
  } catch {
    return unreadable
  }
}

const numerals = '〇一二三四五六七八九'

// 一九七五年三月十二日 → 1975年3月12日
const chineseNumerals = (text: string): string =>
  text
    .replaceAll('○', '〇')
    .replaceAll('零', '〇')
    .replace(/[二三]?十[一二三四五六七八九]?/gu, (number) => {
      const [tens = '', ones = ''] = number.split('十')
      return String((tens === '' ? 1 : numerals.indexOf(tens)) * 10 + (ones === '' ? 0 : numerals.indexOf(ones)))
    })
    .replace(/[〇一二三四五六七八九]/gu, (digit) => String(numerals.indexOf(digit)))
