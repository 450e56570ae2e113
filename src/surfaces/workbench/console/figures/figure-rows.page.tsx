import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import type { FigureRow } from '#modules/stats/stats.contract.ts'
import { definitionOf, type FigureCode, figureCodes, opensPart, rowParts } from '#modules/stats/stats.ts'
import type { SuggestionState } from '#modules/suggestion/suggestion.ts'
import { calendarDate } from '../../frame/dates.ts'
import { Icon } from '../../frame/icons.tsx'
import { useLocale } from '../../frame/use-locale.ts'
import { NotFoundPage } from '../pages/not-found.page.tsx'
import { Answer, Empty, PageHead } from '../parts/page.tsx'
import { CaseState, Moment } from '../parts/told.tsx'
import { searchOf, useAsked, useFigureRows, useFigures } from './figure-calls.ts'
import './figures.css'

/** What a figure counts, row by row: the same question, the same predicate. */
export function FigureRowsPage() {
  const asked = useParams().code
  const code = figureCodes.find((one) => one === asked)
  return code && opensPart(code, 'numerator') ? <Rows code={code} /> : <NotFoundPage />
}

function Rows({ code }: { code: FigureCode }) {
  const { t } = useTranslation(['stats', 'suggestion'])
  const [asked] = useAsked()
  const [search, setSearch] = useSearchParams()
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
  const isPromise = definitionOf(code).of === 'promise'
  return (
    <>
      <PageHead title={t('rows.title', { name })}>
        <span className="push" />
        <Link to={`/figures?${searchOf(asked)}`}>
          <Icon name="back" size={16} /> {t('rows.back')}
        </Link>
      </PageHead>
      <p className="quiet lead">{t(`figures.${code}.what`)}</p>
      <RowParts
        parts={rowParts.filter((one) => opensPart(code, one))}
        part={part}
        counts={counts}
        onChoose={(next) =>
          setSearch((now) => new URLSearchParams([...now].filter(([key]) => key !== 'part').concat([['part', next]])))
        }
      />
      <div className="sheet">
        <Answer of={rows} lines={10}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items)
            if (items.length === 0) return <Empty>{t('rows.none')}</Empty>
            return (
              <>
                <div className="scroll-x">
                  <table className="rows">
                    <caption className="unseen">{t('rows.title', { name })}</caption>
                    <thead>
                      <tr>
                        {['number', 'case', 'state', 'unit', ...(isPromise ? promiseColumns : caseColumns)].map(
                          (key) => (
                            <th key={key} scope="col">
                              {t(`rows.${key}`)}
                            </th>
                          ),
                        )}
                      </tr>
                    </thead>
                    <tbody>
                      {items.map((row) => (
                        <Row key={row.id} row={row} isPromise={isPromise} />
                      ))}
                    </tbody>
                  </table>
                </div>
                <div className="table-foot">
                  <span className="quiet" role="status">
                    {t('rows.count', { shown: items.length, total: pages[0]?.total.value ?? items.length })}
                  </span>
                  <span className="push" />
                  {rows.hasNextPage ? (
                    <Button loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
                      {t('rows.more')}
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

const caseColumns = ['handed', 'due', 'replied', 'result']
const promiseColumns = ['promise', 'promise_due', 'promise_state']

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

function Row({ row, isPromise }: { row: FigureRow; isPromise: boolean }) {
  const { t } = useTranslation(['stats', 'suggestion'])
  const locale = useLocale()
  const nothing = <span className="quiet">—</span>
  return (
    <tr>
      <td className="tight">{row.number ?? nothing}</td>
      <td className="one-line">
        {row.confidential ? <Icon name="lock" size={14} /> : null}{' '}
        {row.opens ? (
          <Link to={`/suggestions/${row.caseId}`} title={row.title}>
            {row.title}
          </Link>
        ) : (
          <span title={t('rows.not_open')}>{row.title}</span>
        )}
      </td>
      <td>
        <CaseState state={row.state as SuggestionState} />
      </td>
      <td className="tight">{row.unitName ?? nothing}</td>
      {isPromise ? (
        <>
          <td className="promise-words">{row.promise?.content ?? nothing}</td>
          <td className="tight">{row.promise ? calendarDate(locale, row.promise.dueOn) : nothing}</td>
          <td className="tight">{row.promise ? t(`promise_states.${row.promise.state}`) : nothing}</td>
        </>
      ) : (
        <>
          <td className="tight">
            <Moment at={row.handedAt} />
          </td>
          <td className="tight">
            <LastDay before={row.dueBefore} />
          </td>
          <td className="tight">
            <Moment at={row.repliedAt} />
          </td>
          <td className="tight">{row.result ? t(`suggestion:grades.${row.result}`) : nothing}</td>
        </>
      )}
    </tr>
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
