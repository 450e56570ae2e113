import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { CosignerView } from '#modules/cosign/cosign.contract.ts'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'

type Props = { cosigners: readonly CosignerView[]; back: string; children: ReactNode }

/** What is written is sent by itself: that others have put their names under it is said before a field opens. */
export function BeforeChanging({ cosigners, back, children }: Props) {
  const { t } = useTranslation(['cosign', 'workbench'])
  const [isWarned, setWarned] = useState(false)
  const confirmed = cosigners.filter(({ state }) => state === 'confirmed')
  if (isWarned || confirmed.length === 0) return children
  const names = confirmed.map(({ name }) => name).join(t('workbench:case.between'))
  return (
    <section className={look.card} aria-label={t('warning.title', { count: confirmed.length })}>
      <h2>{t('warning.title', { count: confirmed.length })}</h2>
      <p>{t('warning.lead', { names })}</p>
      <ActButton primary onPress={() => setWarned(true)}>
        {t('warning.go_on')}
      </ActButton>
      <Link to={back} className={`${look.button} ${look.wide}`}>
        {t('warning.back')}
      </Link>
    </section>
  )
}
