import { useTranslation } from 'react-i18next'
import type { CosignAnswer } from '#modules/cosign/cosign.contract.ts'
import type { CosignedText } from '#modules/cosign/cosign.ts'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { ActCard } from '../parts/act-card.tsx'
import { Fault } from '../parts/page.tsx'
import { TextDiff } from './text-diff.tsx'

type Asked = CosignedText & { leadName: string; textSha256: string; confirmedText: CosignedText | null }
type Props = {
  of: Asked
  kind: 'suggestion' | 'motion'
  isPending: boolean
  error: Error | null
  send: (answer: CosignAnswer) => void
}

/** Asked for the first time, or once more with what has changed since. The answer is about the text on the page. */
export function AnswerCosign({ of, kind, isPending, error, send }: Props) {
  const { t } = useTranslation('cosign')
  const { confirmedText, leadName: name, textSha256 } = of
  const words = confirmedText ? 'again' : 'ask'
  return (
    <ActCard title={t(`${words}.title`)} lead={t(confirmedText ? 'again.lead' : `ask.lead_${kind}`, { name })}>
      {confirmedText ? <TextDiff before={confirmedText} after={of} /> : null}
      {error ? <Fault error={error} /> : null}
      <div className={look.pair}>
        <ActButton primary isPending={isPending} onPress={() => send({ agree: true, textSha256 })}>
          {t(`${words}.agree`)}
        </ActButton>
        <ActButton isDisabled={isPending} onPress={() => send({ agree: false })}>
          {t(`${words}.leave`)}
        </ActButton>
      </div>
    </ActCard>
  )
}
