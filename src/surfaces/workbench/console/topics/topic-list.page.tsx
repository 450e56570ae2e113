import { App, Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { categories } from '#modules/suggestion/suggestion.ts'
import { topicStates } from '#modules/topic/topic.ts'
import { sentenceOf } from '../../frame/call.ts'
import { calendarDate } from '../../frame/dates.ts'
import { fetchFile } from '../../frame/download.ts'
import { Icon } from '../../frame/icons.tsx'
import { toneOfTopic } from '../../frame/motion-tone.ts'
import { useRole } from '../../frame/session.ts'
import { type TopicFilter, type TopicRow, useTopics } from '../../frame/topic-calls.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { LinkButton } from '../parts/link-button.tsx'
import { Answer, Empty, PageHead } from '../parts/page.tsx'
import { Toned } from '../parts/told.tsx'
import { ConversionFigures } from './conversion.tsx'

const sorts = ['changed', 'until'] as const
const keepers = ['deputy_office', 'presidium', 'street_committee', 'committee']

/** The filter lives in the address, so that a list can be kept, sent and come back to. */
function useFilter(): [TopicFilter, (some: Record<string, string>) => void] {
  const [search, setSearch] = useSearchParams()
  const state = topicStates.find((one) => one === search.get('state'))
  const category = categories.find((one) => one === search.get('category'))
  const q = search.get('q') ?? ''
  const filter: TopicFilter = {
    sort: sorts.find((one) => one === search.get('sort')) ?? 'changed',
    ...(state ? { state } : {}),
    ...(category ? { category } : {}),
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

export function TopicListPage() {
  const { t } = useTranslation('topic')
  const [filter, change] = useFilter()
  const list = useTopics(filter)
  const role = useRole()
  return (
    <>
      <PageHead title={t('title')}>
        <span className="push" />
        <ExportTopics filter={filter} />
        {keepers.includes(role) ? (
          <LinkButton type="primary" to="/topics/new">
            {t('acts.new')}
          </LinkButton>
        ) : null}
      </PageHead>
      <ConversionFigures />
      <Filters filter={filter} onChange={change} />
      <div className="sheet">
        <Answer of={list} lines={8}>
          {({ pages }) => {
            const rows = pages.flatMap(({ items }) => items)
            const total = pages[0]?.total
            if (rows.length === 0)
              return (
                <Empty
                  action={
                    <Button onClick={() => change({ q: '', state: '', category: '' })}>{t('list.show_all')}</Button>
                  }
                >
                  {t(filter.q || filter.state || filter.category ? 'list.none_match' : 'list.none')}
                </Empty>
              )
            return (
              <>
                <Table rows={rows} />
                <div className="table-foot">
                  <span className="quiet" role="status">
                    {t('list.count', { shown: rows.length, total: `${total?.value}${total?.exact ? '' : '+'}` })}
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

function Table({ rows }: { rows: readonly TopicRow[] }) {
  const { t } = useTranslation(['topic', 'suggestion'])
  const locale = useLocale()
  const heads = ['heading', 'state', 'category', 'organ', 'held', 'converted', 'until'] as const
  return (
    <div className="scroll-x">
      <table className="rows">
        <caption className="unseen">{t('title')}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(`list.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className="one-line">
                <Link to={`/topics/${row.id}`} title={row.title}>
                  {row.title}
                </Link>
              </td>
              <td>
                <Toned tone={toneOfTopic[row.state]}>{t(`states.${row.state}`)}</Toned>
              </td>
              <td className="tight">{t(`suggestion:categories.${row.category}`)}</td>
              <td className="tight">{row.organName}</td>
              <td className="tight">
                {row.held}/{row.claimsMax ?? t('places_open')}
              </td>
              <td className="tight">{row.converted}</td>
              <td className="tight">
                {row.openUntil ? calendarDate(locale, row.openUntil) : <span className="quiet">{t('no_until')}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Filters({ filter, onChange }: { filter: TopicFilter; onChange: (some: Record<string, string>) => void }) {
  const { t } = useTranslation(['topic', 'suggestion'])
  const [typed, setTyped] = useState(filter.q ?? '')
  return (
    <search>
      <form className="chips filter" aria-label={t('list.label')} onSubmit={(event) => event.preventDefault()}>
        <Select
          aria-label={t('list.state')}
          value={filter.state ?? ''}
          onChange={(state) => onChange({ state })}
          options={[
            { value: '', label: t('list.any_state') },
            ...topicStates.map((value) => ({ value, label: t(`states.${value}`) })),
          ]}
          popupMatchSelectWidth={false}
        />
        <Select
          aria-label={t('list.category')}
          value={filter.category ?? ''}
          onChange={(category) => onChange({ category })}
          options={[
            { value: '', label: t('list.any_category') },
            ...categories.map((value) => ({ value, label: t(`suggestion:categories.${value}`) })),
          ]}
          popupMatchSelectWidth={false}
        />
        <Select
          aria-label={t('list.sort')}
          value={filter.sort ?? 'changed'}
          onChange={(sort) => onChange({ sort })}
          options={sorts.map((value) => ({ value, label: t(`sorts.${value}`) }))}
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

function ExportTopics({ filter }: { filter: TopicFilter }) {
  const { t } = useTranslation('topic')
  const { message } = App.useApp()
  const [isBusy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    try {
      await fetchFile(`/api/topics/export.xlsx?${new URLSearchParams(filter)}`, t('list.file_name'))
    } catch (error) {
      void message.warning(sentenceOf(error), 6)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button icon={<Icon name="download" />} loading={isBusy} onClick={() => void run()}>
      {t('list.export')}
    </Button>
  )
}
