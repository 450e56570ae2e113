import { useQuery } from '@tanstack/react-query'
import { InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { motionLimits } from '#modules/motion/motion.ts'
import { call } from '../../frame/call.ts'
import { motionClient } from '../../frame/clients.ts'
import { type MotionView, useMotionAct } from '../../frame/motion-calls.ts'
import { ActForm } from '../case/act-form.tsx'
import { Choice, Field } from '../parts/field.tsx'
import { LongEntry } from '../parts/long-entry.tsx'

export const motionActs = ['decideWithdrawal', 'register', 'check', 'decide', 'deliberate', 'report', 'vote'] as const
export type MotionActCode = (typeof motionActs)[number]

const motions = motionClient.motions[':id']
type Props = { motion: MotionView; code: MotionActCode; onClose: () => void }
type FormProps = { motion: MotionView; frame: Frame; run: (act: () => Promise<MotionView>) => void }
type Frame = {
  title: string
  lead?: string
  button: string
  isPending: boolean
  error: Error | null
  onClose: () => void
}

/** One act of the desk, the presidium or the committee, in the page itself. */
export function OpenMotionAct({ motion, code, onClose }: Props) {
  const { t } = useTranslation('motion')
  const doing = useMotionAct()
  const word = t(`acts.${code}`)
  const frame: Frame = {
    title: word,
    ...(code === 'report' ? {} : { lead: t(`acts.${code}_lead`) }),
    button: word,
    isPending: doing.isPending,
    error: doing.error,
    onClose,
  }
  const props = { motion, frame, run: (act: () => Promise<MotionView>) => doing.mutate(act, { onSuccess: onClose }) }
  const { id, version } = motion
  switch (code) {
    case 'register':
      return (
        <ActForm
          {...frame}
          onSubmit={() => props.run(() => call(motions.registration.$post({ param: { id }, json: { version } })))}
        />
      )
    case 'deliberate':
      return (
        <ActForm
          {...frame}
          onSubmit={() => props.run(() => call(motions.deliberation.$post({ param: { id }, json: { version } })))}
        />
      )
    case 'check':
      return <CheckForm {...props} />
    case 'decide':
      return <DecideForm {...props} />
    case 'decideWithdrawal':
      return <WithdrawalForm {...props} />
    case 'report':
      return <ReportForm {...props} />
    case 'vote':
      return <VoteForm {...props} />
  }
}

function Reason({ value, isNeeded, onChange }: { value: string; isNeeded: boolean; onChange: (to: string) => void }) {
  const { t } = useTranslation('motion')
  return (
    <LongEntry
      label={t('acts.reason')}
      hint={t(isNeeded ? 'acts.reason_needed' : 'acts.reason_free')}
      rows={2}
      max={500}
      value={value}
      onChange={onChange}
    />
  )
}

function CheckForm({ motion: { id, version }, frame, run }: FormProps) {
  const { t } = useTranslation('motion')
  const [answer, setAnswer] = useState<'pass' | 'back' | ''>('')
  const [reason, setReason] = useState('')
  const isNeeded = answer === 'back'
  const json = { version, pass: answer === 'pass', reason }
  return (
    <ActForm
      {...frame}
      isReady={answer !== '' && (!isNeeded || reason.trim() !== '')}
      onSubmit={() => run(() => call(motions.check.$post({ param: { id }, json })))}
    >
      <Choice
        label={t('acts.decision')}
        value={answer}
        onChange={setAnswer}
        options={[
          { value: 'pass', label: t('acts.check_pass') },
          { value: 'back', label: t('acts.check_back') },
        ]}
      />
      <Reason value={reason} isNeeded={isNeeded} onChange={setReason} />
    </ActForm>
  )
}

type Decision = 'agenda' | 'committee' | 'suggestion' | 'conclude'

function DecideForm({ motion, frame, run }: FormProps) {
  const { t } = useTranslation('motion')
  const { id, version } = motion
  const [decision, setDecision] = useState<Decision | ''>('')
  const [committeeId, setCommittee] = useState('')
  const [reason, setReason] = useState('')
  const committees = useQuery({
    queryKey: ['motion-committees', id],
    queryFn: () => call(motions.committees.$get({ param: { id } })),
  })
  const options: Decision[] =
    motion.state === 'committee_report' ? ['agenda', 'conclude', 'suggestion'] : ['agenda', 'committee', 'suggestion']
  const isNeeded = decision === 'suggestion' || decision === 'conclude'
  const isReady =
    decision !== '' && (!isNeeded || reason.trim() !== '') && (decision !== 'committee' || committeeId !== '')
  const send = () => {
    if (decision === '') return
    const json = { version, decision, reason, ...(decision === 'committee' ? { committeeId } : {}) }
    run(() => call(motions.decision.$post({ param: { id }, json })))
  }
  return (
    <ActForm {...frame} isReady={isReady} onSubmit={send}>
      <Choice
        label={t('acts.decision')}
        value={decision}
        onChange={setDecision}
        options={options.map((value) => ({ value, label: t(`acts.decisions.${value}`) }))}
      />
      {decision === 'committee' ? (
        <Field label={t('acts.committee')}>
          {(control) => (
            <Select
              {...control}
              {...(committeeId ? { value: committeeId } : {})}
              onChange={setCommittee}
              options={(committees.data?.items ?? []).map(({ id: value, name }) => ({ value, label: name }))}
            />
          )}
        </Field>
      ) : null}
      <Reason value={reason} isNeeded={isNeeded} onChange={setReason} />
    </ActForm>
  )
}

function WithdrawalForm({ motion: { id, version }, frame, run }: FormProps) {
  const { t } = useTranslation('motion')
  const [answer, setAnswer] = useState<'yes' | 'no' | ''>('')
  const [reason, setReason] = useState('')
  const json = { version, consent: answer === 'yes', reason }
  return (
    <ActForm
      {...frame}
      isReady={answer !== '' && reason.trim() !== ''}
      onSubmit={() => run(() => call(motions['withdrawal-decision'].$post({ param: { id }, json })))}
    >
      <Choice
        label={t('acts.decision')}
        value={answer}
        onChange={setAnswer}
        options={[
          { value: 'yes', label: t('acts.consent') },
          { value: 'no', label: t('acts.no_consent') },
        ]}
      />
      <Reason value={reason} isNeeded onChange={setReason} />
    </ActForm>
  )
}

function ReportForm({ motion: { id, version }, frame, run }: FormProps) {
  const { t } = useTranslation('motion')
  const [report, setReport] = useState('')
  return (
    <ActForm
      {...frame}
      isReady={report.trim() !== ''}
      onSubmit={() => run(() => call(motions['committee-report'].$post({ param: { id }, json: { version, report } })))}
    >
      <LongEntry
        label={t('acts.report_body')}
        hint={t('acts.report_hint')}
        rows={6}
        max={motionLimits.reportMax}
        value={report}
        onChange={setReport}
      />
    </ActForm>
  )
}

const figures = ['deputies', 'votesFor', 'against', 'abstained'] as const

function VoteForm({ motion, frame, run }: FormProps) {
  const { t } = useTranslation('motion')
  const { id, version } = motion
  const [counts, setCounts] = useState<Record<(typeof figures)[number], number | null>>({
    deputies: motion.deputiesInOffice,
    votesFor: null,
    against: null,
    abstained: null,
  })
  const [result, setResult] = useState<'passed' | 'rejected' | ''>('')
  const { deputies, votesFor, against, abstained } = counts
  const send = () => {
    if (deputies === null || votesFor === null || against === null || abstained === null || result === '') return
    const json = { version, deputies, votesFor, against, abstained, passed: result === 'passed' }
    run(() => call(motions.vote.$post({ param: { id }, json })))
  }
  return (
    <ActForm {...frame} isReady={result !== '' && figures.every((figure) => counts[figure] !== null)} onSubmit={send}>
      <div className="fields-row">
        {figures.map((figure) => (
          <Field key={figure} label={t(`acts.${figure}`)}>
            {(control) => (
              <InputNumber
                {...control}
                min={0}
                precision={0}
                value={counts[figure]}
                onChange={(value) => setCounts((now) => ({ ...now, [figure]: value }))}
              />
            )}
          </Field>
        ))}
      </div>
      <Choice
        label={t('acts.result')}
        value={result}
        onChange={setResult}
        options={[
          { value: 'passed', label: t('case.passed') },
          { value: 'rejected', label: t('case.rejected') },
        ]}
      />
    </ActForm>
  )
}
