import type { TFunction } from 'i18next'
import type { Locale } from '#kernel/actor.ts'

// All dates are those of Shanghai, whatever the zone of the machine in front of the reader.
const zone = 'Asia/Shanghai'
const dayMs = 86_400_000
const shanghaiMs = 8 * 3_600_000

// The server's clock counts: a laptop may be wrong, and an acceptance run lives at another date.
let aheadMs = 0
export const setServerNow = (now: Date): void => {
  aheadMs = now.getTime() - Date.now()
}
export const serverNow = (): Date => new Date(Date.now() + aheadMs)

/** Today in Shanghai by the server's clock, or so many days from it, as the API writes dates. */
export const serverDay = (daysOn = 0): string =>
  new Date(serverNow().getTime() + shanghaiMs + daysOn * dayMs).toISOString().slice(0, 10)

const dayOf = (instant: Date): number => Math.floor((instant.getTime() + shanghaiMs) / dayMs)
export const daysBetween = (from: Date, to: Date): number => dayOf(to) - dayOf(from)

const parts = (locale: Locale, instant: Date, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }).format(instant)

const spaced = (locale: Locale, text: string): string =>
  // 2026年2月24日 reads as 2026 年 2 月 24 日
  locale === 'zh-CN' ? text.replaceAll(/(\d)(?=\p{Script=Han})|(\p{Script=Han})(?=\d)/gu, '$& ') : text

export const timeOf = (locale: Locale, instant: Date): string =>
  parts(locale, instant, { hour: '2-digit', minute: '2-digit', hour12: false })

export const dateOf = (locale: Locale, instant: Date, withYear = false): string =>
  spaced(
    locale,
    parts(locale, instant, {
      month: locale === 'en' ? 'short' : 'long',
      day: 'numeric',
      ...(withYear ? { year: 'numeric' } : {}),
    }),
  )

export const weekdayOf = (locale: Locale, instant: Date): string =>
  parts(locale, instant, { weekday: locale === 'en' ? 'short' : 'long' })

/** For titles and print: nothing left out. */
export const fullMoment = (locale: Locale, instant: Date): string =>
  `${dateOf(locale, instant, true)} ${weekdayOf(locale, instant)} ${timeOf(locale, instant)}`

/** 今天 14:30, 昨天 09:05, 2 月 24 日 14:30, 2025 年 2 月 24 日. */
export function moment(locale: Locale, words: TFunction<'workbench'>, instant: Date, now: Date = serverNow()): string {
  const days = daysBetween(instant, now)
  if (days === 0) return words('date.today', { time: timeOf(locale, instant) })
  if (days === 1) return words('date.yesterday', { time: timeOf(locale, instant) })
  const isThisYear = dateOf(locale, instant, true).includes(String(yearOf(now)))
  return isThisYear ? `${dateOf(locale, instant)} ${timeOf(locale, instant)}` : dateOf(locale, instant, true)
}

const yearOf = (instant: Date): number => new Date(instant.getTime() + shanghaiMs).getUTCFullYear()

/** `short` is for a column that is headed as a deadline already. */
export type DueTone = 'late' | 'soon' | 'calm'
export type Due = { text: string; short: string; full: string; tone: DueTone }

/** `dueBefore` is the first instant too late; what people name is the last day on which it is in time. */
export function dueText(locale: Locale, words: TFunction<'workbench'>, dueBefore: Date, now: Date = serverNow()): Due {
  const lastMoment = new Date(dueBefore.getTime() - 1)
  const days = daysBetween(now, lastMoment)
  const isThisYear = yearOf(lastMoment) === yearOf(now)
  const on = `${dateOf(locale, lastMoment, !isThisYear)} ${weekdayOf(locale, lastMoment)}`
  const full = `${dateOf(locale, lastMoment, true)} ${weekdayOf(locale, lastMoment)} ${timeOf(locale, lastMoment)}`
  const shortly = dateOf(locale, lastMoment, Math.abs(days) > 300)
  const told = (key: string, tone: DueTone, count = days): Due => ({
    text: words(`date.${key}`, { count, on }),
    short: words(`date.short.${key}`, { count, on: shortly }),
    full,
    tone,
  })
  if (now >= dueBefore) return told('late', 'late', Math.max(1, -days))
  if (days === 0) return told('dueToday', 'soon')
  if (days === 1) return told('dueTomorrow', 'soon')
  return told('dueIn', days <= 7 ? 'soon' : 'calm')
}

/** An ISO calendar date as people read it. */
export const calendarDate = (locale: Locale, isoDate: string, withYear = true): string =>
  dateOf(locale, new Date(`${isoDate}T12:00:00+08:00`), withYear)
