import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { call } from '../../frame/call.ts'
import { peopleClient } from '../../frame/clients.ts'
import { usePages } from '../../frame/use-pages.ts'
import { FilterSearch, useAddress } from '../parts/filter.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'

/** Everybody on the rosters in one's area, deputies or not, also those who hold nothing yet. */
export function PeoplePage() {
  const { t } = useTranslation(['console', 'identity', 'roster'])
  const [search, change] = useAddress()
  const q = search.get('q') ?? ''
  const list = usePages(['people', q], (from) =>
    call(peopleClient.people.$get({ query: { ...(q ? { q } : {}), ...from } })),
  )
  return (
    <>
      <PageHead title={t('nav.people')}>
        <span className="push" />
        {list.data ? (
          <LinkButton type="primary" to="/people/new">
            {t('person.register')}
          </LinkButton>
        ) : null}
      </PageHead>
      <div className="chips filter">
        <FilterSearch label={t('person.search')} of={q} onSearch={(typed) => change({ q: typed })} />
      </div>
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
