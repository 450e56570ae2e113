import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { FigureCode } from '#modules/stats/stats.ts'
import { lazyPart } from '../../frame/arrived.ts'
import { calendarDate, fullMoment } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { Answer, Empty, PageHead, Waiting } from '../parts/page.tsx'
import { type FiguresView, useAsked, useFigures } from './figure-calls.ts'
import { FigureCard } from './figure-card.tsx'
import { FigureFilter } from './figure-filter.tsx'
import { GroupTable } from './group-table.tsx'
import { LeagueTable } from './league-table.tsx'
import './figures.css'

const Charts = lazyPart(() => import('./charts.tsx').then((it) => ({ default: it.Charts })))

// what a leader reads from above: how many, in time, how well, how near, what came of it, of the topics, what went astray
const sections: readonly [string, readonly FigureCode[]][] = [
  ['counts', ['submitted', 'accepted', 'handed_over', 'answered', 'closed', 'accepted_each']],
  ['time', ['signed_in_time_rate', 'answered_in_time_rate', 'answered_rate', 'closed_rate']],
  ['quality', ['satisfied_rate', 'satisfied_or_basically_rate', 'satisfied_at_first_rate', 'turned_rate']],
  ['contact', ['consulted_rate', 'contacted_rate', 'face_replied_rate']],
  [
    'promises',
    ['resolved_rate', 'resolved_term_rate', 'promise_in_time_rate', 'promise_kept_rate', 'resolved_satisfied_score'],
  ],
  ['topics', ['topic_claimed_rate', 'topic_deputy_rate', 'topic_converted_rate']],
  ['trouble', ['returned_rate', 'returned_twice', 'reassigned_rate', 'extended_rate', 'merged_rate']],
]

/** One screen for who leads: what came in, whether it was answered in time and well, what was promised and kept. */
export function FiguresPage() {
  const { t } = useTranslation(['stats', 'suggestion'])
  const [asked, change] = useAsked()
  const figures = useFigures(asked)
  const title = t('title')
  return (
    <>
      <PageHead title={title} />
      <Answer of={figures} lines={10}>
        {(view) => (
          <div className="figures-page">
            <FigureFilter asked={asked} onChange={change} view={view} />
            <Heading view={view} />
            {view.figures.every(({ numerator, denominator }) => !(numerator || denominator)) ? (
              <div className="sheet">
                <Empty>{t('none')}</Empty>
              </div>
            ) : null}
            {sections.map(([section, codes]) => {
              const shown = codes.flatMap((code) => view.figures.filter((figure) => figure.code === code))
              if (shown.length === 0) return null
              return (
                <section key={section} aria-labelledby={`figures-${section}`}>
                  <h2 id={`figures-${section}`}>{t(`sections.${section}`)}</h2>
                  <div className="figure-cards">
                    {shown.map((figure) => (
                      <FigureCard key={figure.code} figure={figure} asked={asked} compared={comparedTo(view)} />
                    ))}
                  </div>
                </section>
              )
            })}
            {view.reach.groupings.includes('unit') ? (
              <LeagueTable asked={asked} mayExport={view.reach.mayExport} />
            ) : null}
            <Suspense fallback={<Waiting />}>
              <Charts view={view} asked={asked} />
            </Suspense>
            <GroupTable asked={asked} view={view} />
          </div>
        )}
      </Answer>
    </>
  )
}

// of a year, the one before it and the same one a year ago are one
function comparedTo({ period: { previous, lastYear } }: FiguresView): 'both' | 'lastYear' | 'none' {
  if (!(previous && lastYear)) return 'none'
  return previous.from === lastYear.from && previous.to === lastYear.to ? 'lastYear' : 'both'
}

/** Whose figures, from when to when, what they are compared to, and how they are counted. */
function Heading({ view }: { view: FiguresView }) {
  const { t } = useTranslation('stats')
  const locale = useLocale()
  const { period, congress, unit, counts } = view
  const span = ({ from, to }: { from: string; to: string }) =>
    t('filter.span', { from: calendarDate(locale, from), to: calendarDate(locale, to) })
  return (
    <div className="figures-heading" role="status">
      <p>
        <strong>{unit ? (view.reach.unitFixed ? t('of_unit', { name: unit.name }) : unit.name) : congress.name}</strong>{' '}
        {span(period)} · {view.system ? `${t(`systems.${view.system}`)} · ` : ''}
        {t(`counts.${counts}`)}
      </p>
      {period.previous && period.lastYear ? (
        <p className="quiet">
          {comparedTo(view) === 'both' ? `${t('filter.previous', { span: span(period.previous) })} · ` : ''}
          {t('filter.last_year', { span: span(period.lastYear) })}
        </p>
      ) : null}
      <p className="quiet">{t('as_of', { at: fullMoment(locale, new Date(view.asOf)) })}</p>
    </div>
  )
}
