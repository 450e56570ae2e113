import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Grade, grades } from '#modules/suggestion/suggestion.ts'
import { call } from '../../frame/call.ts'
import { assignmentClient } from '../../frame/clients.ts'
import { useAct } from '../../frame/suggestion-calls.ts'
import type { EvaluationView, SuggestionView } from '../../frame/suggestion-shapes.ts'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { Choice, Words } from '../parts/fields.tsx'
import { Fault } from '../parts/page.tsx'

const opinionMax = 1000

/** One form for each answering unit: every answer is evaluated for itself. */
export const EvaluationForm = ({ view }: { view: SuggestionView }) =>
  view.evaluations
    .filter(({ state }) => state === 'open')
    .map((round) => <RoundForm key={round.id} view={view} round={round} />)

function RoundForm({ view, round }: { view: SuggestionView; round: EvaluationView }) {
  const { t } = useTranslation(['deputy', 'suggestion', 'workbench'])
  const doing = useAct(view.id)
  const [attitude, setAttitude] = useState<Grade | ''>('')
  const [result, setResult] = useState<Grade | ''>('')
  const [opinion, setOpinion] = useState('')
  const unit = view.assignments.find(({ id }) => id === round.assignmentId)?.unitName ?? ''
  const options = grades.map((value) => ({ value, label: t(`suggestion:grades.${value}`) }))
  const needsOpinion = result === 'dissatisfied'
  const isOpinionFit = opinion.length <= opinionMax && (!needsOpinion || opinion.trim() !== '')
  const isReady = attitude !== '' && result !== '' && isOpinionFit
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (attitude === '' || result === '') return
    const json = { attitude, result, opinion }
    doing.mutate(() =>
      call(assignmentClient.assignments[':id'].evaluation.$post({ param: { id: round.assignmentId }, json })),
    )
  }
  return (
    <form className={look.card} aria-label={t('evaluate.title', { unit })} onSubmit={submit}>
      <h2>{t('evaluate.title', { unit })}</h2>
      <Choice label={t('suggestion:dimensions.attitude')} value={attitude} options={options} onChange={setAttitude} />
      <Choice label={t('suggestion:dimensions.result')} value={result} options={options} onChange={setResult} />
      <Words
        label={t('workbench:evaluation.opinion')}
        hint={t('workbench:evaluation.opinion_hint')}
        isLong
        maxLength={opinionMax}
        value={opinion}
        onChange={setOpinion}
      />
      {needsOpinion && opinion.trim() === '' ? (
        <p className={look.waiting}>{t('suggestion:refusals.opinion_needed')}</p>
      ) : null}
      {doing.error ? <Fault error={doing.error} /> : null}
      <ActButton primary type="submit" isDisabled={!isReady} isPending={doing.isPending}>
        {t('evaluate.button')}
      </ActButton>
    </form>
  )
}
