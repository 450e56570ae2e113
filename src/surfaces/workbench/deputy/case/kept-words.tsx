import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession } from '../../frame/session.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'
import { asTaken, contentOf, draftsKey, dropDraft, useDrafts } from '../draft-store.ts'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { hasWords } from '../send-drafts.ts'

const parts = ['title', 'subject', 'grounds', 'proposal'] as const

/**
 * Words that were typed here and that the server does not have, such as those typed after a submission whose answer
 * was lost. They stay in sight until their writer sends or drops them.
 */
export function KeptWords({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['deputy', 'workbench'])
  const client = useQueryClient()
  const { account } = useSession()
  const { data } = useDrafts(account.id)
  const [isSure, setSure] = useState(false)
  const kept = data?.find((draft) => draft.id === view.id && draft.state !== 'sent' && hasWords(draft))
  if (!kept) return null
  const there = contentOf(view)
  const here = asTaken(kept.content)
  const changed = parts.filter((part) => here[part] !== there[part])
  if (changed.length === 0) return null
  const mayEdit = view.allowed.includes('edit')
  const drop = async () => {
    await dropDraft(view.id)
    await client.invalidateQueries({ queryKey: draftsKey })
  }
  return (
    <section className={look.card} aria-label={t('kept.title')}>
      <h2>{t('kept.title')}</h2>
      <p>{t(mayEdit ? 'kept.lead' : 'kept.lead_closed')}</p>
      {changed.map((part) => (
        <div key={part}>
          <h3 className={look.quiet}>{t(`workbench:draft.${part}`)}</h3>
          <p className={look.prose}>{kept.content[part] || '—'}</p>
        </div>
      ))}
      <div className={look.buttons}>
        {mayEdit ? (
          <Link to={`/write/${view.id}`} className={`${look.button} ${look.wide} ${look.primary}`}>
            {t('kept.send')}
          </Link>
        ) : null}
        <ActButton plain onPress={() => (isSure ? void drop() : setSure(true))}>
          {t(isSure ? 'kept.drop_sure' : 'kept.drop')}
        </ActButton>
      </div>
    </section>
  )
}
