import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { mandateProcess, terminationReasons } from '#modules/identity/identity.ts'
import type { MandateView } from '#modules/identity/people.contract.ts'
import { call } from '../../frame/call.ts'
import { peopleClient } from '../../frame/clients.ts'
import { calendarDate, serverDay } from '../../frame/dates.ts'
import { useRole } from '../../frame/session.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { ActForm } from '../case/act-form.tsx'
import { ChoiceEntry, DateEntry, TextEntry } from '../parts/entries.tsx'
import { MandateForm } from './mandate-form.tsx'
import { keepsMandates, type Person, usePersonChange } from './person-calls.ts'

const mandates = peopleClient.mandates[':id']
type Mandate = ReturnType<(typeof MandateView)['parse']>

const steps = ['confirm', 'activate', 'suspend', 'resume'] as const
const reasons = [...terminationReasons, 'term_expired'] as const
type Step = (typeof steps)[number] | 'end'

export function MandateSection({ person }: { person: Person }) {
  const { t } = useTranslation('console')
  const [search] = useSearchParams()
  const keeps = keepsMandates(useRole())
  // what a row held that went into another one stands there now
  const mayChange = keeps && !person.mergedInto
  const [isAdding, setAdding] = useState(search.get('add') === 'mandate')
  return (
    <section className="sheet" aria-label={t('person.mandates')}>
      <div className="section">
        <h2>{t('person.mandates')}</h2>
        {person.mandates.length === 0 ? <p className="quiet">{t('person.no_mandates')}</p> : null}
        {person.mandates.map((mandate) => (
          <MandateLine key={mandate.id} mandate={mandate} mayChange={mayChange} />
        ))}
        {mayChange && !person.diedOn && !isAdding ? (
          <Button className="step-acts" onClick={() => setAdding(true)}>
            {t('person.add_mandate')}
          </Button>
        ) : null}
        {isAdding ? <MandateForm personId={person.id} onClose={() => setAdding(false)} /> : null}
      </div>
    </section>
  )
}

function MandateLine({ mandate, mayChange }: { mandate: Mandate; mayChange: boolean }) {
  const { t } = useTranslation(['console', 'identity'])
  const locale = useLocale()
  const [open, setOpen] = useState<Step | null>(null)
  const possible: Step[] = [
    ...steps.filter((step) => mandateProcess.allows(mandate.status, step)),
    ...(mandateProcess.allows(mandate.status, 'terminate') ? (['end'] as const) : []),
  ]
  return (
    <div className="assignment">
      <div className="facts">
        <strong>{t('person.mandate_of', { congress: mandate.congressName, term: mandate.termNumber })}</strong>
        <span>{mandate.number}</span>
        <span>{t(`identity:mandate_statuses.${mandate.status}`)}</span>
        <span className="quiet">{mandate.delegationName ?? mandate.constituencyName}</span>
        <span className="quiet">
          {t('person.since', { on: calendarDate(locale, mandate.startedOn) })}{' '}
          {mandate.endedOn ? t('person.until', { on: calendarDate(locale, mandate.endedOn) }) : ''}
        </span>
        {mandate.endReason ? <span>{t(`identity:end_reasons.${mandate.endReason}`)}</span> : null}
      </div>
      {mayChange && open === null ? (
        <div className="chips step-acts">
          {possible.map((step) => (
            <Button
              key={step}
              aria-label={`${t(`person.steps.${step}`)} ${mandate.congressName}`}
              onClick={() => setOpen(step)}
            >
              {t(`person.steps.${step}`)}
            </Button>
          ))}
        </div>
      ) : null}
      {open ? <StepForm mandate={mandate} step={open} onClose={() => setOpen(null)} /> : null}
    </div>
  )
}

function StepForm({ mandate, step, onClose }: { mandate: Mandate; step: Step; onClose: () => void }) {
  const { t } = useTranslation(['console', 'identity'])
  const client = useQueryClient()
  const reload = () => void client.invalidateQueries({ queryKey: ['person', mandate.personId] })
  const [effectiveOn, setEffectiveOn] = useState('')
  const [reason, setReason] = useState<(typeof reasons)[number] | null>(null)
  const [note, setNote] = useState('')
  const send = usePersonChange(
    mandate.personId,
    () => {
      const json = { effectiveOn, version: mandate.version, ...(note.trim() ? { note } : {}) }
      const { id } = mandate
      if (step !== 'end') return call(mandates[':action'].$post({ param: { id, action: step }, json }))
      return call(mandates.end.$post({ param: { id }, json: { ...json, reason: reason ?? 'resigned' } }))
    },
    onClose,
  )
  return (
    <ActForm
      title={t(`person.steps.${step}`)}
      lead={t(`person.leads.${step}`)}
      button={t(`person.steps.${step}`)}
      isPending={send.isPending}
      error={send.error}
      isReady={effectiveOn !== '' && (step !== 'end' || reason !== null)}
      onSubmit={() => send.mutate()}
      onClose={onClose}
      onReload={reload}
    >
      {step === 'end' ? (
        <ChoiceEntry
          label={t('person.reason')}
          hint={t('person.reason_hint')}
          value={reason}
          options={reasons.map((value) => ({ value, label: t(`identity:end_reasons.${value}`) }))}
          onChange={setReason}
        />
      ) : null}
      <DateEntry label={t('person.effective_on')} value={effectiveOn} max={serverDay()} onChange={setEffectiveOn} />
      <TextEntry label={t('person.note')} value={note} onChange={setNote} />
    </ActForm>
  )
}
