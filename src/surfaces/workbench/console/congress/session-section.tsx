import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { ActForm } from '../case/act-form.tsx'
import { DateEntry, NumberEntry } from '../parts/entries.tsx'
import { type Congress, congressCalls, useEntering } from './congress-calls.ts'

/** 次会议 of the term that is shown. */
export function SessionSection({ congress }: { congress: Congress }) {
  const { t } = useTranslation('console')
  const locale = useLocale()
  const [isOpen, setOpen] = useState(false)
  const { shownTermId } = congress
  if (!shownTermId) return null
  return (
    <section className="section" aria-label={t('congress.sessions')}>
      <h2>{t('congress.sessions')}</h2>
      {congress.sessions.length === 0 ? <p className="quiet">{t('congress.no_sessions')}</p> : null}
      {congress.sessions.map((session) => (
        <div key={session.id} className="assignment facts">
          <strong>{t('congress.session', { number: session.number })}</strong>
          <span>
            {t('congress.days', {
              from: calendarDate(locale, session.opensOn),
              to: calendarDate(locale, session.closesOn),
            })}
          </span>
        </div>
      ))}
      {congress.allowed.includes('enter_session') && !isOpen ? (
        <Button className="step-acts" onClick={() => setOpen(true)}>
          {t('congress.enter_session')}
        </Button>
      ) : null}
      {isOpen ? <SessionForm congress={congress} termId={shownTermId} onClose={() => setOpen(false)} /> : null}
    </section>
  )
}

function SessionForm({ congress, termId, onClose }: { congress: Congress; termId: string; onClose: () => void }) {
  const { t } = useTranslation('console')
  const last = congress.sessions.at(-1)
  const term = congress.terms.find(({ id }) => id === termId)
  const [number, setNumber] = useState<number | null>((last?.number ?? 0) + 1)
  const [opensOn, setOpensOn] = useState(last ? '' : (term?.firstSessionOn ?? ''))
  const [closesOn, setClosesOn] = useState('')
  const enter = useEntering(
    () =>
      call(
        congressCalls.session.$post({
          param: { id: congress.id },
          json: { termId, number: number ?? 0, opensOn, closesOn },
        }),
      ),
    onClose,
  )
  return (
    <ActForm
      title={t('congress.enter_session')}
      lead={t('congress.enter_session_lead', { number: term?.number })}
      button={t('congress.enter_session')}
      isPending={enter.isPending}
      error={enter.error}
      isReady={number !== null && opensOn !== '' && closesOn !== ''}
      onSubmit={() => enter.mutate(undefined)}
      onClose={onClose}
      onReload={onClose}
    >
      <div className="fields-row">
        <NumberEntry label={t('congress.session_number')} value={number} max={200} onChange={setNumber} />
        <DateEntry label={t('congress.opens_on')} value={opensOn} onChange={setOpensOn} />
        <DateEntry label={t('congress.closes_on')} value={closesOn} onChange={setClosesOn} />
      </div>
    </ActForm>
  )
}
