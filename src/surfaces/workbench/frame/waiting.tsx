import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import shape from './waiting.module.css'

const quickMs = 300

type Props = { lines: number; of: 'row' | 'card' }

/**
 * The rows of what is to come, in the room that they will have. They are seen and read out after 300 ms, so that a quick
 * answer does not flicker.
 */
export function Bones({ lines, of }: Props) {
  const { t } = useTranslation('workbench')
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), quickMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className={shape.bones} aria-busy="true" {...(isLong && { role: 'status', 'aria-label': t('loading') })}>
      {Array.from({ length: lines }, (_, line) => (
        <div key={String(line)} className={shape[of]} />
      ))}
    </div>
  )
}
