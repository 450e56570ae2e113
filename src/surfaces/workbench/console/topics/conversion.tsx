import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Asked, useFigures } from '../figures/figure-calls.ts'
import { FigureCard } from '../figures/figure-card.tsx'
import '../figures/figures.css'
import { Answer } from '../parts/page.tsx'

const periods = ['year', 'last_year', 'term'] as const

/** 领题率, 代表领题参与率, 题转建议率 of a year or the term, each opening what it counts. */
export function ConversionFigures() {
  const { t } = useTranslation(['topic', 'stats'])
  const [period, setPeriod] = useState<(typeof periods)[number]>('year')
  const thisYear = useFigures({}, 'topics')
  const term = thisYear.data?.reach.terms[0]
  const asked: Asked = {
    ...(period === 'year' ? {} : { period }),
    ...(period === 'term' && term ? { term: term.id } : {}),
  }
  const figures = useFigures(asked, 'topics')
  const choices = periods
    .filter((one) => one !== 'term' || term)
    .map((value) => ({ value, label: t(`stats:filter.periods.${value}`, { number: term?.number }) }))
  return (
    <section className="topic-figures" aria-labelledby="topic-figures">
      <div className="figures-section-head">
        <h2 id="topic-figures">{t('conversion.title')}</h2>
        <span className="push" />
        <Segmented aria-label={t('stats:filter.period')} value={period} onChange={setPeriod} options={choices} />
      </div>
      <Answer of={figures} lines={2}>
        {(view) => (
          <div className="figure-cards">
            {view.figures.map((figure) => (
              <FigureCard
                key={figure.code}
                figure={figure}
                asked={asked}
                compared={view.period.lastYear ? 'lastYear' : 'none'}
              />
            ))}
          </div>
        )}
      </Answer>
    </section>
  )
}
