import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { call } from '../../frame/call.ts'
import { accountClient } from '../../frame/clients.ts'
import { useRole } from '../../frame/session.ts'
import { Answer, Empty, Fault, PageHead } from '../parts/page.tsx'

const states = ['open', 'waiting', 'disabled'] as const
const accounts = accountClient.accounts
type Change = 'disable' | 'enable' | 'reset'

const changes: Record<Change, (id: string) => Promise<unknown>> = {
  disable: (id) => call(accounts[':id'].disable.$post({ param: { id } })),
  enable: (id) => call(accounts[':id'].enable.$post({ param: { id } })),
  reset: (id) => call(accounts[':id'].reset.$post({ param: { id } })),
}

export function AccountsPage() {
  const { t } = useTranslation(['console', 'identity'])
  const client = useQueryClient()
  const isSecurityOfficer = useRole() === 'secadmin'
  const [q, setQ] = useState('')
  const [state, setState] = useState<(typeof states)[number] | ''>('')
  const list = useInfiniteQuery({
    queryKey: ['accounts', q, state],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      call(
        accounts.$get({
          query: { ...(q ? { q } : {}), ...(state ? { state } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        }),
      ),
    getNextPageParam: (page) => page.next,
  })
  const change = useMutation({
    mutationFn: ({ id, what }: { id: string; what: Change }) => changes[what](id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['accounts'] }),
  })
  return (
    <>
      <PageHead title={t('nav.accounts')} />
      <div className="chips filter">
        <Select
          aria-label={t('accounts.state')}
          value={state}
          onChange={setState}
          popupMatchSelectWidth={false}
          options={[
            { value: '', label: t('accounts.any_state') },
            ...states.map((value) => ({ value, label: t(`identity:account_states.${value}`) })),
          ]}
        />
        <Input.Search
          aria-label={t('accounts.search')}
          placeholder={t('accounts.search')}
          className="filter-search"
          allowClear
          onSearch={(value) => setQ(value.trim())}
        />
      </div>
      {change.error ? <Fault error={change.error} /> : null}
      {change.isSuccess && change.variables.what === 'reset' ? (
        <Alert type="success" showIcon role="status" className="filter" title={t('accounts.reset_asked')} />
      ) : null}
      <div className="sheet">
        <Answer of={list}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items)
            if (items.length === 0) return <Empty>{t('accounts.none')}</Empty>
            return (
              <>
                <table className="rows">
                  <caption className="unseen">{t('nav.accounts')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{t('accounts.name')}</th>
                      <th scope="col">{t('accounts.person')}</th>
                      <th scope="col">{t('accounts.state')}</th>
                      <th scope="col">{t('accounts.totp')}</th>
                      <th scope="col">
                        <span className="unseen">{t('accounts.change')}</span>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((account) => (
                      <tr key={account.id}>
                        <td>{account.name}</td>
                        <td>
                          <Link to={`/people/${account.person.id}`}>{account.person.name}</Link>
                        </td>
                        <td className="tight">{t(`identity:account_states.${account.state}`)}</td>
                        <td className="tight">{t(account.totp ? 'accounts.totp_on' : 'accounts.totp_off')}</td>
                        <td className="right">
                          {isSecurityOfficer ? (
                            <span className="chips end">
                              {account.state === 'disabled' ? (
                                <Button
                                  aria-label={`${t('accounts.enable')} ${account.name}`}
                                  onClick={() => change.mutate({ id: account.id, what: 'enable' })}
                                >
                                  {t('accounts.enable')}
                                </Button>
                              ) : (
                                <>
                                  <Button
                                    aria-label={`${t('accounts.reset')} ${account.name}`}
                                    onClick={() => change.mutate({ id: account.id, what: 'reset' })}
                                  >
                                    {t('accounts.reset')}
                                  </Button>
                                  <Button
                                    aria-label={`${t('accounts.disable')} ${account.name}`}
                                    onClick={() => change.mutate({ id: account.id, what: 'disable' })}
                                  >
                                    {t('accounts.disable')}
                                  </Button>
                                </>
                              )}
                            </span>
                          ) : null}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                <div className="table-foot">
                  <span className="quiet" role="status">
                    {t('units.count', { shown: items.length, total: pages[0]?.total.value ?? items.length })}
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
    </>
  )
}
