import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSimilar } from '../../frame/similar-calls.ts'
import type { DraftContent } from '../draft-store.ts'
import look from '../look.module.css'
import { useOnline } from '../use-online.ts'

/** What was raised already: shown while there is still time to join instead of writing the same once more. */
export function SimilarSuggestions({ id, content }: { id: string; content: DraftContent }) {
  const { t } = useTranslation(['search', 'suggestion', 'cosign'])
  const { items, isAsked } = useSimilar(id, content, useOnline())
  if (!isAsked) return null
  if (items.length === 0) return <p className={look.quiet}>{t('none')}</p>
  return (
    <section className={look.group} aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className={look.quiet}>{t('lead')}</p>
      <ul className={look.list}>
        {items.map((item) => (
          <li key={item.id} className={look.row}>
            <span>
              <strong>{item.title}</strong>
              <span className={look.meta}>
                <span>{item.leadName ? t('cosign:join.draft_of', { name: item.leadName }) : item.number}</span>
                {item.leadName ? null : <span>{t(`suggestion:states.${item.state}`)}</span>}
                <Opening item={item} ownId={id} />
              </span>
              <span className={look.meta}>{t('why', { words: item.why.join(t('between')) })}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Opening({ item, ownId }: { item: ReturnType<typeof useSimilar>['items'][number]; ownId: string }) {
  const { t } = useTranslation(['search', 'cosign'])
  if (item.opens === 'joining') return <Link to={`/join/${item.id}?own=${ownId}`}>{t('cosign:join.read')}</Link>
  if (item.opens === 'case') return <Link to={`/cases/${item.id}`}>{t('open')}</Link>
  if (item.opens === 'page') {
    return (
      <a href={`/suggestions/${item.pageId}`} target="_blank" rel="noreferrer">
        {t('open')}
      </a>
    )
  }
  return <span>{t('not_open')}</span>
}
