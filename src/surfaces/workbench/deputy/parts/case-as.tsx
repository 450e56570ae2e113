import { useTranslation } from 'react-i18next'
import { useSession } from '../../frame/session.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'

type Sponsored = Pick<SuggestionView, 'congressName' | 'leadMandateId'> & {
  cosigners: readonly Pick<SuggestionView['cosigners'][number], 'mandateId' | 'state'>[]
}

/** Which congress a case is before, and as which of one's mandates one stands in it: a deputy may have several. */
export function CaseAs({ of }: { of: Sponsored }) {
  const { t } = useTranslation('deputy')
  const { identities } = useSession()
  const own = (mandateId: string) => identities.find(({ kind, id }) => kind === 'mandate' && id === mandateId)
  const lead = own(of.leadMandateId)
  if (lead) return <span>{t('case.lead', { as: lead.label })}</span>
  for (const { mandateId, state } of of.cosigners) {
    const as = own(mandateId)
    if (as && (state === 'confirmed' || state === 'invited')) return <span>{t(`case.${state}`, { as: as.label })}</span>
  }
  return <span>{of.congressName}</span>
}
