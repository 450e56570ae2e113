import { Select } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FigureGroup } from '#modules/stats/stats.contract.ts'
import { definitionOf, type FigureCode } from '#modules/stats/stats.ts'
import { Chart, palette } from './chart.tsx'
import { type Asked, type FiguresView, useGroups } from './figure-calls.ts'
import { valueText } from './figure-words.ts'

const textStyle = { fontFamily: '"Noto Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif' }
const tooltip = { trigger: 'axis', renderMode: 'richText' } as const
const lines = { splitLine: { lineStyle: { color: '#e5e0da' } }, axisLabel: { color: '#55504b' } }

/** Month by month, and what units promised beside what they kept; each with its numbers as a table. */
export function Charts({ view, asked }: { view: FiguresView; asked: Asked }) {
  return (
    <div className="figure-charts">
      <Months view={view} />
      {view.reach.groupings.includes('unit') ? <Promises asked={asked} /> : null}
    </div>
  )
}

function Months({ view }: { view: FiguresView }) {
  const { t } = useTranslation('stats')
  const [chosen, setChosen] = useState<FigureCode>('submitted')
  const figure = view.figures.find(({ code }) => code === chosen) ?? view.figures[0]
  const months = view.period.months
  const option = useMemo(() => {
    if (!figure) return {}
    const isShare = definitionOf(figure.code).kind === 'rate'
    return {
      textStyle,
      color: [...palette],
      grid: { left: 48, right: 16, top: 16, bottom: 32 },
      tooltip: { ...tooltip, valueFormatter: (value: number | null) => valueText(figure.code, value) },
      xAxis: { type: 'category', data: months.map(monthWord), axisLabel: { color: '#55504b' } },
      yAxis: {
        type: 'value',
        ...(isShare ? { min: 0, max: 1 } : { minInterval: 1 }),
        ...lines,
        axisLabel: { color: '#55504b', formatter: (value: number) => (isShare ? `${value * 100}%` : String(value)) },
      },
      series: [
        isShare
          ? { type: 'line', data: figure.months, symbolSize: 8, lineStyle: { width: 2 } }
          : { type: 'bar', data: figure.months, barMaxWidth: 28 },
      ],
    }
  }, [figure, months])
  if (!figure) return null
  const title = `${t('chart.months')}：${t(`figures.${figure.code}.name`)}`
  return (
    <section className="sheet pad" aria-labelledby="chart-months">
      <div className="figures-section-head">
        <h2 id="chart-months">{t('chart.months')}</h2>
        <span className="push" />
        <Select
          aria-label={t('chart.figure')}
          value={figure.code}
          onChange={setChosen}
          options={view.figures.map(({ code }) => ({ value: code, label: t(`figures.${code}.name`) }))}
          popupMatchSelectWidth={false}
        />
      </div>
      <Chart option={option} label={t('chart.described', { title })} />
      <details className="twin">
        <summary>{t('chart.table')}</summary>
        <div className="scroll-x">
          <table className="rows">
            <caption className="unseen">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{t('chart.month')}</th>
                <th scope="col" className="right">
                  {t(`figures.${figure.code}.name`)}
                </th>
              </tr>
            </thead>
            <tbody>
              {months.map((month, at) => (
                <tr key={month}>
                  <th scope="row">{monthWord(month)}</th>
                  <td className="right">{valueText(figure.code, figure.months[at])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  )
}

const monthWord = (day: string): string => day.slice(0, 7)

const unitsShown = 12
const due = ({ figures }: FigureGroup) => figures.promise_kept_rate?.denominator ?? 0
const kept = ({ figures }: FigureGroup) => figures.promise_kept_rate?.numerator ?? 0

function Promises({ asked }: { asked: Asked }) {
  const { t } = useTranslation('stats')
  const { data } = useGroups('unit', asked)
  const units = useMemo(
    () =>
      (data?.items ?? [])
        .filter((unit) => due(unit) > 0)
        .toSorted((a, b) => due(b) - due(a))
        .slice(0, unitsShown),
    [data],
  )
  const option = useMemo(() => {
    const bars = units.toReversed()
    return {
      textStyle,
      color: [palette[0], palette[1]],
      grid: { left: 120, right: 16, top: 32, bottom: 24 },
      legend: { top: 0, left: 'left', textStyle: { color: '#1f1f1f' } },
      tooltip,
      xAxis: { type: 'value', minInterval: 1, ...lines },
      yAxis: {
        type: 'category',
        data: bars.map(({ name }) => name),
        axisLabel: { color: '#1f1f1f', width: 108, overflow: 'truncate' },
      },
      series: [
        { name: t('chart.kept'), type: 'bar', stack: 'due', data: bars.map(kept) },
        { name: t('chart.not_kept'), type: 'bar', stack: 'due', data: bars.map((unit) => due(unit) - kept(unit)) },
      ],
    }
  }, [units, t])
  if (units.length === 0) return null
  const title = t('chart.promises')
  return (
    <section className="sheet pad" aria-labelledby="chart-promises">
      <div className="figures-section-head">
        <h2 id="chart-promises">{title}</h2>
      </div>
      <Chart option={option} label={t('chart.described', { title })} tall />
      <details className="twin">
        <summary>{t('chart.table')}</summary>
        <div className="scroll-x">
          <table className="rows">
            <caption className="unseen">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{t('league.unit')}</th>
                <th scope="col" className="right">
                  {t('chart.kept')}
                </th>
                <th scope="col" className="right">
                  {t('chart.not_kept')}
                </th>
              </tr>
            </thead>
            <tbody>
              {units.map((unit) => (
                <tr key={unit.id}>
                  <th scope="row">{unit.name}</th>
                  <td className="right">{kept(unit)}</td>
                  <td className="right">{due(unit) - kept(unit)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  )
}
