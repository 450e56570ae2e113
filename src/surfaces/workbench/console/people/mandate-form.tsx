import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { peopleClient } from '../../frame/clients.ts'
import { serverDay } from '../../frame/dates.ts'
import { useActing } from '../../frame/session.ts'
import { ActForm } from '../case/act-form.tsx'
import { useCongress } from '../congress/congress-calls.ts'
import { useCongressChoice } from '../congress/use-congress-choice.ts'
import { ChoiceEntry, DateEntry, TextEntry } from '../parts/entries.tsx'
import { usePersonChange } from './person-calls.ts'

const beginnings = ['active', 'credential_confirmed', 'elected'] as const

/** A first or a further mandate; two areas of which neither contains the other are refused (选举法 48). */
export function MandateForm({ personId, onClose }: { personId: string; onClose: () => void }) {
  const { t } = useTranslation(['console', 'identity', 'roster'])
  const acting = useActing()
  const [mandate, setMandate] = useState({ congressId: acting.congressId, number: '', startedOn: serverDay() })
  const [status, setStatus] = useState<(typeof beginnings)[number]>('active')
  const [constituencyId, setConstituency] = useState<string | null>(null)
  const [delegationId, setDelegation] = useState<string | null>(null)
  const change = (some: Partial<typeof mandate>) => setMandate((now) => ({ ...now, ...some }))
  const congresses = useCongressChoice()
  const [termId, setTerm] = useState('')
  const congress = useCongress(mandate.congressId, termId)
  const terms = congress.data?.terms.filter(({ endedOn }) => endedOn === null || endedOn > serverDay()) ?? []
  const start = usePersonChange(
    personId,
    () =>
      call(
        peopleClient.mandates.$post({
          json: {
            personId,
            ...mandate,
            status,
            ...(termId ? { termId } : {}),
            ...(constituencyId ? { constituencyId } : {}),
            ...(delegationId ? { delegationId } : {}),
          },
        }),
      ),
    onClose,
  )
  return (
    <ActForm
      title={t('person.add_mandate')}
      lead={t('person.add_mandate_lead')}
      button={t('person.add_mandate')}
      isPending={start.isPending}
      error={start.error}
      isReady={mandate.number.trim() !== '' && mandate.startedOn !== ''}
      onSubmit={() => start.mutate()}
      onClose={onClose}
      onReload={onClose}
    >
      <ChoiceEntry
        label={t('person.congress')}
        value={mandate.congressId}
        isLoading={congresses.isPending}
        options={(congresses.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(congressId) => {
          change({ congressId })
          setTerm('')
          setConstituency(null)
          setDelegation(null)
        }}
      />
      {congress.data && terms.length > 1 ? (
        <ChoiceEntry
          label={t('congress.number')}
          value={congress.data.shownTermId}
          options={terms.map(({ id, number }) => ({ value: id, label: t('congress.term', { number }) }))}
          onChange={(id) => {
            setTerm(id)
            setConstituency(null)
            setDelegation(null)
          }}
        />
      ) : null}
      <TextEntry
        label={t('roster:fields.number')}
        value={mandate.number}
        maxLength={20}
        onChange={(number) => change({ number })}
      />
      <DateEntry
        label={t('person.started_on')}
        value={mandate.startedOn}
        onChange={(startedOn) => change({ startedOn })}
      />
      <ChoiceEntry
        label={t('person.begins_as')}
        value={status}
        options={beginnings.map((value) => ({ value, label: t(`identity:mandate_statuses.${value}`) }))}
        onChange={setStatus}
      />
      {congress.data && congress.data.constituencies.length > 0 ? (
        <ChoiceEntry
          label={t('congress.constituencies')}
          hint={t('person.may_be_left')}
          value={constituencyId}
          options={congress.data.constituencies.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setConstituency}
        />
      ) : null}
      {congress.data && congress.data.delegations.length > 0 ? (
        <ChoiceEntry
          label={t('congress.delegations')}
          hint={t('person.may_be_left')}
          value={delegationId}
          options={congress.data.delegations.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setDelegation}
        />
      ) : null}
    </ActForm>
  )
}
