import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { caseLifeClient, paperEntryClient } from '../../frame/clients.ts'
import { useAct } from '../../frame/suggestion-calls.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { ActCard } from '../parts/act-card.tsx'
import { Words } from '../parts/fields.tsx'
import { Fault } from '../parts/page.tsx'

type Worded = {
  view: SuggestionView
  /** Its words below `deputy`: open, title, lead, words, send, keep. */
  of: 'not_kept' | 'withdraw_cosign' | 'reject_paper' | 'contradict'
  send: (words: string) => Promise<unknown>
}

/** An act that says no, in words: opened by hand, so that nobody does it by chance. */
function WordedAct({ view, of, send }: Worded) {
  const { t } = useTranslation('deputy')
  const doing = useAct(view.id)
  const [isOpen, setOpen] = useState(false)
  const [words, setWords] = useState('')
  if (!isOpen)
    return (
      <ActButton plain onPress={() => setOpen(true)}>
        {t(`${of}.open`)}
      </ActButton>
    )
  return (
    <ActCard title={t(`${of}.title`)} lead={t(`${of}.lead`)}>
      <Words label={t(`${of}.words`)} isLong maxLength={500} value={words} onChange={setWords} />
      {doing.error ? <Fault error={doing.error} /> : null}
      <div className={look.pair}>
        <ActButton
          primary
          isPending={doing.isPending}
          isDisabled={words.trim() === ''}
          onPress={() => doing.mutate(() => send(words))}
        >
          {t(`${of}.send`)}
        </ActButton>
        <ActButton onPress={() => setOpen(false)}>{t(`${of}.keep`)}</ActButton>
      </div>
    </ActCard>
  )
}

export const NotKept = ({ view, promiseId }: { view: SuggestionView; promiseId: string }) => (
  <WordedAct
    view={view}
    of="not_kept"
    send={(reason) =>
      call(caseLifeClient.commitments[':id'].objection.$post({ param: { id: promiseId }, json: { reason } }))
    }
  />
)

export const WithdrawCosign = ({ view }: { view: SuggestionView }) => (
  <WordedAct
    view={view}
    of="withdraw_cosign"
    send={(reason) =>
      call(caseLifeClient.suggestions[':id']['cosign-withdrawal'].$post({ param: { id: view.id }, json: { reason } }))
    }
  />
)

const paperCase = paperEntryClient.suggestions[':id']

export const RejectPaper = ({ view }: { view: SuggestionView }) => (
  <WordedAct
    view={view}
    of="reject_paper"
    send={(reason) =>
      call(paperCase['paper-rejection'].$post({ param: { id: view.id }, json: { version: view.version, reason } }))
    }
  />
)

export const ContradictCosign = ({ view }: { view: SuggestionView }) => (
  <WordedAct
    view={view}
    of="contradict"
    send={(reason) => call(paperCase['cosign-contradiction'].$post({ param: { id: view.id }, json: { reason } }))}
  />
)
