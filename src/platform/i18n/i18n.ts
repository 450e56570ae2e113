import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAccept } from 'hono/utils/accept'
import i18next, { type i18n } from 'i18next'
import type { Locale } from '#kernel/actor.ts'

const folder = join(import.meta.dirname, '../../../locales')
export const locales: readonly Locale[] = ['zh-CN', 'en']

type Words = { [key: string]: string | Words }

const readWords = (locale: Locale): Record<string, Words> =>
  Object.fromEntries(
    readdirSync(join(folder, locale))
      .filter((file) => file.endsWith('.json'))
      .map((file) => [
        file.replace('.json', ''),
        JSON.parse(readFileSync(join(folder, locale, file), 'utf8')) as Words,
      ]),
  )

function load(): i18n {
  const resources = Object.fromEntries(locales.map((locale) => [locale, readWords(locale)]))
  const instance = i18next.createInstance()
  void instance.init({
    resources,
    fallbackLng: 'zh-CN',
    ns: Object.keys(resources['zh-CN'] ?? {}),
    nsSeparator: ':',
    initAsync: false,
    interpolation: { escapeValue: false },
  })
  return instance
}

const words = load()

// Looking words up costs i18next some 10 µs, and a page has hundreds of them; without data they are always the same.
const plain = new Map<string, string>()

/** `key` is `module.path.to.words`; its first segment names the file under `locales/<lang>/`. */
export function translate(locale: Locale, key: string, data?: Record<string, unknown>): string {
  const name = data === undefined ? `${locale} ${key}` : ''
  const known = plain.get(name)
  if (known !== undefined) return known
  const dot = key.indexOf('.')
  const said = words.t(`${key.slice(0, dot)}:${key.slice(dot + 1)}`, { lng: locale, ...data })
  if (data === undefined && isTranslated(locale, key)) plain.set(name, said)
  return said
}

export const isTranslated = (locale: Locale, key: string): boolean => {
  const dot = key.indexOf('.')
  return words.exists(`${key.slice(0, dot)}:${key.slice(dot + 1)}`, { lng: locale, fallbackLng: locale })
}

// nobody speaks as many as fit in there
const headerMax = 200

/** Of our two languages the one that an Accept-Language header (RFC 9110, 12.5.4) likes best; Chinese where it likes neither. */
export const localeOf = (acceptLanguage = ''): Locale => {
  const liked = parseAccept(acceptLanguage.slice(0, headerMax)).filter(({ q }) => q > 0)
  const best = liked.find(({ type }) => /^(?:en|zh)(?![a-z])/i.test(type))
  return best?.type.toLowerCase().startsWith('en') ? 'en' : 'zh-CN'
}
