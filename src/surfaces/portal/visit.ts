import type { CongressFacts } from '#modules/publication/index.ts'
import { type Category, categories } from '#modules/suggestion/suggestion.ts'
import type { App } from '#platform/app.ts'
import { translate } from '#platform/i18n/i18n.ts'
import type { Face, Query } from './face.ts'

export type Facets = { units: readonly string[]; years: readonly number[] }

export type PublishedCongress = { name: string; area_name: string; content: Partial<CongressFacts> }

/** Everything that a page is made from: who asks does not belong to it. */
export type Visit = {
  app: App
  face: Face
  /** Of the page, without the face; with `query` it makes the links to the other faces. */
  path: string
  query: Query
  id: string
  origin: string
  /** Where others reach the site: empty unless it is configured, so that kept pages are the same for every host. */
  outside: string
  congress: PublishedCongress | undefined
  /** What the list can be filtered by, for the pages that show it. */
  facets: () => Promise<Facets>
  now: Date
  /** The date of `now`, ISO. */
  today: string
  /** Words of the portal: `say('home.title')` is the key `home.title` of the portal's locale file. */
  say: (key: string, facts?: Record<string, unknown>) => string
}

export const sayIn =
  ({ locale }: Face) =>
  (key: string, facts?: Record<string, unknown>): string =>
    translate(locale, `portal.${key}`, facts)

/** On an English page the words of deputies and units stay Chinese, and say so to screen readers. */
export const inChinese = ({ face }: Pick<Visit, 'face'>): { lang?: 'zh-CN' } =>
  face.locale === 'zh-CN' ? {} : { lang: 'zh-CN' }

export const caseKind = 'suggestion'

/** Where a published case can stand, in the groups that a citizen tells apart. */
export const standings = {
  answered: ['replied', 'awaiting_evaluation'],
  // an answer that was found wanting may have its unit named anew: the case then takes the way of the first time
  again: ['rehandling', 'accepted', 'pre_assignment', 'assigned', 'handling', 'joint_review'],
  tracking: ['tracking', 'oversight'],
  closed: ['closed', 'closed_with_dissent'],
  ended: ['withdrawn', 'merged', 'split', 'converted_to_letter'],
} as const
export type Standing = keyof typeof standings

export const isStanding = (text: string | undefined): text is Standing =>
  text !== undefined && Object.hasOwn(standings, text)
export const isCategory = (text: string | undefined): text is Category =>
  text !== undefined && categories.some((category) => category === text)

export const standingOf = (state: string): Standing =>
  (Object.keys(standings) as Standing[]).find((standing) => standings[standing].some((one) => one === state)) ??
  'answered'

export const categoryWords = ({ face }: Pick<Visit, 'face'>, category: string): string =>
  translate(face.locale, `suggestion.categories.${category}`)

/** The state in words for the public. */
export const stateWords = ({ say }: Pick<Visit, 'say'>, state: string): string => say(`states.${state}`)
