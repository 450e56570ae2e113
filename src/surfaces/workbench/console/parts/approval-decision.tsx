import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { approvalClient } from '../../frame/clients.ts'

const { approvals } = approvalClient

/** What waits is decided or taken back: the lists that show it come anew. */
export function useDecided(about: readonly string[]): () => Promise<unknown> {
  const client = useQueryClient()
  return () => Promise.all(['approvals', ...about].map((key) => client.invalidateQueries({ queryKey: [key] })))
}

/** What another one asked for is decided. */
export function useDecision(about: readonly string[] = []) {
  const onSuccess = useDecided(about)
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string | null }) =>
      reason === null
        ? call(approvals[':id'].approve.$post({ param: { id } }))
        : call(approvals[':id'].decline.$post({ param: { id }, json: { reason } })),
    onSuccess,
  })
}

/** Yes at once, no with a reason; `null` is yes. */
export function Decision({ isBusy, onDecide }: { isBusy: boolean; onDecide: (reason: string | null) => void }) {
  const { t } = useTranslation('console')
  const [reason, setReason] = useState<string | null>(null)
  if (reason === null) {
    return (
      <span className="chips end">
        <Button type="primary" loading={isBusy} onClick={() => onDecide(null)}>
          {t('approvals.approve')}
        </Button>
        <Button onClick={() => setReason('')}>{t('approvals.decline')}</Button>
      </span>
    )
  }
  return (
    <span className="chips">
      <Input
        aria-label={t('approvals.reason')}
        placeholder={t('approvals.reason')}
        className="filter-search"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button disabled={reason.trim() === ''} loading={isBusy} onClick={() => onDecide(reason)}>
        {t('approvals.decline')}
      </Button>
      <Button type="text" onClick={() => setReason(null)}>
        {t('act.close')}
      </Button>
    </span>
  )
}
