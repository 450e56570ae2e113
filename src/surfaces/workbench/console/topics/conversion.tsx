import './topics.css'
import { useTranslation } from 'react-i18next'
import { useConversion } from '../../frame/topic-calls.ts'
import { Answer } from '../parts/page.tsx'

const rates = ['claimRate', 'participationRate', 'conversionRate'] as const

const percent = (rate: number | null): string => (rate === null ? '—' : `${Math.round(rate * 1000) / 10}%`)

/** 领题率, 代表领题参与率, 题转建议率, each with the counts behind it. */
export function ConversionFigures() {
  const { t } = useTranslation('topic')
  const conversion = useConversion()
  return (
    <section aria-label={t('conversion.title')}>
      <Answer of={conversion} lines={2}>
        {(counts) => (
          <dl className="rates">
            {rates.map((rate) => (
              <div key={rate} className="sheet">
                <dt>{t(`conversion.${rate}`)}</dt>
                <dd className="rate">{percent(counts[rate])}</dd>
                <dd className="quiet">{t(`conversion.${rate}_of`, counts)}</dd>
              </div>
            ))}
          </dl>
        )}
      </Answer>
    </section>
  )
}
