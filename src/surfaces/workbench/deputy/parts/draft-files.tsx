import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useEffect, useState } from 'react'
import { Button, FileTrigger } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { acceptedTypes } from '#modules/attachment/attachment.ts'
import { faultOf, limitWords, sizeWord } from '../../frame/attachment-calls.ts'
import { Icon } from '../../frame/icons.tsx'
import { useActing, useSession } from '../../frame/session.ts'
import { caseKey, fetchCase } from '../../frame/suggestion-calls.ts'
import type { LocalDraft } from '../draft-store.ts'
import { dropFile, filesKey, keepFile, type LocalFile, openFile, useLocalFiles, waitAgain } from '../file-store.ts'
import files from '../files.module.css'
import look from '../look.module.css'
import { hasWords } from '../send-drafts.ts'
import { sendFilesNow, useProgress } from '../send-files.ts'
import { shrinkPicture } from '../shrink-picture.ts'
import { useOnline } from '../use-online.ts'
import { ActButton } from './act-button.tsx'
import { FileRow, SentFiles } from './file-list.tsx'

/** Pictures and files of a draft: kept sealed on the device, sent behind the draft as soon as there is a network. */
export function DraftFiles({ draft, keepDraft }: { draft: LocalDraft; keepDraft: () => Promise<void> }) {
  const { t } = useTranslation(['attachment', 'suggestion'])
  const client = useQueryClient()
  const session = useSession()
  const acting = useActing()
  const isOnline = useOnline()
  const [faults, setFaults] = useState<string[]>([])
  const isSent = draft.version !== null
  const server = useQuery({
    queryKey: caseKey(draft.id),
    queryFn: () => fetchCase(draft.id),
    enabled: isSent && isOnline,
  })
  const sent = server.data?.attachments.filter(({ state }) => state === 'clean') ?? []
  const local = useLocalFiles(session.account.id)
  const waiting = (local.data ?? []).filter(({ draftId }) => draftId === draft.id)
  // what has just arrived is on both sides for a moment
  const onlyHere = waiting.filter(({ id }) => !sent.some((one) => one.id === id))
  const mayAdd = !server.data || server.data.attachable.some(({ place }) => place === 'draft')

  const changed = () => client.invalidateQueries({ queryKey: filesKey })
  const add = async (chosen: FileList | null) => {
    const room = limitWords.count - sent.length - onlyHere.length
    const told: string[] = []
    await keepDraft()
    const given = [...(chosen ?? [])]
    for (const file of given.slice(0, Math.max(0, room))) {
      const small = await shrinkPicture(file)
      const fault = faultOf(small)
      if (fault) told.push(t(`on_device.${fault}`, { name: file.name, ...limitWords }))
      else {
        const of = { accountId: session.account.id, mandateId: acting.id, draftId: draft.id }
        await keepFile(of, small).catch(() => told.push(t('on_device.full', { name: file.name })))
      }
    }
    if (given.length > room) told.push(t('on_device.over_limit', limitWords))
    setFaults(told)
    await changed()
    await sendFilesNow(client, session)
  }
  return (
    <section className={files.section} aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className={look.quiet}>{t('lead', limitWords)}</p>
      <p className={look.quiet}>{t('no_secrets')}</p>
      <SentFiles caseId={draft.id} items={sent} />
      {onlyHere.length > 0 ? (
        <ul className={files.list}>
          {onlyHere.map((file) => (
            <WaitingFile key={file.id} file={file} onChange={changed} />
          ))}
        </ul>
      ) : null}
      {onlyHere.length > 0 && !isSent && !hasWords(draft) ? <p className={look.note}>{t('after_words')}</p> : null}
      <div role="status">
        {faults.map((fault) => (
          <p key={fault} className={look.note}>
            {fault}
          </p>
        ))}
      </div>
      {mayAdd ? (
        <div className={files.pair}>
          <FileTrigger
            defaultCamera="environment"
            acceptedFileTypes={['image/*']}
            onSelect={(chosen) => void add(chosen)}
          >
            <Button className={`${look.button} ${look.wide}`}>
              <Icon name="camera" /> {t('camera')}
            </Button>
          </FileTrigger>
          <FileTrigger
            allowsMultiple
            acceptedFileTypes={acceptedTypes.split(',')}
            onSelect={(chosen) => void add(chosen)}
          >
            <Button className={`${look.button} ${look.wide}`}>
              <Icon name="clip" /> {t('choose')}
            </Button>
          </FileTrigger>
        </div>
      ) : (
        <p className={look.note}>{t('suggestion:refusals.cosigned_already')}</p>
      )}
    </section>
  )
}

function WaitingFile({ file, onChange }: { file: LocalFile; onChange: () => Promise<void> }) {
  const { t } = useTranslation('attachment')
  const client = useQueryClient()
  const session = useSession()
  const percent = useProgress().get(file.id)
  const again = async () => {
    await waitAgain(file.id)
    await onChange()
    await sendFilesNow(client, session)
  }
  const remove = async () => {
    await dropFile(file.id)
    await onChange()
  }
  const { name } = file
  return (
    <FileRow thumb={<Thumb file={file} />} name={name}>
      <span className={files.foot}>
        <span className={look.meta} role="status">
          <span>{sizeWord(file.size)}</span>
          <span className={file.state === 'refused' ? look.wanting : look.waiting}>{wordOf(t, file, percent)}</span>
        </span>
        {file.state === 'refused' ? <ActButton onPress={() => void again()}>{t('retry')}</ActButton> : null}
        {percent === undefined ? (
          <ActButton plain label={t('remove_label', { name })} onPress={() => void remove()}>
            {t('remove')}
          </ActButton>
        ) : null}
      </span>
      {percent === undefined ? null : <progress className={files.bar} max={100} value={percent} aria-label={name} />}
    </FileRow>
  )
}

function wordOf(t: TFunction<'attachment'>, { state, refusal }: LocalFile, percent: number | undefined): string {
  if (state === 'refused') return t('refused', { reason: refusal })
  if (percent === undefined) return t('waiting')
  return percent < 100 ? t('sending', { percent }) : t('checking')
}

/** Opened only to be looked at; the address is taken back with the row. */
function Thumb({ file: { id, accountId, type, name } }: { file: LocalFile }) {
  const { t } = useTranslation('attachment')
  const [address, setAddress] = useState('')
  useEffect(() => {
    let made = ''
    let isGone = false
    if (!type.startsWith('image/')) return undefined
    void openFile(accountId, id).then((file) => {
      if (!file || isGone) return
      made = URL.createObjectURL(file)
      setAddress(made)
    })
    return () => {
      isGone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [id, accountId, type])
  // what calls itself a picture and is none has no preview
  return address ? (
    <img src={address} alt={t('preview', { name })} onError={() => setAddress('')} />
  ) : (
    <Icon name="clip" size={28} />
  )
}
