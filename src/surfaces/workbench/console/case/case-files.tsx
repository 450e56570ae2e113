import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Attachment,
  contentAddress,
  previewAddress,
  removeAttachment,
  sizeWord,
  withdrawAttachment,
} from '../../frame/attachment-calls.ts'
import { Icon } from '../../frame/icons.tsx'
import { caseKey } from '../../frame/suggestion-calls.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'
import { Fault } from '../parts/page.tsx'
import { Moment } from '../parts/told.tsx'
import './case-files.css'
import { LongEntry } from '../parts/long-entry.tsx'
import { FileForm } from './file-form.tsx'

/** Pictures and files of the case, and a way to add to it for whom it is. */
export function CaseFiles({ view }: { view: SuggestionView }) {
  const { t } = useTranslation('attachment')
  const client = useQueryClient()
  const onChanged = () => client.invalidateQueries({ queryKey: caseKey(view.id) })
  const { attachments, attachable } = view
  if (attachments.length === 0 && attachable.length === 0) return null
  return (
    <section className="section" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {attachments.length === 0 ? <p className="quiet">{t('empty')}</p> : null}
      <FileList items={attachments} onChanged={onChanged} />
      {attachable.length > 0 ? (
        <FileForm
          to={{ caseKind: 'suggestion', caseId: view.id }}
          attachable={attachable}
          wordOf={(subjectId) => view.commitments.find(({ id }) => id === subjectId)?.content}
          onChanged={onChanged}
        />
      ) : null}
    </section>
  )
}

type Changed = () => Promise<unknown>

export function FileList({ items, onChanged }: { items: readonly Attachment[]; onChanged: Changed }) {
  return (
    <ul className="files">
      {items.map((item) => (
        <FileItem key={item.id} item={item} onChanged={onChanged} />
      ))}
    </ul>
  )
}

function FileItem({ item, onChanged }: { item: Attachment; onChanged: Changed }) {
  const { t } = useTranslation('attachment')
  const doing = useMutation({ mutationFn: (act: () => Promise<unknown>) => act(), onSuccess: onChanged })
  const [isAsking, setAsking] = useState(false)
  const { id, name, takeBack } = item
  const isGone = item.state === 'withdrawn'
  return (
    <li className={isGone ? 'gone' : undefined}>
      <span className="thumb">
        {item.hasPreview ? (
          <img src={previewAddress(id)} alt={t('preview', { name })} loading="lazy" />
        ) : (
          <Icon name="clip" size={28} />
        )}
      </span>
      <div>
        <p className="name">
          {isGone ? (
            name
          ) : (
            <a
              href={contentAddress(id)}
              target="_blank"
              rel="noreferrer"
              aria-label={`${t('open', { name })} ${t('open_new')}`}
            >
              {name}
            </a>
          )}
        </p>
        <p className="facts quiet">
          <span>{t(`places.${item.place}`)}</span>
          <span>{t(`kinds.${item.kind}`)}</span>
          <span>{sizeWord(item.size)}</span>
        </p>
        <p className="facts quiet">
          <span>{item.by}</span>
          <Moment at={item.addedAt} />
          {isGone ? <span>{t('withdrawn')}</span> : null}
        </p>
        {takeBack === 'remove' ? (
          <Button
            size="small"
            aria-label={t('remove_label', { name })}
            loading={doing.isPending}
            onClick={() => doing.mutate(() => removeAttachment(id))}
          >
            {t('remove')}
          </Button>
        ) : null}
        {takeBack === 'withdraw' && !isAsking ? (
          <Button size="small" aria-label={t('withdraw_label', { name })} onClick={() => setAsking(true)}>
            {t('withdraw')}
          </Button>
        ) : null}
      </div>
      {isAsking && takeBack === 'withdraw' ? (
        <Withdrawal
          isPending={doing.isPending}
          onSend={(reason) => doing.mutate(() => withdrawAttachment(id, reason))}
          onClose={() => setAsking(false)}
        />
      ) : null}
      {doing.error ? (
        <div className="more">
          <Fault error={doing.error} />
        </div>
      ) : null}
    </li>
  )
}

type WithdrawalProps = { isPending: boolean; onSend: (reason: string) => void; onClose: () => void }

function Withdrawal({ isPending, onSend, onClose }: WithdrawalProps) {
  const { t } = useTranslation('attachment')
  const [reason, setReason] = useState('')
  return (
    <form
      className="more"
      onSubmit={(event) => {
        event.preventDefault()
        onSend(reason)
      }}
    >
      <LongEntry
        label={t('withdraw_reason')}
        hint={t('withdraw_hint')}
        rows={2}
        max={500}
        value={reason}
        onChange={setReason}
      />
      <Button size="small" type="primary" htmlType="submit" loading={isPending} disabled={reason.trim() === ''}>
        {t('withdraw')}
      </Button>{' '}
      <Button size="small" onClick={onClose}>
        {t('cancel')}
      </Button>
    </form>
  )
}
