import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { AuditEvent } from '#modules/audit/audit.contract.ts'
import { stateWords, subjectWords } from '#modules/audit/audit.ts'
import { dateOf, timeOf } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'

export const changeOf = ({ subjectKind, from, to }: AuditEvent, t: TFunction): string =>
  [from, to].flatMap((state) => (state ? [t(`${stateWords[subjectKind]}.${state}`)] : [])).join(' → ')

/** What somebody asked for who was refused, and where a program would find it. */
export function Wanted({ event: { data, refused } }: { event: AuditEvent }) {
  const { t } = useTranslation('console')
  const isNowhere = data.route === '*'
  return (
    <>
      {refused?.operation ?? t(isNowhere ? 'record.nowhere' : 'record.page')}
      <span className="second code">
        {String(data.method)} {isNowhere ? null : String(data.route)}
      </span>
    </>
  )
}

/** Why, how often and in which hour. */
export function Refused({ event, onWhole }: { event: AuditEvent; onWhole: (subjectId: string) => void }) {
  const { t } = useTranslation('console')
  const locale = useLocale()
  const { data, refused, subjectId } = event
  const began = new Date(String(data.hour))
  const ended = new Date(began.getTime() + hourMs)
  const hour = t('record.hour', {
    day: dateOf(locale, began),
    from: timeOf(locale, began),
    until: timeOf(locale, ended),
  })
  // the first of an hour is told at once, those that followed when the hour is over
  const isFirst = new Date(event.at) < ended
  return (
    <>
      {refused?.reason ?? <span className="code">{subjectId}</span>}
      <span className="second">
        {t(isFirst ? 'record.refused' : 'record.refused_more', { hour, count: Number(data.times) })}{' '}
        <Button type="link" size="small" className="bare" onClick={() => onWhole(subjectId)}>
          {t('record.alike')}
        </Button>
      </span>
    </>
  )
}

const hourMs = 3_600_000

const shortIdLength = 8

/** What was acted on: by its number or name where an auditor may read it, otherwise by the beginning of its id. */
export function Subject({ event, onWhole }: { event: AuditEvent; onWhole: (subjectId: string) => void }) {
  const { t } = useTranslation(['console', 'audit', 'operation'])
  const { subjectKind, subjectId } = event
  const kind = t(`audit:subjects.${subjectKind}`, { defaultValue: subjectKind })
  if (subjectId === 'all') return kind
  const words = subjectWords[subjectKind]
  const subjectName = words ? t(`${words}.${subjectId}`, { defaultValue: subjectId }) : event.subjectName
  return (
    <>
      {kind}{' '}
      <Button
        type="link"
        size="small"
        className={subjectName ? 'bare' : 'bare code'}
        title={subjectId}
        aria-label={`${t('record.whole')} ${subjectName ?? subjectId}`}
        onClick={() => onWhole(subjectId)}
      >
        {subjectName ?? subjectId.slice(0, shortIdLength)}
      </Button>
    </>
  )
}
