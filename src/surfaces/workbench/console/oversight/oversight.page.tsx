import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { calendarDate } from '../../frame/dates.ts'
import { Icon } from '../../frame/icons.tsx'
import { type OversightView, oversights, useOversight } from '../../frame/oversight-calls.ts'
import { toneOfOversight } from '../../frame/oversight-tone.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { Answer, MovedOn, useTitle } from '../parts/page.tsx'
import { Moment, Toned } from '../parts/told.tsx'
import { type OpenOversightAct, OversightAct, pageActs } from './oversight-acts.tsx'
import { Activities, Cases, Leads } from './oversight-parts.tsx'

export function OversightPage() {
  const { id = '' } = useParams()
  const found = useOversight(id)
  return (
    <Answer of={found} lines={12}>
      {(view) => <Oversight key={view.id} view={view} />}
    </Answer>
  )
}

function Oversight({ view }: { view: OversightView }) {
  const { t } = useTranslation('oversight')
  const [open, setOpen] = useState<OpenOversightAct | null>(null)
  useTitle(view.title)
  const acts = [
    ...view.leads.filter(({ mayAct }) => mayAct).map((lead) => ({ code: 'confirm' as const, leadId: lead.id })),
    ...view.activities.flatMap(({ id, mayCountersign }) =>
      mayCountersign.map((leadId) => ({ code: 'countersign' as const, activityId: id, leadId })),
    ),
    ...view.cases
      .filter(({ mayNoteFaceReply, faceRepliedOn }) => mayNoteFaceReply && faceRepliedOn === null)
      .map(({ id }) => ({ code: 'face' as const, caseId: id })),
    ...pageActs.filter((code) => view.allowed.includes(code)).map((code) => ({ code })),
  ]
  return (
    <>
      <Head view={view} />
      <MovedOn of={oversights} />
      <div className="case">
        <div>
          {open ? (
            <OversightAct key={JSON.stringify(open)} view={view} act={open} onClose={() => setOpen(null)} />
          ) : null}
          <div className={open ? 'sheet below' : 'sheet'}>
            {view.grounds ? (
              <section className="section">
                <h2>{t('page.grounds')}</h2>
                <p className="prose">{view.grounds}</p>
              </section>
            ) : null}
            {view.conclusion ? (
              <section className="section">
                <h2>{t('page.conclusion')}</h2>
                <p className="prose">{view.conclusion}</p>
              </section>
            ) : null}
            <Activities view={view} />
            <Cases view={view} />
          </div>
        </div>
        <aside className="side">
          <section className="sheet section" aria-label={t('page.next')}>
            <h2>{t('page.next')}</h2>
            {acts.length === 0 ? <p className="quiet">{t('page.nothing')}</p> : null}
            <div className="next-actions">
              {acts.map((act, index) => (
                <Button
                  key={JSON.stringify(act)}
                  block
                  type={index === 0 && !open ? 'primary' : 'default'}
                  onClick={() => setOpen(act)}
                >
                  <ActWord view={view} act={act} />
                </Button>
              ))}
            </div>
          </section>
          <Leads view={view} />
          <Years view={view} />
        </aside>
      </div>
    </>
  )
}

function ActWord({ view, act }: { view: OversightView; act: OpenOversightAct }) {
  const { t } = useTranslation('oversight')
  const lead = view.leads.find(({ id }) => id === act.leadId)
  if (act.code === 'confirm') {
    return t(lead?.personId === null ? 'acts.confirm_behalf' : 'acts.confirm_of', { name: lead?.name })
  }
  if (act.code === 'countersign') {
    const held = view.activities.find(({ id }) => id === act.activityId)?.heldOn ?? ''
    return `${t('acts.countersign_of', { name: lead?.name })} ${held}`
  }
  if (act.code === 'face') return `${t('acts.face')} ${view.cases.find(({ id }) => id === act.caseId)?.number ?? ''}`
  return t(`acts.${act.code}`)
}

function Head({ view }: { view: OversightView }) {
  const { t } = useTranslation('oversight')
  const locale = useLocale()
  return (
    <header className="case-head">
      <div className="facts quiet">
        <Link to="/oversights">{t('page.back')}</Link>
        <span>{view.year}</span>
        {view.committeeName ? <span>{view.committeeName}</span> : null}
      </div>
      <h1>{view.title}</h1>
      <div className="facts">
        <Toned tone={toneOfOversight[view.state]}>{t(`states.${view.state}`)}</Toned>
        <span>
          {view.decidedOn
            ? `${t('page.decision')} ${calendarDate(locale, view.decidedOn)} ${view.decisionNumber ?? ''}`
            : t('page.undecided')}
        </span>
        {view.movedAt ? (
          <span className="quiet">
            {t('list.moved')} <Moment at={view.movedAt} />
          </span>
        ) : null}
      </div>
      {view.stalledAt ? (
        <p className="tone-wanting" role="status">
          <Icon name="warn" size={16} /> {t('page.stalled')}
        </p>
      ) : null}
    </header>
  )
}

function Years({ view }: { view: OversightView }) {
  const { t } = useTranslation('oversight')
  if (!view.continues && view.continuedBy.length === 0) return null
  return (
    <section className="sheet section" aria-label={t('page.years')}>
      <h2>{t('page.years')}</h2>
      {view.continues ? (
        <p>
          <Link to={`/oversights/${view.continues.id}`}>
            {t('page.continues', { year: view.continues.year, title: view.continues.title })}
          </Link>
        </p>
      ) : null}
      {view.continuedBy.map(({ id, year, title }) => (
        <p key={id}>
          <Link to={`/oversights/${id}`}>{t('page.continued', { year, title })}</Link>
        </p>
      ))}
    </section>
  )
}
