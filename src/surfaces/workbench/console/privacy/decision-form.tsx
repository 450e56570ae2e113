import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestView } from '#modules/privacy/privacy.contract.ts'
import { type OfficeAction, privacyLimits, type RefusalGround, refusalGrounds } from '#modules/privacy/privacy.ts'
import { useDecision } from '../../frame/privacy-calls.ts'
import { Choice, Field } from '../parts/field.tsx'
import { LongEntry } from '../parts/long-entry.tsx'
import { Fault } from '../parts/page.tsx'

const silent: readonly OfficeAction[] = ['accept', 'confirm', 'resume', 'discard']
const withWords = ['ask', 'finish', 'propose', 'refuse'] as const

/** One step of the office; what is written goes to who asked. What was typed stays when the server refuses. */
export function DecisionForm({ of }: { of: RequestView }) {
  const { t } = useTranslation('privacy')
  const decision = useDecision(of.id)
  const [action, setAction] = useState<OfficeAction | ''>(of.allowed.length === 1 ? (of.allowed[0] ?? '') : '')
  const [words, setWords] = useState('')
  const [ground, setGround] = useState<RefusalGround | undefined>()
  const asksWords = action !== '' && !silent.includes(action)
  const label = withWords.find((one) => one === action) ?? 'other'
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (action !== '') decision.mutate({ version: of.version, action, words, ...(ground && { ground }) })
      }}
    >
      <Choice
        label={t('office.allowed')}
        value={action}
        onChange={setAction}
        options={of.allowed.map((value) => ({ value, label: t(`office.actions.${value}`) }))}
      />
      {action === 'refuse' ? (
        <Field label={t('office.ground')} {...(ground ? { hint: t(`grounds.${ground}`) } : {})}>
          {(control) => (
            <Select
              {...control}
              value={ground}
              placeholder={t('office.pick_ground')}
              onChange={setGround}
              style={{ width: '100%' }}
              options={refusalGrounds.map((value) => ({ value, label: t(`grounds.${value}`) }))}
            />
          )}
        </Field>
      ) : null}
      {asksWords ? (
        <LongEntry
          label={t(`office.words.${label}`)}
          rows={5}
          max={privacyLimits.wordsMax}
          value={words}
          onChange={setWords}
        />
      ) : null}
      {decision.error ? <Fault error={decision.error} /> : null}
      <Button type="primary" htmlType="submit" disabled={action === ''} loading={decision.isPending}>
        {action === '' ? t('office.do') : t(`office.actions.${action}`)}
      </Button>
    </form>
  )
}
