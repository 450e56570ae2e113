import type { Locale } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { lastDayOf } from '#modules/clock/index.ts'
import { isTranslated, translate } from '#platform/i18n/i18n.ts'
import type { Truth } from './truth.queries.ts'

// A message says a number, what to do, by when and where to look. The matter, titles and names stay in the program.

type Said = Pick<
  Truth,
  'kind' | 'data' | 'number' | 'ownNumber' | 'dueBefore' | 'caseKind' | 'caseId' | 'isDeputy' | 'locale'
>
type Words = { subject: string; text: string }

const localeOf = ({ locale }: { locale: string | null }): Locale => (locale === 'en' ? 'en' : 'zh-CN')

/** What a notice asks for, in one clause: 请签收; 答复还有 7 天到期. */
export function whatOf(locale: Locale, { kind, data, caseKind }: Pick<Said, 'kind' | 'data' | 'caseKind'>): string {
  const said = (part: string) =>
    [caseKind, 'suggestion', 'notification'].map((words) => `${words}.${part}`).find((key) => isTranslated(locale, key))
  const clock = said(`clocks.${data.ruleId}`)
  const isOfClock = ['soon', 'overdue', 'escalated'].includes(kind) || kind.startsWith('unheard_')
  if (isOfClock && clock !== undefined) {
    return translate(locale, `notification.what.${kind}`, { rule: translate(locale, clock), count: data.days ?? 0 })
  }
  return translate(locale, said(`notices.${kind}`) ?? 'notification.what.any')
}

/** The last day by which it is to be done, or null when there is none. */
export function dueOnOf({ dueBefore, data }: Pick<Said, 'dueBefore' | 'data'>): string | null {
  const before = dueBefore ?? (data.dueBefore ? new Date(data.dueBefore) : null)
  return before && !Number.isNaN(before.getTime()) ? lastDayOf(before) : null
}

const pagesOf = (caseKind: string | null, isDeputy: boolean): string | undefined => {
  if (caseKind === 'motion') return isDeputy ? '/app/motions' : '/console/motions'
  if (caseKind === 'suggestion') return isDeputy ? '/app/cases' : '/console/suggestions'
  return undefined
}

/** The page of the case; for kinds of cases without a page of their own, the list of notices. */
function linkOf(said: Pick<Said, 'caseId' | 'caseKind' | 'isDeputy'>, origin: string): string {
  const pages = pagesOf(said.caseKind, said.isDeputy)
  return said.caseId === null || pages === undefined ? listOf(said, origin) : `${origin}${pages}/${said.caseId}`
}

const listOf = ({ isDeputy }: Pick<Said, 'isDeputy'>, origin: string): string =>
  `${origin}${isDeputy ? '/app/notices' : '/console/notices'}`

/** To a deputy whose own suggestion was merged into the case, that one's number and the main one's. */
function numberOf(locale: Locale, { number, ownNumber }: { number: string | null; ownNumber?: string | null }): string {
  if (number !== null && ownNumber) return translate(locale, 'notification.mail.merged', { own: ownNumber, number })
  return number ?? translate(locale, 'notification.mail.no_number')
}

export function composeMail(said: Said, origin: string): Words {
  const locale = localeOf(said)
  const [number, what, dueOn] = [numberOf(locale, said), whatOf(locale, said), dueOnOf(said)]
  const line = (key: string, data: Record<string, unknown>) => translate(locale, `notification.mail.${key}`, data)
  return {
    subject: line('subject', { number, what }),
    text: [
      line('number', { number }),
      line('what', { what }),
      ...(dueOn === null ? [] : [line('due', { day: dueOn })]),
      line('link', { link: linkOf(said, origin) }),
      '',
      line('foot', {}),
    ].join('\n'),
  }
}

const linesShown = 50

/** One mail a day: what came, and what is due soonest. */
export function composeDigest(
  said: readonly Said[],
  soonest: readonly { todo: string | null; dueBefore: Date | null; number: string | null }[],
  origin: string,
  now: Date,
): Words {
  const locale = said[0] ? localeOf(said[0]) : 'zh-CN'
  const word = (key: string, data: Record<string, unknown> = {}) =>
    translate(locale, `notification.digest.${key}`, data)
  const line = (of: Parameters<typeof numberOf>[1], what: string, dueOn: string | null) =>
    word(dueOn === null ? 'line' : 'due_line', { number: numberOf(locale, of), what, day: dueOn })
  const todo = (code: string | null) => {
    const key = `suggestion.todo.${code}`
    return translate(locale, isTranslated(locale, key) ? key : 'notification.what.any')
  }
  const more = said.length > linesShown ? [word('more', { count: said.length - linesShown })] : []
  const due = soonest.filter((one) => one.dueBefore !== null)
  return {
    subject: word('subject', { count: said.length, day: shanghaiDate(now) }),
    text: [
      word('news', { count: said.length }),
      ...said.slice(0, linesShown).map((one) => line(one, whatOf(locale, one), dueOnOf(one))),
      ...more,
      ...(due.length > 0 ? ['', word('soonest')] : []),
      ...due.map((one) => line(one, todo(one.todo), one.dueBefore && lastDayOf(one.dueBefore))),
      '',
      word('link', { link: listOf(said[0] ?? { isDeputy: false }, origin) }),
      '',
      translate(locale, 'notification.mail.foot'),
    ].join('\n'),
  }
}

/** A number and a link; of a digest how many. */
export function smsParams(said: readonly Said[], isDigest: boolean, origin: string): Record<string, string> {
  const [first] = said
  if (!first) return {}
  if (isDigest) return { number: String(said.length), link: listOf(first, origin) }
  return { number: numberOf(localeOf(first), first), link: linkOf(first, origin) }
}
