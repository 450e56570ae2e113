import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { standInBoxes, standInSorts, standInStates } from '#modules/identity/identity.ts'
import { call } from '../../frame/call.ts'
import { standInClient } from '../../frame/clients.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useRole, useSession } from '../../frame/session.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { usePages } from '../../frame/use-pages.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterChoice, FilterForm, FilterSearch, useAddress } from '../parts/filter.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'
import { Toned } from '../parts/told.tsx'
import { DelegateForm } from './delegate-form.tsx'
import { EndDelegation } from './end-delegation.tsx'

const tones = { coming: 'waiting', live: 'good', over: 'over', ended: 'over' } as const

/** 代理授权: what one gave or holds; the security officer sees those of the area. */
export function DelegationsPage() {
  const { t } = useTranslation(['console', 'identity'])
  const locale = useLocale()
  const { person } = useSession()
  const isOfficer = useRole() === 'secadmin'
  const [isOpen, setOpen] = useState(false)
  const [search, change] = useAddress()
  const q = search.get('q') ?? ''
  const state = standInStates.find((one) => one === search.get('state'))
  const box = standInBoxes.find((one) => one === search.get('box'))
  const sort = standInSorts.find((one) => one === search.get('sort')) ?? 'given'
  const filter = { sort, ...(q ? { q } : {}), ...(state ? { state } : {}), ...(box ? { box } : {}) }
  const list = usePages(['stand-ins', filter], (from) =>
    call(standInClient['stand-ins'].$get({ query: { ...filter, ...from } })),
  )
  const nameOf = ({ id, name }: { id: string; name: string }) => (id === person.id ? t('delegations.oneself') : name)
  return (
    <>
      <PageHead title={t('nav.delegations')}>
        <span className="push" />
        <ExportButton of="/api/stand-ins" filter={filter} name={t('delegations.file_name')} />
        {isOfficer || isOpen ? null : (
          <Button type="primary" onClick={() => setOpen(true)}>
            {t('delegations.give')}
          </Button>
        )}
      </PageHead>
      <p className="quiet filter">{t(isOfficer ? 'delegations.lead_officer' : 'delegations.lead')}</p>
      {isOpen ? <DelegateForm onClose={() => setOpen(false)} /> : null}
      <FilterForm label={t('delegations.filter')}>
        <FilterChoice
          label={t('delegations.state')}
          value={state}
          any={t('delegations.any_state')}
          options={standInStates.map((value) => ({ value, label: t(`identity:stand_in_states.${value}`) }))}
          onChange={(value) => change({ state: value })}
        />
        {isOfficer ? null : (
          <FilterChoice
            label={t('delegations.box')}
            value={box}
            any={t('delegations.any_box')}
            options={standInBoxes.map((value) => ({ value, label: t(`identity:stand_in_boxes.${value}`) }))}
            onChange={(value) => change({ box: value })}
          />
        )}
        <FilterChoice
          label={t('delegations.sort')}
          value={sort}
          options={standInSorts.map((value) => ({ value, label: t(`identity:stand_in_sorts.${value}`) }))}
          onChange={(value) => change({ sort: value })}
        />
        <FilterSearch label={t('delegations.search')} of={q} onSearch={(typed) => change({ q: typed })} />
      </FilterForm>
      <ListFrame
        of={list}
        caption={t('nav.delegations')}
        keyOf={({ id }) => id}
        empty={<Empty>{t(q || state || box ? 'delegations.none_match' : 'delegations.none')}</Empty>}
        columns={[
          {
            key: 'post',
            head: t('delegations.post'),
            look: 'name',
            cell: ({ organName, role }) => `${organName} ${t(`identity:roles.${role}`)}`,
          },
          { key: 'for', head: t('delegations.from'), look: 'tight', cell: ({ forPerson }) => nameOf(forPerson) },
          { key: 'by', head: t('delegations.to'), look: 'tight', cell: ({ byPerson }) => nameOf(byPerson) },
          {
            key: 'powers',
            head: t('delegations.powers'),
            look: 'name',
            cell: ({ powers, caseIds }) => (
              <>
                {powers.map((power) => t(`identity:powers.${power}`)).join(t('imports.between'))}
                <span className="quiet"> {caseIds ? <Cases ids={caseIds} /> : t('delegations.every_case')}</span>
              </>
            ),
          },
          {
            key: 'days',
            head: t('delegations.days'),
            look: 'tight',
            cell: ({ startsOn, lastOn }) =>
              t('delegations.from_to', { from: calendarDate(locale, startsOn), to: calendarDate(locale, lastOn) }),
          },
          {
            key: 'state',
            head: t('delegations.state'),
            look: 'tight',
            cell: ({ state: now }) => <Toned tone={tones[now]}>{t(`identity:stand_in_states.${now}`)}</Toned>,
          },
          {
            key: 'end',
            head: <span className="unseen">{t('delegations.end')}</span>,
            look: 'right',
            cell: (one) => (one.allowed.includes('end') ? <EndDelegation of={one} /> : null),
          },
        ]}
      />
    </>
  )
}

function Cases({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation('console')
  return (
    <>
      {t('delegations.only_cases', { count: ids.length })}
      {ids.map((id, at) => (
        <Link key={id} to={`/suggestions/${id}`} aria-label={t('delegations.case', { number: at + 1 })}>
          {' '}
          {at + 1}
        </Link>
      ))}
    </>
  )
}
