import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useLocation, useNavigate, useParams } from 'react-router'
import { isMarkedSecret, overlongParts } from '#modules/suggestion/suggestion.ts'
import { call, isConflict } from '../../frame/call.ts'
import { suggestionClient } from '../../frame/clients.ts'
import { useSession } from '../../frame/session.ts'
import { fetchCase, useAct } from '../../frame/suggestion-calls.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'
import { BeforeChanging } from '../cosign/before-changing.tsx'
import { Unconfirmed } from '../cosign/unconfirmed.tsx'
import {
  asTaken,
  contentOf,
  type DraftContent,
  dropDraft,
  emptyContent,
  type LocalDraft,
  newDraftId,
  useDraftsChanged,
} from '../draft-store.ts'
import { dropFilesOf, listFiles } from '../file-store.ts'
import form from '../form.module.css'
import look from '../look.module.css'
import { useOfflineCase } from '../offline-read.ts'
import { ActButton } from '../parts/act-button.tsx'
import { DraftFields, LiveAdvice } from '../parts/draft-fields.tsx'
import { DraftFiles } from '../parts/draft-files.tsx'
import { DraftStatus } from '../parts/draft-status.tsx'
import { Fault, PageTitle, Waiting } from '../parts/page.tsx'
import { SimilarCases } from '../parts/similar.tsx'
import { WrittenAs } from '../parts/written-as.tsx'
import { hasWords, statusOfDraft } from '../send-drafts.ts'
import { sendFilesNow } from '../send-files.ts'
import { useDraft } from '../use-draft.ts'
import { useOnline } from '../use-online.ts'

const parts = ['title', 'subject', 'grounds', 'proposal'] as const

export function NewDraftPage() {
  const [id] = useState(newDraftId)
  return <Navigate to={`/write/${id}`} state={{ isNew: true }} replace />
}

export function WritePage() {
  const { id = '' } = useParams()
  const { state } = useLocation()
  return <Write key={id} id={id} isNew={state?.isNew === true} />
}

function Write({ id, isNew }: { id: string; isNew: boolean }) {
  const { t } = useTranslation(['deputy', 'workbench', 'suggestion'])
  const work = useDraft(id, isNew)
  const { draft } = work
  if (work.isClosed) return <Navigate to={`/cases/${id}`} replace />
  if (!draft) return <Waiting />
  return (
    <>
      <PageTitle>{t(draft.version === null ? 'write.new' : 'write.title')}</PageTitle>
      <div role="status" className={look.title}>
        <DraftStatus state={statusOfDraft(draft)} savedAt={draft.savedAt} />
      </div>
      {work.follows ? <p className={look.note}>{t('write.follows')}</p> : null}
      <WrittenAs draft={draft} />
      {draft.state === 'conflict' ? <Conflict draft={draft} onChoose={work.choose} /> : null}
      <div className={look.stack}>
        <Writing work={work} draft={draft} />
      </div>
    </>
  )
}

type Work = ReturnType<typeof useDraft>

/** What is on the server may bear names already; whose they are is known before a field opens. */
function Writing({ work, draft }: { work: Work; draft: LocalDraft }) {
  const [wasSent] = useState(draft.version !== null)
  const kept = useOfflineCase(draft.id, draft.version !== null)
  if (wasSent && kept.isPending) return <Waiting />
  const cosigners = kept.data?.cosigners ?? []
  return (
    <BeforeChanging cosigners={cosigners} back={`/cases/${draft.id}`}>
      <DraftFields content={draft.content} onChange={work.change} />
      <DraftFiles draft={draft} keepDraft={work.keep} />
      <LiveAdvice {...draft} />
      <SimilarCases kind="suggestion" id={draft.id} content={draft.content} />
      {work.refusal && draft.state !== 'conflict' ? (
        <Fault error={new Error(work.refusal)} onRetry={work.send} />
      ) : null}
      <Unconfirmed cosigners={cosigners} />
      <Ending draft={draft} send={work.send} />
    </BeforeChanging>
  )
}

/** Where the answer to an earlier press was lost, it is handed in already; that is what was wanted. */
async function submitOnce(id: string, version: number): Promise<SuggestionView> {
  try {
    return await call(suggestionClient.suggestions[':id'].submit.$post({ param: { id }, json: { version } }))
  } catch (error) {
    if (!isConflict(error)) throw error
    const now = await fetchCase(id)
    if (now.allowed.includes('edit')) throw error
    return now
  }
}

