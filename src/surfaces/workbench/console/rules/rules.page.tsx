import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ruleSorts, ruleSources } from '#modules/rules/rules.ts'
import { call } from '../../frame/call.ts'
import { rulesClient } from '../../frame/clients.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterChoice, FilterForm, FilterSearch, useAddress } from '../parts/filter.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { Answer, Empty, PageHead } from '../parts/page.tsx'
import { PendingChange } from './pending-change.tsx'
import { useRuleProposal } from './rule-calls.ts'
import { RuleVersions } from './rule-versions.tsx'

export function RulesPage() {
  const { t } = useTranslation(['console', 'workbench'])
  const locale = useLocale()
  const [search, change] = useAddress()
  const source = ruleSources.find((one) => one === search.get('source'))
  const changed = (['true', 'false'] as const).find((one) => one === search.get('changed'))
  const q = search.get('q') ?? ''
  const filter = {
    sort: ruleSorts.find((one) => one === search.get('sort')) ?? 'book',
    ...(source ? { source } : {}),
    ...(changed ? { changed } : {}),
    ...(q ? { q } : {}),
  }
  const rules = useQuery({
    queryKey: ['rules', filter],
    queryFn: () => call(rulesClient.rules.$get({ query: filter })),
  })
  const proposal = useRuleProposal().data
  return (
    <>
      <PageHead title={t('nav.rules')}>
        <span className="push" />
        {proposal?.mayPropose && !proposal.pending ? (
          <LinkButton to="/rules/change" type="primary">
            {t('rules.change')}
          </LinkButton>
        ) : null}
        <ExportButton of="/api/rules" filter={filter} name={t('rules.file_name')} />
      </PageHead>
      {proposal?.pending ? <PendingChange of={proposal.pending} /> : null}
      <FilterForm label={t('nav.rules')}>
        <FilterChoice
          label={t('rules.source')}
          value={source}
          any={t('rules.any_source')}
          options={ruleSources.map((value) => ({ value, label: t(`rules.sources.${value}`) }))}
          onChange={(value) => change({ source: value })}
        />
        <FilterChoice
          label={t('rules.changed')}
          value={changed}
          any={t('rules.any_change')}
          options={[
            { value: 'true', label: t('rules.only_changed') },
            { value: 'false', label: t('rules.only_default') },
          ]}
          onChange={(value) => change({ changed: value })}
        />
        <FilterChoice
          label={t('rules.sort')}
          value={filter.sort}
          options={ruleSorts.map((value) => ({ value, label: t(`rules.sorts.${value}`) }))}
          onChange={(value) => change({ sort: value })}
        />
        <FilterSearch label={t('rules.search')} of={q} onSearch={(typed) => change({ q: typed })} />
      </FilterForm>
      <Answer of={rules}>
        {(set) => (
          <>
            <p className="quiet lead">
              {set.effectiveOn
                ? t('rules.version', { version: set.version, on: calendarDate(locale, set.effectiveOn) })
                : t('rules.defaults')}
            </p>
            <div className="sheet">
              <table className="rows cards">
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
                      <td data-head={t('rules.rule')}>{rule.name}</td>
                      <td data-head={t('rules.value')}>
                        <strong>{rule.words}</strong>{' '}
                        {rule.isDefault ? null : <span className="todo-mark">{t('rules.changed')}</span>}
                      </td>
                      <td className="tight" data-head={t('rules.source')}>
                        {t(`rules.sources.${rule.source}`)}
                      </td>
                      <td data-head={t('rules.article')}>{rule.article}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {set.rules.length === 0 ? <Empty>{t('rules.none_match')}</Empty> : null}
              <div className="table-foot">
                <span className="quiet" role="status">
                  {t('list.rows', { shown: set.rules.length, total: set.rules.length })}
                </span>
              </div>
            </div>
          </>
        )}
      </Answer>
      {proposal ? <RuleVersions /> : null}
    </>
  )
}
