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

/** With year and weekday: on hover, and in print. */
export const fullDate = (locale: Locale, date: string): string => translate(locale, key('full'), parts(locale, date))

/** 今天, 昨天, 2 月 24 日（星期二）; another year is named. @param today both dates ISO, in Shanghai */
export function dayWords(locale: Locale, date: string, today: string): string {
  if (date === today) return translate(locale, key('today'))
  if (date === Temporal.PlainDate.from(today).subtract({ days: 1 }).toString()) {
    return translate(locale, key('yesterday'))
  }
  return date.slice(0, 4) === today.slice(0, 4)
    ? translate(locale, key('thisYear'), parts(locale, date))
    : translate(locale, key('otherYear'), parts(locale, date))
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
