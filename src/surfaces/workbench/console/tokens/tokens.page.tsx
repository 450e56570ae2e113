import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tokenStates } from '#modules/token/token.ts'
import { call } from '../../frame/call.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useRole } from '../../frame/session.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { usePages } from '../../frame/use-pages.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterChoice, FilterForm, FilterSearch, useAddress } from '../parts/filter.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'
import { Moment, Toned } from '../parts/told.tsx'
import { IssueForm } from './issue-form.tsx'
import { TokenActs } from './token-acts.tsx'
import { tokens } from './token-calls.ts'

const tones = { waiting: 'waiting', live: 'good', over: 'over', revoked: 'over' } as const

/** 接口令牌: the programs that are let in; whoever holds the post of one finds theirs. */
export function TokensPage() {
  const { t } = useTranslation(['token', 'identity', 'console'])
  const locale = useLocale()
  const role = useRole()
  const isOfficer = role === 'sysadmin' || role === 'secadmin' || role === 'auditor'
  const [isOpen, setOpen] = useState(false)
  const [search, change] = useAddress()
  const q = search.get('q') ?? ''
  const state = tokenStates.find((one) => one === search.get('state'))
  const filter = { ...(q ? { q } : {}), ...(state ? { state } : {}) }
  const list = usePages(['api-tokens', q, state], (from) => call(tokens.$get({ query: { ...filter, ...from } })))
  return (
    <>
      <PageHead title={t('title')}>
        <span className="push" />
        <a href="/api/docs" target="_blank" rel="noreferrer">
          {t('docs')}
        </a>
        {isOfficer ? <ExportButton of="/api/api-tokens" filter={filter} name={t('file_name')} /> : null}
        {role === 'sysadmin' && !isOpen ? (
          <Button type="primary" onClick={() => setOpen(true)}>
            {t('issue.button')}
          </Button>
        ) : null}
      </PageHead>
      <p className="quiet filter">{t(isOfficer ? 'lead_officer' : 'lead')}</p>
      {isOpen ? <IssueForm onClose={() => setOpen(false)} /> : null}
      <FilterForm label={t('filter')}>
        <FilterChoice
          label={t('fields.state')}
          value={state}
          any={t('any_state')}
          options={tokenStates.map((value) => ({ value, label: t(`states.${value}`) }))}
          onChange={(value) => change({ state: value })}
        />
        <FilterSearch label={t('search')} of={q} onSearch={(typed) => change({ q: typed })} />
      </FilterForm>
      <ListFrame
        of={list}
        caption={t('title')}
        keyOf={({ id }) => id}
        empty={<Empty>{t(q || state ? 'none_match' : 'none')}</Empty>}
        columns={[
          {
            key: 'name',
            head: t('fields.name'),
            look: 'name',
            cell: ({ name, purpose }) => (
              <>
                <strong className="code">{name}</strong> <span className="quiet">{purpose}</span>
              </>
            ),
          },
          {
            key: 'post',
            head: t('fields.post'),
            look: 'name',
            cell: ({ post }) => `${post.organName} ${t(`identity:roles.${post.role}`)} · ${post.personName}`,
          },
          {
            key: 'scopes',
            head: t('fields.scopes'),
            look: 'name',
            cell: ({ scopes }) => scopes.map((scope) => t(`scopes.${scope}`)).join(t('console:imports.between')),
          },
          {
            key: 'until',
            head: t('fields.last_on'),
            look: 'tight',
            cell: ({ lastOn }) => calendarDate(locale, lastOn),
          },
          {
            key: 'used',
            head: t('fields.used'),
            look: 'tight',
            cell: ({ usedAt }) => (usedAt ? <Moment at={usedAt} /> : <span className="quiet">{t('never_used')}</span>),
          },
          {
            key: 'state',
            head: t('fields.state'),
            look: 'tight',
            cell: ({ state: now }) => <Toned tone={tones[now]}>{t(`states.${now}`)}</Toned>,
          },
          {
            key: 'acts',
            head: <span className="unseen">{t('acts.title')}</span>,
            look: 'right',
            cell: (one) => <TokenActs of={one} />,
          },
        ]}
      />
    </>
  )
}
