import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SimilarKind } from '#modules/search/search.ts'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { ActCard } from '../parts/act-card.tsx'
import { Fault, PageTitle } from '../parts/page.tsx'

type Text = { title: string; subject: string; grounds: string; proposal: string; leadName: string }
type Doing = { isSuccess: boolean; isPending: boolean; error: Error | null }

type Props = {
  kind: SimilarKind
  draft: Text
  doing: Doing
  join: () => void
  /** The page of what was joined. */
  page: string
  /** Where one was writing oneself. */
  back: string
  /** What hangs on the text. */
  files?: ReactNode
  /** What one had begun oneself; offered to be put away afterwards. */
  own: ReactNode
}

/** A colleague's draft that may be joined, read as a whole before one puts one's name under it. */
export function Joining({ kind, draft, doing, join, page, back, files, own }: Props) {
  const { t } = useTranslation(['cosign', 'workbench'])
  const { leadName: name } = draft
  if (doing.isSuccess) {
    return (
      <article className={look.stack}>
        <PageTitle>{t('join.done')}</PageTitle>
        <p>{t(`join.done_lead_${kind}`, { name })}</p>
        <Link to={page} className={`${look.button} ${look.wide}`}>
          {t(`join.open_${kind}`)}
        </Link>
        {own}
      </article>
    )
  }
  return (
    <article className={look.stack}>
      <header>
        <p className={look.meta}>{t('join.draft_of', { name })}</p>
        <PageTitle>{draft.title}</PageTitle>
      </header>
      {(['subject', 'grounds', 'proposal'] as const).map((part) => (
        <section key={part} aria-label={t(`workbench:draft.${part}`)}>
          <h2>{t(`workbench:draft.${part}`)}</h2>
          <p className={look.prose}>{draft[part]}</p>
        </section>
      ))}
      {files}
      <ActCard title={t('join.title')} lead={t(`join.lead_${kind}`, { name })}>
        {doing.error ? <Fault error={doing.error} /> : null}
        <ActButton primary isPending={doing.isPending} onPress={join}>
          {t('join.agree')}
        </ActButton>
        <Link to={back} className={`${look.button} ${look.wide}`}>
          {t('join.back')}
        </Link>
      </ActCard>
    </article>
  )
}

type OwnProps = {
  /** Undefined while it is not known, or where there is none. */
  title: string | undefined
  write: string
  away: Doing & { mutate: () => void }
  back: Doing & { mutate: () => void }
}

/** What one had begun oneself is put away or stays; put away it can be taken up again, here and on its page. */
export function OwnDraft({ title, write, away, back }: OwnProps) {
  const { t } = useTranslation('cosign')
  const [isKept, setKept] = useState(false)
  if (back.isSuccess || away.isSuccess) {
    return (
      <ActCard title={t(back.isSuccess ? 'join.restored' : 'join.discarded')}>
        {back.error ? <Fault error={back.error} /> : null}
        {back.isSuccess ? (
          <Link to={write} className={`${look.button} ${look.wide}`}>
            {t('join.go_on')}
          </Link>
        ) : (
          <ActButton isPending={back.isPending} onPress={() => back.mutate()}>
            {t('join.undo')}
          </ActButton>
        )}
      </ActCard>
    )
  }
  if (isKept || title === undefined) return null
  return (
    <ActCard title={t('join.own')} lead={t('join.own_lead', { title })}>
      {away.error ? <Fault error={away.error} /> : null}
      <div className={look.pair}>
        <ActButton isPending={away.isPending} onPress={() => away.mutate()}>
          {t('join.discard')}
        </ActButton>
        <ActButton isDisabled={away.isPending} onPress={() => setKept(true)}>
          {t('join.keep')}
        </ActButton>
      </div>
    </ActCard>
  )
}
