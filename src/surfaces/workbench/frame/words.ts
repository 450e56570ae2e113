import i18next, { type BackendModule, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Locale } from '#kernel/actor.ts'
import { arrived } from './arrived.ts'

const storageKey = 'minsheng.locale'

type Words = { default: Record<string, unknown> }
/** What `import.meta.glob` gives for the locale files: one loader a file. */
export type WordFiles = Record<string, () => Promise<unknown>>

export const currentLocale = (): Locale => {
  const kept = localStorage.getItem(storageKey)
  if (kept === 'zh-CN' || kept === 'en') return kept
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-CN'
}

/** Words come by language and file, when a page first needs them. */
export async function loadWords(files: WordFiles, first: readonly string[]): Promise<i18n> {
  const backend: BackendModule = {
    type: 'backend',
    init: () => undefined,
    read(language, namespace, callback) {
      const load = Object.entries(files).find(([path]) => path.endsWith(`/${language}/${namespace}.json`))?.[1]
      if (!load) return callback(null, {})
      void arrived(load).then((words) => callback(null, (words as Words).default))
    },
  }
  document.documentElement.lang = currentLocale()
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: currentLocale(),
      load: 'currentOnly',
      fallbackLng: false,
      ns: first,
      defaultNS: first[0] ?? 'workbench',
      fallbackNS: 'workbench',
      interpolation: { escapeValue: false },
    })
  return i18next
}

export async function changeLocale(locale: Locale): Promise<void> {
  localStorage.setItem(storageKey, locale)
  document.documentElement.lang = locale
  await i18next.changeLanguage(locale)
}

/** Words that few pages need, fetched with the file they stand in when one of them does. */
export async function wordOf(namespace: string, key: string): Promise<string> {
  await i18next.loadNamespaces(namespace)
  return i18next.t(key, { ns: namespace })
}

/** A sentence of the workbench outside of a component. */
export const sentence = (key: string, values: Record<string, unknown> = {}): string =>
  i18next.t(key, { ns: 'workbench', ...values })
