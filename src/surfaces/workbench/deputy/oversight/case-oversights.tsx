import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { calendarDate } from '../../frame/dates.ts'
import { Icon } from '../../frame/icons.tsx'
import { useOversightsOfCase } from '../../frame/oversight-calls.ts'
import { toneOfOversight } from '../../frame/oversight-tone.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'
import { useLocale } from '../../frame/use-locale.ts'
import look from '../look.module.css'
import { Toned } from '../parts/told.tsx'

/** 重点督办 of the case, the last year on top: who leads, and what was done last. Nothing where there is none. */
export function CaseOversights({ view }: { view: SuggestionView }) {
  const { t } = useTranslation('oversight')
  const locale = useLocale()
  const found = useOversightsOfCase(view.id, view.version)
  if (!found.data || found.data.items.length === 0) return null
  return (
    <section aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <ul className={look.list}>
        {found.data.items.map((one) => {
          const last = one.activities[0]
          return (
            <li key={one.id}>
              <Link to={`/oversights/${one.id}`} className={look.row}>
                <span>
                  <strong>{one.title}</strong>
                  <span className={look.meta}>
                    <Toned tone={toneOfOversight[one.state]}>{t(`states.${one.state}`)}</Toned>
                    <span>{t(one.leads.length > 1 ? 'page.dual' : 'page.single')}</span>
                    {one.leads.map((lead) => (
                      <span key={lead.id}>
                        {t(`sides.${lead.side}`)} {lead.name}
                      </span>
                    ))}
                  </span>
                  <span className={look.meta}>
                    {last
                      ? t('page.last_activity', {
                          count: one.activities.length,
                          on: calendarDate(locale, last.heldOn),
                          kind: t(`kinds.${last.kind}`),
                        })
                      : t('page.no_activities')}
                  </span>
                </span>
                <Icon name="next" />
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
