import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Role, roles } from '#kernel/actor.ts'
import { organKindsOf } from '#modules/identity/identity.ts'
import { call } from '../../frame/call.ts'
import { organisationClient, peopleClient } from '../../frame/clients.ts'
import { serverDay } from '../../frame/dates.ts'
import { ActForm } from '../case/act-form.tsx'
import { ChoiceEntry, DateEntry, TextEntry } from '../parts/entries.tsx'
import { usePersonChange } from './person-calls.ts'

/** Only what can sit on the chosen unit is offered. */
export function PostForm({ personId, onClose }: { personId: string; onClose: () => void }) {
  const { t } = useTranslation(['console', 'identity'])
  const [organ, setOrgan] = useState<{ id: string; kind: string } | null>(null)
  const [role, setRole] = useState<Role | null>(null)
  const [title, setTitle] = useState('')
  const [startsOn, setStartsOn] = useState(serverDay())
  const [q, setQ] = useState('')
  const organs = useQuery({
    queryKey: ['organs', 'choice', q],
    queryFn: () =>
      call(organisationClient.organs.$get({ query: { on: serverDay(), limit: 100, ...(q ? { q } : {}) } })),
  })
  const grant = usePersonChange(
    personId,
    () =>
      call(
        peopleClient.posts.$post({
          json: {
            personId,
            organId: organ?.id ?? '',
            role: role ?? 'unit_clerk',
            startsOn,
            ...(title.trim() ? { title } : {}),
          },
        }),
      ),
    onClose,
  )
  return (
    <ActForm
      title={t('person.add_post')}
      lead={t('person.add_post_lead')}
      button={t('person.add_post')}
      isPending={grant.isPending}
      error={grant.error}
      isReady={organ !== null && role !== null && startsOn !== ''}
      onSubmit={() => grant.mutate()}
      onClose={onClose}
      onReload={onClose}
    >
      <ChoiceEntry
        label={t('person.unit')}
        hint={t('person.unit_hint')}
        value={organ?.id ?? null}
        isLoading={organs.isFetching}
        options={(organs.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onSearch={setQ}
        onChange={(id) => {
          setOrgan(organs.data?.items.find((one) => one.id === id) ?? null)
          setRole(null)
        }}
      />
      <ChoiceEntry
        label={t('person.role')}
        value={role}
        options={roles
          .filter((one) => organ !== null && organKindsOf[one].includes(organ.kind))
          .map((value) => ({ value, label: t(`identity:roles.${value}`) }))}
        onChange={setRole}
      />
      <TextEntry label={t('person.title')} value={title} maxLength={60} onChange={setTitle} />
      <DateEntry label={t('person.started_on')} value={startsOn} onChange={setStartsOn} />
    </ActForm>
  )
}
