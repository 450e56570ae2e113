import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mandateProcess, terminationReasons } from '#modules/identity/identity.ts'
import type { MandateView, PersonView } from '#modules/identity/people.contract.ts'
import { call } from '../../frame/call.ts'
import { peopleClient } from '../../frame/clients.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { ActForm } from '../case/act-form.tsx'
import { Field } from '../parts/field.tsx'

type Person = ReturnType<(typeof PersonView)['parse']>
type Mandate = ReturnType<(typeof MandateView)['parse']>

const steps = ['confirm', 'activate', 'suspend', 'resume'] as const
const reasons = [...terminationReasons, 'term_expired'] as const
type Step = (typeof steps)[number] | 'end'

export function MandateSection({ person }: { person: Person }) {
  const { t } = useTranslation('console')
  return (
    <section className="sheet" aria-label={t('person.mandates')}>
      <div className="section">
        <h2>{t('person.mandates')}</h2>
        {person.mandates.length === 0 ? <p className="quiet">{t('person.no_mandates')}</p> : null}
        {person.mandates.map((mandate) => (
          <MandateLine key={mandate.id} mandate={mandate} mayChange={person.profile !== null} />
        ))}
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
  const [effectiveOn, setEffectiveOn] = useState('')
  const [reason, setReason] = useState<(typeof reasons)[number] | null>(null)
  const [note, setNote] = useState('')
  const send = useMutation({
    mutationFn: () => {
      const json = { effectiveOn, version: mandate.version, ...(note.trim() ? { note } : {}) }
      if (step !== 'end')
        return call(peopleClient.mandates[':id'][':action'].$post({ param: { id: mandate.id, action: step }, json }))
      return call(
        peopleClient.mandates[':id'].end.$post({
          param: { id: mandate.id },
          json: { ...json, reason: reason ?? 'resigned' },
        }),
      )
    },
    onSuccess: async () => {
      onClose()
      await client.invalidateQueries({ queryKey: ['person', mandate.personId] })
    },
  })
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
      onReload={() => void client.invalidateQueries({ queryKey: ['person', mandate.personId] })}
    >
      {step === 'end' ? (
        <Field label={t('person.reason')} hint={t('person.reason_hint')}>
          {(control) => (
            <Select
              {...control}
              value={reason}
              onChange={setReason}
              options={reasons.map((value) => ({ value, label: t(`identity:end_reasons.${value}`) }))}
            />
          )}
        </Field>
      ) : null}
      <Field label={t('person.effective_on')}>
        {(control) => (
          <Input
            {...control}
            type="date"
            className="date"
            value={effectiveOn}
            onChange={(event) => setEffectiveOn(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('person.note')}>
        {(control) => <Input {...control} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
    </ActForm>
  )
}
