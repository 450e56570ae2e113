import { useTranslation } from 'react-i18next'
import { calendarDate } from '../../frame/dates.ts'
import { stepWord } from '../../frame/step-word.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { Moment } from '../parts/told.tsx'

export function CaseText({ view }: { view: SuggestionView }) {
  const { t } = useTranslation('workbench')
  return (
    <section className="section" aria-label={t('case.text')}>
      <h2>{t('case.text')}</h2>
      {(['subject', 'grounds', 'proposal'] as const).map((part) => (
        <div key={part}>
          <h3>{t(`draft.${part}`)}</h3>
          <p className="prose">{view[part] || '—'}</p>
        </div>
      ))}
    </section>
  )
}

export function Consultations({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['workbench', 'suggestion'])
  const locale = useLocale()
  if (view.consultations.length === 0) return null
  return (
    <section className="section" aria-label={t('case.consultations')}>
      <h2>{t('case.consultations')}</h2>
      {view.consultations.map((talk) => (
        <article key={talk.id} className="reply">
          <div className="facts">
            <strong>{talk.unitName}</strong>
            <span>{t(`suggestion:means.${talk.means}`)}</span>
            <span>{calendarDate(locale, talk.heldOn)}</span>
            <span className={talk.confirmedAt ? 'tone-good' : 'tone-waiting'}>
              {t(talk.confirmedAt ? 'case.talk_confirmed' : 'case.talk_waiting')}
            </span>
          </div>
          <p className="prose">{talk.summary}</p>
        </article>
      ))}
    </section>
  )
}

export function Timeline({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['workbench', 'suggestion'])
  return (
    <section className="section" aria-label={t('case.timeline')}>
      <h2>{t('case.timeline')}</h2>
      <ol>
        {view.timeline.map((step) => (
          <li key={step.id} className="steps-line">
            <div className="facts">
              <strong>{stepWord(t, step)}</strong>
              <span>{step.by || t('case.by_system')}</span>
              <Moment at={step.at} />
            </div>
            {step.note ? <p className="note">{step.note}</p> : null}
          </li>
        ))}
      </ol>
    </section>
  )
}
