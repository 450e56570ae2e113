import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ReplyClass, replyClasses } from '#modules/suggestion/suggestion.ts'
import { call } from '../../frame/call.ts'
import { assignmentClient } from '../../frame/clients.ts'
import { serverDay } from '../../frame/dates.ts'
import { useFormDraft } from '../../frame/form-draft.ts'
import { Icon } from '../../frame/icons.tsx'
import { Choice, Field } from '../parts/field.tsx'
import { LongEntry } from '../parts/long-entry.tsx'
import { ActForm } from './act-form.tsx'
import type { FormOf } from './form-of.ts'

const parts = assignmentClient.assignments[':id']

export function CoOpinionForm({ act, frame, run }: FormOf) {
  const { t } = useTranslation('console')
  const { assignment } = act
  const draft = useFormDraft(`co-opinion/${assignment?.id}`, { opinion: '' })
  const { opinion } = draft.values
  if (!assignment) return null
  const send = async () => {
    const json = { version: assignment.version, opinion }
    const after = await call(parts['co-opinion'].$post({ param: { id: assignment.id }, json }))
    await draft.forget()
    return after
  }
  return (
    <ActForm {...frame} savedAt={draft.savedAt} isReady={opinion.trim() !== ''} onSubmit={() => run(send)}>
      <LongEntry
        label={t('answer.opinion')}
        rows={6}
        max={3000}
        value={opinion}
        onChange={(written) => draft.change({ opinion: written })}
      />
    </ActForm>
  )
}

const means = ['meeting', 'video', 'phone', 'message'] as const

export function ConsultationForm({ view, act, frame, run }: FormOf) {
  const { t } = useTranslation('console')
  const { assignment } = act
  const draft = useFormDraft(`consultation/${assignment?.id}`, {
    mandateId: view.leadMandateId,
    means: '' as (typeof means)[number] | '',
    heldOn: '',
    summary: '',
  })
  const [wasTried, setTried] = useState(false)
  const { values } = draft
  if (!assignment) return null
  const deputies = [
    { value: view.leadMandateId, label: view.leadName },
    ...view.cosigners
      .filter(({ state }) => state === 'confirmed')
      .map(({ mandateId, name }) => ({ value: mandateId, label: name })),
  ]
  const send = async (way: (typeof means)[number]) => {
    const json = { ...values, means: way }
    const after = await call(parts.consultations.$post({ param: { id: assignment.id }, json }))
    await draft.forget()
    return after
  }
  const submit = () => {
    const way = values.means
    setTried(true)
    if (way !== '') run(() => send(way))
  }
  return (
    <ActForm
      {...frame}
      savedAt={draft.savedAt}
      isReady={values.heldOn !== '' && values.summary.trim() !== ''}
      onSubmit={submit}
    >
      <Choice
        label={t('consultation.with')}
        value={values.mandateId}
        options={deputies}
        onChange={(mandateId) => draft.change({ mandateId })}
      />
      <Choice
        label={t('consultation.means')}
        value={values.means}
        fault={wasTried && values.means === '' ? t('consultation.means_needed') : undefined}
        options={means.map((value) => ({ value, label: t(`suggestion:means.${value}`) }))}
        onChange={(chosen) => draft.change({ means: chosen })}
      />
      <Field label={t('consultation.held_on')}>
        {(control) => (
          <Input
            {...control}
            type="date"
            className="date"
            max={serverDay()}
            value={values.heldOn}
            onChange={(event) => draft.change({ heldOn: event.target.value })}
          />
        )}
      </Field>
      <LongEntry
        label={t('consultation.summary')}
        hint={t('consultation.hint')}
        rows={4}
        max={1000}
        value={values.summary}
        onChange={(written) => draft.change({ summary: written })}
      />
    </ActForm>
  )
}

type Commitment = { content: string; owner: string; dueOn: string }
/** The class says what the county promises: it is chosen, never proposed. */
type ReplyValues = { body: string; class: ReplyClass | ''; commitments: Commitment[] }

export function ReplyForm({ view, act, frame, run }: FormOf) {
  const { t } = useTranslation(['console', 'suggestion'])
  const { assignment } = act
  const before = view.replies
    .filter(({ assignmentId, sentAt }) => assignmentId === assignment?.id && sentAt === null)
    .toSorted((one, other) => other.revision - one.revision)[0]
  const draft = useFormDraft<ReplyValues>(`reply/${assignment?.id}/${assignment?.round}`, {
    body: before?.body ?? '',
    class: before?.class ?? '',
    commitments: [],
  })
  const [wasTried, setTried] = useState(false)
  const { values, change } = draft
  if (!assignment) return null
  const isWhole = values.commitments.every(({ content, owner, dueOn }) => content.trim() && owner.trim() && dueOn)
  const submit = () => {
    setTried(true)
    const { class: chosen } = values
    if (chosen !== '') run(() => send({ ...values, class: chosen }))
  }
  const send = async (whole: ReplyValues & { class: ReplyClass }) => {
    const json = { version: assignment.version, ...whole }
    const after = await call(parts['reply-draft'].$post({ param: { id: assignment.id }, json }))
    await draft.forget()
    return after
  }
  return (
    <ActForm {...frame} savedAt={draft.savedAt} isReady={values.body.trim() !== '' && isWhole} onSubmit={submit}>
      <LongEntry
        label={t('answer.body')}
        hint={t('answer.body_hint')}
        rows={12}
        max={10000}
        value={values.body}
        onChange={(written) => change({ body: written })}
      />
      <Choice
        label={t('answer.class')}
        value={values.class}
        fault={wasTried && values.class === '' ? t('answer.class_needed') : undefined}
        onChange={(chosen) => change({ class: chosen })}
        options={replyClasses.map((value) => ({ value, label: t(`suggestion:classes.${value}`) }))}
      />
      <Promises values={values.commitments} onChange={(commitments) => change({ commitments })} />
    </ActForm>
  )
}

function Promises({ values, onChange }: { values: Commitment[]; onChange: (values: Commitment[]) => void }) {
  const { t } = useTranslation('console')
  const set = (index: number, some: Partial<Commitment>) =>
    onChange(values.map((value, at) => (at === index ? { ...value, ...some } : value)))
  return (
    <fieldset className="promises">
      <legend>{t('answer.promises')}</legend>
      <p className="quiet">{t('answer.promises_hint')}</p>
      {values.map((value, index) => (
        // A promise has no id of its own before it is sent; its place in the list is what it is known by.
        <div key={String(index)} className="promise">
          <Input
            aria-label={t('answer.promise_content', { n: index + 1 })}
            placeholder={t('answer.promise_content_hint')}
            maxLength={300}
            value={value.content}
            onChange={(event) => set(index, { content: event.target.value })}
          />
          <Input
            aria-label={t('answer.promise_owner', { n: index + 1 })}
            placeholder={t('answer.promise_owner_hint')}
            maxLength={60}
            value={value.owner}
            onChange={(event) => set(index, { owner: event.target.value })}
          />
          <Input
            aria-label={t('answer.promise_due', { n: index + 1 })}
            type="date"
            value={value.dueOn}
            onChange={(event) => set(index, { dueOn: event.target.value })}
          />
          <Button
            type="text"
            icon={<Icon name="close" size={16} />}
            aria-label={t('answer.promise_remove', { n: index + 1 })}
            onClick={() => onChange(values.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        icon={<Icon name="plus" size={16} />}
        onClick={() => onChange([...values, { content: '', owner: '', dueOn: '' }])}
      >
        {t('answer.promise_add')}
      </Button>
    </fieldset>
  )
}
