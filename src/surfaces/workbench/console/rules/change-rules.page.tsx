import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { RuleProposalView } from '#modules/rules/rule-change.contract.ts'
import { entryOf, type RuleKey, type RuleValue, ruleKeys } from '#modules/rules/rules.ts'
import { calendarDate, serverDay } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { ActForm } from '../case/act-form.tsx'
import { DateEntry } from '../parts/entries.tsx'
import { Field } from '../parts/field.tsx'
import { LongEntry } from '../parts/long-entry.tsx'
import { Answer, Empty, useTitle } from '../parts/page.tsx'
import { useRuleChange, useRuleProposal } from './rule-calls.ts'
import { RuleEntry } from './rule-entry.tsx'
import { useValueWords } from './value-words.ts'

export function ChangeRulesPage() {
  const { t } = useTranslation(['console', 'workbench'])
  const proposal = useRuleProposal()
  useTitle(t('rules.change'))
  return (
    <Answer of={proposal}>
      {(found) =>
        found.pending ? (
          <Empty>{t('rules.may_wait')}</Empty>
        ) : (
          <ChangeForm proposal={found} onReload={proposal.refetch} />
        )
      }
    </Answer>
  )
}

const reasonMax = 500
const isOpen = (rule: RuleKey): boolean => {
  const entry = entryOf(rule)
  return entry.kind !== 'number' || !entry.byLaw
}

type Wanted = { rule: RuleKey; value: RuleValue }
type FormProps = { proposal: RuleProposalView; onReload: () => unknown }

function ChangeForm({ proposal, onReload }: FormProps) {
  const { t } = useTranslation('console')
  const navigate = useNavigate()
  const [wanted, setWanted] = useState<readonly Wanted[]>([])
  const [reason, setReason] = useState('')
  const [effectiveOn, setDay] = useState(proposal.earliestOn > serverDay() ? proposal.earliestOn : serverDay())
  const change = useRuleChange(() => navigate('/rules'))
  const decided = (rule: RuleKey): RuleValue => proposal.values[rule] ?? entryOf(rule).value
  const choose = (rules: readonly RuleKey[]) =>
    setWanted(rules.map((rule) => wanted.find((one) => one.rule === rule) ?? { rule, value: decided(rule) }))
  const set = (rule: RuleKey, value: RuleValue) =>
    setWanted(wanted.map((one) => (one.rule === rule ? { rule, value } : one)))
  const locale = useLocale()
  return (
    <ActForm
      isPage
      title={t('rules.change')}
      lead={t('rules.change_lead')}
      button={t('rules.submit')}
      isPending={change.isPending}
      error={change.error}
      isReady={wanted.length > 0 && reason.trim() !== '' && effectiveOn !== ''}
      onSubmit={() => change.mutate({ version: proposal.version, effectiveOn, reason, changes: [...wanted] })}
      onClose={() => void navigate('/rules')}
      onReload={() => void onReload()}
    >
      <Field label={t('rules.add')} hint={t('rules.add_hint')}>
        {(control) => (
          <Select<RuleKey[]>
            {...control}
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            value={wanted.map(({ rule }) => rule)}
            onChange={choose}
            options={ruleKeys.filter(isOpen).map((value) => ({ value, label: t(`rules.names.${value}`) }))}
          />
        )}
      </Field>
      {wanted.map(({ rule, value }) => (
        <RuleEntry
          key={rule}
          rule={rule}
          from={decided(rule)}
          value={value}
          effectiveOn={effectiveOn}
          onChange={(typed) => set(rule, typed)}
        />
      ))}
      <DateEntry
        label={t('rules.effective_on')}
        hint={t('rules.effective_hint', {
          earliest: calendarDate(locale, proposal.earliestOn),
          latest: calendarDate(locale, proposal.latestOn),
        })}
        value={effectiveOn}
        min={proposal.earliestOn}
        max={proposal.latestOn}
        onChange={setDay}
      />
      <LongEntry label={t('rules.reason')} rows={2} max={reasonMax} value={reason} onChange={setReason} />
      <WhatChanges wanted={wanted} decided={decided} on={effectiveOn} />
    </ActForm>
  )
}

type WhatProps = { wanted: readonly Wanted[]; decided: (rule: RuleKey) => RuleValue; on: string }

/** In words, before anybody is asked: which rule, and for which cases. */
function WhatChanges({ wanted, decided, on }: WhatProps) {
  const { t } = useTranslation('console')
  const words = useValueWords()
  const locale = useLocale()
  const told = wanted.map(({ rule, value }) => ({ rule, from: words(rule, decided(rule)), to: words(rule, value) }))
  const changed = told.filter(({ from, to }) => from !== to)
  if (changed.length === 0 || on === '') return null
  const day = calendarDate(locale, on)
  return (
    <ul className="verdict consequences" aria-label={t('rules.what_changes')}>
      {changed.map(({ rule, from, to }) => (
        <li key={rule}>
          {t('rules.from_to', { name: t(`rules.names.${rule}`), from, to })}
          {rule === 'suggestion.number'
            ? t('rules.reach_number', { on: day })
            : t(`rules.reach.${entryOf(rule).reach}`, { on: day })}
        </li>
      ))}
    </ul>
  )
}
