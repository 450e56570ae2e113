import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import type { JoinableView } from '#modules/suggestion/suggestion.contract.ts'
import { call } from '../../frame/call.ts'
import { suggestionClient } from '../../frame/clients.ts'
import { useSession } from '../../frame/session.ts'
import { useAct } from '../../frame/suggestion-calls.ts'
import { dropDraft, readDraft } from '../draft-store.ts'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { ActCard } from '../parts/act-card.tsx'
import { SentFiles } from '../parts/file-list.tsx'
import { Answer, Fault, PageTitle } from '../parts/page.tsx'
import { sendNow } from '../send-drafts.ts'
import { putAwayDraft, takeUpDraft } from './put-away.ts'

const cases = suggestionClient.suggestions[':id']

/** A colleague's draft that may be joined, read as a whole before one puts one's name under it. */
export function JoinPage() {
  const { id = '' } = useParams()
  const found = useQuery({
    queryKey: ['joinable', id],
    queryFn: () => call(cases.joinable.$get({ param: { id } })),
    retry: false,
  })
  return <Answer of={found}>{(draft) => <Join draft={draft} />}</Answer>
}

function Join({ draft }: { draft: JoinableView }) {
  const { t } = useTranslation(['cosign', 'workbench', 'attachment'])
  const [query] = useSearchParams()
  const ownId = query.get('own')
  const doing = useAct(draft.id)
  const { id, textSha256, leadName: name } = draft
  if (doing.isSuccess) return <Joined draft={draft} ownId={ownId} />
  const join = () => doing.mutate(() => call(cases.joining.$post({ param: { id }, json: { textSha256 } })))
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
      {draft.attachments.length > 0 ? (
        <section aria-label={t('attachment:title')}>
          <h2>{t('attachment:title')}</h2>
          <SentFiles caseId={id} items={draft.attachments} />
        </section>
      ) : null}
      <ActCard title={t('join.title')} lead={t('join.lead', { name })}>
        {doing.error ? <Fault error={doing.error} /> : null}
        <ActButton primary isPending={doing.isPending} onPress={join}>
          {t('join.agree')}
        </ActButton>
        <Link to={ownId ? `/write/${ownId}` : '/'} className={`${look.button} ${look.wide}`}>
          {t('join.back')}
        </Link>
      </ActCard>
    </article>
  )
}

function Joined({ draft, ownId }: { draft: JoinableView; ownId: string | null }) {
  const { t } = useTranslation('cosign')
  return (
    <article className={look.stack}>
      <PageTitle>{t('join.done')}</PageTitle>
      <p>{t('join.done_lead', { name: draft.leadName })}</p>
      <Link to={`/cases/${draft.id}`} className={`${look.button} ${look.wide}`}>
        {t('join.open')}
      </Link>
      {ownId ? <OwnDraft id={ownId} joined={draft} /> : null}
    </article>
  )
}

/** What one had begun oneself is put away or stays; put away it can be taken up again, here and on its page. */
function OwnDraft({ id, joined }: { id: string; joined: JoinableView }) {
  const { t } = useTranslation(['cosign', 'deputy'])
  const client = useQueryClient()
  const session = useSession()
  const accountId = session.account.id
  const own = useQuery({ queryKey: ['own-draft', id], queryFn: async () => (await readDraft(accountId, id)) ?? null })
  const [isKept, setKept] = useState(false)
  const reason = t('join.reason', { name: joined.leadName, title: joined.title })
  const away = useMutation({
    mutationFn: async () => {
      await sendNow(client, session)
      const version = await putAwayDraft(accountId, id, reason, t('deputy:write.not_sent_yet'))
      await dropDraft(id)
      return version
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['suggestions'] }),
  })
  const back = useMutation({ mutationFn: () => takeUpDraft(id, away.data ?? 0) })
  if (isKept || !(own.data || away.data)) return null
  if (back.isSuccess || away.isSuccess) {
    return (
      <ActCard title={t(back.isSuccess ? 'join.restored' : 'join.discarded')}>
        {back.error ? <Fault error={back.error} /> : null}
        {back.isSuccess ? (
          <Link to={`/write/${id}`} className={`${look.button} ${look.wide}`}>
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
  return (
    <ActCard title={t('join.own')} lead={t('join.own_lead', { title: own.data?.content.title ?? '' })}>
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
