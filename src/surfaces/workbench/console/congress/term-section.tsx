import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { call } from '../../frame/call.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { ActForm } from '../case/act-form.tsx'
import { DateEntry, NumberEntry } from '../parts/entries.tsx'
import { type Congress, congressCalls, useEntering } from './congress-calls.ts'

/** 届: each ends on the day of the first session of the next. */
export function TermSection({ congress }: { congress: Congress }) {
  const { t } = useTranslation('console')
  const locale = useLocale()
  const [open, setOpen] = useState<'begin' | 'correct' | null>(null)
  const close = () => setOpen(null)
  const [only] = congress.terms
  return (
    <section className="section" aria-label={t('congress.terms')}>
      <h2>{t('congress.terms')}</h2>
      {congress.terms.length === 0 ? <p className="quiet">{t('congress.no_terms')}</p> : null}
      {congress.terms.map((term) => (
        <div key={term.id} className="assignment facts">
          <strong>
            {term.id === congress.shownTermId ? (
              t('congress.term', { number: term.number })
            ) : (
              <Link to={`?term=${term.id}`}>{t('congress.term', { number: term.number })}</Link>
            )}
          </strong>
          {term.id === congress.currentTerm?.id ? <span className="part">{t('congress.in_office')}</span> : null}
          <span>{t('person.since', { on: calendarDate(locale, term.firstSessionOn) })}</span>
          <span className="quiet">
            {term.endedOn
              ? t('congress.ended', { on: calendarDate(locale, term.endedOn) })
              : t('congress.full', { on: calendarDate(locale, term.fullOn) })}
          </span>
          <span className="quiet">{t('congress.seats', { count: term.seats })}</span>
        </div>
      ))}
      {congress.allowed.includes('begin_term') && open === null ? (
        <div className="chips step-acts">
          <Button onClick={() => setOpen('begin')}>{t('congress.begin')}</Button>
          {congress.allowed.includes('correct_term') ? (
            <Button onClick={() => setOpen('correct')}>{t('congress.correct')}</Button>
          ) : null}
        </div>
      ) : null}
      {open === 'begin' ? <TermForm congress={congress} onClose={close} /> : null}
      {open === 'correct' && only ? <CorrectionForm congress={congress} term={only} onClose={close} /> : null}
    </section>
  )
}

function TermForm({ congress, onClose }: { congress: Congress; onClose: () => void }) {
  const { t } = useTranslation('console')
  const locale = useLocale()
  const before = congress.terms[0]
  const [number, setNumber] = useState<number | null>(before ? before.number + 1 : 1)
  const [firstSessionOn, setDay] = useState('')
  const [seats, setSeats] = useState<number | null>(before?.seats ?? null)
  const begin = useEntering(
    () =>
      call(
        congressCalls.term.$post({
          param: { id: congress.id },
          json: { number: number ?? 0, firstSessionOn, seats: seats ?? 0 },
        }),
      ),
    onClose,
  )
  const isLate = before !== undefined && firstSessionOn > before.fullOn
  return (
    <ActForm
      title={t('congress.begin')}
      lead={before ? t('congress.begin_lead', { number: before.number }) : t('congress.begin_first')}
      button={t('congress.begin')}
      isPending={begin.isPending}
      error={begin.error}
      isReady={number !== null && seats !== null && firstSessionOn !== ''}
      onSubmit={() => begin.mutate(undefined)}
      onClose={onClose}
      onReload={onClose}
    >
      <div className="fields-row">
        <NumberEntry label={t('congress.number')} value={number} max={200} onChange={setNumber} />
        <DateEntry label={t('congress.first_session')} value={firstSessionOn} onChange={setDay} />
        <NumberEntry label={t('congress.seats_word')} value={seats} max={3000} onChange={setSeats} />
      </div>
      {isLate ? (
        <p className="verdict" role="status">
          {t('congress.later_than_law', { number: before.number, on: calendarDate(locale, before.fullOn) })}
        </p>
      ) : null}
    </ActForm>
  )
}

function CorrectionForm({
  congress,
  term,
  onClose,
}: {
  congress: Congress
  term: Congress['terms'][number]
  onClose: () => void
}) {
  const { t } = useTranslation('console')
  const [number, setNumber] = useState<number | null>(term.number)
  const [firstSessionOn, setDay] = useState(term.firstSessionOn)
  const correct = useEntering(
    () =>
      call(
        congressCalls.correction.$put({
          param: { id: congress.id },
          json: { version: congress.version, number: number ?? 0, firstSessionOn },
        }),
      ),
    onClose,
  )
  return (
    <ActForm
      title={t('congress.correct')}
      lead={t('congress.correct_lead')}
      button={t('congress.correct')}
      isPending={correct.isPending}
      error={correct.error}
      isReady={number !== null && firstSessionOn !== ''}
      onSubmit={() => correct.mutate(undefined)}
      onClose={onClose}
    >
      <div className="fields-row">
        <NumberEntry label={t('congress.number')} value={number} max={200} onChange={setNumber} />
        <DateEntry label={t('congress.first_session')} value={firstSessionOn} onChange={setDay} />
      </div>
    </ActForm>
  )
}
