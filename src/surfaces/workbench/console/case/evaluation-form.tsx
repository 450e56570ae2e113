import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Grade, grades } from '#modules/suggestion/suggestion.ts'
import { call } from '../../frame/call.ts'
import { assignmentClient } from '../../frame/clients.ts'
import { Choice } from '../parts/field.tsx'
import { LongEntry } from '../parts/long-entry.tsx'
import { ActForm } from './act-form.tsx'
import type { FormOf } from './form-of.ts'

/** Where neither lead nor co-signer may evaluate, the deputy office does it in their place. */
export function EvaluationForm({ view, frame, run }: FormOf) {
  const { t } = useTranslation(['console', 'suggestion', 'workbench'])
  const [attitude, setAttitude] = useState<Grade | ''>('')
  const [result, setResult] = useState<Grade | ''>('')
  const [opinion, setOpinion] = useState('')
  const round = view.evaluations.find(({ state }) => state === 'open')
  if (!round) return null
  const options = grades.map((value) => ({ value, label: t(`suggestion:grades.${value}`) }))
  const send = () =>
    call(
      assignmentClient.assignments[':id'].evaluation.$post({
        param: { id: round.assignmentId },
        json: { attitude: attitude as Grade, result: result as Grade, opinion },
      }),
    )
  return (
    <ActForm
      {...frame}
      isReady={attitude !== '' && result !== '' && (result !== 'dissatisfied' || opinion.trim() !== '')}
      onSubmit={() => run(send)}
    >
      <Choice label={t('suggestion:dimensions.attitude')} value={attitude} options={options} onChange={setAttitude} />
      <Choice label={t('suggestion:dimensions.result')} value={result} options={options} onChange={setResult} />
      <LongEntry
        label={t('workbench:evaluation.opinion')}
        hint={t('workbench:evaluation.opinion_hint')}
        rows={3}
        max={1000}
        value={opinion}
        onChange={setOpinion}
      />
    </ActForm>
  )
}
