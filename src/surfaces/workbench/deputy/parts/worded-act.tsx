import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import look from '../look.module.css'
import { ActButton } from './act-button.tsx'
import { ActCard } from './act-card.tsx'
import { isWithin, Words } from './fields.tsx'
import { Fault } from './page.tsx'

type Props = {
  /** Its words below `deputy`: open, title, lead, words, send, keep. */
  of: 'not_kept' | 'withdraw_cosign' | 'reject_paper' | 'contradict'
  isPending: boolean
  error: Error | null
  send: (words: string) => void
}

/** An act that says no, in words: opened by hand, so that nobody does it by chance. */
export function WordedAct({ of, isPending, error, send }: Props) {
  const { t } = useTranslation('deputy')
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
      {error ? <Fault error={error} /> : null}
      <div className={look.pair}>
        <ActButton primary isPending={isPending} isDisabled={!isWithin(words, 500)} onPress={() => send(words)}>
          {t(`${of}.send`)}
        </ActButton>
        <ActButton onPress={() => setOpen(false)}>{t(`${of}.keep`)}</ActButton>
      </div>
    </ActCard>
  )
}
