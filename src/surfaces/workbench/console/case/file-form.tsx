import { useQueryClient } from '@tanstack/react-query'
import { Button, Progress, Select } from 'antd'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { systemIds } from '#kernel/ids.ts'
import { acceptedTypes } from '#modules/attachment/attachment.ts'
import { type Attachable, faultOf, limitWords, uploadAttachment } from '../../frame/attachment-calls.ts'
import { sentenceOf } from '../../frame/call.ts'
import { Icon } from '../../frame/icons.tsx'
import { caseKey } from '../../frame/suggestion-calls.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'

const ids = systemIds(() => Date.now())
const keyOf = ({ place, subjectId }: Attachable): string => `${place} ${subjectId ?? ''}`

/** Where it belongs, then the file. What can't be taken is told before it is sent. */
export function FileForm({ view }: { view: SuggestionView }) {
  const { t } = useTranslation('attachment')
  const client = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [id, placeId] = [useId(), useId()]
  const [chosen, setChosen] = useState('')
  const [percent, setPercent] = useState<number | null>(null)
  const [told, setTold] = useState<string[]>([])
  const { attachable } = view
  const target = attachable.find((one) => keyOf(one) === chosen) ?? attachable[0]
  if (!target) return null

  const labelOf = ({ place, subjectId }: Attachable): string => {
    const promise = view.commitments.find((one) => one.id === subjectId)
    return promise ? `${t(`places.${place}`)} · ${promise.content}` : t(`places.${place}`)
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
        const to = { id: ids.uuid(), caseKind: 'suggestion', caseId: view.id, ...target }
        const { name } = await uploadAttachment(to, file, setPercent)
        words.push(t('added', { name }))
      } catch (error) {
        words.push(`${file.name}: ${sentenceOf(error)}`)
      }
    }
    setPercent(null)
    setTold(words)
    await client.invalidateQueries({ queryKey: caseKey(view.id) })
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
