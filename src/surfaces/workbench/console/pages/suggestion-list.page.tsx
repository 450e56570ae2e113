import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { suggestionStates } from '#modules/suggestion/suggestion.ts'
import { call } from '../../frame/call.ts'
import { suggestionClient } from '../../frame/clients.ts'
import { Icon } from '../../frame/icons.tsx'
import { listKey } from '../../frame/suggestion-calls.ts'
import type { ListFilter } from '../../frame/suggestion-shapes.ts'
import { ColumnChoice, type ColumnName, useColumns } from '../parts/columns.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { FilterSentence } from '../parts/filter-sentence.tsx'
import { Answer, Empty, PageHead } from '../parts/page.tsx'
import { CaseState, DueWord, Moment } from '../parts/told.tsx'

const optional: readonly ColumnName[] = ['lead', 'unit', 'category', 'submitted', 'changed']
const boxes = ['open', 'closed', 'all'] as const
const orders = ['changed', 'due'] as const

/** The filter lives in the address, so that a list can be kept, sent and come back to. */
function useFilter(): [
  Required<Pick<ListFilter, 'box' | 'sort'>> & ListFilter,
  (some: Record<string, string>) => void,
] {
  const [search, setSearch] = useSearchParams()
  const state = suggestionStates.find((one) => one === search.get('state'))
  const q = search.get('q') ?? ''
  const filter = {
    box: boxes.find((one) => one === search.get('box')) ?? 'open',
    sort: orders.find((one) => one === search.get('sort')) ?? 'due',
    ...(state ? { state } : {}),
    ...(q ? { q } : {}),
  } satisfies ListFilter
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

export function SuggestionListPage() {
  const { t } = useTranslation(['console', 'suggestion', 'workbench'])
  const [filter, change] = useFilter()
  const [columns, setColumns] = useColumns('suggestions', ['lead', 'unit'])
  const list = useInfiniteQuery({
    queryKey: listKey(filter),
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      call(suggestionClient.suggestions.$get({ query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) } })),
    getNextPageParam: (page) => page.next,
  })
  return (
    <>
      <PageHead title={t('list.title')}>
        <span className="push" />
        <ColumnChoice of={optional} chosen={columns} onChange={setColumns} />
        <ExportButton filter={filter} />
      </PageHead>
      <FilterSentence filter={filter} onChange={change} />
      <div className="sheet">
        <Answer of={list} lines={10}>
          {({ pages }) => {
            const rows = pages.flatMap(({ items }) => items)
            const total = pages[0]?.total
            if (rows.length === 0)
              return (
                <Empty
                  action={
                    <Button onClick={() => change({ q: '', state: '', box: 'all' })}>{t('list.show_all')}</Button>
                  }
                >
                  {t(filter.q || filter.state ? 'list.none_match' : 'list.none')}
                </Empty>
              )
            return (
              <>
                <div className="scroll-x">
                  <table className="rows">
                    <caption className="unseen">{t('list.title')}</caption>
                    <thead>
                      <tr>
                        <th scope="col">{t('list.number')}</th>
                        <th scope="col">{t('list.clock')}</th>
                        <th scope="col">{t('list.case')}</th>
                        <th scope="col">{t('list.state')}</th>
                        {columns.map((name) => (
                          <th key={name} scope="col">
                            {t(`list.${name}`)}
                          </th>
                        ))}
                      </tr>
                    </thead>
                    <tbody>
                      {rows.map((row) => (
                        <tr key={row.id}>
                          <td className="tight">
                            {row.number ?? <span className="quiet">{t('list.unnumbered')}</span>}
                          </td>
                          <td className="tight">
                            <DueWord short before={row.dueBefore} />
                          </td>
                          <td className="one-line">
                            {row.todo ? <span className="todo-mark">{t(`suggestion:todo.${row.todo}`)}</span> : null}
                            <Link to={`/suggestions/${row.id}`} title={row.title}>
                              {row.confidential ? <Icon name="lock" size={14} /> : null} {row.title}
                            </Link>
                          </td>
                          <td>
                            <CaseState state={row.state} />
                          </td>
                          {columns.map((name) => (
                            <td key={name} className="tight">
                              {name === 'lead' && row.leadName}
                              {name === 'unit' && (row.leadUnitName ?? <span className="quiet">—</span>)}
                              {name === 'category' && t(`suggestion:categories.${row.category}`)}
                              {name === 'submitted' && <Moment at={row.submittedAt} />}
                              {name === 'changed' && <Moment at={row.changedAt} />}
                            </td>
                          ))}
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
                <div className="table-foot">
                  <span className="quiet" role="status">
                    {t('list.count', { shown: rows.length, total: countWord(total) })}
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

const countWord = (total: { value: number; exact: boolean } | undefined): string =>
  total ? `${total.value}${total.exact ? '' : '+'}` : ''
