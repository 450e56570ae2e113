import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { caseLifeClient } from '../../frame/clients.ts'
import { useFormDraft } from '../../frame/form-draft.ts'
import { LongEntry } from '../parts/long-entry.tsx'
import { ActForm } from './act-form.tsx'
import { DraftEntries, type DraftWords, isWhole } from './draft-entries.tsx'
import type { FormOf } from './form-of.ts'

/** 一事一议: both parts begin as the whole, and each is cut to its matter. */
export function SplitForm({ view, frame, run }: FormOf) {
  const { t } = useTranslation('console')
  const whole: DraftWords = {
    title: view.title,
    subject: view.subject,
    grounds: view.grounds,
    proposal: view.proposal,
    category: view.category,
  }
  const draft = useFormDraft<{ reason: string; parts: [DraftWords, DraftWords] }>(`split/${view.id}`, {
    reason: '',
    parts: [whole, whole],
  })
  const { reason, parts } = draft.values
  const change = (index: number, to: Partial<DraftWords>) => {
    const [one, two] = parts
    draft.change({ parts: index === 0 ? [{ ...one, ...to }, two] : [one, { ...two, ...to }] })
  }
  const isReady = reason.trim() !== '' && parts[0].title !== parts[1].title && parts.every(isWhole)
  const send = async () => {
    const json = { version: view.version, reason, parts }
    const after = await call(caseLifeClient.suggestions[':id'].split.$post({ param: { id: view.id }, json }))
    await draft.forget()
    return after
  }
  return (
    <ActForm {...frame} savedAt={draft.savedAt} isReady={isReady} onSubmit={() => run(send)}>
      {([0, 1] as const).map((index) => (
        <fieldset key={index} className="choice">
          <legend>{t('split.part', { n: index + 1 })}</legend>
          <DraftEntries of={parts[index]} onChange={(some) => change(index, some)} />
        </fieldset>
      ))}
      <LongEntry
        label={t('act.reason')}
        hint={t('act.reason_hint')}
        rows={2}
        max={500}
        value={reason}
        onChange={(written) => draft.change({ reason: written })}
      />
    </ActForm>
  )
}
