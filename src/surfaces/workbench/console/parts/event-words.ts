import { useTranslation } from 'react-i18next'
import { eventWords } from '#modules/audit/audit.ts'

/** Every kind of event by its word, in the order of the words. */
export function useEventWords() {
  const { t, i18n } = useTranslation(['audit', 'suggestion', 'motion'])
  const words: Record<string, string> = Object.assign({}, ...eventWords.map((key) => t(key, { returnObjects: true })))
  const options = Object.entries(words)
    .map(([value, label]) => ({ value, label }))
    .toSorted((one, other) => one.label.localeCompare(other.label, i18n.language))
  return { options, wordOf: (type: string) => words[type] ?? type }
}
