import { Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { FigureGroup } from '#modules/stats/stats.contract.ts'
import { type FigureCode, hiddenGroup } from '#modules/stats/stats.ts'
import { Answer, Empty } from '../parts/page.tsx'
import { type Asked, type FiguresView, type FigureView, type Grouping, searchOf, useGroups } from './figure-calls.ts'
import { addressOf } from './figure-card.tsx'
import { Cell } from './league-table.tsx'

const columns: readonly FigureCode[] = [
  'submitted',
  'handed_over',
  'answered_rate',
  'answered_in_time_rate',
  'satisfied_rate',
  'resolved_rate',
  'promise_in_time_rate',
  'promise_kept_rate',
]

/** A side of the period, or a part of it. */
const narrowed = (asked: Asked, by: Grouping, { id, days }: FigureGroup): Asked => {
  const { term: _, ...rest } = asked
  return days === null ? { ...asked, [by]: id } : { ...rest, period: 'dates', ...days }
}

type Props = { asked: Asked; view: FiguresView }

/** Categories, delegations or the congresses below side by side; a name opens its own figures. */
export function GroupTable({ asked, view }: Props) {
  const choices = view.reach.groupings.filter((one): one is Grouping => one !== 'unit')
  const [by, setBy] = useState<Grouping>('category')
  if (choices.length === 0) return null
  return (
    <Groups
      by={choices.includes(by) ? by : (choices[0] ?? 'category')}
      choices={choices}
      onChoose={setBy}
      asked={asked}
      figures={new Map(view.figures.map((figure) => [figure.code, figure]))}
    />
  )
}

const isNamed = ({ id }: FigureGroup): boolean => id !== '' && id !== hiddenGroup

type OpenedProps = { figure: FigureView | undefined; asked: Asked; children: ReactNode }

/** A number leads to its rows, where the reader may open them. */
function Opened({ figure, asked, children }: OpenedProps) {
  if (!figure || figure.opens.length === 0) return children
  const part = figure.opens.includes('denominator') ? 'denominator' : 'numerator'
  return <Link to={addressOf(figure, asked, part)}>{children}</Link>
}

type GroupsProps = {
  by: Grouping
  choices: readonly Grouping[]
  onChoose: (by: Grouping) => void
  asked: Asked
  figures: ReadonlyMap<FigureCode, FigureView>
}

function Groups({ by, choices, onChoose, asked, figures }: GroupsProps) {
  const { t } = useTranslation('stats')
  const groups = useGroups(by, asked)
  const shown = columns.filter((code) => figures.has(code))
  return (
    <section aria-labelledby="groups">
      <div className="figures-section-head">
        <h2 id="groups">{t('groups.title')}</h2>
        <span className="push" />
        {choices.length > 1 ? (
          <Select
            aria-label={t('groups.by')}
            value={by}
            onChange={onChoose}
            options={choices.map((value) => ({ value, label: t(`groups.${value}`) }))}
            popupMatchSelectWidth={false}
          />
        ) : null}
      </div>
      <div className="sheet">
        <Answer of={groups} lines={6}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty>{t('groups.none')}</Empty>
            ) : (
              <div className="scroll-x">
                <table className="rows league">
                  <caption className="unseen">{t('groups.title')}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{t('groups.name')}</th>
                      {shown.map((code) => (
                        <th key={code} scope="col" className="right" title={t(`figures.${code}.what`)}>
                          {t(`figures.${code}.name`)}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((group) => (
                      <tr key={group.id}>
                        <th scope="row">
                          {!isNamed(group) ? (
                            group.name
                          ) : (
                            <Link to={`/figures?${searchOf(narrowed(asked, by, group))}`}>{group.name}</Link>
                          )}
                        </th>
                        {shown.map((code) => (
                          <td key={code} className="tight right">
                            {isNamed(group) && by !== 'congress' ? (
                              <Opened figure={figures.get(code)} asked={narrowed(asked, by, group)}>
                                <Cell unit={group} code={code} />
                              </Opened>
                            ) : (
                              <Cell unit={group} code={code} />
                            )}
                          </td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )
          }
        </Answer>
      </div>
    </section>
  )
}
