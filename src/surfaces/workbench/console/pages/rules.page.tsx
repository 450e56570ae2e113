import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { rulesClient } from '../../frame/clients.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { Answer, PageHead } from '../parts/page.tsx'

type Value = string | number | { n: number; unit: string }

export function RulesPage() {
  const { t } = useTranslation(['console', 'workbench'])
  const locale = useLocale()
  const rules = useQuery({ queryKey: ['rules'], queryFn: () => call(rulesClient.rules.$get()) })
  const words = (value: Value): string => {
    if (typeof value === 'object') return t(`workbench:rules.unit.${value.unit}`, { count: value.n })
    return value === '' ? t('rules.empty') : String(value)
  }
  return (
    <>
      <PageHead title={t('nav.rules')} />
      <Answer of={rules}>
        {(set) => (
          <>
            <p className="quiet lead">
              {set.effectiveOn
                ? t('rules.version', { version: set.version, on: calendarDate(locale, set.effectiveOn) })
                : t('rules.defaults')}{' '}
              {t('rules.read_only')}
            </p>
            <div className="sheet">
              <table className="rows">
                <caption className="unseen">{t('nav.rules')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('rules.rule')}</th>
                    <th scope="col">{t('rules.value')}</th>
                    <th scope="col">{t('rules.source')}</th>
                    <th scope="col">{t('rules.article')}</th>
                  </tr>
                </thead>
                <tbody>
                  {set.rules.map((rule) => (
                    <tr key={rule.key}>
                      <td>{t(`rules.names.${rule.key}`)}</td>
                      <td className="tight">
                        <strong>{words(rule.value)}</strong>{' '}
                        {rule.isDefault ? null : <span className="todo-mark">{t('rules.changed')}</span>}
                      </td>
                      <td className="tight">{t(`rules.sources.${rule.source}`)}</td>
                      <td>{rule.article}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </Answer>
    </>
  )
}
