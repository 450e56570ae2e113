import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { congressClient } from '../../frame/clients.ts'

/** Stands in the address for every congress in reach; no congress there means one's own. */
export const everyCongress = 'all'

/** The office of a district keeps the rosters of its towns as well; whoever keeps one only is not asked. */
export function CongressChoice({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('console')
  const found = useQuery({
    queryKey: ['congresses', 'choice'],
    queryFn: () => call(congressClient.congresses.$get({ query: { limit: 100 } })),
  })
  const items = found.data?.items ?? []
  if (items.length < 2) return null
  return (
    <Select
      aria-label={t('deputies.congress')}
      className="congress-choice"
      value={value}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={onChange}
      options={[
        { value: everyCongress, label: t('deputies.any_congress') },
        ...items.map(({ id, shortName }) => ({ value: id, label: shortName })),
      ]}
    />
  )
}
