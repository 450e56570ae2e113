import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, isCallError, sentenceOf } from '../../frame/call.ts'
import { approvalClient } from '../../frame/clients.ts'
import { fetchFile } from '../../frame/download.ts'
import { Icon } from '../../frame/icons.tsx'

type Props = {
  /** Where the workbook is, with the filter of the list. */
  address: string
  name: string
  /** The kind of approval that a large export needs, and how a second person is asked; for lists that hold persons. */
  approval?: { kind: string; ask: () => Promise<unknown> }
}

const isNeeded = (error: unknown) => isCallError(error) && error.problem.code.endsWith('.export_needs_approval')

/**
 * The same rows as a workbook. What is too much to take away alone asks for a second person first; once approved, the
 * same button fetches it.
 */
export function ExportButton({ address, name, approval }: Props) {
  const { t } = useTranslation('console')
  const { message } = App.useApp()
  const [isBusy, setBusy] = useState(false)
  const fetchWith = (approvalId?: string) =>
    fetchFile(`${address}${approvalId ? `${address.includes('?') ? '&' : '?'}approval=${approvalId}` : ''}`, name)
  // the sentence that says why a second person is needed, while they may be asked for
  const [needed, setNeeded] = useState('')
  const askSecond = async () => {
    setNeeded('')
    try {
      await approval?.ask()
      void message.success(t('list.export_asked'), 6)
    } catch (error) {
      void message.warning(sentenceOf(error), 6)
    }
  }
  const run = async () => {
    try {
      await fetchWith()
    } catch (error) {
      if (!approval || !isNeeded(error)) throw error
      const { items } = await call(approvalClient.approvals.$get({ query: { box: 'mine' } }))
      const own = (status: string) => items.find((one) => one.kind === approval.kind && one.status === status)
      const approved = own('approved')
      if (approved) await fetchWith(approved.id)
      else if (own('pending')) void message.info(t('list.export_waiting'), 6)
      else setNeeded(sentenceOf(error))
    }
  }
  const start = async () => {
    setBusy(true)
    await run().catch((error: unknown) => message.warning(sentenceOf(error), 6))
    setBusy(false)
  }
  return (
    <Popconfirm
      open={needed !== ''}
      title={t('list.export_ask')}
      description={needed}
      okText={t('list.export_ask_ok')}
      cancelText={t('act.close')}
      onConfirm={() => void askSecond()}
      onCancel={() => setNeeded('')}
    >
      <Button icon={<Icon name="download" />} loading={isBusy} onClick={() => void start()}>
        {t('list.export')}
      </Button>
    </Popconfirm>
  )
}
