import { useTranslation } from 'react-i18next'
import { useActAs, useActing, useSession } from '../../frame/session.ts'
import type { LocalDraft } from '../draft-store.ts'
import look from '../look.module.css'
import { ActButton } from './act-button.tsx'
import { Fault } from './page.tsx'

/** Another identity was chosen since, here or in another window: the draft waits for the one that it was written as. */
export function WrittenAs({ draft }: { draft: LocalDraft }) {
  const { t } = useTranslation('deputy')
  const acting = useActing()
  const { identities } = useSession()
  const actAs = useActAs()
  const author = identities.find(({ id }) => id === draft.mandateId)
  if (!author || author.id === acting.id) return null
  return (
    <section className={look.card} role="status">
      <p>{t('write.written_as', { author: author.label, acting: acting.label })}</p>
      {actAs.error ? <Fault error={actAs.error} /> : null}
      <ActButton isPending={actAs.isPending} onPress={() => actAs.mutate(author)}>
        {t('write.act_as_author', { author: author.label })}
      </ActButton>
    </section>
  )
}
