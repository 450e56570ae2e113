import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SimilarCase } from '#modules/search/search.contract.ts'
import type { SimilarKind } from '#modules/search/search.ts'
import { useSimilar } from '../../frame/similar-calls.ts'
import look from '../look.module.css'
import { useOnline } from '../use-online.ts'

type Props = {
  kind: SimilarKind
  id: string
  content: Parameters<typeof useSimilar>[1]
  /** Goes to the draft that may be joined, where what is written here has to be kept first. */
  goTo?: (address: string) => void
}

/** What was raised already: shown while there is still time to join instead of writing the same once more. */
export function SimilarCases({ kind, id, content, goTo }: Props) {
  const { t } = useTranslation(['search', 'suggestion', 'motion', 'cosign'])
  const { items, isAsked } = useSimilar({ kind, id }, content, useOnline())
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
                <span>{t(`kinds.${item.kind}`)}</span>
                <span>{item.leadName ? t('cosign:join.draft_of', { name: item.leadName }) : item.number}</span>
                {item.leadName ? null : <span>{t(`${item.kind}:states.${item.state}`)}</span>}
                <Opening item={item} ownId={id} {...(goTo && { goTo })} />
              </span>
              <span className={look.meta}>{t('why', { words: item.why.join(t('between')) })}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const pages = { suggestion: 'cases', motion: 'motions' } as const

function Opening({ item, ownId, goTo }: { item: SimilarCase; ownId: string; goTo?: (address: string) => void }) {
  const { t } = useTranslation(['search', 'cosign'])
  const page = `/${pages[item.kind]}/${item.id}`
  if (item.opens === 'joining') {
    const address = `${page}/join?own=${ownId}`
    return (
      <Link
        to={address}
        onClick={(event) => {
          if (!goTo) return
          event.preventDefault()
          goTo(address)
        }}
      >
        {t('cosign:join.read')}
      </Link>
    )
  }
  if (item.opens === 'case') return <Link to={page}>{t('open')}</Link>
  if (item.opens === 'page') {
    return (
      <a href={`/suggestions/${item.pageId}`} target="_blank" rel="noreferrer">
        {t('open')}
      </a>
    )
  }
  return item.kind === 'suggestion' ? <span>{t('not_open')}</span> : null
}
