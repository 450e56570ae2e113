import { type ReactNode, useState } from 'react'
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
import { useAct } from '../../frame/suggestion-calls.ts'
import files from '../files.module.css'
import look from '../look.module.css'
import { useOnline } from '../use-online.ts'
import { ActButton } from './act-button.tsx'
import { isWithin, Words } from './fields.tsx'
import { Fault } from './page.tsx'
import { Moment } from './told.tsx'

/** One file: a picture of it or a sign, its name, what is to be said of it. */
export const FileRow = ({
  thumb,
  name,
  isGone,
  children,
}: {
  thumb: ReactNode
  name: ReactNode
  isGone?: boolean
  children: ReactNode
}) => (
  <li className={isGone ? `${files.file} ${files.gone}` : files.file}>
    <span className={files.thumb}>{thumb}</span>
    <span className={files.name}>{name}</span>
    {children}
  </li>
)

/** What the server has, with a way to open it, and for its owner to take it back. */
export function SentFiles({ caseId, items }: { caseId: string; items: readonly Attachment[] }) {
  return (
    <ul className={files.list}>
      {items.map((item) => (
        <SentFile key={item.id} caseId={caseId} item={item} />
      ))}
    </ul>
  )
}

function SentFile({ caseId, item }: { caseId: string; item: Attachment }) {
  const { t } = useTranslation(['attachment', 'workbench'])
  const doing = useAct(caseId)
  const isOnline = useOnline()
  const [reason, setReason] = useState<string | null>(null)
  const { id, name, state, takeBack } = item
  const isGone = state === 'withdrawn'
  const thumb =
    item.hasPreview && isOnline ? (
      <img src={previewAddress(id)} alt={t('preview', { name })} loading="lazy" />
    ) : (
      <Icon name="clip" size={28} />
    )
  const link = (
    <a
      href={contentAddress(id)}
      target="_blank"
      rel="noreferrer"
      aria-label={`${t('open', { name })} ${t('open_new')}`}
    >
      {name}
    </a>
  )
  return (
    <FileRow thumb={thumb} name={isGone ? name : link} isGone={isGone}>
      <span className={files.foot}>
        <span className={look.meta}>
          <span>{t(`kinds.${item.kind}`)}</span>
          <span>{sizeWord(item.size)}</span>
          <span>{t(`places.${item.place}`)}</span>
          {isGone ? <span>{t('withdrawn')}</span> : null}
          <span>{item.by}</span>
          <Moment at={item.addedAt} />
        </span>
        {takeBack === 'remove' ? (
          <ActButton
            plain
            isPending={doing.isPending}
            label={t('remove_label', { name })}
            onPress={() => doing.mutate(() => removeAttachment(id))}
          >
            {t('remove')}
          </ActButton>
        ) : null}
        {takeBack === 'withdraw' && reason === null ? (
          <ActButton plain label={t('withdraw_label', { name })} onPress={() => setReason('')}>
            {t('withdraw')}
          </ActButton>
        ) : null}
      </span>
      {takeBack === 'withdraw' && reason !== null ? (
        <div className={files.ask}>
          <Words
            label={t('withdraw_reason')}
            hint={t('withdraw_hint')}
            maxLength={500}
            value={reason}
            onChange={setReason}
          />
          <ActButton
            isDisabled={!isWithin(reason, 500)}
            isPending={doing.isPending}
            onPress={() => doing.mutate(() => withdrawAttachment(id, reason))}
          >
            {t('withdraw')}
          </ActButton>
          <ActButton plain onPress={() => setReason(null)}>
            {t('cancel')}
          </ActButton>
        </div>
      ) : null}
      {doing.error ? <Fault error={doing.error} /> : null}
    </FileRow>
  )
}
