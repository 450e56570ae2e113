import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { paperEntryClient } from '../../frame/clients.ts'
import { useFormDraft } from '../../frame/form-draft.ts'
import { ActForm } from './act-form.tsx'
import { DraftEntries, type DraftWords, isWhole } from './draft-entries.tsx'
import type { FormOf } from './form-of.ts'

/** A slip of the typist, put right before the deputy has answered for the paper. */
export function CorrectPaperForm({ view, frame, run }: FormOf) {
  const { t } = useTranslation('console')
  const { title, subject, grounds, proposal, category, wishesPublication } = view
  const before = { title, subject, grounds, proposal, category, wishesPublication }
  const draft = useFormDraft<DraftWords & { wishesPublication: boolean }>(`correct/${view.id}/${view.version}`, before)
  const { values } = draft
  const isChanged = JSON.stringify(values) !== JSON.stringify(before)
  const send = async () => {
    const json = { version: view.version, ...values }
    const after = await call(paperEntryClient.suggestions[':id']['paper-entry'].$put({ param: { id: view.id }, json }))
    await draft.forget()
    return after
  }
  return (
    <ActForm {...frame} savedAt={draft.savedAt} isReady={isWhole(values) && isChanged} onSubmit={() => run(send)}>
      <DraftEntries of={values} onChange={draft.change} />
      <Checkbox
        checked={values.wishesPublication}
        onChange={({ target }) => draft.change({ wishesPublication: target.checked })}
      >
        {t('paper_entry.wishes_publication')}
      </Checkbox>
    </ActForm>
  )
}
