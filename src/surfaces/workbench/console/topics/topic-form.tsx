import { Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { categories } from '#modules/suggestion/suggestion.ts'
import type { TopicDraft } from '#modules/topic/topic.contract.ts'
import { topicLimits } from '#modules/topic/topic.ts'
import { ActForm } from '../case/act-form.tsx'
import { Field } from '../parts/field.tsx'
import { LongEntry } from '../parts/long-entry.tsx'

type Props = {
  title: string
  isPage?: boolean
  initial: TopicDraft
  isPending: boolean
  error: Error | null
  onSubmit: (draft: TopicDraft) => void
  onClose: () => void
}

export function TopicForm({ title, initial, onSubmit, ...frame }: Props) {
  const { t } = useTranslation(['topic', 'suggestion'])
  const [draft, setDraft] = useState(initial)
  const change = (some: Partial<TopicDraft>) => setDraft((now) => ({ ...now, ...some }))
  return (
    <ActForm
      {...frame}
      title={title}
      button={t('acts.save')}
      isReady={draft.title.trim() !== ''}
      onSubmit={() => onSubmit(draft)}
    >
      <Field label={t('fields.title')}>
        {(control) => (
          <Input
            {...control}
            maxLength={topicLimits.titleMax}
            value={draft.title}
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </Field>
      {(['background', 'direction'] as const).map((part) => (
        <LongEntry
          key={part}
          label={t(`fields.${part}`)}
          hint={t(`fields.${part}_hint`)}
          rows={3}
          max={topicLimits.wordsMax}
          value={draft[part]}
          onChange={(written) => change({ [part]: written })}
        />
      ))}
      <Field label={t('fields.category')}>
        {(control) => (
          <Select
            {...control}
            value={draft.category}
            onChange={(category) => change({ category })}
            options={categories.map((value) => ({ value, label: t(`suggestion:categories.${value}`) }))}
          />
        )}
      </Field>
      <Field label={t('fields.claimsMax')} hint={t('fields.claimsMax_hint')}>
        {(control) => (
          <InputNumber
            {...control}
            min={1}
            max={topicLimits.claimsMost}
            precision={0}
            value={draft.claimsMax}
            onChange={(claimsMax) => change({ claimsMax })}
          />
        )}
      </Field>
      <Field label={t('fields.openUntil')} hint={t('fields.openUntil_hint')}>
        {(control) => (
          <Input
            {...control}
            type="date"
            className="date"
            value={draft.openUntil ?? ''}
            onChange={(event) => change({ openUntil: event.target.value || null })}
          />
        )}
      </Field>
    </ActForm>
  )
}
