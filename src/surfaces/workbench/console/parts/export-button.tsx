import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isCallError, sentenceOf } from '../../frame/call.ts'
import { fetchFile, sendPlain } from '../../frame/download.ts'
import { Icon } from '../../frame/icons.tsx'
import { useHas } from '../../frame/session.ts'
import { useExportProgress } from './export-progress.ts'

type Props = {
  /** The address of the list; its workbook and the request for a second person stand beside it. */
  of: string
  filter?: Readonly<Record<string, string | undefined>>
  name: string
  /** What the button says; without it, that the list is exported. */
  label?: string
}

// none was asked for yet, or the list has other rows by now than those that were approved
const isNeeded = (error: unknown) =>
  isCallError(error) && ['export.needs_approval', 'export.list_changed'].includes(error.problem.code)

/**
 * The rows under the filter as a workbook. What is too much to take away alone asks for a second person first; once
 * approved, the same button under the same filter fetches it. A long one says how far it has come.
 */
export function ExportButton({ of, filter = {}, name, label }: Props) {
  const { t } = useTranslation('console')
  const { message } = App.useApp()
  // lists are not taken away by who stands in
  const isOwn = useHas(null)
  const [isBusy, setBusy] = useState(false)
  // the sentence that says why a second person is needed, while they may be asked for
  const [needed, setNeeded] = useState('')
  const given = Object.entries(filter).filter((part): part is [string, string] => Boolean(part[1]))
  const query = new URLSearchParams(given)
  const told = useExportProgress(isBusy)
  const askSecond = async () => {
    setNeeded('')
    try {
      await sendPlain(`${of}/export-requests?${query}`)
      void message.success(t('list.export_asked'), 6)
    } catch (error) {
      void message.warning(sentenceOf(error), 6)
    }
  }
  const start = async () => {
    setBusy(true)
    try {
      await fetchFile(`${of}/export.xlsx?${query}`, name)
    } catch (error) {
      if (isNeeded(error)) setNeeded(sentenceOf(error))
      else void message.warning(sentenceOf(error), 6)
    }
    setBusy(false)
  }
  if (!isOwn) return null
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
        {told || label || t('list.export')}
      </Button>
    </Popconfirm>
  )
}
