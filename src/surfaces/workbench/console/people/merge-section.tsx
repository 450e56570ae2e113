import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { call } from '../../frame/call.ts'
import { peopleClient } from '../../frame/clients.ts'
import { useRole } from '../../frame/session.ts'
import { ActForm } from '../case/act-form.tsx'
import { ChoiceEntry } from '../parts/entries.tsx'
import { Fault } from '../parts/page.tsx'
import { keepsPeople, type Person } from './person-calls.ts'

const person = peopleClient.people[':id']

/** Two rows of one person become one, and can become two again; a second person decides on either. */
export function MergeSection({ of }: { of: Person }) {
  const { t } = useTranslation('console')
  const [isOpen, setOpen] = useState(false)
  const [isAsked, setAsked] = useState(false)
  if (!keepsPeople(useRole())) return null
  return (
    <section className="sheet pad" aria-label={t('person.merging.title')}>
      <h2>{t('person.merging.title')}</h2>
      {of.mergedInto ? (
        <p className="facts">
          {t('person.merging.merged_into')} <Link to={`/people/${of.mergedInto.id}`}>{of.mergedInto.name}</Link>
          <Split id={of.id} />
        </p>
      ) : null}
      {of.mergedRows.length > 0 ? (
        <p className="facts">
          {t('person.merging.rows')}
          {of.mergedRows.map(({ id, name }) => (
            <Link key={id} to={`/people/${id}`}>
              {name}
            </Link>
          ))}
        </p>
      ) : null}
      {isAsked ? <Alert type="success" showIcon role="status" title={t('person.merging.asked')} /> : null}
      {isOpen ? (
        <div className="buttons-below">
          <MergeForm
            id={of.id}
            onClose={() => setOpen(false)}
            onDone={() => {
              setOpen(false)
              setAsked(true)
            }}
          />
        </div>
      ) : null}
      {of.mergedInto || isOpen || isAsked ? null : (
        <Button onClick={() => setOpen(true)}>{t('person.merging.merge')}</Button>
      )}
    </section>
  )
}

function MergeForm({ id, onClose, onDone }: { id: string; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('console')
  const [q, setQ] = useState('')
  const [intoId, setInto] = useState<string | null>(null)
  const found = useQuery({
    queryKey: ['people', 'to-merge', q],
    queryFn: () => call(peopleClient.people.$get({ query: { limit: '20', ...(q.trim() ? { q: q.trim() } : {}) } })),
  })
  const ask = useMutation({
    mutationFn: () => call(person['merge-requests'].$post({ param: { id }, json: { intoId: intoId ?? '' } })),
    onSuccess: onDone,
  })
  const options = (found.data?.items ?? [])
    .filter((one) => one.id !== id)
    .map((one) => ({ value: one.id, label: [one.name, ...heldBy(one)].join(' · ') }))
  return (
    <ActForm
      title={t('person.merging.merge')}
      lead={t('person.merging.merge_lead')}
      button={t('person.merging.do')}
      isPending={ask.isPending}
      error={ask.error}
      isReady={intoId !== null}
      onSubmit={() => ask.mutate()}
      onClose={onClose}
      onReload={onClose}
    >
      <ChoiceEntry
        label={t('person.merging.into')}
        hint={t('person.merging.into_hint')}
        value={intoId}
        isLoading={found.isFetching}
        options={options}
        onSearch={setQ}
        onChange={setInto}
      />
    </ActForm>
  )
}

/** What tells one of the same name from another. */
const heldBy = ({ mandates, posts }: Pick<Person, 'mandates' | 'posts'>): string[] => [
  ...mandates.map(({ congressName, number }) => `${congressName} ${number}`),
  ...posts.map(({ organName }) => organName),
]

function Split({ id }: { id: string }) {
  const { t } = useTranslation('console')
  const ask = useMutation({ mutationFn: () => call(person['split-requests'].$post({ param: { id } })) })
  if (ask.isSuccess) return <span role="status">{t('person.merging.asked')}</span>
  return (
    <>
      <Popconfirm
        title={t('person.merging.split_sure')}
        okText={t('person.merging.split')}
        cancelText={t('act.close')}
        onConfirm={() => ask.mutate()}
      >
        <Button loading={ask.isPending}>{t('person.merging.split')}</Button>
      </Popconfirm>
      {ask.error ? <Fault error={ask.error} /> : null}
    </>
  )
}
