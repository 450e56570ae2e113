import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { deviceStore } from '../../frame/device-store.ts'
import { useSession, useSignOut } from '../../frame/session.ts'
import { useDrafts } from '../draft-store.ts'
import { useLocalFiles } from '../file-store.ts'
import look from '../look.module.css'
import { forgetSnapshots } from '../offline-read.ts'
import { ActButton } from '../parts/act-button.tsx'
import { Fault, PageTitle } from '../parts/page.tsx'
import { hasWords, sendNow } from '../send-drafts.ts'
import { sendFilesNow } from '../send-files.ts'

/** Offers to send first. What stays unsent stays sealed on the device and is there at the next sign-in. */
export function SignOutPage() {
  const { t } = useTranslation(['deputy', 'workbench'])
  const client = useQueryClient()
  const navigate = useNavigate()
  const session = useSession()
  const signOut = useSignOut()
  const [isSending, setSending] = useState(false)
  const { data } = useDrafts(session.account.id)
  const files = useLocalFiles(session.account.id)
  const waiting = [...(data ?? []).filter((draft) => draft.state !== 'sent' && hasWords(draft)), ...(files.data ?? [])]
  const leave = async () => {
    await forgetSnapshots(session.account.id)
    const awaited = new Set((files.data ?? []).map(({ draftId }) => draftId))
    const sent = (data ?? []).filter(({ id, state }) => state === 'sent' && !awaited.has(id)).map(({ id }) => id)
    await deviceStore.drafts.bulkDelete(sent)
    await signOut.mutateAsync(undefined)
    await navigate('/', { replace: true })
  }
  const sendFirst = async () => {
    setSending(true)
    await sendNow(client, session)
    await sendFilesNow(client, session)
    setSending(false)
  }
  return (
    <div className={look.stack}>
      <PageTitle>{t('workbench:sign_out')}</PageTitle>
      {waiting.length > 0 ? (
        <>
          <p className={look.note}>{t('sign_out.unsent', { count: waiting.length })}</p>
          <ActButton primary isPending={isSending} onPress={() => void sendFirst()}>
            {t('sign_out.send')}
          </ActButton>
          <ActButton onPress={() => void leave().catch(() => undefined)}>{t('sign_out.keep')}</ActButton>
        </>
      ) : (
        <>
          <p>{t('sign_out.all_sent')}</p>
          <ActButton primary isPending={signOut.isPending} onPress={() => void leave().catch(() => undefined)}>
            {t('workbench:sign_out')}
          </ActButton>
        </>
      )}
      {signOut.error ? <Fault error={signOut.error} /> : null}
    </div>
  )
}
