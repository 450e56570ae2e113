import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { calendarDate } from '../../frame/dates.ts'
import { Icon } from '../../frame/icons.tsx'
import { type OversightView, useOversight } from '../../frame/oversight-calls.ts'
import { toneOfOversight } from '../../frame/oversight-tone.ts'
import { useLocale } from '../../frame/use-locale.ts'
import look from '../look.module.css'
import { SentFiles } from '../parts/file-list.tsx'
import { Answer, PageTitle } from '../parts/page.tsx'
import { Moment, Toned } from '../parts/told.tsx'

/** 重点督办 as the deputies read it whose suggestions are in it. */
export function OversightPage() {
  const { id = '' } = useParams()
  return <Answer of={useOversight(id)}>{(view) => <Oversight view={view} />}</Answer>
}

function Oversight({ view }: { view: OversightView }) {
  const { t } = useTranslation('oversight')
  const locale = useLocale()
  return (
    <article className={look.stack}>
      <header>
        <p className={look.meta}>
          <span>{t('title')}</span>
          <span>{view.year}</span>
          {view.committeeName ? <span>{view.committeeName}</span> : null}
        </p>
        <PageTitle>{view.title}</PageTitle>
        <p className={look.meta}>
          <Toned tone={toneOfOversight[view.state]}>{t(`states.${view.state}`)}</Toned>
          {view.decidedOn ? (
            <span>
              {t('page.decision')} {calendarDate(locale, view.decidedOn)} {view.decisionNumber}
            </span>
          ) : null}
        </p>
        {view.stalledAt ? (
          <p className={look.wanting}>
            <Icon name="warn" /> {t('page.stalled')}
          </p>
        ) : null}
      </header>
      <Leads view={view} />
      <Words title={t('page.conclusion')} words={view.conclusion} />
      <Activities view={view} />
      <Cases view={view} />
      <Words title={t('page.grounds')} words={view.grounds} />
      <Years view={view} />
    </article>
  )
}

function Words({ title, words }: { title: string; words: string | null }) {
  if (!words) return null
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <p className={look.prose}>{words}</p>
    </section>
  )
}

function Leads({ view }: { view: OversightView }) {
  const { t } = useTranslation('oversight')
  const title = t(view.leads.length > 1 ? 'page.dual' : 'page.leads')
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul className={look.list}>
        {view.leads.map((lead) => (
          <li key={lead.id} className={look.row}>
            <span>
              <strong>{lead.name}</strong>
              <span className={look.meta}>
                <span>{t(`sides.${lead.side}`)}</span>
                <span>{lead.title}</span>
                <Toned tone={lead.confirmedAt ? 'good' : 'waiting'}>
                  {t(lead.confirmedAt ? (lead.onBehalf ? 'page.behalf' : 'page.confirmed') : 'page.unconfirmed')}
                </Toned>
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Activities({ view }: { view: OversightView }) {
  const { t } = useTranslation('oversight')
  return (
    <section aria-label={t('page.activities')}>
      <h2>{t('page.activities')}</h2>
      {view.activities.length === 0 ? (
        <p className={look.quiet}>{t('page.no_activities')}</p>
      ) : (
        <ul className={look.list}>
          {view.activities.map((activity) => (
            <Activity key={activity.id} view={view} activity={activity} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Activity({ view, activity }: { view: OversightView; activity: OversightView['activities'][number] }) {
  const { t } = useTranslation('oversight')
  const locale = useLocale()
  return (
    <li className={look.told}>
      <strong>
        <time dateTime={activity.heldOn}>{calendarDate(locale, activity.heldOn)}</time> {t(`kinds.${activity.kind}`)}
      </strong>
      <p className={look.meta}>
        <span>{activity.place}</span>
        <span>{activity.people}</span>
      </p>
      <p className={look.prose}>{activity.found}</p>
      {activity.asked ? (
        <p className={look.prose}>
          <span className={look.quiet}>{t('page.asked')}</span> {activity.asked}
        </p>
      ) : null}
      <p className={look.meta}>
        {view.leads.map((lead) => {
          const signed = activity.signatures.find(({ leadId }) => leadId === lead.id)
          return (
            <Toned key={lead.id} tone={signed ? 'good' : 'waiting'}>
              {lead.name} {t(signed ? 'page.signed_by' : 'page.unsigned')}
              {signed?.onBehalf ? t('page.signed_behalf') : null}
            </Toned>
          )
        })}
        <span>
          {t('page.recorded', { by: activity.recordedBy })} <Moment at={activity.recordedAt} />
        </span>
      </p>
      {activity.attachments.length > 0 ? <SentFiles caseId={activity.id} items={activity.attachments} /> : null}
    </li>
  )
}

function Cases({ view }: { view: OversightView }) {
  const { t } = useTranslation(['oversight', 'suggestion'])
  const locale = useLocale()
  return (
    <section aria-label={t('page.cases')}>
      <h2>{t('page.cases')}</h2>
      <ul className={look.list}>
        {view.cases.map((kase) => (
          <li key={kase.id} className={look.told}>
            {kase.title === null ? (
              <p className={look.quiet}>
                {kase.number} {t('page.not_open')}
              </p>
            ) : (
              <Link to={`/cases/${kase.id}`} className={look.inline}>
                {kase.number} {kase.title}
              </Link>
            )}
            <p className={look.meta}>
              <span>{t(`suggestion:states.${kase.state}`)}</span>
              <span>{kase.units.join(' · ')}</span>
            </p>
            <p className={kase.faceRepliedOn ? look.small : `${look.small} ${look.waiting}`}>
              {kase.faceRepliedOn
                ? t('page.face_done', { on: calendarDate(locale, kase.faceRepliedOn), head: kase.faceReplyHead })
                : t('page.face_missing')}
            </p>
            {kase.faceReplyNote ? <p className={look.prose}>{kase.faceReplyNote}</p> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Years({ view }: { view: OversightView }) {
  const { t } = useTranslation('oversight')
  const years = [
    ...(view.continues ? [{ key: 'page.continues', ...view.continues }] : []),
    ...view.continuedBy.map((one) => ({ key: 'page.continued', ...one })),
  ]
  if (years.length === 0) return null
  return (
    <section aria-label={t('page.years')}>
      <h2>{t('page.years')}</h2>
      {years.map(({ key, id, year, title }) => (
        <p key={id}>
          <Link to={`/oversights/${id}`} className={look.inline}>
            {t(key, { year, title })}
          </Link>
        </p>
      ))}
    </section>
  )
}
