import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { motionClient } from '../../frame/clients.ts'
import { calendarDate, fullMoment, serverNow } from '../../frame/dates.ts'
import { useSessions } from '../../frame/motion-calls.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { Field } from '../parts/field.tsx'
import { Answer, Fault } from '../parts/page.tsx'
import './motions.css'

type Sessions = NonNullable<ReturnType<typeof useSessions>['data']>
type Session = Sessions['items'][number]

/** Until when the session that goes on or comes next takes motions; only where there is one. */
export function SessionDeadline() {
  const sessions = useSessions()
  return (
    <Answer of={sessions} lines={1}>
      {({ items, maySet }) => {
        const now = serverNow()
        const coming = items.filter(({ closesOn }) => new Date(`${closesOn}T23:59:59+08:00`) >= now).at(-1)
        return coming ? <Deadline session={coming} maySet={maySet} /> : null
      }}
    </Answer>
  )
}

function Deadline({ session, maySet }: { session: Session; maySet: boolean }) {
  const { t } = useTranslation('motion')
  const locale = useLocale()
  const [isOpen, setOpen] = useState(false)
  const deadline = session.motionDeadline ? new Date(session.motionDeadline) : null
  const hasPassed = deadline !== null && deadline <= serverNow()
  return (
    <section className="sheet section session-deadline" aria-label={t('session.title')}>
      <div className="facts">
        <strong>{t('session.nth', { number: session.number })}</strong>
        <span className="quiet">
          {t('session.days', {
            from: calendarDate(locale, session.opensOn),
            to: calendarDate(locale, session.closesOn, false),
          })}
        </span>
        <span>
          {t('session.deadline')} {deadline ? fullMoment(locale, deadline) : t('session.not_set')}
        </span>
        <span className="push" />
        {maySet && !hasPassed && !isOpen ? <Button onClick={() => setOpen(true)}>{t('session.set')}</Button> : null}
      </div>
      {isOpen ? <Form session={session} onClose={() => setOpen(false)} /> : null}
    </section>
  )
}

// the field speaks of Shanghai, whatever the zone of this machine
const inShanghai = (instant: string): string =>
  new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString().slice(0, 16)

function Form({ session, onClose }: { session: Session; onClose: () => void }) {
  const { t } = useTranslation('motion')
  const { message } = App.useApp()
  const client = useQueryClient()
  const [at, setAt] = useState(session.motionDeadline ? inShanghai(session.motionDeadline) : `${session.opensOn}T18:00`)
  const saving = useMutation({
    mutationFn: () =>
      call(
        motionClient['congress-sessions'][':id']['motion-deadline'].$put({
          param: { id: session.id },
          json: { version: session.version, deadline: `${at}:00+08:00` },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['motion-sessions'] })
      void message.success(t('session.saved'))
      onClose()
    },
  })
  return (
    <form
      className="act-form"
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate()
      }}
    >
      <Field label={t('session.deadline')}>
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            className="moment-field"
            min={`${session.opensOn}T00:00`}
            max={`${session.closesOn}T23:59`}
            value={at}
            onChange={(event) => setAt(event.target.value)}
          />
        )}
      </Field>
      {saving.error ? <Fault error={saving.error} /> : null}
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={saving.isPending} disabled={at === ''}>
          {t('session.save')}
        </Button>
        <Button onClick={onClose}>{t('acts.later')}</Button>
      </div>
    </form>
  )
}
