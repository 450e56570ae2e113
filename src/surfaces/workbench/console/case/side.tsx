import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { calendarDate } from '../../frame/dates.ts'
import { Icon } from '../../frame/icons.tsx'
import { useLeadAbsence } from '../../frame/lead-absence.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { LinkButton } from '../parts/link-button.tsx'
import { AssignmentStateWord, ClockWord, Moment } from '../parts/told.tsx'
import { type Act, isPublicationAct } from './acts.ts'

const Block = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="sheet" aria-label={title}>
    <div className="section">
      <h2>{title}</h2>
      {children}
    </div>
  </section>
)

/** What came on paper is registered with its scan; until it is there the office has nothing else to do. */
const awaitsScan = ({ paper, state, attachable, attachments }: SuggestionView): boolean =>
  paper !== null &&
  state === 'submitted' &&
  attachable.some(({ place }) => place === 'paper') &&
  !attachments.some(({ place, state: kept }) => place === 'paper' && kept === 'clean')

type NextProps = { view: SuggestionView; acts: Act[]; open: Act | undefined; onOpen: (act: Act) => void }

/** One primary button: the form's own while one is open, else the first of these. */
export function NextActions({ view, acts, open, onOpen }: NextProps) {
  const { t } = useTranslation(['console', 'workbench'])
  const units = new Set(acts.flatMap(({ assignment }) => assignment?.id ?? []))
  const others = acts.filter(({ code, assignment }) => code !== open?.code || assignment?.id !== open.assignment?.id)
  if (open && others.length === 0) return null
  return (
    <Block title={t('case.next')}>
      {acts.length === 0 ? (
        <p className="quiet">{t(awaitsScan(view) ? 'case.scan_first' : 'case.nothing_to_do')}</p>
      ) : null}
      <div className="next-actions">
        {others.map((act, index) => {
          const unit = act.assignment && units.size > 1 ? t('act.of_unit', { unit: act.assignment.unitName }) : ''
          const label = `${t(`workbench:acts.${act.code}`)}${unit}`
          const type = index === 0 && !open ? 'primary' : 'default'
          return isPublicationAct(act.code) ? (
            <LinkButton key={label} type={type} block to={`/suggestions/${view.id}/publication`}>
              {label}
            </LinkButton>
          ) : (
            <Button key={label} type={type} block onClick={() => onOpen(act)}>
              {label}
            </Button>
          )
        })}
      </div>
    </Block>
  )
}

export function Parties({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['workbench', 'suggestion', 'cosign'])
  const absence = useLeadAbsence(view)
  return (
    <Block title={t('case.parties')}>
      <p className="person-line">
        <span className="quiet">{t('case.lead')}</span> <strong>{view.leadName}</strong>
        {absence ? <span className="tone-wanting">{absence.mark}</span> : null}
      </p>
      {absence?.why ? <p className="quiet">{absence.why}</p> : null}
      {view.paper ? <PaperLine paper={view.paper} /> : null}
      {view.cosigners.map(({ mandateId, name, state, onPaper }) => (
        <p key={mandateId} className="person-line">
          <span className="quiet">{t('case.cosigner')}</span> {name}
          <span className={state === 'confirmed' ? 'tone-good' : 'quiet'}>{t(`cosign:states.${state}`)}</span>
          {onPaper ? <span className="quiet">{t('case.on_paper')}</span> : null}
        </p>
      ))}
      {view.committees.map(({ id, name }) => (
        <p key={id} className="person-line">
          <span className="quiet">{t('case.committee')}</span> {name}
        </p>
      ))}
      <p className="quiet">{t('case.counted', { count: view.sponsorsCounted })}</p>
      {view.followers.map(({ mandateId, name, caseId, number, title }) => (
        <p key={`${mandateId} ${caseId}`} className="person-line" title={title ?? t('suggestion:confidentialTitle')}>
          <span className="quiet">{t('case.follower', { number: number ?? '' })}</span> {name}
        </p>
      ))}
      {view.references.map(({ id, number, how }) => (
        <p key={id} className="person-line">
          <span className="quiet">{t(`suggestion:references.${how}`)}</span>{' '}
          <Link to={`/suggestions/${id}`}>{number}</Link>
        </p>
      ))}
    </Block>
  )
}

