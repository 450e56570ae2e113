import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { approvalClient } from '../../frame/clients.ts'
import { Answer, Empty, Fault, PageHead } from '../parts/page.tsx'
import { DueWord, Moment } from '../parts/told.tsx'

const boxes = ['pending', 'mine'] as const
const approvals = approvalClient.approvals

/** What one person asked for and another one decides. */
export function ApprovalsPage() {
  const { t } = useTranslation(['console', 'approval'])
  const client = useQueryClient()
  const [box, setBox] = useState<(typeof boxes)[number]>('pending')
  const [declining, setDeclining] = useState('')
  const [reason, setReason] = useState('')
  const list = useQuery({ queryKey: ['approvals', box], queryFn: () => call(approvals.$get({ query: { box } })) })
  const decide = useMutation({
    mutationFn: ({ id, yes }: { id: string; yes: boolean }) =>
      yes
        ? call(approvals[':id'].approve.$post({ param: { id } }))
        : call(approvals[':id'].decline.$post({ param: { id }, json: { reason } })),
    onSuccess: async () => {
      setDeclining('')
      setReason('')
      await client.invalidateQueries({ queryKey: ['approvals'] })
    },
  })
  return (
    <>
      <PageHead title={t('nav.approvals')} />
      <div className="filter">
        <Segmented
          aria-label={t('approvals.box')}
          value={box}
          onChange={setBox}
          options={boxes.map((value) => ({ value, label: t(`approvals.${value}`) }))}
        />
      </div>
      {decide.error ? <Fault error={decide.error} /> : null}
      {decide.data?.result ? <Shown result={decide.data.result} /> : null}
      <div className="sheet">
        <Answer of={list}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty>{t(`approvals.none_${box}`)}</Empty>
            ) : (
              <table className="rows">
                <caption className="unseen">{t('nav.approvals')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('approvals.what')}</th>
                    <th scope="col">{t('approvals.asked_by')}</th>
                    <th scope="col">{t('approvals.asked_at')}</th>
                    <th scope="col">{t('approvals.status')}</th>
                    <th scope="col">
                      <span className="unseen">{t('approvals.decision')}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((one) => (
                    <tr key={one.id}>
                      <td>
                        {t(`approval:kinds.${one.kind}`)} {one.subject ? <strong>{one.subject}</strong> : null}
                      </td>
                      <td className="tight">{one.askedBy.name}</td>
                      <td className="tight">
                        <Moment at={one.askedAt} />
                      </td>
                      <td className="tight">
                        {t(`approval:statuses.${one.status}`)}{' '}
                        {one.status === 'pending' ? <DueWord before={one.expiresAt} /> : null}
                      </td>
                      <td className="right">
                        {box === 'mine' || one.status !== 'pending' ? null : declining === one.id ? (
                          <span className="chips">
                            <Input
                              aria-label={t('approvals.reason')}
                              placeholder={t('approvals.reason')}
                              className="filter-search"
                              value={reason}
                              onChange={(event) => setReason(event.target.value)}
                            />
                            <Button
                              disabled={reason.trim() === ''}
                              onClick={() => decide.mutate({ id: one.id, yes: false })}
                            >
                              {t('approvals.decline')}
                            </Button>
                            <Button type="text" onClick={() => setDeclining('')}>
                              {t('act.close')}
                            </Button>
                          </span>
                        ) : (
                          <span className="chips end">
                            <Button
                              type="primary"
                              loading={decide.isPending}
                              onClick={() => decide.mutate({ id: one.id, yes: true })}
                            >
                              {t('approvals.approve')}
                            </Button>
                            <Button onClick={() => setDeclining(one.id)}>{t('approvals.decline')}</Button>
                          </span>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )
          }
        </Answer>
      </div>
    </>
  )
}

/** A one-time code is shown to whoever approved, and never again. */
function Shown({ result }: { result: Record<string, string> }) {
  const { t } = useTranslation('console')
  return (
    <Alert
      type="success"
      showIcon
      role="status"
      className="filter"
      title={t('approvals.done')}
      description={Object.entries(result).map(([name, value]) => (
        <p key={name}>
          {t(`approvals.results.${name}`, { defaultValue: name })} <strong className="code">{value}</strong>
        </p>
      ))}
    />
  )
}
