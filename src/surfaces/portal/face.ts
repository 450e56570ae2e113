import type { Locale } from '#kernel/actor.ts'

/** How a page is shown. It is in the address, so that a page can be kept for all who ask and links can be sent on. */
export type Face = { locale: Locale; large: boolean; prefix: string }

const face = (locale: Locale, large: boolean): Face => ({
  locale,
  large,
  prefix: `${locale === 'en' ? '/en' : ''}${large ? '/large' : ''}`,
})

export const plainFaces = [face('zh-CN', false), face('en', false)] as const
export const faces: readonly Face[] = [...plainFaces, face('zh-CN', true), face('en', true)]

export const otherLanguage = ({ locale, large }: Face): Face => face(locale === 'en' ? 'zh-CN' : 'en', large)
export const otherSize = ({ locale, large }: Face): Face => face(locale, !large)

/** The face that an address asks for, also when nothing is there. */
export const faceOf = (path: string): Face =>
  faces.findLast(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`)) ?? plainFaces[0]

export type Query = Readonly<Record<string, string | undefined>>

export function queryText(query: Query): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1])
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

/** @param path of the page, beginning with a slash, without what the face puts before it */
export const addressOf = ({ prefix }: Face, path: string, query: Query = {}): string =>
  `${prefix}${path}${queryText(query)}`

/** Where what was searched for stands: on a phone it is below all that one can choose. */
export const foundAt = (face: Face): string => `${addressOf(face, '/suggestions')}#found`

const lengthMax = 60

/**
 * The parameters a page knows, in one order, cut and trimmed: what means the same is kept once, and nobody fills the
 * memory with made-up ones.
 */
export function normalQuery(asked: URLSearchParams, known: readonly string[]): Query {
  return Object.fromEntries(
    known.map((name) => {
      const value =
        asked
          .get(name)
          ?.normalize('NFKC')
          .replaceAll(/[\s\p{Cc}]+/gu, ' ')
          .trim() ?? ''
      return [name, name === 'cursor' ? value.slice(0, 200) : [...value].slice(0, lengthMax).join('')]
    }),
  )
}
