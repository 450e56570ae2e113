import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Progress, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { type Outcome, outcomes } from '#modules/roster/roster.ts'
import { call } from '../../frame/call.ts'
import { rosterClient } from '../../frame/clients.ts'
import { usePages } from '../../frame/use-pages.ts'
import { ListFrame } from '../parts/list-frame.tsx'
import { Answer, Empty, Fault, PageHead } from '../parts/page.tsx'

const one = rosterClient.imports[':id']
/** More of them would only say the same again. */
const placesShown = 5
const key = (id: string) => ['import', id] as const
const isMoving = ({ status }: { status: string }) => status === 'previewing' || status === 'applying'
const useImport = (id: string) =>
  useQuery({
    queryKey: key(id),
    queryFn: () => call(one.$get({ param: { id } })),
    // While the file is read or written the figures grow before one's eyes.
    refetchInterval: ({ state }) =>
      state.data?.status === 'previewing' || state.data?.status === 'applying' ? 700 : false,
  })
type Import = NonNullable<ReturnType<typeof useImport>['data']>

/** Row by row what would happen and why not; written only when someone says so. */
export function ImportPreview({ id }: { id: string }) {
  const { t } = useTranslation('console')
  const found = useImport(id)
  const told = ({ counts }: Import) => {
    const written = t('imports.applied', { count: counts.create + counts.change })
    return counts.refused > 0 ? `${written}${t('imports.left_out', { count: counts.refused })}` : written
  }
  return (
    <Answer of={found}>
      {(view) => (
        <>
          <PageHead title={view.fileName}>
            <span className="quiet">{view.kindName}</span>
            <strong>{view.statusName}</strong>
            <Link to="/imports">{t('imports.back')}</Link>
          </PageHead>
          {view.progress ? <Moving progress={view.progress} /> : null}
          {isMoving(view) && !view.progress ? (
            <p className="lead" role="status">
              {t('imports.queued')}
            </p>
          ) : null}
          {view.failure ? (
            <Alert type="error" showIcon role="alert" className="filter" title={view.failure.sentence} />
          ) : null}
          {view.status === 'applied' ? (
            <Alert type="success" showIcon role="status" className="filter" title={told(view)} />
          ) : null}
          <Decision view={view} />
          {view.status === 'previewing' || view.status === 'failed' ? null : <Rows view={view} />}
        </>
      )}
    </Answer>
  )
}

function Moving({ progress }: { progress: NonNullable<Import['progress']> }) {
  const { t } = useTranslation('console')
  const percent = progress.total > 0 ? Math.floor((progress.done / progress.total) * 100) : 0
  return (
    <div className="sheet pad filter" role="status">
      <p>{t('imports.progress', { phase: progress.phaseName, done: progress.done, total: progress.total })}</p>
      <Progress percent={percent} aria-label={progress.phaseName} />
    </div>
  )
}

