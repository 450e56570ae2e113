import { useTranslation } from 'react-i18next'
import { entryOf, type RuleKey, type RuleValue } from '#modules/rules/rules.ts'

/** A value as a reader says it, while it is still being chosen: 3 个月, 审核, 30. */
export function useValueWords(): (rule: RuleKey, value: RuleValue) => string {
  const { t } = useTranslation(['console', 'workbench'])
  return (rule, value) => {
    if (typeof value === 'object') return t(`workbench:rules.unit.${value.unit}`, { count: value.n })
    return entryOf(rule).kind === 'choice' ? t(`rules.texts.${value}`) : String(value)
  }
}
