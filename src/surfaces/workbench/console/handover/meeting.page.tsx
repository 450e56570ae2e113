import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { notesMax } from '#modules/paper/paper.ts'
import { call } from '../../frame/call.ts'
import { handoverClient } from '../../frame/clients.ts'
import { calendarDate } from '../../frame/dates.ts'
import { handovers, type MeetingView, useHandingOver, useMeeting, useMeetingAct } from '../../frame/handover-calls.ts'
import { toneOfMeeting } from '../../frame/oversight-tone.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { ActForm } from '../case/act-form.tsx'
import { PaperButtons } from '../case/paper-buttons.tsx'
import { LongEntry } from '../parts/long-entry.tsx'
import { Answer, Fault, MovedOn, useTitle } from '../parts/page.tsx'
import { Moment, Toned } from '../parts/told.tsx'
import { Candidates } from './candidates.tsx'
import { MeetingForm } from './meeting-form.tsx'
import { CaseTable, UnitTable } from './meeting-tables.tsx'
import { NotesButtons } from './notes-buttons.tsx'

const meetings = handoverClient['handover-meetings']

export function MeetingPage() {
  const { id = '' } = useParams()
  const found = useMeeting(id)
  return (
    <Answer of={found} lines={12}>
      {(view) => <Meeting key={view.id} view={view} />}
    </Answer>
  )
}

type Open = 'edit' | 'pick' | 'minute' | 'sign'

function Meeting({ view }: { view: MeetingView }) {
  const { t } = useTranslation('handover')
  const [open, setOpen] = useState<Open | null>(null)
  const handing = useHandingOver(view.id)
  useTitle(view.title)
  const { cases, handedOver, failed, gone, waiting } = view.progress
  const warned = view.cases.filter(({ warnings }) => warnings.length > 0).length
  return (
    <>
      <Head view={view} />
      <MovedOn of={handovers} />
      {handing.isPending || (view.state === 'held' && waiting > 0) ? (
        <div className="sheet section" role="status">
          {handing.isPending ? <p>{t('acts.going')}</p> : null}
          <p className="facts">
            <progress max={cases - gone} value={handedOver + failed} aria-label={t('acts.going')} />
            <span className="quiet">{t('page.progress', { done: handedOver, total: cases - gone })}</span>
          </p>
        </div>
      ) : null}
      {handing.error ? <Fault error={handing.error} onRetry={() => handing.mutate(false)} /> : null}
      <div className="case">
        <div>
          {open === 'pick' ? <Candidates view={view} onClose={() => setOpen(null)} /> : null}
          {open && open !== 'pick' ? (
            <MeetingAct key={open} view={view} code={open} onClose={() => setOpen(null)} />
          ) : null}
          <div className={open ? 'sheet below' : 'sheet'}>
            <section className="section">
              <h2>{t(view.state === 'planned' ? 'page.preview' : 'page.preview_done')}</h2>
              <p className="facts">
                <span>{t('page.summary', { cases, units: view.units.length })}</span>
                {warned > 0 ? <Toned tone="waiting">{t('page.warn', { count: warned })}</Toned> : null}
                {failed > 0 ? <Toned tone="wanting">{t('page.failed', { count: failed })}</Toned> : null}
                {gone > 0 ? <Toned tone="over">{t('page.gone', { count: gone })}</Toned> : null}
              </p>
              {cases === 0 ? <p className="quiet">{t('page.none')}</p> : null}
              {view.units.length > 0 ? <UnitTable view={view} /> : null}
            </section>
            {cases > 0 ? <CaseTable view={view} /> : null}
            {view.state === 'held' ? (
              <section className="section">
                <h2>{t('page.minutes')}</h2>
                <p className={view.minutes ? 'prose' : 'quiet'}>{view.minutes || t('page.no_minutes')}</p>
              </section>
            ) : null}
          </div>
        </div>
        <aside className="side">
          <Next view={view} open={open} onOpen={setOpen} onHandOver={(retry) => handing.mutate(retry)} />
          {view.begunAt ? <Papers view={view} day={dayOf(view.begunAt)} /> : null}
        </aside>
      </div>
    </>
  )
}

const dayOf = (at: string) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(at))

function Head({ view }: { view: MeetingView }) {
  const { t } = useTranslation('handover')
  const locale = useLocale()
  return (
    <header className="case-head">
      <div className="facts quiet">
        <Link to="/handovers">{t('page.back')}</Link>
        <span>{t(`lines.${view.line}`)}</span>
      </div>
      <h1>{view.title}</h1>
      <div className="facts">
        <Toned tone={toneOfMeeting[view.state]}>{t(`states.${view.state}`)}</Toned>
        <span>{calendarDate(locale, view.heldOn)}</span>
        <span>{view.place}</span>
        {view.begunAt ? (
          <span className="quiet">
            {t('page.begun')} <Moment at={view.begunAt} />
          </span>
        ) : null}
      </div>
      {view.note ? <p className="prose">{view.note}</p> : null}
    </header>
  )
}

type NextProps = {
  view: MeetingView
  open: Open | null
  onOpen: (open: Open) => void
  onHandOver: (retry: boolean) => void
}

