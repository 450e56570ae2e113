import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { staleAfterDays } from '#modules/identity/identity.ts'
import { call } from '../../frame/call.ts'
import { accountClient } from '../../frame/clients.ts'
import { useRole } from '../../frame/session.ts'
import { usePages } from '../../frame/use-pages.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterChoice, FilterSearch } from '../parts/filter.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, Fault, PageHead } from '../parts/page.tsx'
import { Moment } from '../parts/told.tsx'

const states = ['open', 'stale', 'waiting', 'disabled'] as const
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
  const list = usePages(['accounts', q, state], (from) =>
    call(accounts.$get({ query: { ...(q ? { q } : {}), ...(state ? { state } : {}), ...from } })),
  )
  const change = useMutation({
    mutationFn: ({ id, what }: { id: string; what: Change }) => changes[what](id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['accounts'] }),
  })
  const button = (what: Change, account: { id: string; name: string }) => (
    <Button
      key={what}
      aria-label={`${t(`accounts.${what}`)} ${account.name}`}
      onClick={() => change.mutate({ id: account.id, what })}
    >
      {t(`accounts.${what}`)}
    </Button>
  )
  return (
    <>
      <PageHead title={t('nav.accounts')}>
        <span className="push" />
        <ExportButton of="/api/accounts" filter={{ q, state }} name={t('accounts.file_name')} />
      </PageHead>
      <div className="chips filter">
        <FilterChoice
          label={t('accounts.state')}
          value={state || undefined}
          any={t('accounts.any_state')}
          options={states.map((value) => ({
            value,
            label: t(`identity:account_states.${value}`, { days: staleAfterDays }),
          }))}
          onChange={setState}
        />
        <FilterSearch label={t('accounts.search')} of={q} onSearch={setQ} />
      </div>
      {change.error ? <Fault error={change.error} /> : null}
      {change.isSuccess && change.variables.what === 'reset' ? (
        <Alert type="success" showIcon role="status" className="filter" title={t('accounts.reset_asked')} />
      ) : null}
      <ListFrame
        of={list}
        caption={t('nav.accounts')}
        keyOf={({ id }) => id}
        empty={<Empty>{t('accounts.none')}</Empty>}
        columns={[
          { key: 'name', head: t('accounts.name'), cell: ({ name }) => name },
          {
            key: 'person',
            head: t('accounts.person'),
            cell: ({ person }) => <Link to={`/people/${person.id}`}>{person.name}</Link>,
          },
          {
            key: 'state',
            head: t('accounts.state'),
            look: 'tight',
            cell: (account) => t(`identity:account_states.${account.state}`),
          },
          {
            key: 'seen',
            head: t('accounts.last_seen'),
            look: 'tight',
            cell: ({ lastSeenAt }) =>
              lastSeenAt ? <Moment at={lastSeenAt} /> : <span className="quiet">{t('accounts.never_seen')}</span>,
          },
          {
            key: 'totp',
            head: t('accounts.totp'),
            look: 'tight',
            cell: ({ totp }) => t(totp ? 'accounts.totp_on' : 'accounts.totp_off'),
          },
          {
            key: 'change',
            head: <span className="unseen">{t('accounts.change')}</span>,
            look: 'right',
            cell: (account) =>
              isSecurityOfficer ? (
                <span className="chips end">
                  {account.state === 'disabled'
                    ? button('enable', account)
                    : [button('reset', account), button('disable', account)]}
                </span>
              ) : null,
          },
        ]}
      />
    </>
  )
}
