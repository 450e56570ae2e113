import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { type OrganKind, type OrganSystem, organKinds, organSystems } from '#modules/organisation/organisation.ts'
import { call } from '../../frame/call.ts'
import { organisationClient } from '../../frame/clients.ts'
import { serverDay } from '../../frame/dates.ts'
import { useActing } from '../../frame/session.ts'
import { ActForm } from '../case/act-form.tsx'
import { useCongressChoice } from '../congress/use-congress-choice.ts'
import { ChoiceEntry, DateEntry, TextEntry } from '../parts/entries.tsx'
import { PageHead } from '../parts/page.tsx'
import { unitCalls, useUnitChange } from '../units/unit-calls.ts'

const usualSystem: Partial<Record<OrganKind, OrganSystem>> = {
  unit: 'government',
  gov_office: 'government',
  operations: 'platform',
}

export function NewUnitPage() {
  const { t } = useTranslation(['console', 'organisation'])
  const navigate = useNavigate()
  const acting = useActing()
  const [unit, setUnit] = useState({
    congressId: acting.congressId,
    kind: 'unit' as OrganKind,
    system: 'government' as OrganSystem,
    code: '',
    name: '',
    shortName: '',
    startsOn: serverDay(),
  })
  const [areaId, setAreaId] = useState<string | null>(null)
  const change = (some: Partial<typeof unit>) => setUnit((now) => ({ ...now, ...some }))
  const congresses = useCongressChoice()
  const congress = congresses.data?.find(({ id }) => id === unit.congressId)
  const areas = useQuery({
    queryKey: ['areas', congress?.areaId],
    enabled: congress !== undefined,
    queryFn: () => call(organisationClient.areas.$get({ query: congress ? { parent: congress.areaId } : {} })),
  })
  const create = useUnitChange(
    async () => {
      const json = { ...unit, areaId: areaId ?? congress?.areaId ?? '' }
      const created = await call(unitCalls.$post({ json }))
      await navigate(`/units/${created.id}`)
    },
    () => undefined,
  )
  const isReady = [unit.code, unit.name, unit.shortName, unit.startsOn].every((text) => text.trim() !== '')
  return (
    <>
      <PageHead title={t('nav.units')} />
      <div className="act-page">
        <ActForm
          title={t('units.create')}
          lead={t('units.create_lead')}
          button={t('units.create_do')}
          isPending={create.isPending}
          error={create.error}
          isReady={isReady && congress !== undefined}
          onSubmit={() => create.mutate()}
          onClose={() => void navigate('/units')}
          onReload={() => void congresses.refetch()}
        >
          <ChoiceEntry
            label={t('units.congress')}
            value={unit.congressId}
            isLoading={congresses.isPending}
            options={(congresses.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(congressId) => {
              change({ congressId })
              setAreaId(null)
            }}
          />
          <ChoiceEntry
            label={t('units.kind')}
            value={unit.kind}
            options={organKinds.map((value) => ({ value, label: t(`organisation:organ_kinds.${value}`) }))}
            onChange={(kind) => change({ kind, system: usualSystem[kind] ?? 'congress' })}
          />
          <ChoiceEntry
            label={t('units.system')}
            value={unit.system}
            options={organSystems.map((value) => ({ value, label: t(`organisation:organ_systems.${value}`) }))}
            onChange={(system) => change({ system })}
          />
          <TextEntry label={t('units.name')} value={unit.name} maxLength={100} onChange={(name) => change({ name })} />
          <TextEntry
            label={t('units.short')}
            value={unit.shortName}
            maxLength={100}
            onChange={(shortName) => change({ shortName })}
          />
          <TextEntry
            label={t('units.code')}
            hint={t('units.code_hint')}
            value={unit.code}
            maxLength={40}
            onChange={(code) => change({ code })}
          />
          <ChoiceEntry
            label={t('units.area')}
            value={areaId ?? congress?.areaId ?? null}
            options={[
              ...(congress ? [{ value: congress.areaId, label: congress.areaName }] : []),
              ...(areas.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={setAreaId}
          />
          <DateEntry label={t('units.since')} value={unit.startsOn} onChange={(startsOn) => change({ startsOn })} />
        </ActForm>
      </div>
    </>
  )
}
