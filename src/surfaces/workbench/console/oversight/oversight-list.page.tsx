import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { oversightStates } from '#modules/oversight/oversight.ts'
import { type OversightFilter, useOversights } from '../../frame/oversight-calls.ts'
import { toneOfOversight } from '../../frame/oversight-tone.ts'
import { useHas, useRole } from '../../frame/session.ts'
import { CommitteeChoice } from '../fields/committee-choice.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterChoice, FilterForm, FilterSearch, useAddress } from '../parts/filter.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'
import { Moment, Toned } from '../parts/told.tsx'

const boxes = ['open', 'mine', 'all'] as const
const sorts = ['changed', 'still'] as const
const withOwn = ['leader', 'committee', 'gov_office']

/** A leader begins with their own. */
function useFilter(role: string): [OversightFilter, (some: Record<string, string>) => void] {
  const [search, change] = useAddress()
  const state = oversightStates.find((one) => one === search.get('state'))
  const q = search.get('q') ?? ''
  const committee = search.get('committee') ?? ''
  const first = role === 'leader' ? 'mine' : 'open'
  const filter: OversightFilter = {
    box: boxes.find((one) => one === search.get('box')) ?? first,
    sort: sorts.find((one) => one === search.get('sort')) ?? 'changed',
    ...(state ? { state } : {}),
    ...(q ? { q } : {}),
    ...(committee ? { committee } : {}),
  }
  return [filter, change]
}

export function OversightListPage() {
  const { t } = useTranslation(['oversight', 'console'])
  const role = useRole()
  const proposes = useHas('propose_oversights')
  const [filter, change] = useFilter(role)
  const list = useOversights(filter)
  return (
    <>
      <PageHead title={t(filter.box === 'mine' ? 'mine' : 'title')}>
        <span className="push" />
        <ExportButton of="/api/oversights" filter={filter} name={t('list.file_name')} />
        {proposes && (role === 'deputy_office' || role === 'presidium' || role === 'committee') ? (
          <LinkButton type="primary" to="/oversights/new">
            {t('acts.new')}
          </LinkButton>
        ) : null}
      </PageHead>
      <p className="quiet lead">{t('lead')}</p>
      <FilterForm label={t('list.search')}>
        <FilterChoice
          label={t('list.box')}
          value={filter.box}
          options={boxes
            .filter((box) => box !== 'mine' || withOwn.includes(role))
            .map((value) => ({ value, label: t(`boxes.${value}`) }))}
          onChange={(box) => change({ box })}
        />
        <FilterChoice
          label={t('list.state')}
          value={filter.state}
          any={t('list.any_state')}
          options={oversightStates.map((value) => ({ value, label: t(`states.${value}`) }))}
          onChange={(state) => change({ state })}
        />
        <CommitteeChoice value={filter.committee} onChange={(value) => change({ committee: value })} />
        <FilterChoice
          label={t('console:filter.sort')}
          value={filter.sort}
          options={sorts.map((value) => ({ value, label: t(`sorts.${value}`) }))}
          onChange={(sort) => change({ sort })}
        />
        <FilterSearch
          label={t('list.search')}
          hint={t('list.search_hint')}
          of={filter.q ?? ''}
          onSearch={(q) => change({ q })}
        />
      </FilterForm>
      <ListFrame
        of={list}
        caption={t('title')}
        keyOf={({ id }) => id}
        empty={<Empty>{t(filter.q || filter.state || filter.committee ? 'list.none_match' : 'list.none')}</Empty>}
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
