import { Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { calendarDate } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { ActForm } from '../case/act-form.tsx'
import { TextEntry } from '../parts/entries.tsx'
import { Field } from '../parts/field.tsx'
import { readNotice } from './notice.ts'
import type { usePublishing } from './publishing.ts'

type Doing = Pick<ReturnType<typeof usePublishing>, 'mutate' | 'isPending' | 'error'>
type Props = { year: number; version: number; doing: Doing; onClose: () => void }

/** A whole year from the words of its notice: what was read of them stands below before it is published. */
export function NoticeForm({ year: first, version, doing, onClose }: Props) {
  const { t } = useTranslation('console')
  const locale = useLocale()
  const [year, setYear] = useState(first)
  const [text, setText] = useState('')
  const [note, setNote] = useState('')
  const { days, unread } = readNotice(text, year)
  const send = () =>
    doing.mutate({ source: 'posted', years: [year], days, note: note.trim(), version }, { onSuccess: onClose })
  return (
    <ActForm
      title={t('calendar.notice.title')}
      lead={t('calendar.notice.lead')}
      button={t('calendar.notice.publish')}
      isPending={doing.isPending}
      error={doing.error}
      isReady={days.length > 0 && unread.length === 0 && note.trim() !== ''}
      onSubmit={send}
      onClose={onClose}
      onReload={onClose}
    >
      <Field label={t('calendar.year')}>
        {(control) => (
          <InputNumber
            {...control}
            className="date"
            min={first - 2}
            max={first + 2}
            precision={0}
            value={year}
            onChange={(value) => setYear(value ?? first)}
          />
        )}
      </Field>
      <Field label={t('calendar.notice.text')} hint={t('calendar.notice.hint')}>
        {(control) => (
          <Input.TextArea
            {...control}
            autoSize={{ minRows: 6, maxRows: 16 }}
            maxLength={4000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div role="status">
        {unread.length > 0 ? <p>{t('calendar.notice.unread', { words: unread.join('；') })}</p> : null}
        {days.length > 0 ? (
          <>
            <p className="quiet">
              {t('calendar.notice.read', {
                holidays: days.filter(({ kind }) => kind === 'holiday').length,
                workdays: days.filter(({ kind }) => kind === 'workday').length,
              })}
            </p>
            <ul>
              {[...Map.groupBy(days, ({ name, kind }) => `${name} ${kind}`)].map(([key, [one, ...more]]) => (
                <li key={key}>
                  {one?.name}（{t(`calendar.kinds.${one?.kind ?? 'plain'}`)}）
                  {[...(one ? [one] : []), ...more].map(({ day }) => calendarDate(locale, day, false)).join('、')}
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
      <TextEntry label={t('calendar.notice.note')} value={note} maxLength={500} onChange={setNote} />
    </ActForm>
  )
}
