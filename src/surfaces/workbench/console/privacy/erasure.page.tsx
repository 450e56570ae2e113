import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { type ErasureGround, erasureGrounds, privacyLimits } from '#modules/privacy/privacy.ts'
import { useNoteErasure } from '../../frame/privacy-calls.ts'
import { ActForm } from '../case/act-form.tsx'
import { ChoiceEntry, NumberEntry } from '../parts/entries.tsx'
import { LinkButton } from '../parts/link-button.tsx'
import { LongEntry } from '../parts/long-entry.tsx'
import { PageHead } from '../parts/page.tsx'

const leafMax = 2_147_483_647

/** The security officer asks that the words beside an event are erased; another person agrees on the page of approvals. */
export function ErasurePage() {
  const { t } = useTranslation(['privacy', 'console'])
  const navigate = useNavigate()
  const [leafIndex, setLeafIndex] = useState<number | null>(null)
  const [ground, setGround] = useState<ErasureGround>('personal_data')
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState<number | null>(null)
  const erasure = useNoteErasure()
  const ask = () => {
    if (leafIndex === null) return
    erasure.mutate(
      { leafIndex, ground, reason },
      {
        onSuccess: () => {
          setAsked(leafIndex)
          setLeafIndex(null)
          setReason('')
        },
      },
    )
  }
  return (
    <>
      <PageHead title={t('console:nav.erasures')}>
        <span className="push" />
        <LinkButton to="/approvals">{t('console:nav.approvals')}</LinkButton>
      </PageHead>
      <div className="act-page">
        {asked === null || erasure.error ? null : (
          <p className="verdict" role="status">
            {t('erasure.asked', { leafIndex: asked })}
          </p>
        )}
        <ActForm
          title={t('erasure.title')}
          lead={t('erasure.lead')}
          button={t('erasure.do')}
          isPending={erasure.isPending}
          error={erasure.error}
          isReady={leafIndex !== null && reason.trim() !== ''}
          onSubmit={ask}
          onClose={() => void navigate('/')}
        >
          <NumberEntry
            label={t('erasure.leaf')}
            hint={t('erasure.leaf_hint')}
            max={leafMax}
            value={leafIndex}
            onChange={setLeafIndex}
          />
          <ChoiceEntry
            label={t('erasure.ground')}
            value={ground}
            options={erasureGrounds.map((value) => ({ value, label: t(`erasure.grounds.${value}`) }))}
            onChange={setGround}
          />
          <LongEntry
            label={t('erasure.reason')}
            rows={3}
            max={privacyLimits.reasonMax}
            value={reason}
            onChange={setReason}
          />
        </ActForm>
      </div>
    </>
  )
}