function Next({ view, open, onOpen, onHandOver }: NextProps) {
  const { t } = useTranslation(['handover', 'console'])
  const doing = useMeetingAct()
  const may = (code: string) => view.allowed.includes(code)
  const { id, version } = view
  const press = () => onHandOver(false)
  const cancel = () =>
    doing.mutate(() => call(meetings[':id'].cancellation.$post({ param: { id }, json: { version } })))
  // what can't be taken back is asked about first, in place
  const sure: Partial<Record<string, { title: string; description: string }>> = {
    handOver: {
      title: t('acts.handOver_sure', { count: view.progress.waiting, units: view.units.length }),
      description: t('acts.handOver_lead'),
    },
    cancel: { title: t('acts.cancel'), description: t('acts.cancel_sure') },
  }
  const acts: [string, string, () => unknown][] = [
    ['sign', 'acts.sign', () => onOpen('sign')],
    ['handOver', 'acts.handOver', press],
    ['retry', 'acts.retry', () => onHandOver(true)],
    ['minute', 'acts.minute', () => onOpen('minute')],
    ['pick', 'acts.pick', () => onOpen('pick')],
    ['edit', 'acts.edit', () => onOpen('edit')],
    ['cancel', 'acts.cancel', cancel],
  ]
  const shown = acts.filter(([code]) => (code === 'sign' ? view.units.some(({ maySign }) => maySign) : may(code)))
  return (
    <section className="sheet section" aria-label={t('page.next')}>
      <h2>{t('page.next')}</h2>
      {shown.length === 0 ? <p className="quiet">{t('page.nothing')}</p> : null}
      <div className="next-actions">
        {shown.map(([code, word, run], index) => {
          const type = index === 0 && !open ? 'primary' : 'default'
          const question = sure[code]
          return question ? (
            <Popconfirm
              key={code}
              {...question}
              okText={t(word)}
              cancelText={t('console:act.close')}
              onConfirm={() => void run()}
            >
              <Button block type={type}>
                {t(word)}
              </Button>
            </Popconfirm>
          ) : (
            <Button key={code} block type={type} onClick={() => void run()}>
              {t(word)}
            </Button>
          )
        })}
      </div>
      {doing.error ? <Fault error={doing.error} /> : null}
    </section>
  )
}

/** The notes and the list of the day on which all was handed over. */
function Papers({ view, day }: { view: MeetingView; day: string }) {
  const { t } = useTranslation('handover')
  const handed = view.cases.filter(({ pick, title }) => pick === 'handed_over' && title !== null)
  const notes = handed.reduce((sum, { units }) => sum + units.length, 0)
  return (
    <section className="sheet section" aria-label={t('page.papers')}>
      <h2>{t('page.papers')}</h2>
      <div className="assignment">
        <p>{t('page.notes')}</p>
        {notes > notesMax ? (
          <p className="quiet">{t('page.notes_by_unit', { count: notesMax })}</p>
        ) : (
          <NotesButtons meetingId={view.id} name={`${t('page.notes')} ${view.title}`} />
        )}
      </div>
      <div className="assignment">
        <p>{t('page.handover_list')}</p>
        <PaperButtons
          word="preview"
          name={`${t('page.handover_list')} ${view.title}`}
          address={(format) =>
            `/api/paper-previews/handover_list?${new URLSearchParams({ format, from: day, to: day })}`
          }
        />
      </div>
    </section>
  )
}

type ActProps = { view: MeetingView; code: Exclude<Open, 'pick'>; onClose: () => void }

function MeetingAct({ view, code, onClose }: ActProps) {
  const { t } = useTranslation('handover')
  const doing = useMeetingAct()
  const [words, setWords] = useState(code === 'minute' ? view.minutes : '')
  const { id, version } = view
  const frame = { isPending: doing.isPending, error: doing.error, onClose }
  const run = (send: () => Promise<MeetingView>) => doing.mutate(send, { onSuccess: onClose })
  if (code === 'edit') {
    const { title, line, heldOn, place, note } = view
    return (
      <MeetingForm
        {...frame}
        title={t('acts.edit')}
        initial={{ title, line, heldOn, place, note }}
        onSubmit={(draft) => run(() => call(meetings[':id'].$put({ param: { id }, json: { version, ...draft } })))}
      />
    )
  }
  const send = () =>
    code === 'sign'
      ? call(meetings[':id'].signature.$post({ param: { id }, json: { note: words } }))
      : call(meetings[':id'].minutes.$put({ param: { id }, json: { version, minutes: words } }))
  return (
    <ActForm
      {...frame}
      title={t(`acts.${code}`)}
      {...(code === 'sign' ? { lead: t('acts.sign_lead') } : {})}
      button={t(code === 'sign' ? 'acts.sign' : 'acts.save')}
      onSubmit={() => run(send)}
    >
      <LongEntry
        label={t(code === 'sign' ? 'fields.signature' : 'fields.minutes')}
        rows={code === 'sign' ? 2 : 8}
        max={code === 'sign' ? 300 : 10_000}
        value={words}
        onChange={setWords}
      />
    </ActForm>
  )
}
