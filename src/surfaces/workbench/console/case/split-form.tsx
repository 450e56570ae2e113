import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { splitLimits } from '#modules/suggestion/suggestion.ts'
import { call } from '../../frame/call.ts'
import { caseLifeClient } from '../../frame/clients.ts'
import { useFormDraft } from '../../frame/form-draft.ts'
import { Icon } from '../../frame/icons.tsx'
import { LongEntry } from '../parts/long-entry.tsx'
import { ActForm } from './act-form.tsx'
import { DraftEntries, type DraftWords, isWhole } from './draft-entries.tsx'
import type { FormOf } from './form-of.ts'

/** 一事一议: every part begins as the whole, and is cut to its matter. */
export function SplitForm({ view, frame, run }: FormOf) {
  const { t } = useTranslation('console')
  const whole: DraftWords = {
    title: view.title,
    subject: view.subject,
    grounds: view.grounds,
    proposal: view.proposal,
    category: view.category,
  }
  const draft = useFormDraft<{ reason: string; parts: DraftWords[] }>(`split/${view.id}`, {
    reason: '',
    parts: [whole, whole],
  })
  const { reason, parts } = draft.values
  const change = (index: number, to: Partial<DraftWords>) =>
    draft.change({ parts: parts.map((part, at) => (at === index ? { ...part, ...to } : part)) })
  const isEachNamed = new Set(parts.map(({ title }) => title.trim())).size === parts.length
  const isReady = reason.trim() !== '' && isEachNamed && parts.every(isWhole)
  const send = async () => {
    const json = { version: view.version, reason, parts }
    const after = await call(caseLifeClient.suggestions[':id'].split.$post({ param: { id: view.id }, json }))
    await draft.forget()
    return after
  }
  return (
    <ActForm {...frame} savedAt={draft.savedAt} isReady={isReady} onSubmit={() => run(send)}>
      {parts.map((part, index) => (
        // A part has no number of its own before it is split off; its place is what it is known by.
        <fieldset key={String(index)} className="split-part">
          <legend>{t('split.part', { n: index + 1 })}</legend>
          <DraftEntries of={part} onChange={(some) => change(index, some)} />
          {parts.length > splitLimits.partsMin ? (
            <Button
              icon={<Icon name="close" size={16} />}
              onClick={() => draft.change({ parts: parts.filter((_, at) => at !== index) })}
            >
              {t('split.remove', { n: index + 1 })}
            </Button>
          ) : null}
        </fieldset>
      ))}
      {parts.length < splitLimits.partsMax ? (
        <Button
          className="add-part"
          icon={<Icon name="plus" size={16} />}
          onClick={() => draft.change({ parts: [...parts, whole] })}
        >
          {t('split.add')}
        </Button>
      ) : (
        <p className="quiet">{t('split.full', { max: splitLimits.partsMax })}</p>
      )}
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
