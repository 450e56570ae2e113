import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isMergeTarget } from '#modules/suggestion/suggestion.ts'
import { call } from '../../frame/call.ts'
import { suggestionClient } from '../../frame/clients.ts'
import { Choice, Field } from '../parts/field.tsx'
import { LongEntry } from '../parts/long-entry.tsx'
import { ActForm } from './act-form.tsx'
import type { FormOf } from './form-of.ts'
import { SimilarCases } from './similar-cases.tsx'

const decisions = ['accept', 'sendBack', 'convert', 'merge'] as const
type Decision = (typeof decisions)[number]

export function ReviewForm({ view, frame, run }: FormOf) {
  const { t } = useTranslation('console')
  const [decision, setDecision] = useState<Decision | ''>('')
  const [reason, setReason] = useState('')
  const [mergeIntoId, setMergeIntoId] = useState('')
  // sponsors of others that follow it are answered in it
  const open = decisions.filter((one) => view.followers.length === 0 || one === 'accept' || one === 'merge')
  const needsReason = decision !== '' && decision !== 'accept'
  const isReady =
    decision !== '' && (!needsReason || reason.trim() !== '') && (decision !== 'merge' || mergeIntoId !== '')
  const send = () =>
    call(
      suggestionClient.suggestions[':id'].review.$post({
        param: { id: view.id },
        json: {
          version: view.version,
          decision: decision as Decision,
          reason,
          ...(decision === 'merge' ? { mergeIntoId } : {}),
        },
      }),
    )
  return (
    <ActForm {...frame} isReady={isReady} onSubmit={() => run(send)}>
      <Choice
        label={t('review.decision')}
        value={decision}
        onChange={setDecision}
        options={open.map((value) => ({ value, label: t(`review.${value}`) }))}
      />
      {view.followers.length > 0 ? <p className="quiet">{t('review.followed')}</p> : null}
      <SimilarCases view={view} chosen={decision === 'merge' ? mergeIntoId : undefined} onChoose={setMergeIntoId} />
      {decision === 'merge' ? <OtherCase not={view.id} value={mergeIntoId} onChange={setMergeIntoId} /> : null}
      <LongEntry
        label={t('act.reason')}
        hint={t(needsReason ? 'review.reason_needed' : 'review.reason_free')}
        rows={2}
        max={500}
        value={reason}
        onChange={setReason}
      />
    </ActForm>
  )
}

function OtherCase({ not, value, onChange }: { not: string; value: string; onChange: (id: string) => void }) {
  const { t } = useTranslation('console')
  const [q, setQ] = useState('')
  const found = useQuery({
    queryKey: ['suggestions', 'merge', q],
    enabled: q.trim().length >= 2,
    queryFn: () => call(suggestionClient.suggestions.$get({ query: { q: q.trim(), box: 'open', limit: 20 } })),
  })
  const options = (found.data?.items ?? [])
    .filter((row) => row.id !== not && isMergeTarget(row))
    .map(({ id, number, title }) => ({ value: id, label: [number, title].filter(Boolean).join(' ') }))
  return (
    <Field label={t('review.merge_into')} hint={t('review.merge_hint')}>
      {(control) => (
        <Select
          {...control}
          showSearch={{ filterOption: false, onSearch: setQ }}
          value={value || null}
          onChange={onChange}
          options={options}
          loading={found.isFetching}
          notFoundContent={t(q.trim().length < 2 ? 'search.two_characters' : 'search.nothing')}
        />
      )}
    </Field>
  )
}
