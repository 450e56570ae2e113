import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../frame/call.ts'
import { fetchFile } from '../../frame/download.ts'
import { Icon } from '../../frame/icons.tsx'
import type { ListFilter } from '../../frame/suggestion-shapes.ts'

/** The same rows as a workbook; what is too much to take away without a second person is refused with a sentence. */
export function ExportButton({ filter }: { filter: ListFilter }) {
  const { t } = useTranslation('console')
  const { message } = App.useApp()
  const [isBusy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    try {
      await fetchFile(`/api/suggestions/export.xlsx?${new URLSearchParams(filter)}`, t('list.file_name'))
    } catch (error) {
      void message.warning(sentenceOf(error), 6)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button icon={<Icon name="download" />} loading={isBusy} onClick={() => void run()}>
      {t('list.export')}
    </Button>
  )
}
