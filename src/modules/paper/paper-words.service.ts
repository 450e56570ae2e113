import type { Locale } from '#kernel/actor.ts'
import { translate } from '#platform/i18n/i18n.ts'
import type { Word } from './case-papers.view.ts'

/** What goes out is in the language of the law, whatever language its clerk reads. */
export const officialLocale: Locale = 'zh-CN'

/** The words of papers, and the suggestion's own and the figures' under `suggestion.` and `stats.`. */
export const wordIn =
  (locale: Locale): Word =>
  (key, data) =>
    translate(locale, /^(suggestion|stats)\./.test(key) ? key : `paper.${key}`, data)

/** A day as a paper writes it: 2026年2月24日. */
export const dayIn = (locale: Locale) => {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Asia/Shanghai' })
  return (iso: string | null): string => (iso === null ? '' : format.format(new Date(iso)))
}
