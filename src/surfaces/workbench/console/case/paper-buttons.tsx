import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../../frame/call.ts'
import { fetchFile } from '../../frame/download.ts'

const formats = ['pdf', 'docx'] as const

type Props = {
  /** The address of the paper without its format. */
  address: (format: string) => string
  /** The name of the file that is saved. */
  name: string
  /** `preview` has no number yet. */
  word: 'preview' | 'download'
}

/** The same paper as PDF and as Word; a refusal is told in place. */
export function PaperButtons({ address, name, word }: Props) {
  const { t } = useTranslation('paper')
  const { message } = App.useApp()
  const [busy, setBusy] = useState('')
  const run = async (format: string) => {
    setBusy(format)
    try {
      await fetchFile(address(format), `${name}.${format}`)
    } catch (error) {
      void message.warning(sentenceOf(error), 6)
    } finally {
      setBusy('')
    }
  }
  return (
    <span className="chips">
      {formats.map((format) => (
        <Button
          key={format}
          size="small"
          loading={busy === format}
          aria-label={`${t(`page.${word}`, { format: t(`formats.${format}`) })} ${name}`}
          onClick={() => void run(format)}
        >
          {t(`page.${word}`, { format: t(`formats.${format}`) })}
        </Button>
      ))}
    </span>
  )
}
