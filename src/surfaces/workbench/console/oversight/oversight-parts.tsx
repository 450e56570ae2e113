import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { activityFiles } from '#modules/oversight/oversight.ts'
import { calendarDate } from '../../frame/dates.ts'
import { Icon } from '../../frame/icons.tsx'
import { type OversightView, oversightKey } from '../../frame/oversight-calls.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { FileList } from '../case/case-files.tsx'
import { FileForm } from '../case/file-form.tsx'
import { Moment, Toned } from '../parts/told.tsx'

export function Leads({ view }: { view: OversightView }) {
  const { t } = useTranslation('oversight')
  return (
    <section className="sheet section" aria-label={t('page.leads')}>
      <h2>{t(view.leads.length > 1 ? 'page.dual' : 'page.leads')}</h2>
      {view.leads.map((lead) => (
        <div key={lead.id} className="assignment">
          <p>
            <span className="quiet">{t(`sides.${lead.side}`)}</span> <strong>{lead.name}</strong> {lead.title}
          </p>
          <p className="facts">
            <Toned tone={lead.confirmedAt ? 'good' : 'waiting'}>
              {t(lead.confirmedAt ? (lead.onBehalf ? 'page.behalf' : 'page.confirmed') : 'page.unconfirmed')}
            </Toned>
            {lead.confirmedAt ? (
              <span className="quiet">
                <Moment at={lead.confirmedAt} />
              </span>
            ) : null}
          </p>
        </div>
      ))}
    </section>
  )
}

/** What was done, newest first, each with the signatures of those who lead. */
export function Activities({ view }: { view: OversightView }) {
  const { t } = useTranslation('oversight')
  const locale = useLocale()
  return (
    <section className="section">
      <h2>
        {t('page.activities')} <span className="quiet">{view.activities.length}</span>
      </h2>
      {view.activities.length === 0 ? <p className="quiet">{t('page.no_activities')}</p> : null}
      {view.activities.map((activity) => (
        <article key={activity.id} className="reply">
          <div className="facts">
            <strong>{t(`kinds.${activity.kind}`)}</strong>
            <span>{calendarDate(locale, activity.heldOn)}</span>
            <span>{activity.place}</span>
            <span className="quiet">{activity.people}</span>
          </div>
          <p className="prose">{activity.found}</p>
          {activity.asked ? (
            <p className="prose">
              <span className="quiet">{t('page.asked')}</span> {activity.asked}
            </p>
          ) : null}
          <p className="facts">
            {view.leads.map((lead) => {
              const signed = activity.signatures.find(({ leadId }) => leadId === lead.id)
              return (
                <Toned key={lead.id} tone={signed ? 'good' : 'waiting'}>
                  {lead.name} {t(signed ? 'page.signed_by' : 'page.unsigned')}
                  {signed?.onBehalf ? t('page.signed_behalf') : null}
                </Toned>
              )
            })}
            <span className="quiet">{t('page.recorded', { by: activity.recordedBy })}</span>
          </p>
          <ActivityFiles oversightId={view.id} activity={activity} />
        </article>
      ))}
    </section>
  )
}

type Activity = OversightView['activities'][number]

/** Pictures and files of one activity; who works on it adds to it until the first who leads has signed. */
function ActivityFiles({ oversightId, activity }: { oversightId: string; activity: Activity }) {
  const client = useQueryClient()
  const onChanged = () => client.invalidateQueries({ queryKey: oversightKey(oversightId) })
  return (
    <>
      {activity.attachments.length > 0 ? <FileList items={activity.attachments} onChanged={onChanged} /> : null}
      {activity.attachable.length > 0 ? (
        <FileForm
          to={{ caseKind: activityFiles.kind, caseId: activity.id }}
          attachable={activity.attachable}
          onChanged={onChanged}
        />
      ) : null}
    </>
  )
}

export function Cases({ view }: { view: OversightView }) {
  const { t } = useTranslation(['oversight', 'suggestion'])
  const locale = useLocale()
  return (
    <section className="section">
      <h2>
        {t('page.cases')} <span className="quiet">{view.cases.length}</span>
      </h2>
      {view.cases.map((kase) => (
        <div key={kase.id} className="assignment">
          <p>
            {kase.title === null ? (
              <span>
                <Icon name="lock" size={14} /> {kase.number} {t('page.not_open')}
              </span>
            ) : (
              <Link to={`/suggestions/${kase.id}`}>
                {kase.number} {kase.title}
              </Link>
            )}
          </p>
          <p className="facts quiet">
            <span>{t(`suggestion:states.${kase.state}`)}</span>
            <span>{kase.units.join(' · ')}</span>
            <span className={kase.faceRepliedOn ? '' : 'tone-waiting'}>
              {kase.faceRepliedOn
                ? t('page.face_done', { on: calendarDate(locale, kase.faceRepliedOn), head: kase.faceReplyHead })
                : t('page.face_missing')}
            </span>
          </p>
          {kase.faceReplyNote ? <p className="prose">{kase.faceReplyNote}</p> : null}
        </div>
      ))}
    </section>
  )
}
