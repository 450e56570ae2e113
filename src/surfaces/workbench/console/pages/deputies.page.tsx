import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Popconfirm, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { mandateStatuses } from '#modules/identity/identity.ts'
import { deputySorts } from '#modules/roster/roster.ts'
import { call } from '../../frame/call.ts'
import { rosterClient } from '../../frame/clients.ts'
import { fetchFile } from '../../frame/download.ts'
import { Icon } from '../../frame/icons.tsx'
import { useActing } from '../../frame/session.ts'
import { usePages } from '../../frame/use-pages.ts'
import { useNav } from '../nav.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterChoice, FilterSearch, useAddress } from '../parts/filter.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, Fault, PageHead } from '../parts/page.tsx'
import { Composition } from '../people/composition.tsx'
import { CongressChoice, everyCongress } from '../people/congress-choice.tsx'

const accounts = ['none', 'waiting', 'open'] as const
const filterNames = [
  'q',
  'congressId',
  'delegationId',
  'constituencyId',
  'status',
  'sex',
  'party',
  'ethnicity',
  'occupationGroup',
  'education',
  'ageBand',
  'account',
] as const

/** Every figure of the composition opens the deputies it counts: the same filter, in the address. */
export function DeputiesPage() {
  const { t } = useTranslation(['console', 'identity', 'roster'])
  const acting = useActing()
  const keeps = useNav().some(({ path }) => path === '/deputies')
  const [search, set] = useAddress()
  const given = filterNames.flatMap((name) => (search.get(name) ? [[name, search.get(name) ?? '']] : []))
  const congressId = search.get('congressId') ?? acting.congressId
  const { congressId: _, ...others } = Object.fromEntries(given)
  const filter: Record<string, string> = congressId === everyCongress ? others : { ...others, congressId }
  const sort = deputySorts.find((one) => one === search.get('sort')) ?? 'stroke'
  const view = search.get('view') === 'figures' ? 'figures' : 'list'
  return (
    <>
      <PageHead title={t('nav.deputies')}>
        <span className="push" />
        {keeps ? <PaperButtons filter={filter} /> : null}
      </PageHead>
      <div className="chips filter">
        <Segmented
          aria-label={t('deputies.view')}
          value={view}
          onChange={(next) => set({ view: next === 'list' ? '' : next })}
          options={(['list', 'figures'] as const).map((value) => ({ value, label: t(`deputies.views.${value}`) }))}
        />
        <CongressChoice value={congressId} onChange={(next) => set({ congressId: next })} />
        <FilterChoice
          label={t('deputies.sort')}
          value={sort}
          options={deputySorts.map((value) => ({ value, label: t(`deputies.sorts.${value}`) }))}
          onChange={(next) => set({ sort: next })}
        />
        <FilterChoice
          label={t('deputies.status')}
          value={search.get('status') ?? undefined}
          any={t('deputies.any_status')}
          options={mandateStatuses.map((value) => ({ value, label: t(`identity:mandate_statuses.${value}`) }))}
          onChange={(status) => set({ status })}
        />
        <FilterChoice
          label={t('deputies.account')}
          value={search.get('account') ?? undefined}
          any={t('deputies.any_account')}
          options={accounts.map((value) => ({ value, label: t(`deputies.accounts.${value}`) }))}
          onChange={(account) => set({ account })}
        />
        <FilterSearch label={t('deputies.search')} of={search.get('q') ?? ''} onSearch={(q) => set({ q })} />
        {given.length > 0 ? (
          <Button type="link" onClick={() => set(Object.fromEntries(filterNames.map((name) => [name, ''])))}>
            {t('filter.clear')}
          </Button>
        ) : null}
      </div>
      {view === 'figures' ? (
        <Composition filter={filter} onOpen={(more) => set({ ...more, view: '' })} />
      ) : (
        <DeputyList filter={filter} sort={sort} />
      )}
    </>
  )
}

function DeputyList({ filter, sort }: { filter: Record<string, string>; sort: (typeof deputySorts)[number] }) {
  const { t } = useTranslation(['console', 'identity', 'roster'])
  const list = usePages(['deputies', filter, sort], (from) =>
    call(rosterClient.deputies.$get({ query: { ...filter, sort, ...from } })),
  )
  type Deputy = NonNullable<typeof list.data>['pages'][number]['items'][number]
  const field = (key: 'number' | 'born' | 'party' | 'sex' | 'delegation', cell: (deputy: Deputy) => string | null) => ({
    key,
    head: t(`roster:fields.${key}`),
    look: 'tight' as const,
    cell: (deputy: Deputy) => cell(deputy) ?? '—',
  })
  return (
    <ListFrame
      of={list}
      caption={t('nav.deputies')}
      keyOf={({ mandateId }) => mandateId}
      count="deputies.count"
      empty={
        <Empty
          action={
            <LinkButton type="primary" to="/imports">
              {t('deputies.import')}
            </LinkButton>
          }
        >
          {t('deputies.none')}
        </Empty>
      }
      columns={[
        {
          key: 'name',
          head: t('roster:fields.name'),
          look: 'tight',
          cell: (deputy) => <Link to={`/people/${deputy.personId}`}>{deputy.name}</Link>,
        },
        field('number', ({ number }) => number),
        field('sex', ({ sex }) => (sex ? t(`roster:sexes.${sex}`) : null)),
        field('born', ({ born }) => born),
        field('party', ({ party }) => party),
        {
          key: 'occupation',
          head: t('roster:fields.occupation'),
          look: 'one-line',
          title: ({ occupation }) => occupation ?? '',
          cell: ({ occupation }) => occupation ?? '—',
        },
        field('delegation', ({ delegation, constituency }) => delegation ?? constituency),
        {
          key: 'status',
          head: t('deputies.status'),
          look: 'tight',
          cell: ({ status }) => t(`identity:mandate_statuses.${status}`),
        },
        {
          key: 'account',
          head: t('deputies.account'),
          look: 'tight',
          cell: ({ account }) => t(`deputies.accounts.${account}`),
        },
      ]}
    />
  )
}

function PaperButtons({ filter }: { filter: Record<string, string> }) {
  const { t } = useTranslation('console')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState('')
  const [printed, setPrinted] = useState<Headers | null>(null)
  const client = useQueryClient()
  const run = async (what: string, fetching: () => Promise<unknown>) => {
    setBusy(what)
    setError(null)
    await fetching().catch(setError)
    setBusy('')
  }
  const slips = async () => {
    setPrinted(null)
    const headers = await fetchFile('/api/activation-slips', t('deputies.slips_file'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ filter }),
    })
    setPrinted(headers)
    await client.invalidateQueries({ queryKey: ['deputies'] })
  }
  return (
    <>
      <Popconfirm
        title={t('deputies.slips_sure')}
        description={t('deputies.slips_what')}
        okText={t('deputies.slips')}
        cancelText={t('act.close')}
        onConfirm={() => void run('slips', slips)}
      >
        <Button icon={<Icon name="print" />} loading={busy === 'slips'}>
          {t('deputies.slips')}
        </Button>
      </Popconfirm>
      <ExportButton of="/api/rosters/deputies" filter={filter} name={t('deputies.export_file')} />
      {error ? <Fault error={error} /> : null}
      {printed ? (
        <Alert
          type="success"
          showIcon
          role="status"
          title={t('deputies.slips_printed', {
            count: Number(printed.get('x-slips-printed')),
            open: Number(printed.get('x-accounts-already-open')),
          })}
        />
      ) : null}
    </>
  )
}
