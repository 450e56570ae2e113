import { useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, isCallError, sentenceOf } from '../../frame/call.ts'
import { approvalClient } from '../../frame/clients.ts'
import { type DeliveryFilter, queryOf, useAskExport } from '../../frame/delivery-calls.ts'
import { fetchFile } from '../../frame/download.ts'
import { Icon } from '../../frame/icons.tsx'

/** The list as a workbook. Over a hundred rows another person approves first; then the same button takes it out. */
export function ExportDeliveries({ filter }: { filter: DeliveryFilter }) {
  const { t } = useTranslation('notification')
  const { message } = App.useApp()
  const [isBusy, setBusy] = useState(false)
  const [isLarge, setLarge] = useState(false)
  const ask = useAskExport()
  const mine = useQuery({
    queryKey: ['approvals', 'mine'],
    queryFn: () => call(approvalClient.approvals.$get({ query: { box: 'mine' } })),
  })
  const approval = mine.data?.items.find(({ kind, status }) => kind === 'notification.export' && status === 'approved')
  const run = async () => {
    setBusy(true)
    try {
      const query = { ...queryOf(filter), ...(isLarge && approval ? { approval: approval.id } : {}) }
      await fetchFile(`/api/deliveries/export.xlsx?${new URLSearchParams(query)}`, t('page.file_name'))
    } catch (error) {
      if (isCallError(error) && error.problem.code === 'notification.export_needs_approval') setLarge(true)
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