/** When the paper came, who typed it, and on whose word it stands. */
function PaperLine({ paper }: { paper: NonNullable<SuggestionView['paper']> }) {
  const { t } = useTranslation('workbench')
  const locale = useLocale()
  return (
    <p className="facts quiet">
      <span>{t('case.paper_received', { on: calendarDate(locale, paper.receivedOn) })}</span>
      {paper.enteredByName ? <span>{t('case.paper_entered_by', { name: paper.enteredByName })}</span> : null}
      {paper.state === 'confirmed' ? (
        <span>{t(paper.answeredHow === 'app' ? 'case.paper_how_app' : 'case.paper_how_signed')}</span>
      ) : null}
    </p>
  )
}

export function Assignments({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['workbench', 'suggestion'])
  if (view.assignments.length === 0) return null
  return (
    <Block title={t('case.assignments')}>
      {view.assignments.map((part) => (
        <div key={part.id} className="assignment">
          <div className="facts">
            <span className="part">{t(`suggestion:parts.${part.part}`)}</span>
            <strong>{part.unitName}</strong>
          </div>
          <div className="facts">
            <AssignmentStateWord of={part} />
            {part.acknowledgedAt ? (
              <span className="quiet">
                {t('case.acknowledged')} <Moment at={part.acknowledgedAt} />
              </span>
            ) : null}
          </div>
          {part.clocks.map((clock) => (
            <div key={clock.id}>
              <ClockWord clock={clock} />
            </div>
          ))}
          {part.requests.map((request) => (
            <p key={request.id} className="quiet">
              {t(`suggestion:requests.${request.kind}`)}{' '}
              {request.n !== null && request.unit !== null
                ? t(`rules.unit.${request.unit}`, { count: request.n })
                : null}{' '}
              {t(`suggestion:requestStates.${request.state}`)}
            </p>
          ))}
          {part.remindedAt ? (
            <p className="quiet">
              {t('case.reminded')} <Moment at={part.remindedAt} />
            </p>
          ) : null}
          {part.coOpinionReturnReason ? (
            <p className="quiet">{t('case.co_opinion_returned', { reason: part.coOpinionReturnReason })}</p>
          ) : null}
          {part.returnReason ? <p className="quiet">{t('case.return_reason', { reason: part.returnReason })}</p> : null}
        </div>
      ))}
    </Block>
  )
}

export function Promises({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['workbench', 'suggestion'])
  const locale = useLocale()
  if (view.commitments.length === 0) return null
  return (
    <Block title={t('case.promises')}>
      {view.commitments.map((promise) => (
        <div key={promise.id} className="assignment">
          <p>{promise.content}</p>
          <p className="facts quiet">
            <span>{promise.unitName}</span>
            <span>{promise.owner}</span>
            <span>{t('case.promised_for', { on: calendarDate(locale, promise.dueOn) })}</span>
            <span>{t(`suggestion:commitmentStates.${promise.state}`)}</span>
          </p>
          {promise.firstDueOn ? (
            <p className="quiet">{t('case.promised_first', { on: calendarDate(locale, promise.firstDueOn) })}</p>
          ) : null}
          {promise.explanation ? <p className="prose">{promise.explanation}</p> : null}
          {promise.evidence ? <p className="prose">{promise.evidence}</p> : null}
        </div>
      ))}
    </Block>
  )
}

// what an earlier list does not tell is no refusal
const unwished = ({ isImported }: SuggestionView) =>
  isImported ? 'case.publication.unasked' : 'case.publication.unwished'

export function Readers({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['workbench', 'suggestion'])
  return (
    <Block title={t('case.readers')}>
      <p className="reader">
        <Icon name={view.confidential ? 'lock' : 'eye'} />
        {t(view.confidential ? 'case.readers_confidential' : 'case.readers_parties')}
      </p>
      {view.publication || !view.confidential ? (
        <p className="quiet">
          {view.publication
            ? t(`case.publication.${view.publication.state}`)
            : t(view.wishesPublication ? 'case.publication.wished' : unwished(view))}
        </p>
      ) : null}
      {view.publication ? <Link to={`/suggestions/${view.id}/publication`}>{t('case.publication.open')}</Link> : null}
    </Block>
  )
}
