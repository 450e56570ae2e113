import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActForm } from '../case/act-form.tsx'
import { ChoiceEntry, DateEntry, TextEntry } from '../parts/entries.tsx'
import type { DayKind, PublishedCalendar, usePublishing } from './publishing.ts'

type Doing = Pick<ReturnType<typeof usePublishing>, 'mutate' | 'isPending' | 'error'>
const kinds = ['holiday', 'workday', 'plain'] as const

/** One day of a published year becomes a holiday, a work day, or a day like any other; the rest of the year stays. */
export function CorrectForm({ of, doing, onClose }: { of: PublishedCalendar; doing: Doing; onClose: () => void }) {
  const { t } = useTranslation('console')
  const [day, setDay] = useState('')
  const [kind, setKind] = useState<DayKind | 'plain'>('holiday')
  const [name, setName] = useState('')
  const [note, setNote] = useState('')
  const year = day.slice(0, 4)
  const send = () => {
    const others = of.days
      .filter((one) => one.day.startsWith(year) && one.day !== day)
      .map((one) => ({ day: one.day, kind: one.kind, name: one.name }))
    const days = kind === 'plain' ? others : [...others, { day, kind, name: name.trim() }]
    const json = { source: 'posted' as const, years: [Number(year)], days, note: note.trim(), version: of.version }
    doing.mutate(json, { onSuccess: onClose })
  }
  return (
    <ActForm
      title={t('calendar.correct')}
      lead={t('calendar.correct_lead')}
      button={t('calendar.publish')}
      isPending={doing.isPending}
      error={doing.error}
      isReady={day !== '' && note.trim() !== '' && (kind === 'plain' || name.trim() !== '')}
      onSubmit={send}
      onClose={onClose}
      onReload={onClose}
    >
      <DateEntry
        label={t('calendar.day')}
        hint={t('calendar.day_hint', { years: of.years.join(t('imports.between')) })}
        min={`${Math.min(...of.years)}-01-01`}
        max={`${Math.max(...of.years)}-12-31`}
        value={day}
        onChange={setDay}
      />
      <ChoiceEntry
        label={t('calendar.kind')}
        value={kind}
        options={kinds.map((value) => ({ value, label: t(`calendar.kinds.${value}`) }))}
        onChange={setKind}
      />
      {kind === 'plain' ? null : (
        <TextEntry label={t('calendar.name')} value={name} maxLength={40} onChange={setName} />
      )}
      <TextEntry label={t('calendar.note')} value={note} maxLength={500} onChange={setNote} />
    </ActForm>
  )
}