function Ending({ draft, send }: { draft: LocalDraft; send: () => Promise<LocalDraft | undefined> }) {
  const { t } = useTranslation(['deputy', 'workbench', 'attachment'])
  const navigate = useNavigate()
  const client = useQueryClient()
  const session = useSession()
  const isOnline = useOnline()
  const doing = useAct(draft.id)
  const draftsChanged = useDraftsChanged()
  const [isSure, setSure] = useState(false)
  const missing = parts.filter((name) => draft.content[name].trim() === '')
  const isWhole = missing.length === 0
  const overlong = overlongParts(asTaken(draft.content))
  const isMarked = isMarkedSecret(asTaken(draft.content))
  const isHeld = overlong.length > 0 || isMarked || !isOnline || draft.state === 'conflict'
  const named = (fields: readonly (typeof parts)[number][]) =>
    fields.map((name) => t(`workbench:draft.${name}`)).join(t('workbench:case.between'))
  const submit = () =>
    doing.mutate(
      async () => {
        const sent = await send()
        await sendFilesNow(client, session)
        const left = (await listFiles(session.account.id)).filter(({ draftId }) => draftId === draft.id)
        if (left.length > 0) throw new Error(t('attachment:not_sent', { count: left.length }))
        if (!sent || sent.version === null || sent.state !== 'sent') throw new Error(t('write.not_sent_yet'))
        const { version } = sent
        const after = await submitOnce(draft.id, version)
        await dropDraft(draft.id)
        return after
      },
      { onSuccess: () => void navigate(`/cases/${draft.id}`, { replace: true }) },
    )
  const openCase = async () => {
    const sent = await send()
    if (sent && sent.version !== null) await navigate(`/cases/${draft.id}`)
  }
  const drop = async () => {
    await dropDraft(draft.id)
    await dropFilesOf(draft.id)
    await draftsChanged()
    await navigate('/duty', { replace: true })
  }
  return (
    <div className={look.buttons}>
      {isWhole ? null : <p className={look.quiet}>{t('write.missing', { fields: named(missing) })}</p>}
      {overlong.length > 0 ? <p className={look.note}>{t('write.too_long', { fields: named(overlong) })}</p> : null}
      {isMarked ? <p className={look.note}>{t('write.marked')}</p> : null}
      {isOnline ? null : <p className={look.quiet}>{t('write.submit_online')}</p>}
      {doing.error ? <Fault error={doing.error} /> : null}
      <ActButton primary isDisabled={!isWhole || isHeld} isPending={doing.isPending} onPress={submit}>
        {t('workbench:acts.submit')}
      </ActButton>
      <ActButton isDisabled={!hasWords(draft) || isHeld} onPress={() => void openCase()}>
        {t('workbench:acts.invite')}
      </ActButton>
      {draft.version === null ? (
        <ActButton plain onPress={() => (isSure || !hasWords(draft) ? void drop() : setSure(true))}>
          {t(isSure ? 'write.drop_sure' : 'write.drop')}
        </ActButton>
      ) : null}
    </div>
  )
}

/** Two texts of one suggestion, of two windows or of here and the server, side by side; nothing is lost before its writer has chosen. */
function Conflict({
  draft,
  onChoose,
}: {
  draft: LocalDraft
  onChoose: (content: DraftContent, version: number | null) => Promise<void>
}) {
  const { t } = useTranslation(['deputy', 'workbench'])
  const server = useQuery({
    queryKey: ['conflict', draft.id],
    queryFn: () => fetchCase(draft.id),
    staleTime: 0,
    enabled: !draft.other,
  })
  const other = draft.other ?? (server.data ? contentOf(server.data) : emptyContent)
  const version = draft.other ? draft.version : server.data?.version
  const words = draft.other ? 'conflict.windows' : 'conflict'
  return (
    <section className={look.group} aria-label={t('conflict.title')}>
      <h2>{t('conflict.title')}</h2>
      <p className={look.title}>{t('conflict.lead')}</p>
      {server.error ? <Fault error={server.error} onRetry={server.refetch} /> : null}
      <div className={form.sides}>
        {(['mine', 'theirs'] as const).map((side) => {
          const content = side === 'mine' ? draft.content : other
          return (
            <div key={side} className={form.side}>
              <h3>{t(`${words}.${side}`)}</h3>
              {parts.map((part) => (
                <p key={part}>
                  <span className={look.quiet}>{t(`workbench:draft.${part}`)}</span>
                  <br />
                  {content[part] || '—'}
                </p>
              ))}
              <ActButton
                isDisabled={version === undefined}
                onPress={() => {
                  if (version !== undefined) void onChoose(content, version)
                }}
              >
                {t(`${words}.keep_${side}`)}
              </ActButton>
            </div>
          )
        })}
      </div>
    </section>
  )
}
