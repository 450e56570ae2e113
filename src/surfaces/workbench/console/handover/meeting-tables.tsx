import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ToldPick } from '#modules/handover/handover.ts'
import { call } from '../../frame/call.ts'
import { handoverClient } from '../../frame/clients.ts'
import { type MeetingView, useMeetingAct } from '../../frame/handover-calls.ts'
import { Icon } from '../../frame/icons.tsx'
import { toneOfPick } from '../../frame/oversight-tone.ts'
import { PaperButtons } from '../case/paper-buttons.tsx'
import { Fault } from '../parts/page.tsx'
import { Moment, Toned } from '../parts/told.tsx'
import { NotesButtons } from './notes-buttons.tsx'

/** What goes to whom, a line for each unit, with its signature. */
export function UnitTable({ view }: { view: MeetingView }) {
  const { t } = useTranslation('handover')
  const counts = ['lead', 'co', 'separate'] as const
  return (
    <div className="scroll-x">
      <table className="rows cards">
        <caption className="unseen">{t('page.by_unit')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('page.unit')}</th>
            {[...counts, 'secret_count' as const].map((name) => (
              <th key={name} scope="col" className="right">
                {t(`page.${name}`)}
              </th>
            ))}
            <th scope="col">{t('page.signed')}</th>
            {view.begunAt ? <th scope="col">{t('page.notes_of')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {view.units.map((unit) => (
            <tr key={unit.unitId}>
              <td data-head={t('page.unit')}>{unit.unitName}</td>
              {counts.map((name) => (
                <td key={name} className="right" data-head={t(`page.${name}`)}>
                  {unit[name]}
                </td>
              ))}
              <td className="right" data-head={t('page.secret_count')}>
                {unit.confidential}
              </td>
              <td className="tight" title={unit.signatureNote ?? ''} data-head={t('page.signed')}>
                {unit.signedAt ? <Moment at={unit.signedAt} /> : <span className="quiet">{t('page.unsigned')}</span>}
              </td>
              {view.begunAt ? (
                <td className="tight" data-head={t('page.notes_of')}>
                  <NotesButtons
                    meetingId={view.id}
                    unitId={unit.unitId}
                    name={`${t('page.notes_of')} ${unit.unitName}`}
                  />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const droppable: readonly string[] = ['picked', 'failed', 'gone'] satisfies ToldPick[]

export function CaseTable({ view }: { view: MeetingView }) {
  const { t } = useTranslation('handover')
  const dropping = useMeetingAct()
  const mayDrop = view.allowed.includes('pick')
  const drop = (suggestionId: string) =>
    dropping.mutate(() =>
      call(
        handoverClient['handover-meetings'][':id'].cases[':suggestionId'].$delete({
          param: { id: view.id, suggestionId },
        }),
      ),
    )
  return (
    <section className="section">
      <h2>{t('page.by_case')}</h2>
      {dropping.error ? <Fault error={dropping.error} /> : null}
      <div className="scroll-x">
        <table className="rows cards">
          <caption className="unseen">{t('page.by_case')}</caption>
          <thead>
            <tr>
              {(['case', 'units', 'state'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`page.${name}`)}
                </th>
              ))}
              <th scope="col">
                <span className="unseen">{t('page.next')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {view.cases.map((kase) => (
              <tr key={kase.id}>
                <td className="name" data-head={t('page.case')}>
                  <CaseName kase={kase} />
                  <div className="tight quiet">{kase.number ?? t('page.unnumbered')}</div>
                </td>
                <td className="units" data-head={t('page.units')}>
                  {kase.units.map(({ unitName }) => unitName).join('、') || <span className="quiet">—</span>}
                </td>
                <td data-head={t('page.state')}>
                  <Toned tone={toneOfPick[kase.pick]}>{t(`picks.${kase.pick}`)}</Toned>
                  {kase.warnings.map((code) => (
                    <div key={code} className={code === 'confidential' ? 'tight quiet' : 'tight tone-waiting'}>
                      {t(`warnings.${code}`)}
                    </div>
                  ))}
                  {kase.failure ? (
                    <div className={kase.pick === 'gone' ? 'quiet' : 'tone-wanting'}>{kase.failure}</div>
                  ) : null}
                </td>
                <td>
                  {mayDrop && droppable.includes(kase.pick) ? (
                    <Button size="small" onClick={() => drop(kase.id)}>
                      {t('acts.drop')}
                    </Button>
                  ) : null}
                  {kase.pick === 'handed_over' && kase.title !== null ? <Note kase={kase} /> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

type Kase = MeetingView['cases'][number]

function CaseName({ kase }: { kase: Kase }) {
  const { t } = useTranslation('handover')
  if (kase.title === null) {
    return (
      <>
        <Icon name="lock" size={14} /> {t('page.secret')}
      </>
    )
  }
  return (
    <Link to={`/suggestions/${kase.id}`}>
      {kase.confidential ? <Icon name="lock" size={14} /> : null} {kase.title}
    </Link>
  )
}

/** The note to the unit that answers. */
function Note({ kase }: { kase: Kase }) {
  const { t } = useTranslation('handover')
  const part = kase.units[0]
  if (!part) return null
  return (
    <PaperButtons
      word="preview"
      name={`${t('page.handover_note')} ${kase.number ?? ''}`}
      address={(format) =>
        `/api/suggestions/${kase.id}/papers/handover_note?${new URLSearchParams({ format, assignmentId: part.assignmentId })}`
      }
    />
  )
}
