import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { assignmentClient } from '../../frame/clients.ts'
import { useFormDraft } from '../../frame/form-draft.ts'
import { Choice, Field } from '../parts/field.tsx'
import { ActForm } from './act-form.tsx'
import type { FormOf } from './form-of.ts'
import { sendPlain, sendReasoned } from './sendings.ts'

export const SimpleForm = ({ view, act, frame, run }: FormOf) => (
  <ActForm {...frame} onSubmit={() => run(() => sendPlain(view, act))} />
)

export function ReasonForm({ view, act, frame, run }: FormOf) {
  const { t } = useTranslation('console')
  const draft = useFormDraft(`${act.code}/${act.assignment?.id ?? view.id}`, { reason: '' })
  const { reason } = draft.values
  return (
    <ActForm
      {...frame}
      savedAt={draft.savedAt}
      isReady={reason.trim() !== ''}
      onSubmit={() =>
        run(async () => {
          const after = await sendReasoned(view, act, reason)
          await draft.forget()
          return after
        })
      }
    >
      <Field label={t('act.reason')} hint={t('act.reason_hint')}>
        {(control) => (
          <Input.TextArea
            {...control}
            autoSize={{ minRows: 3 }}
            maxLength={500}
            showCount
            value={reason}
            onChange={(event) => draft.change({ reason: event.target.value })}
          />
        )}
      </Field>
    </ActForm>
  )
}

export function ReturnDecisionForm({ act, frame, run }: FormOf) {
  const { t } = useTranslation('console')
  const [answer, setAnswer] = useState<'approve' | 'deny' | ''>('')
  const [reason, setReason] = useState('')
  const { assignment } = act
  if (!assignment) return null
  return (
    <ActForm
      {...frame}
      isReady={answer !== '' && reason.trim() !== ''}
      onSubmit={() =>
        run(() =>
          call(
            assignmentClient.assignments[':id']['return-decision'].$post({
              param: { id: assignment.id },
              json: { version: assignment.version, approve: answer === 'approve', reason },
            }),
          ),
        )
      }
    >
      {assignment.returnReason ? <p className="prose">{assignment.returnReason}</p> : null}
      <Choice
        label={t('act.return_answer')}
        value={answer}
        onChange={setAnswer}
        options={[
          { value: 'approve', label: t('act.return_approve') },
          { value: 'deny', label: t('act.return_deny') },
        ]}
      />
      <Field label={t('act.reason')}>
        {(control) => (
          <Input.TextArea
            {...control}
            autoSize={{ minRows: 2 }}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </ActForm>
  )
}

const openStates = ['open', 'due_soon', 'overdue', 'oversight']

/** Which of the promises is meant is asked only where there are several. */
function WhichCommitment({ of, value, onChange }: { of: Commitment[]; value: string; onChange: (id: string) => void }) {
  const { t } = useTranslation('console')
  return (
    <Choice
      label={t('act.which_commitment')}
      value={value}
      onChange={onChange}
      options={of.map(({ id, content }) => ({ value: id, label: content }))}
    />
  )
}

type Commitment = FormOf['view']['commitments'][number]

export function FulfilForm({ view, frame, run }: FormOf) {
  const { t } = useTranslation('console')
  const open = view.commitments.filter(({ state }) => openStates.includes(state))
  const [chosen, setChosen] = useState(open[0]?.id ?? '')
  const [evidence, setEvidence] = useState('')
  const send = () =>
    call(assignmentClient.commitments[':id'].fulfilment.$post({ param: { id: chosen }, json: { evidence } }))
  return (
    <ActForm {...frame} isReady={chosen !== '' && evidence.trim() !== ''} onSubmit={() => run(send)}>
      <WhichCommitment of={open} value={chosen} onChange={setChosen} />
      <Field label={t('act.evidence')}>
        {(control) => (
          <Input.TextArea
            {...control}
            autoSize={{ minRows: 3 }}
            maxLength={1000}
            value={evidence}
            onChange={(event) => setEvidence(event.target.value)}
          />
        )}
      </Field>
    </ActForm>
  )
}
