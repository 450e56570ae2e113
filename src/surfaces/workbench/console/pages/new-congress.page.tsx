import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { call } from '../../frame/call.ts'
import { congressClient, organisationClient } from '../../frame/clients.ts'
import { useActing } from '../../frame/session.ts'
import { ActForm } from '../case/act-form.tsx'
import { useEntering } from '../congress/congress-calls.ts'
import { useCongressChoice } from '../congress/use-congress-choice.ts'
import { ChoiceEntry, TextEntry } from '../parts/entries.tsx'
import { PageHead } from '../parts/page.tsx'

/** Opens a congress below one that is there, for one of its areas; a street can have none. */
export function NewCongressPage() {
  const { t } = useTranslation('console')
  const navigate = useNavigate()
  const acting = useActing()
  const [aboveId, setAboveId] = useState(acting.congressId)
  const [areaId, setAreaId] = useState<string | null>(null)
  const [words, setWords] = useState({ name: '', shortName: '' })
  const known = useCongressChoice()
  const congresses = known.data ?? []
  const parent = congresses.find(({ id }) => id === aboveId)?.areaId
  const areas = useQuery({
    queryKey: ['areas', parent],
    enabled: parent !== undefined,
    queryFn: () => call(organisationClient.areas.$get({ query: parent ? { parent } : {} })),
  })
  const open = useEntering(
    async () => {
      const { id } = await call(congressClient.congresses.$post({ json: { areaId: areaId ?? '', ...words } }))
      await navigate(`/congresses/${id}`)
    },
    () => undefined,
  )
  const takes = new Set(congresses.map((one) => one.areaId))
  const choose = (id: string) => {
    setAreaId(id)
    const name = areas.data?.items.find((area) => area.id === id)?.name ?? ''
    setWords({ name: t('congress.name_of', { area: name }), shortName: t('congress.short_of', { area: name }) })
  }
  return (
    <>
      <PageHead title={t('nav.congresses')} />
      <div className="act-page">
        <ActForm
          title={t('congress.open')}
          lead={t('congress.open_lead')}
          button={t('congress.open_do')}
          isPending={open.isPending}
          error={open.error}
          isReady={areaId !== null && words.name.trim() !== '' && words.shortName.trim() !== ''}
          onSubmit={() => open.mutate(undefined)}
          onClose={() => void navigate('/congresses')}
          onReload={() => void known.refetch()}
        >
          <ChoiceEntry
            label={t('congress.above')}
            value={aboveId}
            isLoading={known.isPending}
            options={congresses.filter(({ level }) => level < 4).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => {
              setAboveId(id)
              setAreaId(null)
            }}
          />
          <ChoiceEntry
            label={t('congress.area')}
            hint={t('congress.area_hint')}
            value={areaId}
            isLoading={areas.isFetching}
            options={(areas.data?.items ?? []).map((area) => {
              const why =
                area.kind === 'street' ? 'congress.is_street' : takes.has(area.id) ? 'congress.is_taken' : null
              return { value: area.id, label: why ? t(why, { area: area.name }) : area.name, disabled: why !== null }
            })}
            onChange={choose}
          />
          <TextEntry label={t('congress.name')} value={words.name} onChange={(name) => setWords({ ...words, name })} />
          <TextEntry
            label={t('units.short')}
            value={words.shortName}
            onChange={(shortName) => setWords({ ...words, shortName })}
          />
        </ActForm>
      </div>
    </>
  )
}
