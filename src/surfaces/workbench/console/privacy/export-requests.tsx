import { useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, isCallError, sentenceOf } from '../../frame/call.ts'
import { approvalClient } from '../../frame/clients.ts'
import { fetchFile } from '../../frame/download.ts'
import { Icon } from '../../frame/icons.tsx'
import { queryOfRequests, type RequestFilter, useAskPrivacyExport } from '../../frame/privacy-calls.ts'

/** The list as a workbook, without names, contacts and words. Over a hundred rows another person approves first. */
export function ExportRequests({ filter }: { filter: RequestFilter }) {
  const { t } = useTranslation('privacy')
  const { message } = App.useApp()
  const [isBusy, setBusy] = useState(false)
  const [isLarge, setLarge] = useState(false)
  const ask = useAskPrivacyExport()
  const mine = useQuery({
    queryKey: ['approvals', 'mine'],
    queryFn: () => call(approvalClient.approvals.$get({ query: { box: 'mine' } })),
  })
  const approval = mine.data?.items.find(({ kind, status }) => kind === 'privacy.export' && status === 'approved')
  const run = async () => {
    setBusy(true)
    try {
      const query = { ...queryOfRequests(filter), ...(isLarge && approval ? { approval: approval.id } : {}) }
      await fetchFile(`/api/privacy/requests/export.xlsx?${new URLSearchParams(query)}`, t('page.file_name'))
    } catch (error) {
      if (isCallError(error) && error.problem.code === 'privacy.export_needs_approval') setLarge(true)
      void message.warning(sentenceOf(error), 6)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      {isLarge && !approval ? (
        <Button
          loading={ask.isPending}
          onClick={() =>
            ask.mutate(undefined, {
              onSuccess: () => void message.success(t('page.asked'), 6),
              onError: (error) => void message.warning(sentenceOf(error), 6),
            })
          }
        >
          {t('page.ask_export')}
        </Button>
      ) : null}
      <Button icon={<Icon name="download" />} loading={isBusy} onClick={() => void run()}>
        {t('page.export')}
      </Button>
    </>
  )
}
