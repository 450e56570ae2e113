import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { paperEntryClient } from '../../frame/clients.ts'
import { useAct } from '../../frame/suggestion-calls.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'
import { ActButton } from '../parts/act-button.tsx'
import { ActCard } from '../parts/act-card.tsx'
import { Fault } from '../parts/page.tsx'
import { RejectPaper } from './worded-acts.tsx'

/** Below the text and the scan: the deputy says whether what was typed is what they handed in. */
export function ConfirmPaper({ view }: { view: SuggestionView }) {
  const { t } = useTranslation('deputy')
  const doing = useAct(view.id)
  const confirm = () =>
    doing.mutate(() =>
      call(
        paperEntryClient.suggestions[':id']['paper-confirmation'].$post({
          param: { id: view.id },
          json: { version: view.version },
        }),
      ),
    )
  return (
    <ActCard title={t('paper.title')} lead={t('paper.lead')}>
      {doing.error ? <Fault error={doing.error} /> : null}
      <ActButton primary isPending={doing.isPending} onPress={confirm}>
        {t('paper.confirm')}
      </ActButton>
      <RejectPaper view={view} />
    </ActCard>
  )
}
