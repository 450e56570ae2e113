import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { categories, suggestionStates } from '#modules/suggestion/suggestion.ts'
import { call } from '../../frame/call.ts'
import { suggestionClient } from '../../frame/clients.ts'
import { Icon } from '../../frame/icons.tsx'
import { useHas, useRole } from '../../frame/session.ts'
import { listKey } from '../../frame/suggestion-calls.ts'
import type { ListFilter } from '../../frame/suggestion-shapes.ts'
import { usePages } from '../../frame/use-pages.ts'
import { ColumnChoice, type ColumnName, useColumns } from '../parts/columns.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { useAddress } from '../parts/filter.tsx'
import { FilterSentence, isNarrowed, noFilter } from '../parts/filter-sentence.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'
import { CaseState, DueWord, Moment } from '../parts/told.tsx'

const intakeRoles: ReadonlySet<string> = new Set(['deputy_office', 'presidium', 'secretariat'])
const keeperRoles: ReadonlySet<string> = new Set(['deputy_office', 'presidium'])
const optional: readonly ColumnName[] = ['lead', 'unit', 'category', 'submitted', 'changed']
const boxes = ['open', 'closed', 'all'] as const
const orders = ['changed', 'due'] as const

const askList = (query: ListFilter & { cursor?: string }) => call(suggestionClient.suggestions.$get({ query }))
type Row = Awaited<ReturnType<typeof askList>>['items'][number]

function useFilter(): [
  Required<Pick<ListFilter, 'box' | 'sort'>> & ListFilter,
  (some: Record<string, string>) => void,
] {
  const [search, change] = useAddress()
  const state = suggestionStates.find((one) => one === search.get('state'))
  const q = search.get('q') ?? ''
  const committee = search.get('committee') ?? ''
  const unit = search.get('unit') ?? ''
  const category = categories.find((one) => one === search.get('category'))
  const year = search.get('year') ?? ''
  const filter = {
    box: boxes.find((one) => one === search.get('box')) ?? 'open',
    sort: orders.find((one) => one === search.get('sort')) ?? 'due',
    ...(state ? { state } : {}),
    ...(q ? { q } : {}),
    ...(committee ? { committee } : {}),
    ...(unit ? { unit } : {}),
    ...(category ? { category } : {}),
    ...(year ? { year } : {}),
  } satisfies ListFilter
  return [filter, change]
}

export function SuggestionListPage() {
  const { t } = useTranslation(['console', 'suggestion', 'workbench'])
  const [filter, change] = useFilter()
  const [columns, setColumns] = useColumns('suggestions', ['lead', 'unit'])
  const role = useRole()
  const isOwn = useHas(null)
  const list = usePages(listKey(filter), (from) => askList({ ...filter, ...from }))
  return (
    <>
      <PageHead title={t('list.title')}>
        <span className="push" />
        {isOwn && intakeRoles.has(role) ? (
          <LinkButton to="/suggestions/paper">{t('paper_entry.open')}</LinkButton>
        ) : null}
        {isOwn && keeperRoles.has(role) ? (
          <LinkButton to="/imports?kind=suggestions">{t('list.import')}</LinkButton>
        ) : null}
        <ColumnChoice of={optional} chosen={columns} onChange={setColumns} />
        {keeperRoles.has(role) ? (
          <ExportButton
            of="/api/suggestions/ledger"
            filter={filter}
            name={t('list.ledger_file_name')}
            label={t('list.export_ledger')}
          />
        ) : null}
        <ExportButton of="/api/suggestions" filter={filter} name={t('list.file_name')} />
      </PageHead>
      <FilterSentence filter={filter} onChange={change} />
      <ListFrame
        of={list}
        caption={t('list.title')}
        keyOf={({ id }) => id}
        count="list.count"
        empty={
          <Empty action={<Button onClick={() => change({ ...noFilter, box: 'all' })}>{t('list.show_all')}</Button>}>
            {t(isNarrowed(filter) ? 'list.none_match' : 'list.none')}
          </Empty>
        }
        columns={[
          {
            key: 'number',
            head: t('list.number'),
            look: 'tight',
            cell: ({ number }) => number ?? <span className="quiet">{t('list.unnumbered')}</span>,
          },
          {
            key: 'clock',
            head: t('list.clock'),
            look: 'tight',
            cell: ({ dueBefore }) => <DueWord short before={dueBefore} />,
          },
          { key: 'case', head: t('list.case'), look: 'one-line', cell: (row) => <CaseTitle row={row} /> },
          { key: 'state', head: t('list.state'), cell: ({ state }) => <CaseState state={state} /> },
          ...columns.map((name) => ({
            key: name,
            head: t(`list.${name}`),
            look: 'short' as const,
            title: ({ leadName, leadUnitName }: Row) =>
              name === 'lead' ? leadName : name === 'unit' ? (leadUnitName ?? '') : '',
            cell: (row: Row) => <OptionalCell name={name} row={row} />,
          })),
        ]}
      />
    </>
  )
}

/** One mark stands before the title; two would leave it no room, and stand below. */
function CaseTitle({ row }: { row: Row }) {
  const { t } = useTranslation('suggestion')
  const marks = [
    ...(row.unconfirmed ? [t('paperStates.unconfirmed')] : []),
    ...(row.todo ? [t(`todo.${row.todo}`)] : []),
  ].map((words) => (
    <span key={words} className="todo-mark">
      {words}
    </span>
  ))
  return (
    <>
      {marks.length === 1 ? marks : null}
      {row.opens ? (
        <Link to={`/suggestions/${row.id}`} title={row.title}>
          {row.confidential ? <Icon name="lock" size={14} /> : null} {row.title}
        </Link>
      ) : (
        <span className="quiet" title={t('named_readers_only')}>
          <Icon name="lock" size={14} /> {t('named_readers_only')}
        </span>
      )}
      {marks.length > 1 ? <span className="marks-below">{marks}</span> : null}
    </>
  )
}

function OptionalCell({ name, row }: { name: ColumnName; row: Row }) {
  const { t } = useTranslation('suggestion')
  switch (name) {
    case 'lead':
      return row.leadName
    case 'unit':
      return row.leadUnitName ?? <span className="quiet">—</span>
    case 'category':
      return t(`categories.${row.category}`)
    case 'submitted':
      return <Moment at={row.submittedAt} />
    case 'changed':
      return <Moment at={row.changedAt} />
  }
}
