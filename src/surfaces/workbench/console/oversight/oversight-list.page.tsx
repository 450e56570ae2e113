import { Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { oversightStates } from '#modules/oversight/oversight.ts'
import { type OversightFilter, useOversights } from '../../frame/oversight-calls.ts'
import { toneOfOversight } from '../../frame/oversight-tone.ts'
import { useRole } from '../../frame/session.ts'
import { LinkButton } from '../parts/link-button.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'
import { Moment, Toned } from '../parts/told.tsx'

const boxes = ['open', 'mine', 'all'] as const
const withOwn = ['leader', 'committee', 'gov_office']

/** The filter lives in the address, so that a list can be kept, sent and come back to. A leader begins with their own. */
function useFilter(role: string): [OversightFilter, (some: Record<string, string>) => void] {
  const [search, setSearch] = useSearchParams()
  const state = oversightStates.find((one) => one === search.get('state'))
  const q = search.get('q') ?? ''
  const first = role === 'leader' ? 'mine' : 'open'
  const filter: OversightFilter = {
    box: boxes.find((one) => one === search.get('box')) ?? first,
    ...(state ? { state } : {}),
    ...(q ? { q } : {}),
  }
  const change = (some: Record<string, string>) =>
    setSearch((now) => {
      for (const [key, value] of Object.entries(some)) {
        if (value) now.set(key, value)
        else now.delete(key)
      }
      return now
    })
  return [filter, change]
}

export function OversightListPage() {
  const { t } = useTranslation('oversight')
  const role = useRole()
  const [filter, change] = useFilter(role)
  const list = useOversights(filter)
  return (
    <>
      <PageHead title={t(filter.box === 'mine' ? 'mine' : 'title')}>
        <span className="push" />
        {role === 'deputy_office' || role === 'presidium' ? (
          <LinkButton type="primary" to="/oversights/new">
            {t('acts.new')}
          </LinkButton>
        ) : null}
      </PageHead>
      <p className="quiet lead">{t('lead')}</p>
      <Filters filter={filter} onChange={change} withMine={withOwn.includes(role)} />
      <ListFrame
        of={list}
        caption={t('title')}
        keyOf={({ id }) => id}
        empty={<Empty>{t(filter.q || filter.state ? 'list.none_match' : 'list.none')}</Empty>}
        columns={[
          {
            key: 'title',
            head: t('list.title'),
            look: 'name',
            cell: ({ id, title }) => <Link to={`/oversights/${id}`}>{title}</Link>,
          },
          { key: 'year', head: t('list.year'), look: 'tight', cell: ({ year }) => year },
          {
            key: 'state',
            head: t('list.state'),
            cell: ({ state, stalledAt }) => (
              <Toned tone={stalledAt ? 'wanting' : toneOfOversight[state]}>{t(`states.${state}`)}</Toned>
            ),
          },
          {
            key: 'leads',
            head: t('list.leads'),
            cell: ({ leadNames }) =>
              leadNames.map(({ side, name, confirmed }) => (
                <div key={side} className="tight">
                  <span className="quiet">{t(`sides.${side}`)}</span> {name}{' '}
                  {confirmed ? null : <span className="quiet">{t('list.unconfirmed')}</span>}
                </div>
              )),
          },
          { key: 'cases', head: t('list.cases'), look: 'right', cell: ({ cases }) => cases },
          { key: 'activities', head: t('list.activities'), look: 'right', cell: ({ activities }) => activities },
          { key: 'moved', head: t('list.moved'), look: 'tight', cell: ({ movedAt }) => <Moment at={movedAt} /> },
        ]}
      />
    </>
  )
}

type FilterProps = {
  filter: OversightFilter
  withMine: boolean
  onChange: (some: Record<string, string>) => void
}

function Filters({ filter, withMine, onChange }: FilterProps) {
  const { t } = useTranslation('oversight')
  const [typed, setTyped] = useState(filter.q ?? '')
  const shown = boxes.filter((box) => withMine || box !== 'mine')
  return (
    <search>
      <form className="chips filter" aria-label={t('list.search')} onSubmit={(event) => event.preventDefault()}>
        <Select
          aria-label={t('list.box')}
          value={filter.box}
          onChange={(box) => onChange({ box: box ?? '' })}
          options={shown.map((value) => ({ value, label: t(`boxes.${value}`) }))}
          popupMatchSelectWidth={false}
        />
        <Select
          aria-label={t('list.state')}
          value={filter.state ?? ''}
          onChange={(state) => onChange({ state })}
          options={[
            { value: '', label: t('list.any_state') },
            ...oversightStates.map((value) => ({ value, label: t(`states.${value}`) })),
          ]}
          popupMatchSelectWidth={false}
        />
        <Input.Search
          aria-label={t('list.search')}
          placeholder={t('list.search_hint')}
          value={typed}
          allowClear
          className="filter-search"
          onChange={(event) => setTyped(event.target.value)}
          onSearch={(q) => onChange({ q: q.trim() })}
        />
      </form>
    </search>
  )
}
