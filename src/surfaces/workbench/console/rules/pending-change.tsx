import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ChangedView, RuleProposalView } from '#modules/rules/rule-change.contract.ts'
import { calendarDate, moment } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { Decision, useDecision } from '../parts/approval-decision.tsx'
import { Fault } from '../parts/page.tsx'
import { ruleLists, useRuleTakeBack } from './rule-calls.ts'

export function ChangeList({ of }: { of: readonly ChangedView[] }) {
  const { t } = useTranslation('console')
  return (
    <ul className="plain">
      {of.map(({ rule, name, from, to }) => (
        <li key={rule}>{t('rules.from_to', { name, from, to })}</li>
      ))}
    </ul>
  )
}

/** What one asked for, where it can be read beside the rules as they are; the second person decides here too. */
export function PendingChange({ of }: { of: NonNullable<RuleProposalView['pending']> }) {
  const { t } = useTranslation(['console', 'workbench'])
  const locale = useLocale()
  const decide = useDecision(ruleLists)
  const takeBack = useRuleTakeBack()
  const at = moment(locale, t, new Date(of.askedAt))
  return (
    <section className="sheet pad lead rule-pending" aria-label={t('rules.pending')}>
      <h2>{t('rules.pending')}</h2>
      <p className="quiet">
        {t('rules.pending_by', { name: of.askedBy, at, on: calendarDate(locale, of.effectiveOn) })}
        {of.isMine ? ` ${t('rules.pending_mine')}` : null}
      </p>
      <ChangeList of={of.changes} />
      <p>{t('rules.pending_reason', { reason: of.reason })}</p>
      {decide.error ? <Fault error={decide.error} /> : null}
      {of.mayDecide ? (
        <Decision isBusy={decide.isPending} onDecide={(reason) => decide.mutate({ id: of.approvalId, reason })} />
      ) : null}
      {takeBack.error ? <Fault error={takeBack.error} /> : null}
      {of.isMine ? (
        <Button loading={takeBack.isPending} onClick={() => takeBack.mutate()}>
          {t('rules.take_back')}
        </Button>
      ) : null}
    </section>
  )
}
