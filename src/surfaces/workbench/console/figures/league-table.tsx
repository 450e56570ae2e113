import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { FigureGroup } from '#modules/stats/stats.contract.ts'
import { definitionOf, type FigureCode, leagueCodes } from '#modules/stats/stats.ts'
import { Icon } from '../../frame/icons.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { Answer, Empty } from '../parts/page.tsx'
import { type Asked, queryOf, searchOf, useGroups } from './figure-calls.ts'
import { valueText } from './figure-words.ts'

// a screen of units at first, the others at a press
const rowsAtFirst = 12

type Order = { by: FigureCode; down: boolean }

/** Every unit on one line: what it got, in time, promised and kept, and what deputies thought of it. */
export function LeagueTable({ asked, mayExport }: { asked: Asked; mayExport: boolean }) {
  const { t } = useTranslation('stats')
  const units = useGroups('unit', asked)
  const [q, setQ] = useState('')
  const [isWhole, setWhole] = useState(false)
  const [order, setOrder] = useState<Order>({ by: 'handed_over', down: true })
  return (
    <section aria-labelledby="league">
      <div className="figures-section-head">
        <h2 id="league">{t('league.title')}</h2>
        <span className="push" />
        <Input
          className="filter-search"
          allowClear
          aria-label={t('league.search')}
          placeholder={t('league.search')}
          prefix={<Icon name="search" size={16} />}
          value={q}
          onChange={(event) => setQ(event.target.value.trim())}
        />
        {mayExport ? (
          <ExportButton of="/api/figures/units" filter={{ ...queryOf(asked), q }} name={t('league.file_name')} />
        ) : null}
      </div>
      <div className="sheet">
        <Answer of={units} lines={8}>
          {({ items }) => {
            const found = sorted(
              items.filter(({ name }) => name.includes(q)),
              order,
            )
            const shown = isWhole || q ? found : found.slice(0, rowsAtFirst)
            if (found.length === 0)
              return <Empty>{t(items.length > 0 ? 'league.none_match' : 'league.none', { q })}</Empty>
            return (
              <>
                <div className="scroll-x">
                  <table className="rows league">
                    <caption className="unseen">{t('league.title')}</caption>
                    <thead>
                      <tr>
                        <th scope="col">{t('league.unit')}</th>
                        {leagueCodes.map((code) => (
                          <SortHead key={code} code={code} order={order} onOrder={setOrder} />
                        ))}
                      </tr>
                    </thead>
                    <tbody>
                      {shown.map((unit) => (
                        <tr key={unit.id}>
                          <th scope="row">
                            <Link to={`/figures?${searchOf({ ...asked, unit: unit.id })}`}>{unit.name}</Link>
                          </th>
                          {leagueCodes.map((code) => (
                            <td key={code} className="tight right">
                              <Cell unit={unit} code={code} />
                            </td>
                          ))}
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
                <div className="table-foot">
                  <span className="quiet">{t('league.hint')}</span>
                  <span className="push" />
                  {shown.length < found.length ? (
                    <Button onClick={() => setWhole(true)}>{t('league.show_all', { count: found.length })}</Button>
                  ) : null}
                </div>
              </>
            )
          }}
        </Answer>
      </div>
    </section>
  )
}

// what nobody can say anything about stands last, whichever way one sorts
function sorted(units: readonly FigureGroup[], { by, down }: Order): FigureGroup[] {
  const shownOf = ({ figures }: FigureGroup) => figures[by]?.value ?? null
  return units.toSorted((one, other) => {
    const [a, b] = [shownOf(one), shownOf(other)]
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return down ? b - a : a - b
  })
}

function SortHead({ code, order, onOrder }: { code: FigureCode; order: Order; onOrder: (order: Order) => void }) {
  const { t } = useTranslation('stats')
  const name = t(`figures.${code}.name`)
  const isBy = order.by === code
  return (
    <th scope="col" className="right" aria-sort={isBy ? (order.down ? 'descending' : 'ascending') : 'none'}>
      <button
        type="button"
        className="sort"
        title={t(`figures.${code}.what`)}
        aria-label={t('league.sort_by', { name })}
        onClick={() => onOrder({ by: code, down: isBy ? !order.down : true })}
      >
        {name}
        <span aria-hidden="true">{isBy ? (order.down ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  )
}

export function Cell({ unit, code }: { unit: FigureGroup; code: FigureCode }) {
  const found = unit.figures[code]
  const isShare = definitionOf(code).kind === 'rate' && Boolean(found?.denominator)
  return (
    <>
      {valueText(code, found?.value)}
      {isShare ? (
        <small className="quiet">
          {' '}
          {found?.numerator}/{found?.denominator}
        </small>
      ) : null}
    </>
  )
}
