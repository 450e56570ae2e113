import { useTranslation } from 'react-i18next'
import { calendarDate } from './dates.ts'
import type { SuggestionView } from './suggestion-shapes.ts'
import { useLocale } from './use-locale.ts'

/** What is said of a lead who cannot act: `mark` beside the name, `why` where somebody else evaluates for them. */
export function useLeadAbsence({ leadAbsence: of }: SuggestionView): { mark: string; why: string } | null {
  const { t } = useTranslation('workbench')
  const locale = useLocale()
  if (of === null) return null
  const mark = t(`case.lead_absence.${of.kind}`)
  return {
    mark: of.since === null ? mark : t('case.lead_absence.since', { mark, on: calendarDate(locale, of.since) }),
    why: of.evaluator === null ? '' : t(`case.lead_absence.${of.kind}_${of.evaluator}`),
  }
}
