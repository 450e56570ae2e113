import { useTranslation } from 'react-i18next'
import type { Locale } from '#kernel/actor.ts'

/** The language shown now; a component that calls this is drawn again when it changes. */
export const useLocale = (): Locale => (useTranslation('workbench').i18n.language === 'en' ? 'en' : 'zh-CN')
