import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { CosignerView } from '#modules/cosign/cosign.contract.ts'
import look from '../look.module.css'

type Props = {
  leadName: string
  /** Why the lead cannot act. */
  leadMark?: string | undefined
  cosigners: readonly CosignerView[]
  /** For the lead, while invitations may be taken back. */
  takeBack?: (mandateId: string) => void
  isPending?: boolean
}

const toneOf = (state: CosignerView['state']) =>
  state === 'confirmed' ? look.good : state === 'asked_again' ? look.soon : look.quiet

/** Who stands behind it, and how each of them has answered. */
export function SponsorNames({ leadName, leadMark, cosigners, takeBack, isPending = false }: Props) {
  const { t } = useTranslation(['cosign', 'workbench'])
  return (
    <ul className={look.list}>
      <li className={look.row}>
        <span>
          <strong>{leadName}</strong>
          {leadMark ? <span className={look.meta}>{leadMark}</span> : null}
        </span>
        <span className={look.quiet}>{t('workbench:case.lead')}</span>
      </li>
      {cosigners.map(({ mandateId, name, state, onPaper }) => (
        <li key={mandateId} className={look.row}>
          <span>
            {name}
            <span className={look.meta}>
              <span className={toneOf(state)}>
                {t(`states.${state}`)}
                {onPaper ? ` ${t('workbench:case.on_paper')}` : null}
              </span>
            </span>
          </span>
          {takeBack && (state === 'invited' || state === 'asked_again') ? (
            <Button
              className={`${look.button} ${look.plain}`}
              aria-label={t('take_back_of', { name })}
              isDisabled={isPending}
              onPress={() => takeBack(mandateId)}
            >
              {t('take_back')}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
