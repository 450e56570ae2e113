import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { categories } from '#modules/suggestion/suggestion.ts'
import { topicStates } from '#modules/topic/topic.ts'
import { calendarDate } from '../../frame/dates.ts'
import { toneOfTopic } from '../../frame/motion-tone.ts'
import { useHas, useRole } from '../../frame/session.ts'
import { type TopicFilter, useTopics } from '../../frame/topic-calls.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { useNav } from '../nav.ts'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterChoice, FilterForm, FilterSearch, useAddress } from '../parts/filter.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'
import { Toned } from '../parts/told.tsx'
import { ConversionFigures } from './conversion.tsx'
import './topics.css'

const sorts = ['changed', 'until'] as const
const keepers = ['deputy_office', 'presidium', 'street_committee', 'committee']

function useFilter(): [TopicFilter, (some: Record<string, string>) => void] {
  const [search, change] = useAddress()
  const state = topicStates.find((one) => one === search.get('state'))
  const category = categories.find((one) => one === search.get('category'))
  const q = search.get('q') ?? ''
  const filter: TopicFilter = {
    sort: sorts.find((one) => one === search.get('sort')) ?? 'changed',
    ...(state ? { state } : {}),
    ...(category ? { category } : {}),
    ...(q ? { q } : {}),
  }
  return [filter, change]
}

export function TopicListPage() {
  const { t } = useTranslation(['topic', 'suggestion'])
  const locale = useLocale()
  const [filter, change] = useFilter()
  const list = useTopics(filter)
  const role = useRole()
  const drafts = useHas('keep_topics')
  const hasFigures = useNav().some(({ path }) => path === '/figures')
  return (
    <>
      <PageHead title={t('title')}>
        <span className="push" />
        <ExportButton of="/api/topics" filter={filter} name={t('list.file_name')} />
        {drafts && keepers.includes(role) ? (
          <LinkButton type="primary" to="/topics/new">
            {t('acts.new')}
          </LinkButton>
        ) : null}
      </PageHead>
      {hasFigures ? <ConversionFigures /> : null}
      <FilterForm label={t('list.label')}>
        <FilterChoice
          label={t('list.state')}
          value={filter.state}
          any={t('list.any_state')}
          options={topicStates.map((value) => ({ value, label: t(`states.${value}`) }))}
          onChange={(state) => change({ state })}
        />
        <FilterChoice
          label={t('list.category')}
          value={filter.category}
          any={t('list.any_category')}
          options={categories.map((value) => ({ value, label: t(`suggestion:categories.${value}`) }))}
          onChange={(category) => change({ category })}
        />
        <FilterChoice
          label={t('list.sort')}
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
        empty={
          <Empty
            action={<Button onClick={() => change({ q: '', state: '', category: '' })}>{t('list.show_all')}</Button>}
          >
            {t(filter.q || filter.state || filter.category ? 'list.none_match' : 'list.none')}
          </Empty>
        }
        columns={[
          {
            key: 'heading',
            head: t('list.heading'),
            look: 'one-line',
            cell: ({ id, title }) => (
              <Link to={`/topics/${id}`} title={title}>
                {title}
              </Link>
            ),
          },
          {
            key: 'state',
            head: t('list.state'),
            cell: ({ state }) => <Toned tone={toneOfTopic[state]}>{t(`states.${state}`)}</Toned>,
          },
          {
            key: 'category',
            head: t('list.category'),
            look: 'tight',
            cell: ({ category }) => t(`suggestion:categories.${category}`),
          },
          { key: 'organ', head: t('list.organ'), look: 'tight', cell: ({ organName }) => organName },
          {
            key: 'held',
            head: t('list.held'),
            look: 'tight',
            cell: ({ held, claimsMax }) => `${held}/${claimsMax ?? t('places_open')}`,
          },
          { key: 'converted', head: t('list.converted'), look: 'tight', cell: ({ converted }) => converted },
          {
            key: 'until',
            head: t('list.until'),
            look: 'tight',
            cell: ({ openUntil }) =>
              openUntil ? calendarDate(locale, openUntil) : <span className="quiet">{t('no_until')}</span>,
          },
        ]}
      />
    </>
  )
}
