import { useTranslation } from 'react-i18next'
import type { CosignerView } from '#modules/cosign/cosign.contract.ts'
import look from '../look.module.css'

/** Said to the lead before it is submitted: whose names would not be counted, and why. */
export function Unconfirmed({ cosigners }: { cosigners: readonly CosignerView[] }) {
  const { t } = useTranslation(['cosign', 'workbench'])
  const namesOf = (wanted: CosignerView['state']) =>
    cosigners.filter(({ state }) => state === wanted).map(({ name }) => name)
  return (['asked_again', 'invited'] as const).map((state) => {
    const names = namesOf(state)
    if (names.length === 0) return null
    return (
      <p key={state} className={look.note} role="status">
        {t(`unconfirmed.${state}`, { count: names.length, names: names.join(t('workbench:case.between')) })}
      </p>
    )
  })
}
