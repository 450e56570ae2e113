import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Icon } from '../../frame/icons.tsx'
import { useOversightsOfCase } from '../../frame/oversight-calls.ts'
import { toneOfOversight } from '../../frame/oversight-tone.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'
import { Toned } from '../parts/told.tsx'

/** 督办: the key oversight of the case, the last year on top; nothing where there is none. */
export function CaseOversights({ view }: { view: SuggestionView }) {
  const { t } = useTranslation('oversight')
  const found = useOversightsOfCase(view.id, view.version)
  if (!found.data || found.data.items.length === 0) return null
  return (
    <section className="sheet" aria-label={t('page.block')}>
      <div className="section">
        <h2>{t('page.block')}</h2>
        {found.data.items.map((one) => {
          const own = one.cases.find(({ id }) => id === view.id)
          return (
            <div key={one.id} className="assignment">
              <p>
                <Link to={`/oversights/${one.id}`}>{one.title}</Link>
              </p>
              <p className="facts">
                <Toned tone={toneOfOversight[one.state]}>{t(`states.${one.state}`)}</Toned>
                <span className="quiet">{one.decisionNumber}</span>
              </p>
              <p className="quiet">
                {t(one.leads.length > 1 ? 'page.dual' : 'page.single')}{' '}
                {one.leads.map(({ name, side }) => `${t(`sides.${side}`)} ${name}`).join(' · ')}
              </p>
              {one.state === 'under_way' ? (
                <p className="quiet">
                  {own?.faceRepliedOn
                    ? t('page.face_done', { on: own.faceRepliedOn, head: own.faceReplyHead })
                    : t('page.face_missing')}
                </p>
              ) : null}
              {one.stalledAt ? (
                <p className="tone-wanting">
                  <Icon name="warn" size={16} /> {t('page.stalled')}
                </p>
              ) : null}
            </div>
          )
        })}
      </div>
    </section>
  )
}
