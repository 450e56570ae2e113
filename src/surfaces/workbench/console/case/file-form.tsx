import { Button, Progress, Select } from 'antd'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { systemIds } from '#kernel/ids.ts'
import { acceptedTypes } from '#modules/attachment/attachment.ts'
import { type Attachable, faultOf, limitWords, type Sending, uploadAttachment } from '../../frame/attachment-calls.ts'
import { sentenceOf } from '../../frame/call.ts'
import { Icon } from '../../frame/icons.tsx'

const ids = systemIds(() => Date.now())
const keyOf = ({ place, subjectId }: Attachable): string => `${place} ${subjectId ?? ''}`

type Props = {
  to: Pick<Sending, 'caseKind' | 'caseId'>
  attachable: readonly Attachable[]
  /** What the thing is called that a file would belong to. */
  wordOf?: (subjectId: string | null) => string | undefined
  onChanged: () => Promise<unknown>
}

/** Where it belongs, then the file. What can't be taken is told before it is sent. */
export function FileForm({ to, attachable, wordOf, onChanged }: Props) {
  const { t } = useTranslation('attachment')
  const input = useRef<HTMLInputElement>(null)
  const [id, placeId] = [useId(), useId()]
  const [chosen, setChosen] = useState('')
  const [percent, setPercent] = useState<number | null>(null)
  const [told, setTold] = useState<string[]>([])
  const target = attachable.find((one) => keyOf(one) === chosen) ?? attachable[0]
  if (!target) return null

  const labelOf = ({ place, subjectId }: Attachable): string => {
    const word = wordOf?.(subjectId)
    return word === undefined ? t(`places.${place}`) : `${t(`places.${place}`)} · ${word}`
  }
  const send = async (files: readonly File[]) => {
    const words: string[] = []
    for (const file of files) {
      const fault = faultOf(file)
      if (fault) {
        words.push(t(`on_device.${fault}`, { name: file.name, ...limitWords }))
        continue
      }
      setPercent(0)
      try {
        const { name } = await uploadAttachment({ id: ids.uuid(), ...to, ...target }, file, setPercent)
        words.push(t('added', { name }))
      } catch (error) {
        words.push(`${file.name}: ${sentenceOf(error)}`)
      }
    }
    setPercent(null)
    setTold(words)
    await onChanged()
  }
  return (
    <>
      <p className="quiet no-print">
        {t('lead', limitWords)} {t('no_secrets')}
      </p>
      <div className="file-form no-print">
        {attachable.length > 1 ? (
          <>
            <label htmlFor={placeId}>{t('add_to')}</label>
            <Select
              id={placeId}
              value={keyOf(target)}
              onChange={setChosen}
              options={attachable.map((one) => ({ value: keyOf(one), label: labelOf(one) }))}
            />
          </>
        ) : (
          <span>{labelOf(target)}</span>
        )}
        <label htmlFor={id} className="unseen">
          {t('choose')}
        </label>
        <input
          ref={input}
          id={id}
          type="file"
          multiple
          tabIndex={-1}
          accept={acceptedTypes}
          onChange={(event) => {
            void send([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
        <Button
          icon={<Icon name="upload" size={16} />}
          loading={percent !== null}
          onClick={() => input.current?.click()}
        >
          {t('add')}
        </Button>
        {percent === null ? null : <Progress percent={percent} size="small" aria-label={t('add')} />}
      </div>
      <div role="status">
        {told.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </>
  )
}
