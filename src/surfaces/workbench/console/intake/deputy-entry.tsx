import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { rosterClient } from '../../frame/clients.ts'
import { useActing } from '../../frame/session.ts'
import { Field } from '../parts/field.tsx'

export type NamedDeputy = { mandateId: string; label: string }

type Props = {
  label: string
  hint: string
  chosen: readonly NamedDeputy[]
  /** Left out: as many as there are. */
  most?: number
  onChange: (chosen: readonly NamedDeputy[]) => void
}

/** Deputies of one's own congress by name or number; a name that two share is told apart by number and delegation. */
export function DeputyEntry({ label, hint, chosen, most, onChange }: Props) {
  const { t } = useTranslation('console')
  const { congressId } = useActing()
  const [q, setQ] = useState('')
  const found = useQuery({
    queryKey: ['deputies', 'choice', congressId, q],
    queryFn: () =>
      call(rosterClient.deputies.$get({ query: { congressId, limit: '20', ...(q.trim() ? { q: q.trim() } : {}) } })),
  })
  const labels = new Map(chosen.map(({ mandateId, label: name }) => [mandateId, name]))
  for (const { mandateId, name, number, delegation } of found.data?.items ?? [])
    labels.set(mandateId, [name, number, delegation].filter(Boolean).join(' '))
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <Select<string[]>
          {...control}
          mode="multiple"
          {...(most === undefined ? {} : { maxCount: most })}
          showSearch={{ filterOption: false, onSearch: setQ }}
          value={chosen.map(({ mandateId }) => mandateId)}
          loading={found.isFetching}
          notFoundContent={t('search.nothing')}
          options={[...labels].map(([value, name]) => ({ value, label: name }))}
          onChange={(mandates) =>
            onChange(mandates.map((mandateId) => ({ mandateId, label: labels.get(mandateId) ?? '' })))
          }
        />
      )}
    </Field>
  )
}
