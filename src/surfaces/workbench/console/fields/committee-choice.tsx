import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Role } from '#kernel/actor.ts'
import { call } from '../../frame/call.ts'
import { fieldClient } from '../../frame/clients.ts'
import { useRole } from '../../frame/session.ts'
import { FilterChoice } from '../parts/filter.tsx'

const acrossFields: readonly (Role | 'deputy')[] = ['deputy_office', 'leader', 'secretariat', 'gov_office']

/** The committees and units that a field can name, and whether the reader may give one. */
export const useFieldChoices = ({ enabled = true } = {}) =>
  useQuery({
    queryKey: ['committee-fields', 'choices'],
    enabled,
    queryFn: () => call(fieldClient['committee-fields'].choices.$get()),
  })

/** 对口委员会 as a filter; for those who look across the fields. */
export function CommitteeChoice({
  value,
  onChange,
}: {
  value: string | undefined
  onChange: (committee: string) => void
}) {
  const { t } = useTranslation('console')
  const isAcross = acrossFields.includes(useRole())
  const choices = useFieldChoices({ enabled: isAcross })
  const committees = choices.data?.committees ?? []
  if (!isAcross || committees.length === 0) return null
  return (
    <FilterChoice
      label={t('fields.committee')}
      value={value}
      any={t('fields.any_committee')}
      options={committees.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onChange}
    />
  )
}
