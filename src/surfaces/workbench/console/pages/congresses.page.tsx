import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { congressLevels, congressSorts } from '#modules/organisation/organisation.ts'
import { call } from '../../frame/call.ts'
import { congressClient } from '../../frame/clients.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useRole } from '../../frame/session.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { usePages } from '../../frame/use-pages.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterChoice, FilterForm, FilterSearch, useAddress } from '../parts/filter.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'

/** The congresses of this installation, from the top down. */
export function CongressesPage() {
  const { t } = useTranslation(['console', 'organisation'])
  const locale = useLocale()
  const role = useRole()
  const mayOpen = role === 'deputy_office'
  const [search, change] = useAddress()
  const q = search.get('q') ?? ''
  const level = congressLevels.find((one) => one === search.get('level'))
  const filter = {
    sort: congressSorts.find((one) => one === search.get('sort')) ?? 'level',
    ...(level ? { level } : {}),
    ...(q ? { q } : {}),
  }
  const list = usePages(['congresses', filter], (from) =>
    call(congressClient.congresses.$get({ query: { ...filter, ...from } })),
  )
  return (
    <>
      <PageHead title={t('nav.congresses')}>
        <span className="push" />
        {role === 'deputy' ? null : (
          <ExportButton of="/api/congresses" filter={filter} name={t('congress.file_name')} />
        )}
        {mayOpen ? (
          <LinkButton type="primary" to="/congresses/new">
            {t('congress.open')}
          </LinkButton>
        ) : null}
      </PageHead>
      <FilterForm label={t('nav.congresses')}>
        <FilterChoice
          label={t('congress.level')}
          value={level}
          any={t('congress.any_level')}
          options={congressLevels.map((value) => ({ value, label: t(`organisation:levels.${value}`) }))}
          onChange={(value) => change({ level: value })}
        />
        <FilterChoice
          label={t('congress.sort')}
          value={filter.sort}
          options={congressSorts.map((value) => ({ value, label: t(`congress.sorts.${value}`) }))}
          onChange={(value) => change({ sort: value })}
        />
        <FilterSearch label={t('congress.search')} of={q} onSearch={(typed) => change({ q: typed })} />
      </FilterForm>
      <ListFrame
        of={list}
        caption={t('nav.congresses')}
        keyOf={({ id }) => id}
        empty={<Empty>{t('congress.none')}</Empty>}
        columns={[
          {
            key: 'name',
            head: t('congress.name'),
            look: 'name',
            cell: (one) => <Link to={`/congresses/${one.id}`}>{one.name}</Link>,
          },
          {
            key: 'level',
            head: t('congress.level'),
            look: 'tight',
            cell: ({ level }) => t(`organisation:levels.${level}`),
          },
          {
            key: 'term',
            head: t('congress.current'),
            look: 'tight',
            cell: ({ currentTerm }) =>
              currentTerm ? (
                t('congress.term', { number: currentTerm.number })
              ) : (
                <span className="todo-mark">{t('congress.no_term')}</span>
              ),
          },
          {
            key: 'since',
            head: t('congress.first_session'),
            look: 'tight',
            cell: ({ currentTerm }) => (currentTerm ? calendarDate(locale, currentTerm.firstSessionOn) : '—'),
          },
          {
            key: 'full',
            head: t('congress.full_word'),
            look: 'tight',
            cell: ({ currentTerm }) => (currentTerm ? calendarDate(locale, currentTerm.fullOn) : '—'),
          },
          {
            key: 'seats',
            head: t('congress.seats_word'),
            look: 'right',
            cell: ({ currentTerm }) => currentTerm?.seats ?? '—',
          },
        ]}
      />
    </>
  )
}
