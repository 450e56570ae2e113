import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { holdings, peopleSorts } from '#modules/identity/identity.ts'
import { call } from '../../frame/call.ts'
import { peopleClient } from '../../frame/clients.ts'
import { usePages } from '../../frame/use-pages.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterChoice, FilterForm, FilterSearch, useAddress } from '../parts/filter.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'
import { CongressChoice, everyCongress } from '../people/congress-choice.tsx'

/** Everybody on the rosters in one's area, deputies or not, also those who hold nothing yet. */
export function PeoplePage() {
  const { t } = useTranslation(['console', 'identity', 'roster'])
  const [search, change] = useAddress()
  const q = search.get('q') ?? ''
  const holds = holdings.find((one) => one === search.get('holds'))
  const congressId = search.get('congressId') ?? everyCongress
  const filter = {
    sort: peopleSorts.find((one) => one === search.get('sort')) ?? 'stroke',
    ...(congressId === everyCongress ? {} : { congressId }),
    ...(holds ? { holds } : {}),
    ...(q ? { q } : {}),
  }
  const list = usePages(['people', filter], (from) => call(peopleClient.people.$get({ query: { ...filter, ...from } })))
  return (
    <>
      <PageHead title={t('nav.people')}>
        <span className="push" />
        {list.data ? <ExportButton of="/api/people" filter={filter} name={t('person.file_name')} /> : null}
        {list.data ? (
          <LinkButton type="primary" to="/people/new">
            {t('person.register')}
          </LinkButton>
        ) : null}
      </PageHead>
      <FilterForm label={t('nav.people')}>
        <CongressChoice value={congressId} onChange={(value) => change({ congressId: value })} />
        <FilterChoice
          label={t('person.holding')}
          value={holds}
          any={t('person.any_holding')}
          options={holdings.map((value) => ({ value, label: t(`roster:personSheet.holdings.${value}`) }))}
          onChange={(value) => change({ holds: value })}
        />
        <FilterChoice
          label={t('person.sort')}
          value={filter.sort}
          options={peopleSorts.map((value) => ({ value, label: t(`person.sorts.${value}`) }))}
          onChange={(value) => change({ sort: value })}
        />
        <FilterSearch label={t('person.search')} of={q} onSearch={(typed) => change({ q: typed })} />
      </FilterForm>
      <ListFrame
        of={list}
        caption={t('nav.people')}
        keyOf={({ id }) => id}
        empty={<Empty>{t('person.none')}</Empty>}
        columns={[
          {
            key: 'name',
            head: t('roster:fields.name'),
            look: 'tight',
            cell: ({ id, name }) => <Link to={`/people/${id}`}>{name}</Link>,
          },
          {
            key: 'mandates',
            head: t('person.mandates'),
            look: 'name',
            cell: ({ mandates }) =>
              mandates
                .map((one) => t('person.mandate_of', { congress: one.congressName, term: one.termNumber }))
                .join(t('imports.between')) || <span className="quiet">—</span>,
          },
          {
            key: 'posts',
            head: t('person.posts'),
            look: 'name',
            cell: ({ posts }) =>
              posts
                .map((post) => `${post.organName} ${t(`identity:roles.${post.role}`)}`)
                .join(t('imports.between')) || <span className="quiet">—</span>,
          },
        ]}
      />
    </>
  )
}
