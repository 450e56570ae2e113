import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { assignmentClient, caseLifeClient } from '../../frame/clients.ts'
import { Choice, Field } from '../parts/field.tsx'
import { LongEntry } from '../parts/long-entry.tsx'
import { ActForm } from './act-form.tsx'
import type { FormOf } from './form-of.ts'

type Promised = FormOf['view']['commitments'][number]

const old = assignmentClient.commitments[':id']
const promises = caseLifeClient.commitments[':id']

type Filled = { id: string; words: string; day: string }
/** How each act on a promise is sent, and what it asks for. */
const kinds = {
  fulfilCommitment: {
    words: 'evidence',
    hasDay: false,
    send: ({ id, words }: Filled) => call(old.fulfilment.$post({ param: { id }, json: { evidence: words } })),
  },
  confirmCommitment: {
    words: null,
    hasDay: false,
    send: ({ id }: Filled) => call(old.confirmation.$post({ param: { id } })),
  },
  refuseCommitment: {
    words: 'reason',
    hasDay: false,
    send: ({ id, words }: Filled) => call(promises.objection.$post({ param: { id }, json: { reason: words } })),
  },
  rescheduleCommitment: {
    words: 'explanation',
    hasDay: true,
    send: ({ id, words, day }: Filled) =>
      call(promises.rescheduling.$post({ param: { id }, json: { dueOn: day, explanation: words } })),
  },
  explainCommitment: {
    words: 'explanation',
    hasDay: false,
    send: ({ id, words }: Filled) => call(promises.explanation.$post({ param: { id }, json: { explanation: words } })),
  },
} as const

const isPromiseAct = (code: string): code is keyof typeof kinds => code in kinds

/** One form for all that is said of a promise: kept, not kept, later, never. Which one is asked only where there are several. */
export function PromiseForm({ view, act, frame, run }: FormOf) {
  const { t } = useTranslation('console')
  const of = view.commitments.filter(({ allowed }) => allowed.includes(act.code))
  const [chosen, setChosen] = useState(of.length === 1 ? (of[0]?.id ?? '') : '')
  const [words, setWords] = useState('')
  const [day, setDay] = useState('')
  if (!isPromiseAct(act.code)) return null
  const kind = kinds[act.code]
  const isReady = chosen !== '' && (kind.words === null || words.trim() !== '') && (!kind.hasDay || day !== '')
  return (
    <ActForm {...frame} isReady={isReady} onSubmit={() => run(() => kind.send({ id: chosen, words, day }))}>
      <Choice
        label={t('act.which_commitment')}
        value={chosen}
        onChange={setChosen}
        options={of.map(({ id, content }: Promised) => ({ value: id, label: content }))}
      />
      {kind.hasDay ? (
        <Field label={t('act.new_day')}>
          {(control) => <Input {...control} type="date" value={day} onChange={(event) => setDay(event.target.value)} />}
        </Field>
      ) : null}
      {kind.words === null ? null : (
        <LongEntry label={t(`act.${kind.words}`)} rows={3} max={1000} value={words} onChange={setWords} />
      )}
    </ActForm>
  )
}
