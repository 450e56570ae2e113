import { useTranslation } from 'react-i18next'
import { timeOf } from '../../frame/dates.ts'
import { Icon } from '../../frame/icons.tsx'
import { useLocale } from '../../frame/use-locale.ts'
import form from '../form.module.css'
import type { statusOfDraft } from '../send-drafts.ts'

type Props = { state: ReturnType<typeof statusOfDraft>; savedAt: Date | null }

/** 已保存在本机 → 已送达. */
export function DraftStatus({ state, savedAt }: Props) {
  const { t } = useTranslation('deputy')
  const locale = useLocale()
  if (state === 'empty' || !savedAt) return <span className={form.status}>{t('status.empty')}</span>
  const time = timeOf(locale, savedAt)
  return (
    <span className={form.status}>
      <Icon name={state === 'sent' ? 'done' : state === 'local' ? 'device' : 'warn'} />
      {t(`status.${state}`, { time })}
    </span>
  )
}
