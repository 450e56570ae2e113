import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, isCallError } from '../../frame/call.ts'
import { calendarClient } from '../../frame/clients.ts'
import { calendarDate, fullMoment, serverDay } from '../../frame/dates.ts'
import { useRole } from '../../frame/session.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { Field } from '../parts/field.tsx'
import { Answer, Empty, Fault, PageHead } from '../parts/page.tsx'
import { CorrectForm } from './correct-form.tsx'
import { NoticeForm } from './notice-form.tsx'
import { type PublishedCalendar, usePublishing } from './publishing.ts'

const thisYear = () => Number(serverDay().slice(0, 4))

/** 工作日历: which years are published, what they say, and the warning for those that are not. */
export function CalendarPage() {
  // with the words of its parts, or the page would go away again while they come
  const { t } = useTranslation(['console', 'clock'])
  const role = useRole()
  const calendar = useQuery({
    queryKey: ['calendar'],
    queryFn: () =>
      call(calendarClient.calendar.$get({ query: {} })).catch((error: unknown) => {
        // none was published yet: the page says so
        if (isCallError(error) && error.problem.status === 404) return null
        throw error
      }),
  })
  return (
    <>
      <PageHead title={t('nav.calendar')} />
      <Answer of={calendar}>
        {(found) => (
          <>
            <Missing years={found?.years ?? []} />
            {role === 'deputy_office' || role === 'sysadmin' ? <Publish of={found} /> : null}
            <div className="sheet">{found ? <Years of={found} /> : <Empty>{t('calendar.none')}</Empty>}</div>
          </>
        )}
      </Answer>
    </>
  )
}

function Missing({ years }: { years: readonly number[] }) {
  const { t } = useTranslation(['console', 'clock'])
  const missing = [thisYear(), thisYear() + 1].filter((year) => !years.includes(year))
  if (missing.length === 0) return <p className="quiet lead">{t('calendar.complete')}</p>
  return (
    <Alert
      className="lead"
      type="warning"
      showIcon
      role="status"
      title={t('calendar.missing', { years: missing.join(t('imports.between')) })}
    />
  )
}

/** The lists that the program brings along, a year from its notice, or one day put right; each publishes a version. */
function Publish({ of }: { of: PublishedCalendar | null }) {
  const { t } = useTranslation('console')
  const [open, setOpen] = useState<'day' | 'year' | null>(null)
  const close = () => setOpen(null)
  const from = thisYear()
  const doing = usePublishing()
  const after = doing.data
  const version = of?.version ?? 0
  return (
    <div className="sheet pad">
      <p className="quiet lead">{t('calendar.import_hint')}</p>
      <div className="chips">
        <Button
          loading={doing.isPending}
          onClick={() => doing.mutate({ source: 'chinese-days', from, to: from + 1, note: '', version })}
        >
          {t('calendar.import', { from, to: from + 1 })}
        </Button>
        {open === null ? (
          <>
            <Button onClick={() => setOpen('year')}>{t('calendar.notice.title')}</Button>
            {of ? <Button onClick={() => setOpen('day')}>{t('calendar.correct')}</Button> : null}
          </>
        ) : null}
      </div>
      {open === 'year' ? (
        <div className="buttons-below">
          <NoticeForm year={from + 1} version={version} doing={doing} onClose={close} />
        </div>
      ) : of && open === 'day' ? (
        <div className="buttons-below">
          <CorrectForm of={of} doing={doing} onClose={close} />
        </div>
      ) : doing.error ? (
        <Fault error={doing.error} />
      ) : null}
      {after ? (
        <p role="status">
          {after.isNew
            ? t('calendar.published', {
                version: after.calendar.version,
                recomputed: after.recomputed,
                kept: after.kept,
              })
            : t('calendar.unchanged')}
        </p>
      ) : null}
    </div>
  )
}

function Years({ of }: { of: PublishedCalendar }) {
  const { t } = useTranslation('console')
  const locale = useLocale()
  const [year, setYear] = useState(of.years.includes(thisYear()) ? thisYear() : (of.years.at(-1) ?? thisYear()))
  const days = of.days.filter(({ day }) => day.startsWith(`${year}-`))
  return (
    <div className="section">
      <p className="quiet lead">
        {t('calendar.version', { version: of.version, on: fullMoment(locale, new Date(of.publishedAt)) })} {of.note}
      </p>
      <Field label={t('calendar.year')}>
        {(control) => (
          <Select<number>
            {...control}
            className="calendar-year"
            value={year}
            onChange={setYear}
            options={of.years.toReversed().map((value) => ({ value, label: String(value) }))}
          />
        )}
      </Field>
      {days.length === 0 ? (
        <Empty>{t('calendar.no_days')}</Empty>
      ) : (
        <table className="rows">
          <caption className="unseen">{t('nav.calendar')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('calendar.day')}</th>
              <th scope="col">{t('calendar.kind')}</th>
              <th scope="col">{t('calendar.name')}</th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, kind, label }) => (
              <tr key={day}>
                <td className="tight">{calendarDate(locale, day)}</td>
                <td>{t(`calendar.kinds.${kind}`)}</td>
                <td>{label}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
