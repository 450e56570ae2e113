import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldView } from '#modules/suggestion/field.contract.ts'
import { type Category, categories } from '#modules/suggestion/suggestion.ts'
import { call } from '../../frame/call.ts'
import { calendarDate, serverDay } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { ActForm } from '../case/act-form.tsx'
import { ChoiceEntry, DateEntry } from '../parts/entries.tsx'
import { Field } from '../parts/field.tsx'
import { useFieldChoices } from './committee-choice.tsx'
import { fieldCalls, useFieldChange } from './field-calls.ts'

/** Gives categories and units to a committee, and says from when on. */
export function GiveForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['console', 'suggestion'])
  const locale = useLocale()
  const choices = useFieldChoices()
  const [committeeId, setCommittee] = useState<string | null>(null)
  const [given, setGiven] = useState<Category[]>([])
  const [unitIds, setUnits] = useState<string[]>([])
  const [startsOn, setDay] = useState(serverDay())
  const give = useFieldChange(
    () => call(fieldCalls.$post({ json: { committeeId: committeeId ?? '', categories: given, unitIds, startsOn } })),
    onClose,
  )
  const isReady = committeeId !== null && given.length + unitIds.length > 0 && startsOn !== ''
  return (
    <ActForm
      title={t('fields.give')}
      lead={t('fields.give_lead')}
      button={t('fields.give_do')}
      isPending={give.isPending}
      error={give.error}
      isReady={isReady}
      onSubmit={() => give.mutate()}
      onClose={onClose}
      onReload={() => give.reset()}
    >
      <ChoiceEntry
        label={t('fields.committee')}
        value={committeeId}
        options={(choices.data?.committees ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        isLoading={choices.isFetching}
        onChange={setCommittee}
      />
      <Field label={t('fields.categories')}>
        {(control) => (
          <Select<Category[]>
            {...control}
            mode="multiple"
            value={given}
            onChange={setGiven}
            options={categories.map((value) => ({ value, label: t(`suggestion:categories.${value}`) }))}
            showSearch={{ optionFilterProp: 'label' }}
          />
        )}
      </Field>
      <Field label={t('fields.units')}>
        {(control) => (
          <Select<string[]>
            {...control}
            mode="multiple"
            value={unitIds}
            onChange={setUnits}
            options={(choices.data?.units ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            showSearch={{ optionFilterProp: 'label' }}
          />
        )}
      </Field>
      <DateEntry label={t('fields.starts')} value={startsOn} onChange={setDay} />
      {isReady ? (
        <ul className="verdict consequences" aria-label={t('units.what_happens')}>
          <li>{t('fields.give_before', { on: calendarDate(locale, startsOn) })}</li>
          <li>{t('fields.give_cases')}</li>
        </ul>
      ) : null}
    </ActForm>
  )
}

/** From a day on nobody looks after it. */
export function EndForm({ field, name, onClose }: { field: FieldView; name: string; onClose: () => void }) {
  const { t } = useTranslation('console')
  const today = serverDay()
  const [endsOn, setDay] = useState([field.startsOn, today].toSorted().at(-1) ?? today)
  const end = useFieldChange(
    () => call(fieldCalls[':id'].end.$post({ param: { id: field.id }, json: { version: field.version, endsOn } })),
    onClose,
  )
  return (
    <ActForm
      title={t('fields.end_of', { committee: field.committeeName, name })}
      lead={t('fields.end_lead')}
      button={t('fields.end_do')}
      isPending={end.isPending}
      error={end.error}
      isReady={endsOn !== ''}
      onSubmit={() => end.mutate()}
      onClose={onClose}
      onReload={onClose}
    >
      <DateEntry label={t('fields.ends')} value={endsOn} onChange={setDay} />
    </ActForm>
  )
}
