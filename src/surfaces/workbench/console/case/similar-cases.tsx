import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { isMergeTarget } from '#modules/suggestion/suggestion.ts'
import { useSimilar } from '../../frame/similar-calls.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'

type Props = {
  view: SuggestionView
  /** The case chosen to merge into; undefined while no such choice is asked for. */
  chosen: string | undefined
  onChoose: (id: string) => void
}

/** Cases of the same matter, with the words that make them alike; a person decides whether it is one. */
export function SimilarCases({ view, chosen, onChoose }: Props) {
  const { t } = useTranslation(['search', 'suggestion'])
  const { items, isAsked } = useSimilar({ kind: 'suggestion', id: view.id }, view)
  if (!isAsked) return null
  return (
    <section aria-label={t('merge_title')}>
      <h3>{t('merge_title')}</h3>
      <p className="quiet">{t(items.length === 0 ? 'merge_none' : 'merge_lead')}</p>
      {items.map((item) => (
        <div key={item.id} className="assignment">
          <p>{item.opens === 'case' ? <Link to={`/suggestions/${item.id}`}>{item.title}</Link> : item.title}</p>
          <p className="facts quiet">
            <span>{item.number}</span>
            <span>{t(`suggestion:states.${item.state}`)}</span>
            <span>{t('why', { words: item.why.join(t('between')) })}</span>
          </p>
          {chosen !== undefined && item.opens === 'case' && isMergeTarget(item) ? (
            <Button size="small" disabled={chosen === item.id} onClick={() => onChoose(item.id)}>
              {t('choose')}
            </Button>
          ) : null}
        </div>
      ))}
    </section>
  )
}