function Decision({ view }: { view: Import }) {
  const { t } = useTranslation('console')
  const client = useQueryClient()
  const navigate = useNavigate()
  const param = { id: view.id }
  const onSuccess = () => client.invalidateQueries({ queryKey: key(view.id) })
  const apply = useMutation({
    mutationFn: (acceptGoodRows: boolean) =>
      call(one.apply.$post({ param, json: { acceptGoodRows, version: view.version } })),
    onSuccess,
  })
  const discard = useMutation({
    mutationFn: () => call(one.$delete({ param, query: { version: view.version } })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['imports'] })
      await navigate('/imports')
    },
  })
  const good = view.counts.create + view.counts.change
  const error = apply.error ?? discard.error
  return (
    <>
      {view.asked ? (
        <Alert
          type="info"
          showIcon
          role="status"
          className="filter"
          title={t('imports.asked', { by: view.asked.by })}
          action={<Link to="/approvals">{t('imports.to_approvals')}</Link>}
        />
      ) : null}
      {view.beyondSeats.length > 0 && view.status === 'ready' ? (
        <Alert
          type="warning"
          showIcon
          role="status"
          className="filter"
          title={t('imports.beyond_seats', {
            places: view.beyondSeats
              .slice(0, placesShown)
              .map((place) => t('imports.beyond_seats_of', place))
              .join(t('imports.between')),
            count: view.beyondSeats.length,
          })}
        />
      ) : null}
      <div className="chips filter">
        {view.allowed.includes('apply') && good > 0 ? (
          <Button type="primary" loading={apply.isPending} onClick={() => apply.mutate(view.counts.refused > 0)}>
            {t(view.isByTwo ? 'imports.ask_apply' : view.counts.refused > 0 ? 'imports.apply_good' : 'imports.apply', {
              count: good,
            })}
          </Button>
        ) : null}
        {view.allowed.includes('apply') && good === 0 ? <p>{t('imports.nothing')}</p> : null}
        {view.allowed.includes('discard') ? (
          <Button loading={discard.isPending} onClick={() => discard.mutate()}>
            {t('imports.discard')}
          </Button>
        ) : null}
        {view.continuesAfter.length > 0 && view.status === 'ready' ? (
          <span className="quiet">
            {t('imports.continues', { numbers: view.continuesAfter.join(t('imports.between')) })}
          </span>
        ) : null}
        {view.newDelegations.length > 0 ? (
          <span className="quiet">
            {t(view.status === 'applied' ? 'imports.delegations_made' : 'imports.delegations', {
              names: view.newDelegations.join(t('imports.between')),
            })}
          </span>
        ) : null}
      </div>
      {error ? <Fault error={error} onRetry={onSuccess} /> : null}
    </>
  )
}

function Rows({ view }: { view: Import }) {
  const { t } = useTranslation(['console', 'roster'])
  const [filter, setFilter] = useState<Outcome | 'all'>(view.counts.refused > 0 ? 'refused' : 'all')
  const rows = usePages(['import-rows', view.id, view.version, filter], (from) =>
    call(one.rows.$get({ param: { id: view.id }, query: { ...(filter === 'all' ? {} : { filter }), ...from } })),
  )
  const options = [
    { value: 'all' as const, label: t('imports.all', { count: view.counts.total }) },
    ...outcomes.map((value) => ({ value, label: `${t(`roster:outcomes.${value}`)} ${view.counts[value]}` })),
  ]
  return (
    <>
      <div className="filter">
        <Segmented aria-label={t('imports.outcome')} value={filter} onChange={setFilter} options={options} />
      </div>
      <ListFrame
        of={rows}
        caption={t('imports.each_row')}
        keyOf={({ ordinal }) => String(ordinal)}
        empty={<Empty>{t('imports.no_rows')}</Empty>}
        columns={[
          { key: 'row', head: t('imports.row'), look: 'tight', cell: ({ sheet, row }) => `${sheet} ${row}` },
          { key: 'what', head: t('imports.what'), look: 'name', cell: ({ label }) => label },
          {
            key: 'outcome',
            head: t('imports.outcome'),
            look: 'tight',
            cell: ({ outcome }) => (
              <span className={outcome === 'refused' ? 'tone-wanting' : undefined}>
                {t(`roster:outcomes.${outcome}`)}
              </span>
            ),
          },
          {
            key: 'changes',
            head: t('imports.changes'),
            look: 'name',
            cell: ({ outcome, reasons, changes }) => (
              <>
                {reasons.map(({ code, sentence }) => (
                  <p key={`${code}/${sentence}`}>{sentence}</p>
                ))}
                {outcome === 'change'
                  ? changes.map(({ field, fieldName, from, to }) => (
                      <p key={field}>
                        {fieldName} <del>{from ?? '—'}</del> → <ins>{to}</ins>
                      </p>
                    ))
                  : null}
              </>
            ),
          },
        ]}
      />
    </>
  )
}
