import { useQuery } from '@tanstack/react-query'
import { InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { assignmentClient, caseLifeClient, suggestionClient } from '../../frame/clients.ts'
import { useFormDraft } from '../../frame/form-draft.ts'
import type { AssignmentView } from '../../frame/suggestion-shapes.ts'
import { Choice, Field } from '../parts/field.tsx'
import { LongEntry } from '../parts/long-entry.tsx'
import { ActForm } from './act-form.tsx'
import type { FormOf } from './form-of.ts'

const parts = caseLifeClient.assignments[':id']

function Reason({
  value,
  onChange,
  hint,
}: {
  value: string
  onChange: (value: string) => void
  hint?: string | undefined
}) {
  const { t } = useTranslation('console')
  return (
    <LongEntry
      label={t('act.reason')}
      {...(hint ? { hint } : {})}
      rows={3}
      max={500}
      value={value}
      onChange={onChange}
    />
  )
}

export function ExtensionForm({ act, frame, run }: FormOf) {
  const { t } = useTranslation('console')
  const { assignment } = act
  const draft = useFormDraft(`extension/${assignment?.id}`, { n: 1, reason: '' })
  const { n, reason } = draft.values
  if (!assignment) return null
  const send = async () => {
    const json = { version: assignment.version, n, reason }
    const after = await call(parts['extension-request'].$post({ param: { id: assignment.id }, json }))
    await draft.forget()
    return after
  }
  return (
    <ActForm {...frame} savedAt={draft.savedAt} isReady={n > 0 && reason.trim() !== ''} onSubmit={() => run(send)}>
      <Field label={t('act.extension_n')} hint={t('act.extension_hint')}>
        {(control) => (
          <InputNumber
            {...control}
            min={1}
            max={366}
            value={n}
            onChange={(value) => draft.change({ n: Number(value ?? 1) })}
          />
        )}
      </Field>
      <Reason value={reason} onChange={(value) => draft.change({ reason: value })} hint={t('act.reason_hint')} />
    </ActForm>
  )
}

/** Yes or no, with words: what a unit asks of its deadline, and an answer before it is sent. */
export function DecisionForm({ act, frame, run }: FormOf) {
  const { t } = useTranslation(['console', 'suggestion'])
  const [answer, setAnswer] = useState<'yes' | 'no' | ''>('')
  const [reason, setReason] = useState('')
  const { assignment, code } = act
  if (!assignment) return null
  const request = assignment.requests.find(({ state }) => state === 'asked')
  const isReview = code === 'reviewReply'
  const approve = answer === 'yes'
  const send = () => {
    if (isReview)
      return call(
        parts['reply-review'].$post({
          param: { id: assignment.id },
          json: { version: assignment.version, approve, reason },
        }),
      )
    return call(
      caseLifeClient['deadline-requests'][':id'].decision.$post({
        param: { id: request?.id ?? '' },
        json: { approve, reason },
      }),
    )
  }
  const mayBeWordless = isReview && approve
  return (
    <ActForm {...frame} isReady={answer !== '' && (mayBeWordless || reason.trim() !== '')} onSubmit={() => run(send)}>
      {request && !isReview ? <Asked request={request} /> : null}
      <Choice
        label={t('act.decision')}
        value={answer}
        onChange={setAnswer}
        options={[
          { value: 'yes', label: t(isReview ? 'act.review_pass' : 'act.decision_yes') },
          { value: 'no', label: t(isReview ? 'act.review_back' : 'act.decision_no') },
        ]}
      />
      <Reason value={reason} onChange={setReason} />
    </ActForm>
  )
}

function Asked({ request }: { request: AssignmentView['requests'][number] }) {
  const { t } = useTranslation(['workbench', 'suggestion'])
  return (
    <p className="prose">
      {t(`suggestion:requests.${request.kind}`)}{' '}
      {request.n !== null && request.unit !== null ? t(`rules.unit.${request.unit}`, { count: request.n }) : null}
      {'：'}
      {request.reason}
    </p>
  )
}

export function UnitPick({
  caseId,
  not,
  value,
  onChange,
}: {
  caseId: string
  not: readonly string[]
  value: string
  onChange: (unitId: string) => void
}) {
  const { t } = useTranslation('console')
  const [q, setQ] = useState('')
  const found = useQuery({
    queryKey: ['assignable', caseId, q],
    queryFn: () =>
      call(
        suggestionClient.suggestions[':id']['assignable-units'].$get({ param: { id: caseId }, query: { q: q.trim() } }),
      ),
  })
  const units = (found.data?.items ?? []).filter(({ id }) => !not.includes(id))
  return (
    <Field label={t('act.new_unit')}>
      {(control) => (
        <Select<string>
          {...control}
          showSearch={{ filterOption: false, onSearch: setQ }}
          value={value || null}
          placeholder={t('plan.placeholder')}
          loading={found.isFetching}
          notFoundContent={t(q.trim() === '' ? 'plan.no_units' : 'search.nothing')}
          options={units.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={onChange}
        />
      )}
    </Field>
  )
}

const unitsIn = (view: FormOf['view']): string[] =>
  view.assignments.filter(({ state }) => state !== 'reassigned' && state !== 'cancelled').map(({ unitId }) => unitId)

export function ReassignForm({ view, act, frame, run }: FormOf) {
  const [unitId, setUnitId] = useState('')
  const [reason, setReason] = useState('')
  const { assignment } = act
  if (!assignment) return null
  const send = () =>
    call(
      parts.reassignment.$post({ param: { id: assignment.id }, json: { version: assignment.version, unitId, reason } }),
    )
  return (
    <ActForm {...frame} isReady={unitId !== '' && reason.trim() !== ''} onSubmit={() => run(send)}>
      <UnitPick caseId={view.id} not={unitsIn(view)} value={unitId} onChange={setUnitId} />
      <Reason value={reason} onChange={setReason} />
    </ActForm>
  )
}

export function ReturnDecisionForm({ view, act, frame, run }: FormOf) {
  const { t } = useTranslation('console')
  const [answer, setAnswer] = useState<'approve' | 'deny' | ''>('')
  const [reason, setReason] = useState('')
  const [unitId, setUnitId] = useState('')
  const { assignment } = act
  if (!assignment) return null
  const needsUnit = answer === 'approve' && (assignment.isArbitration || assignment.returnNamesUnit)
  const send = () =>
    call(
      assignmentClient.assignments[':id']['return-decision'].$post({
        param: { id: assignment.id },
        json: {
          version: assignment.version,
          approve: answer === 'approve',
          reason,
          ...(answer === 'approve' && unitId !== '' ? { unitId } : {}),
        },
      }),
    )
  return (
    <ActForm
      {...frame}
      isReady={answer !== '' && reason.trim() !== '' && (!needsUnit || unitId !== '')}
      onSubmit={() => run(send)}
    >
      {assignment.returnReason ? <p className="prose">{assignment.returnReason}</p> : null}
      {assignment.isArbitration ? <p className="tone-waiting">{t('act.arbitration')}</p> : null}
      {assignment.returnNamesUnit && !assignment.isArbitration ? (
        <p className="tone-waiting">{t('act.return_names_unit')}</p>
      ) : null}
      <Choice
        label={t('act.return_answer')}
        value={answer}
        onChange={setAnswer}
        options={[
          { value: 'approve', label: t('act.return_approve') },
          { value: 'deny', label: t('act.return_deny') },
        ]}
      />
      {answer === 'approve' ? (
        <UnitPick caseId={view.id} not={unitsIn(view)} value={unitId} onChange={setUnitId} />
      ) : null}
      <Reason value={reason} onChange={setReason} />
    </ActForm>
  )
}
