import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { handoverLimits, meetingLines } from '#modules/handover/handover.ts'
import { call } from '../../frame/call.ts'
import { handoverClient } from '../../frame/clients.ts'
import { serverDay } from '../../frame/dates.ts'
import { type MeetingDraft, useMeetingAct } from '../../frame/handover-calls.ts'
import { ActForm } from '../case/act-form.tsx'
import { Choice, Field } from '../parts/field.tsx'
import { LongEntry } from '../parts/long-entry.tsx'
import { useTitle } from '../parts/page.tsx'

export function NewMeetingPage() {
  const { t } = useTranslation('handover')
  const navigate = useNavigate()
  const doing = useMeetingAct()
  useTitle(t('acts.new'))
  return (
    <MeetingForm
      isPage
      title={t('acts.new')}
      initial={{ title: '', line: 'recess', heldOn: serverDay(), place: '', note: '' }}
      isPending={doing.isPending}
      error={doing.error}
      onSubmit={(json) =>
        doing.mutate(() => call(handoverClient['handover-meetings'].$post({ json })), {
          onSuccess: ({ id }) => void navigate(`/handovers/${id}`, { replace: true }),
        })
      }
      onClose={() => void navigate('/handovers')}
    />
  )
}

type Props = {
  title: string
  isPage?: boolean
  initial: MeetingDraft
  isPending: boolean
  error: Error | null
  onSubmit: (draft: MeetingDraft) => void
  onClose: () => void
}

export function MeetingForm({ title, initial, onSubmit, ...frame }: Props) {
  const { t } = useTranslation('handover')
  const [draft, setDraft] = useState(initial)
  const change = (some: Partial<MeetingDraft>) => setDraft((now) => ({ ...now, ...some }))
  return (
    <ActForm
      {...frame}
      title={title}
      button={t('acts.save')}
      isReady={draft.title.trim() !== '' && draft.heldOn !== ''}
      onSubmit={() => onSubmit(draft)}
    >
      <Field label={t('fields.title')}>
        {(control) => (
          <Input
            {...control}
            maxLength={handoverLimits.titleMax}
            value={draft.title}
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </Field>
      <Choice
        label={t('fields.line')}
        value={draft.line}
        onChange={(line) => change({ line })}
        options={meetingLines.map((value) => ({ value, label: t(`lines.${value}`) }))}
      />
      <Field label={t('fields.heldOn')}>
        {(control) => (
          <Input
            {...control}
            type="date"
            className="date"
            value={draft.heldOn}
            onChange={(event) => change({ heldOn: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('fields.place')}>
        {(control) => (
          <Input
            {...control}
            maxLength={handoverLimits.placeMax}
            value={draft.place}
            onChange={(event) => change({ place: event.target.value })}
          />
        )}
      </Field>
      <LongEntry
        label={t('fields.note')}
        rows={2}
        max={2000}
        value={draft.note}
        onChange={(written) => change({ note: written })}
      />
    </ActForm>
  )
}
