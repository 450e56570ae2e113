import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import type { JoinableView } from '#modules/suggestion/suggestion.contract.ts'
import { call } from '../../frame/call.ts'
import { suggestionClient } from '../../frame/clients.ts'
import { useSession } from '../../frame/session.ts'
import { useAct } from '../../frame/suggestion-calls.ts'
import { dropDraft, readDraft } from '../draft-store.ts'
import { SentFiles } from '../parts/file-list.tsx'
import { Answer } from '../parts/page.tsx'
import { sendNow } from '../send-drafts.ts'
import { Joining, OwnDraft } from './joining.tsx'
import { putAwayDraft, takeUpDraft } from './put-away.ts'

const cases = suggestionClient.suggestions[':id']

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
  const { t } = useTranslation('attachment')
  const [query] = useSearchParams()
  const ownId = query.get('own')
  const doing = useAct(draft.id)
  const { id, textSha256, attachments } = draft
  return (
    <Joining
      kind="suggestion"
      draft={draft}
      doing={doing}
      join={() => doing.mutate(() => call(cases.joining.$post({ param: { id }, json: { textSha256 } })))}
      page={`/cases/${id}`}
      back={ownId ? `/write/${ownId}` : '/'}
      files={
        attachments.length > 0 ? (
          <section aria-label={t('title')}>
            <h2>{t('title')}</h2>
            <SentFiles caseId={id} items={attachments} />
          </section>
        ) : null
      }
      own={ownId ? <Own id={ownId} joined={draft} /> : null}
    />
  )
}

function Own({ id, joined }: { id: string; joined: JoinableView }) {
  const { t } = useTranslation(['cosign', 'deputy'])
  const client = useQueryClient()
  const session = useSession()
  const accountId = session.account.id
  const own = useQuery({ queryKey: ['own-draft', id], queryFn: async () => (await readDraft(accountId, id)) ?? null })
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
  return <OwnDraft title={own.data?.content.title} write={`/write/${id}`} away={away} back={back} />
}
