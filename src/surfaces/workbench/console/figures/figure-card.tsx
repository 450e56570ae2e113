import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { definitionOf, scoreParts } from '#modules/stats/stats.ts'
import { type Asked, type FigureView, type RowPart, searchOf } from './figure-calls.ts'
import { changeOf, valueText } from './figure-words.ts'
import { Sparkline } from './sparkline.tsx'

type Props = { figure: FigureView; asked: Asked; compared: 'both' | 'lastYear' | 'none' }

/** A number, what it counts, how it moved, and the way to its rows. */
export function FigureCard({ figure, asked, compared }: Props) {
  const { t } = useTranslation('stats')
  const { code, value, previous, lastYear, months, opens } = figure
  const name = t(`figures.${code}.name`)
  const number = <span className="figure-value">{valueText(code, value)}</span>
  const to = addressOf(figure, asked, opens.includes('denominator') ? 'denominator' : 'numerator')
  const moves = [
    ...(compared === 'both' ? [{ label: t('card.previous'), change: changeOf(t, code, value, previous) }] : []),
    ...(compared === 'none' ? [] : [{ label: t('card.last_year'), change: changeOf(t, code, value, lastYear) }]),
  ]
  return (
    <article className="sheet figure-card">
      <h3>{name}</h3>
      <div className="figure-top">
        {opens.length > 0 ? (
          <Link className="figure-open" to={to} aria-label={`${t('card.open', { name })}: ${valueText(code, value)}`}>
            {number}
          </Link>
        ) : (
          number
        )}
        <Sparkline
          values={months}
          label={t('card.months', { list: months.map((month) => valueText(code, month)).join(' ') })}
        />
      </div>
      <Whole figure={figure} asked={asked} />
      <dl className="figure-moves">
        {moves
          .filter(({ change }) => change.direction !== 'unknown')
          .map((move) => (
            <Move key={move.label} {...move} />
          ))}
      </dl>
      <p className="figure-what quiet">{t(`figures.${code}.what`)}</p>
    </article>
  )
}

const wholeWords = {
  item: 'of',
  promise: 'of_promises',
  topic: 'of_topics',
  claim: 'of_claims',
  deputy: 'of_deputies_claiming',
} as const
const restWords = {
  item: 'rest',
  promise: 'rest',
  topic: 'rest_topics',
  claim: 'rest_claims',
  deputy: 'rest_deputies',
} as const

/** Below the number: what it is of, and which are not in it. */
function Whole({ figure, asked }: { figure: FigureView; asked: Asked }) {
  const { t } = useTranslation('stats')
  const { code, kind, numerator, denominator, opens, intake, better } = figure
  if (kind === 'score') {
    const names = Object.fromEntries(Object.entries(scoreParts).map(([part, of]) => [part, t(`figures.${of}.name`)]))
    return <p className="figure-whole quiet">{t('card.score_of', names)}</p>
  }
  if (intake) return <p className="figure-whole quiet">{t('card.intake', intake)}</p>
  if (numerator === null || denominator === null) return <p className="figure-whole" />
  const counted = definitionOf(code).of
  const of = kind === 'mean' ? 'of_deputies' : wholeWords[counted]
  const rest = denominator - numerator
  return (
    <div className="figure-whole">
      <span className="quiet">{t(`card.${of}`, { numerator, denominator })}</span>
      {better === 'more' && opens.includes('rest') && rest > 0 ? (
        <Link to={addressOf(figure, asked, 'rest')}>{t(`card.${restWords[counted]}`, { count: rest })}</Link>
      ) : null}
    </div>
  )
}

export const addressOf = ({ code }: FigureView, asked: Asked, part: RowPart): string =>
  `/figures/${code}?${searchOf({ ...asked, part })}`

const arrows = { up: 'M12 19V5M6 11l6-6 6 6', down: 'M12 5v14M6 13l6 6 6-6', same: 'M5 12h14', unknown: '' }

function Move({ label, change }: { label: string; change: ReturnType<typeof changeOf> }) {
  return (
    <div className={`move move-${change.tone}`}>
      <dt>{label}</dt>
      <dd>
        <svg
          width="12"
          height="12"
          viewBox="0 0 24 24"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.4"
          aria-hidden="true"
        >
          <path d={arrows[change.direction]} />
        </svg>
        {change.text}
      </dd>
    </div>
  )
}
