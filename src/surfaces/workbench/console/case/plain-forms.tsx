import { useTranslation } from 'react-i18next'
import { useFormDraft } from '../../frame/form-draft.ts'
import { LongEntry } from '../parts/long-entry.tsx'
import { ActForm } from './act-form.tsx'
import type { FormOf } from './form-of.ts'
import { sendPlain, sendReasoned } from './sendings.ts'

export const SimpleForm = ({ view, act, frame, run }: FormOf) => (
  <ActForm {...frame} onSubmit={() => run(() => sendPlain(view, act))} />
)

export function ReasonForm({ view, act, frame, run }: FormOf) {
  const { t } = useTranslation('console')
  const draft = useFormDraft(`${act.code}/${act.assignment?.id ?? view.id}`, { reason: '' })
  const { reason } = draft.values
  return (
    <ActForm
      {...frame}
      savedAt={draft.savedAt}
      isReady={reason.trim() !== ''}
      onSubmit={() =>
        run(async () => {
          const after = await sendReasoned(view, act, reason)
          await draft.forget()
          return after
        })
      }
    >
      <LongEntry
        label={t('act.reason')}
        hint={t('act.reason_hint')}
        rows={3}
        max={500}
        value={reason}
        onChange={(written) => draft.change({ reason: written })}
      />
    </ActForm>
  )
}
