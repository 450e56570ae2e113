import { useTranslation } from 'react-i18next'
import type { RuleVersion } from '#modules/rules/rule-change.contract.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty } from '../parts/page.tsx'
import { Moment } from '../parts/told.tsx'
import { ChangeList } from './pending-change.tsx'
import { useRuleVersions } from './rule-calls.ts'

/** 历次调整: who, when, from which day, what. */
export function RuleVersions() {
  const { t } = useTranslation('console')
  const locale = useLocale()
  const list = useRuleVersions()
  return (
    <section aria-label={t('rules.history')}>
      <h2 className="rule-history">{t('rules.history')}</h2>
      <ListFrame<RuleVersion>
        of={list}
        caption={t('rules.history')}
        keyOf={({ id }) => id}
        empty={<Empty>{t('rules.no_history')}</Empty>}
        columns={[
          {
            key: 'version',
            head: t('rules.versions.version'),
            look: 'tight',
            cell: ({ version, state }) => (
              <>
                {t('rules.version_no', { version })} <span className="quiet">{t(`rules.states.${state}`)}</span>
              </>
            ),
          },
          {
            key: 'from_day',
            head: t('rules.versions.from_day'),
            look: 'tight',
            cell: ({ effectiveOn }) => calendarDate(locale, effectiveOn),
          },
          {
            key: 'what',
            head: t('rules.versions.what'),
            look: 'name',
            cell: ({ changes, reason }) => (
              <>
                <ChangeList of={changes} />
                {reason ? <p className="quiet">{t('rules.pending_reason', { reason })}</p> : null}
              </>
            ),
          },
          {
            key: 'by',
            head: t('rules.versions.by'),
            look: 'tight',
            cell: ({ proposedBy, approvedBy }) => [proposedBy, approvedBy].filter(Boolean).join(' / '),
          },
          {
            key: 'decided',
            head: t('rules.versions.decided'),
            look: 'tight',
            cell: ({ decidedAt }) => <Moment at={decidedAt} />,
          },
        ]}
      />
    </section>
  )
}
