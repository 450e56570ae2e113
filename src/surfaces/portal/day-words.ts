import type { Locale } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { translate } from '#platform/i18n/i18n.ts'

const key = (name: string) => `portal.day.${name}`

const parts = (locale: Locale, date: string) => {
  const day = Temporal.PlainDate.from(date)
  return {
    year: day.year,
    month: locale === 'en' ? translate(locale, key(`months.${day.month}`)) : day.month,
    day: day.day,
    weekday: translate(locale, key(`weekdays.${day.dayOfWeek}`)),
  }
}

// A list names the same few days again and again, and calendar arithmetic is what costs most in it.
const remembered = new Map<string, string>()
const rememberedMax = 2000
function remember(name: string, make: () => string): string {
  const known = remembered.get(name)
  if (known !== undefined) return known
  if (remembered.size >= rememberedMax) remembered.clear()
  const made = make()
  remembered.set(name, made)
  return made
}

/** With year and weekday: on hover, and in print. */
export const fullDate = (locale: Locale, date: string): string =>
  remember(`${locale} ${date}`, () => translate(locale, key('full'), parts(locale, date)))

/** With its year, without its weekday: for what is long past. */
export const plainDate = (locale: Locale, date: string): string =>
  remember(`${locale} ${date} plain`, () => translate(locale, key('otherYear'), parts(locale, date)))

/** 今天, 昨天, 2 月 24 日（星期二）; another year is named. @param today both dates ISO, in Shanghai */
export const dayWords = (locale: Locale, date: string, today: string): string =>
  remember(`${locale} ${date} ${today}`, () => wordsOfDay(locale, date, today))

function wordsOfDay(locale: Locale, date: string, today: string): string {
  if (date === today) return translate(locale, key('today'))
  if (date === Temporal.PlainDate.from(today).subtract({ days: 1 }).toString()) {
    return translate(locale, key('yesterday'))
  }
  return date.slice(0, 4) === today.slice(0, 4)
    ? translate(locale, key('thisYear'), parts(locale, date))
    : plainDate(locale, date)
}

/** 今天 14:30, 昨天 14:30, else the day alone. */
export function momentWords(locale: Locale, at: Date, now: Date): string {
  const [date, today] = [shanghaiDate(at), shanghaiDate(now)]
  const day = dayWords(locale, date, today)
  const isNear = Temporal.PlainDate.from(date).until(today).days <= 1 && date <= today
  return isNear ? translate(locale, key('withTime'), { day, time: clockTime(at) }) : day
}

export const clockTime = (at: Date): string =>
  at.toTemporalInstant().toZonedDateTimeISO('Asia/Shanghai').toPlainTime().toString({ smallestUnit: 'minute' })

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** As official Chinese counts terms and sessions: 第十七届, 第五次会议. @param number from 1 to 99 */
export function countWords(locale: Locale, number: number): string {
  if (locale === 'en') return String(number)
  const [tens, ones] = [Math.floor(number / 10), digits[number % 10] ?? '']
  if (tens === 0) return ones
  return `${tens === 1 ? '' : (digits[tens] ?? '')}十${ones}`
}
