import type { TFunction } from 'i18next'
import type { SuggestionView } from './suggestion-shapes.ts'

type Step = Pick<SuggestionView['timeline'][number], 'type' | 'data'>

/** What happened; of a deadline also for what it was set and whose it is: 民政局：答复逾期, 卫健局：签收到期提醒. */
export function stepWord(t: TFunction<['workbench', 'suggestion']>, { type, data }: Step): string {
  const word = t(`suggestion:events.${type}`)
  const clock = type.startsWith('clock.') ? t(`suggestion:clocks.${String(data.ruleId)}`, { defaultValue: '' }) : ''
  const said = clock ? t('workbench:case.of_clock', { clock, word }) : word
  return data.unitName ? t('workbench:case.of_unit', { unit: data.unitName, word: said }) : said
}
