import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { organisationClient } from '../../frame/clients.ts'

type Props = { congressId: string; value: string | undefined; onChange: (unit: string) => void }

/** 承办单位 as a filter, found by typing. */
export function UnitChoice({ congressId, value, onChange }: Props) {
  const { t } = useTranslation('console')
  const { data } = useQuery({
    queryKey: ['organs', congressId, 'unit'],
    queryFn: () => call(organisationClient.organs.$get({ query: { congressId, kind: 'unit', limit: '100' } })),
    staleTime: 600_000,
  })
  const units = data?.items.map(({ id, shortName }) => ({ value: id, label: shortName })) ?? []
  return (
    <Select
      aria-label={t('filter.unit')}
      showSearch={{ optionFilterProp: 'label' }}
      value={value ?? ''}
      onChange={onChange}
      options={[{ value: '', label: t('filter.any_unit') }, ...units]}
      popupMatchSelectWidth={false}
    />
  )
}
