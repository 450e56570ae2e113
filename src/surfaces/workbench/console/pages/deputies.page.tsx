import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { mandateStatuses } from '#modules/identity/identity.ts'
import { deputySorts } from '#modules/roster/roster.ts'
import { call } from '../../frame/call.ts'
import { rosterClient } from '../../frame/clients.ts'
import { fetchFile } from '../../frame/download.ts'
import { Icon } from '../../frame/icons.tsx'
import { useActing } from '../../frame/session.ts'
import { LinkButton } from '../parts/link-button.tsx'
import { Answer, Empty, Fault, PageHead } from '../parts/page.tsx'
import { Composition } from '../people/composition.tsx'

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
  'occupation',
  'education',
  'ageBand',
  'account',
] as const

/** Every figure of the composition opens the deputies it counts: the same filter, in the address. */
export function DeputiesPage() {
  const { t } = useTranslation(['console', 'identity', 'roster'])
  const acting = useActing()
  const [search, setSearch] = useSearchParams()
  const given = filterNames.flatMap((name) => (search.get(name) ? [[name, search.get(name) ?? '']] : []))
  const filter: Record<string, string> = { congressId: acting.congressId, ...Object.fromEntries(given) }
  const sort = deputySorts.find((one) => one === search.get('sort')) ?? 'stroke'
  const view = search.get('view') === 'figures' ? 'figures' : 'list'
  const set = (some: Record<string, string>) =>
    setSearch((now) => {
      for (const [name, value] of Object.entries(some)) {
        if (value) now.set(name, value)
        else now.delete(name)
      }
      return now
    })
  return (
    <>
      <PageHead title={t('nav.deputies')}>
        <span className="push" />
        <PaperButtons filter={filter} />
      </PageHead>
      <div className="chips filter">
        <Segmented
          aria-label={t('deputies.view')}
          value={view}
          onChange={(next) => set({ view: next })}
          options={(['list', 'figures'] as const).map((value) => ({ value, label: t(`deputies.views.${value}`) }))}
        />
        <Select
          aria-label={t('deputies.sort')}
          value={sort}
          popupMatchSelectWidth={false}
          onChange={(next) => set({ sort: next })}
          options={deputySorts.map((value) => ({ value, label: t(`deputies.sorts.${value}`) }))}
        />
        <Select
          aria-label={t('deputies.status')}
          value={search.get('status') ?? ''}
          popupMatchSelectWidth={false}
          onChange={(next) => set({ status: next })}
          options={[
            { value: '', label: t('deputies.any_status') },
            ...mandateStatuses.map((value) => ({ value, label: t(`identity:mandate_statuses.${value}`) })),
          ]}
        />
        <Select
          aria-label={t('deputies.account')}
          value={search.get('account') ?? ''}
          popupMatchSelectWidth={false}
          onChange={(next) => set({ account: next })}
          options={[
            { value: '', label: t('deputies.any_account') },
            ...accounts.map((value) => ({ value, label: t(`deputies.accounts.${value}`) })),
          ]}
        />
        <Input.Search
          aria-label={t('deputies.search')}
          placeholder={t('deputies.search')}
          className="filter-search"
          allowClear
          defaultValue={search.get('q') ?? ''}
          onSearch={(q) => set({ q: q.trim() })}
        />
        {given.length > 0 ? (
          <Button type="link" onClick={() => setSearch(view === 'figures' ? { view } : {})}>
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
  const list = useInfiniteQuery({
    queryKey: ['deputies', filter, sort],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      call(rosterClient.deputies.$get({ query: { ...filter, sort, ...(pageParam ? { cursor: pageParam } : {}) } })),
    getNextPageParam: (page) => page.next,
  })
  return (
    <div className="sheet">
      <Answer of={list}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          if (items.length === 0)
            return (
              <Empty
                action={
                  <LinkButton type="primary" to="/imports">
                    {t('deputies.import')}
                  </LinkButton>
                }
              >
                {t('deputies.none')}
              </Empty>
            )
          return (
            <>
              <div className="scroll-x">
                <table className="rows">
                  <caption className="unseen">{t('nav.deputies')}</caption>
                  <thead>
                    <tr>
                      {(['name', 'number', 'sex', 'born', 'party', 'occupation', 'delegation'] as const).map(
                        (field) => (
                          <th key={field} scope="col">
                            {t(`roster:fields.${field}`)}
                          </th>
                        ),
                      )}
                      <th scope="col">{t('deputies.status')}</th>
                      <th scope="col">{t('deputies.account')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((deputy) => (
                      <tr key={deputy.mandateId}>
                        <td className="tight">
                          <Link to={`/people/${deputy.personId}`}>{deputy.name}</Link>
                        </td>
                        <td className="tight">{deputy.number}</td>
                        <td className="tight">{deputy.sex ? t(`roster:sexes.${deputy.sex}`) : '—'}</td>
                        <td className="tight">{deputy.born ?? '—'}</td>
                        <td className="tight">{deputy.party ?? '—'}</td>
                        <td className="one-line" title={deputy.occupation ?? ''}>
                          {deputy.occupation ?? '—'}
                        </td>
                        <td className="tight">{deputy.delegation ?? deputy.constituency ?? '—'}</td>
                        <td className="tight">{t(`identity:mandate_statuses.${deputy.status}`)}</td>
                        <td className="tight">{t(`deputies.accounts.${deputy.account}`)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <div className="table-foot">
                <span className="quiet" role="status">
                  {t('deputies.count', {
                    shown: items.length,
                    total: `${pages[0]?.total.value ?? ''}${pages[0]?.total.exact === false ? '+' : ''}`,
                  })}
                </span>
                <span className="push" />
                {list.hasNextPage ? (
                  <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                    {t('list.more')}
                  </Button>
                ) : null}
              </div>
            </>
          )
        }}
      </Answer>
    </div>
  )
}

function PaperButtons({ filter }: { filter: Record<string, string> }) {
  const { t } = useTranslation('console')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState('')
  const run = async (what: string, fetching: () => Promise<void>) => {
    setBusy(what)
    setError(null)
    await fetching().catch(setError)
    setBusy('')
  }
  const slips = () =>
    fetchFile('/api/activation-slips', t('deputies.slips_file'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ filter }),
    })
  return (
    <>
      <Button icon={<Icon name="print" />} loading={busy === 'slips'} onClick={() => void run('slips', slips)}>
        {t('deputies.slips')}
      </Button>
      <Button
        icon={<Icon name="download" />}
        loading={busy === 'export'}
        onClick={() => void run('export', () => fetchFile('/api/rosters/deputies.xlsx', t('deputies.export_file')))}
      >
        {t('list.export')}
      </Button>
      {error ? <Fault error={error} /> : null}
    </>
  )
}
