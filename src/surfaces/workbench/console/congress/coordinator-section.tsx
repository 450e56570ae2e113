import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { coordinatingKinds, type OrganSystem, organSystems } from '#modules/organisation/organisation.ts'
import { call } from '../../frame/call.ts'
import { organisationClient } from '../../frame/clients.ts'
import { serverDay } from '../../frame/dates.ts'
import { ActForm } from '../case/act-form.tsx'
import { ChoiceEntry } from '../parts/entries.tsx'
import { type Congress, congressCalls, useEntering } from './congress-calls.ts'

/** Who distributes the suggestions of a system: the government office, in a township the presidium. */
export function CoordinatorSection({ congress }: { congress: Congress }) {
  const { t } = useTranslation(['console', 'organisation'])
  const [isOpen, setOpen] = useState(false)
  return (
    <section className="section" aria-label={t('congress.coordinators')}>
      <h2>{t('congress.coordinators')}</h2>
      <p className="quiet lead">{t('congress.coordinators_lead')}</p>
      {congress.coordinators.map(({ system, organId, organName }) => (
        <div key={system} className="assignment facts">
          <strong className="term-name">{t(`organisation:organ_systems.${system}`)}</strong>
          <Link to={`/units/${organId}`}>{organName}</Link>
        </div>
      ))}
      {congress.coordinators.length === 0 ? <p>{t('congress.no_coordinators')}</p> : null}
      {congress.allowed.includes('name_coordinator') && !isOpen ? (
        <Button className="step-acts" onClick={() => setOpen(true)}>
          {t('congress.name_coordinator')}
        </Button>
      ) : null}
      {isOpen ? <CoordinatorForm congress={congress} onClose={() => setOpen(false)} /> : null}
    </section>
  )
}

function CoordinatorForm({ congress, onClose }: { congress: Congress; onClose: () => void }) {
  const { t } = useTranslation(['console', 'organisation'])
  const [system, setSystem] = useState<OrganSystem>('government')
  const [organId, setOrganId] = useState<string | null>(null)
  const [q, setQ] = useState('')
  const organs = useQuery({
    queryKey: ['organs', 'choice', congress.id, q],
    queryFn: () =>
      call(
        organisationClient.organs.$get({
          query: { congressId: congress.id, on: serverDay(), limit: 100, ...(q ? { q } : {}) },
        }),
      ),
  })
  const name = useEntering(
    () =>
      call(
        congressCalls.coordinator.$put({
          param: { id: congress.id },
          json: { version: congress.version, system, organId: organId ?? '' },
        }),
      ),
    onClose,
  )
  return (
    <ActForm
      title={t('congress.name_coordinator')}
      lead={t('congress.name_coordinator_lead')}
      button={t('congress.name_coordinator')}
      isPending={name.isPending}
      error={name.error}
      isReady={organId !== null}
      onSubmit={() => name.mutate(undefined)}
      onClose={onClose}
      onReload={onClose}
    >
      <ChoiceEntry
        label={t('units.system')}
        value={system}
        options={organSystems.map((value) => ({ value, label: t(`organisation:organ_systems.${value}`) }))}
        onChange={setSystem}
      />
      <ChoiceEntry
        label={t('congress.coordinator')}
        hint={t('congress.coordinator_hint')}
        value={organId}
        isLoading={organs.isFetching}
        options={(organs.data?.items ?? [])
          .filter(({ kind }) => coordinatingKinds.some((one) => one === kind))
          // the offices first: units are many
          .toSorted((one, other) => Number(one.kind === 'unit') - Number(other.kind === 'unit'))
          .map((organ) => ({ value: organ.id, label: organ.name }))}
        onChange={setOrganId}
        onSearch={setQ}
      />
    </ActForm>
  )
}
