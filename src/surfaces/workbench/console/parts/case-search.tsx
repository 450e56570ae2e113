import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { suggestionClient } from '../../frame/clients.ts'
import { Field } from './field.tsx'

type CaseSearchProps = {
  named: readonly { id: string; label: string }[]
  value: string[]
  /** What they are chosen for. */
  label: string
  hint: string
  onChange: (ids: string[]) => void
}

/** The open cases of the office, found by number or title. */
export function CaseSearch({ named, value, label, hint, onChange }: CaseSearchProps) {
  const { t } = useTranslation('console')
  const [q, setQ] = useState('')
  const [chosen, setChosen] = useState(named)
  const found = useQuery({
    queryKey: ['suggestions', 'to-oversee', q],
    queryFn: () =>
      call(
        suggestionClient.suggestions.$get({
          query: { box: 'open', sort: 'changed', limit: '20', ...(q.trim().length > 1 ? { q: q.trim() } : {}) },
        }),
      ),
  })
  const labels = new Map(chosen.map(({ id, label }) => [id, label]))
  for (const { id, number, title } of found.data?.items ?? []) labels.set(id, `${number ?? ''} ${title}`)
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <Select<string[]>
          {...control}
          mode="multiple"
          showSearch={{ filterOption: false, onSearch: setQ }}
          value={value}
          loading={found.isFetching}
          notFoundContent={t('search.nothing')}
          options={[...labels].map(([id, label]) => ({ value: id, label }))}
          onChange={(ids) => {
            setChosen(ids.map((id) => ({ id, label: labels.get(id) ?? '' })))
            onChange(ids)
          }}
        />
      )}
    </Field>
  )
}
