import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import type { FigureRow } from '#modules/stats/stats.contract.ts'
import {
  definitionOf,
  type FigureCode,
  figureCodes,
  opensPart,
  rowParts,
  type TopicThing,
} from '#modules/stats/stats.ts'
import type { SuggestionState } from '#modules/suggestion/suggestion.ts'
import { calendarDate } from '../../frame/dates.ts'
import { Icon } from '../../frame/icons.tsx'
import { useLocale } from '../../frame/use-locale.ts'
import { NotFoundPage } from '../pages/not-found.page.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { useAddress } from '../parts/filter.tsx'
import { type Column, ListFrame } from '../parts/list-frame.tsx'
import { Empty, PageHead } from '../parts/page.tsx'
import { CaseState, Moment } from '../parts/told.tsx'
import { queryOf, searchOf, useAsked, useFigureRows, useFigures } from './figure-calls.ts'
import './figures.css'

/** What a figure counts, row by row: the same question, the same predicate. */
export function FigureRowsPage() {
  const asked = useParams().code
  const code = figureCodes.find((one) => one === asked)
  return code && opensPart(code, 'numerator') ? <Rows code={code} /> : <NotFoundPage />
}

function Rows({ code }: { code: FigureCode }) {
  const { t } = useTranslation('stats')
  const { of } = definitionOf(code)
  const caseColumns = useColumnsOf(of === 'promise')
  const topicColumns = useTopicColumns()
  const [asked] = useAsked()
  const [search, change] = useAddress()
  const part = rowParts.find((one) => one === search.get('part') && opensPart(code, one)) ?? 'numerator'
  const rows = useFigureRows(code, part, asked)
  const figures = useFigures(asked)
  const name = t(`figures.${code}.name`)
  const figure = figures.data?.figures.find((one) => one.code === code)
  const counts = {
    numerator: figure?.numerator ?? 0,
    denominator: figure?.denominator ?? 0,
    rest: (figure?.denominator ?? 0) - (figure?.numerator ?? 0),
  }
  return (
    <>
      <PageHead title={t('rows.title', { name })}>
        <span className="push" />
        {figures.data?.reach.mayExport ? (
          <ExportButton of={`/api/figures/${code}/rows`} filter={{ ...queryOf(asked), part }} name={`${name}.xlsx`} />
        ) : null}
        <Link to={`/figures?${searchOf(asked)}`}>
          <Icon name="back" size={16} /> {t('rows.back')}
        </Link>
      </PageHead>
      <p className="quiet lead">{t(`figures.${code}.what`)}</p>
      <RowParts
        parts={rowParts.filter((one) => opensPart(code, one))}
        part={part}
        counts={counts}
        onChoose={(next) => change({ part: next })}
      />
      <ListFrame
        of={rows}
        caption={t('rows.title', { name })}
        keyOf={({ id }) => id}
        empty={<Empty>{t('rows.none')}</Empty>}
        columns={of === 'item' || of === 'promise' ? caseColumns : topicColumns[of]}
      />
    </>
  )
}

type Part = (typeof rowParts)[number]
type PartsProps = { parts: readonly Part[]; part: Part; counts: Record<Part, number>; onChoose: (part: Part) => void }

function RowParts({ parts, part, counts, onChoose }: PartsProps) {
  const { t } = useTranslation('stats')
  if (parts.length < 2) return null
  return (
    <fieldset className="chips filter row-parts">
      <legend className="unseen">{t('rows.part')}</legend>
      {parts.map((one) => (
        <Button
          key={one}
          type={one === part ? 'primary' : 'default'}
          aria-pressed={one === part}
          onClick={() => onChoose(one)}
        >
          {t(`rows.${one}`, { count: counts[one] })}
        </Button>
      ))}
    </fieldset>
  )
}

const nothing = <span className="quiet">—</span>

function useColumnsOf(isPromise: boolean): Column<FigureRow>[] {
  const { t } = useTranslation(['stats', 'suggestion'])
  const locale = useLocale()
  const column = (
    key: string,
    cell: Column<FigureRow>['cell'],
    look: NonNullable<Column<FigureRow>['look']> = 'tight',
  ): Column<FigureRow> => ({ key, head: t(`rows.${key}`), look, cell })
  const first = [
    column('number', ({ number }) => number ?? nothing),
    column('case', (row) => <CaseTitle row={row} />, 'one-line'),
    column('state', ({ state }) => (state ? <CaseState state={state as SuggestionState} /> : nothing)),
    column('unit', ({ unitName }) => unitName ?? nothing),
  ]
  if (isPromise)
    return [
      ...first,
      column('promise', ({ promise }) => promise?.content ?? nothing, 'name'),
      column('promise_due', ({ promise }) => (promise ? calendarDate(locale, promise.dueOn) : nothing)),
      column('promise_state', ({ promise }) => (promise ? t(`promise_states.${promise.state}`) : nothing)),
    ]
  return [
    ...first,
    column('handed', ({ handedAt }) => <Moment at={handedAt} />),
    column('due', ({ dueBefore }) => <LastDay before={dueBefore} />),
    column('replied', ({ repliedAt }) => <Moment at={repliedAt} />),
    column('result', ({ result }) => (result ? t(`suggestion:grades.${result}`) : nothing)),
  ]
}

/** Of the list of topics: a topic, one claim of it, or a deputy. */
function useTopicColumns(): Record<TopicThing, Column<FigureRow>[]> {
  const { t } = useTranslation(['stats', 'topic'])
  const column = (key: string, cell: Column<FigureRow>['cell']): Column<FigureRow> => ({
    key,
    head: t(`rows.${key}`),
    look: 'tight',
    cell,
  })
  const title: Column<FigureRow> = {
    key: 'topic',
    head: t('rows.topic'),
    look: 'one-line',
    cell: ({ caseId, title: words }) => (
      <Link to={`/topics/${caseId}`} title={words}>
        {words}
      </Link>
    ),
  }
  const stateOf = (words: 'states' | 'claimStates') =>
    column('state', ({ topic }) => (topic?.state ? t(`topic:${words}.${topic.state}`) : nothing))
  const organ = column('organ', ({ unitName }) => unitName ?? nothing)
  const at = (head: 'published' | 'claimed') => column(head, ({ topic }) => <Moment at={topic?.at ?? null} />)
  const deputy = [
    column('deputy', ({ leadName }) => leadName),
    column('delegation', ({ topic }) => topic?.delegationName ?? nothing),
  ]
  const claims = [
    column('claims', ({ topic }) => topic?.claims ?? 0),
    column('converted', ({ topic }) => topic?.converted ?? 0),
  ]
  return {
    topic: [title, stateOf('states'), organ, at('published'), ...claims],
    claim: [title, ...deputy, stateOf('claimStates'), at('claimed')],
    deputy: [...deputy, ...claims],
  }
}

function CaseTitle({ row }: { row: FigureRow }) {
  const { t } = useTranslation('stats')
  return (
    <>
      {row.confidential ? <Icon name="lock" size={14} /> : null}{' '}
      {row.opens ? (
        <Link to={`/suggestions/${row.caseId}`} title={row.title}>
          {row.title}
        </Link>
      ) : (
        <span title={t('rows.not_open')}>{row.title}</span>
      )}
    </>
  )
}

/** A deadline that may be over: its last day, without a word about how long it is. */
function LastDay({ before }: { before: string | null }) {
  const locale = useLocale()
  if (!before) return <span className="quiet">—</span>
  const last = new Date(new Date(before).getTime() - 1)
  const day = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' }).format(last)
  return <time dateTime={before}>{calendarDate(locale, day)}</time>
}
