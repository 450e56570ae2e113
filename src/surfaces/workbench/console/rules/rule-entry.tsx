import { Input, InputNumber, Select } from 'antd'
import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import { periodUnits } from '#kernel/work-calendar.ts'
import { patternLengthMax } from '#modules/numbering/numbering.ts'
import { entryOf, type Rule, type RuleKey, type RulePeriod, type RuleValue } from '#modules/rules/rules.ts'
import { sentenceOf } from '../../frame/call.ts'
import { ChoiceEntry } from '../parts/entries.tsx'
import { Field } from '../parts/field.tsx'
import { useNextNumber, useRuleTrial } from './rule-calls.ts'
import { useValueWords } from './value-words.ts'

type Props = {
  rule: RuleKey
  /** As it was decided on last. */
  from: RuleValue
  value: RuleValue
  effectiveOn: string
  onChange: (value: RuleValue) => void
}

/** One rule that shall change: what it is, what it shall be, and what that would have meant. */
export function RuleEntry(props: Props) {
  const { t } = useTranslation('console')
  const words = useValueWords()
  const { rule, from } = props
  const entry = entryOf(rule)
  return (
    <fieldset className="rule-entry">
      <legend>{t(`rules.names.${rule}`)}</legend>
      <p className="quiet">
        {t('rules.now_is', { value: words(rule, from) })}
        {entry.source === 'law' ? ` ${t('rules.by_law', { article: t(`rules.articles.${rule}`) })}` : null}
      </p>
      <Control {...props} entry={entry} />
    </fieldset>
  )
}

function Control({ entry, rule, value, effectiveOn, onChange }: Props & { entry: Rule }) {
  const { t } = useTranslation('console')
  switch (entry.kind) {
    case 'period':
      return typeof value === 'object' ? <PeriodEntry rule={rule} value={value} onChange={onChange} /> : null
    case 'number':
      return (
        <Field label={t('rules.new_value')} hint={t('rules.range_hint', { min: entry.min, max: entry.max })}>
          {(control) => (
            <InputNumber
              {...control}
              className="date"
              min={entry.min}
              max={entry.max}
              precision={0}
              value={Number(value)}
              onChange={(typed) => onChange(typed ?? entry.min)}
            />
          )}
        </Field>
      )
    case 'choice':
      return (
        <ChoiceEntry
          label={t('rules.new_value')}
          value={String(value)}
          options={entry.choices.map((one) => ({ value: one, label: t(`rules.texts.${one}`) }))}
          onChange={onChange}
        />
      )
    case 'days':
      return (
        <Field label={t('rules.new_value')} hint={t('rules.days_hint')}>
          {(control) => (
            <Input
              {...control}
              className="rule-days"
              value={String(value)}
              onChange={({ target }) => onChange(target.value)}
            />
          )}
        </Field>
      )
    case 'number_pattern':
      return <PatternEntry value={String(value)} effectiveOn={effectiveOn} onChange={onChange} />
  }
}

type PeriodProps = { rule: RuleKey; value: RulePeriod; onChange: (value: RuleValue) => void }

function PeriodEntry({ rule, value, onChange }: PeriodProps) {
  const { t } = useTranslation('console')
  const trial = useRuleTrial(rule, useDeferredValue(value))
  return (
    <>
      <div className="fields-row">
        <Field label={t('rules.n')}>
          {(control) => (
            <InputNumber
              {...control}
              min={1}
              max={180}
              precision={0}
              value={value.n}
              onChange={(n) => onChange({ ...value, n: n ?? 1 })}
            />
          )}
        </Field>
        <Field label={t('rules.unit')}>
          {(control) => (
            <Select<RulePeriod['unit']>
              {...control}
              value={value.unit}
              onChange={(unit) => onChange({ ...value, unit })}
              options={periodUnits.map((unit) => ({ value: unit, label: t(`rules.units.${unit}`) }))}
            />
          )}
        </Field>
      </div>
      {trial.data ? (
        <p role="status">{t(trial.data.counted > 0 ? 'rules.trial' : 'rules.trial_none', { ...trial.data })}</p>
      ) : null}
    </>
  )
}

type PatternProps = { value: string; effectiveOn: string; onChange: (value: RuleValue) => void }

function PatternEntry({ value, effectiveOn, onChange }: PatternProps) {
  const { t } = useTranslation('console')
  const next = useNextNumber(useDeferredValue(value), effectiveOn)
  return (
    <>
      <Field
        label={t('rules.new_value')}
        hint={t('rules.pattern_hint')}
        fault={next.error ? sentenceOf(next.error) : undefined}
      >
        {(control) => (
          <Input
            {...control}
            maxLength={patternLengthMax}
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
        )}
      </Field>
      {next.data ? (
        <p role="status">
          <strong>{t('rules.next_number', { number: next.data.number })}</strong>
        </p>
      ) : null}
    </>
  )
}
