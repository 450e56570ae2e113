import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../frame/call.ts'
import { fetchFile } from '../../frame/download.ts'
import { useExportProgress } from '../parts/export-progress.ts'

const formats = ['pdf', 'docx'] as const

type Props = { meetingId: string; unitId?: string; name: string }

/** The hand-over notes of a meeting in one archive, as PDF and as Word; it says how many are done. */
export function NotesButtons({ meetingId, unitId, name }: Props) {
  const { t } = useTranslation(['handover', 'paper'])
  const { message } = App.useApp()
  const [busy, setBusy] = useState('')
  const told = useExportProgress(busy !== '')
  const run = async (format: string) => {
    setBusy(format)
    const query = new URLSearchParams({ format, ...(unitId ? { unit: unitId } : {}) })
    try {
      await fetchFile(`/api/handover-meetings/${meetingId}/notes.zip?${query}`, `${name}.zip`)
    } catch (error) {
      void message.warning(sentenceOf(error), 6)
    } finally {
      setBusy('')
    }
  }
  return (
    <span className="chips">
      {formats.map((format) => {
        const word = t('page.notes_as', { format: t(`paper:formats.${format}`) })
        return (
          <Button
            key={format}
            size="small"
            loading={busy === format}
            disabled={busy !== '' && busy !== format}
            aria-label={`${word} ${name}`}
            onClick={() => void run(format)}
          >
            {(busy === format && told) || word}
          </Button>
        )
      })}
    </span>
  )
}
