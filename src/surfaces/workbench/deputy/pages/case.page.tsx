import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { call } from '../../frame/call.ts'
import { suggestionClient } from '../../frame/clients.ts'
import { calendarDate } from '../../frame/dates.ts'
import { Icon } from '../../frame/icons.tsx'
import { useLeadAbsence } from '../../frame/lead-absence.ts'
import { stepWord } from '../../frame/step-word.ts'
import { caseKey, isCaseId, useAct } from '../../frame/suggestion-calls.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { CaseActs } from '../case/case-acts.tsx'
import { KeptWords } from '../case/kept-words.tsx'
import { Replies } from '../case/replies.tsx'
import { SponsorNames } from '../cosign/names.tsx'
import look from '../look.module.css'
import { useOfflineCase } from '../offline-read.ts'
import { CaseOversights } from '../oversight/case-oversights.tsx'
import { CaseAs } from '../parts/case-as.tsx'
import { SentFiles } from '../parts/file-list.tsx'
import { Answer, Fault, MovedOn, PageTitle } from '../parts/page.tsx'
import { AssignmentStateWord, CaseState, DueWord, Moment, PaperWord } from '../parts/told.tsx'
import { NotFoundPage } from './not-found.page.tsx'

export function CasePage() {
  const { id = '' } = useParams()
  return isCaseId(id) ? <Found id={id} /> : <NotFoundPage />
}

function Found({ id }: { id: string }) {
  const found = useOfflineCase(id)
  return <Answer of={found}>{(view) => <Case key={view.id} view={view} />}</Answer>
}

function Case({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['workbench', 'suggestion', 'deputy'])
  // What one is asked to sign or to judge comes before the question.
  // who is asked once more is shown what has changed
  const isInvited =
    view.confirmedText === null &&
    ['cosign', 'confirmPaper', 'contradictCosign'].some((code) => view.allowed.includes(code))
  return (
    <article className={look.stack}>
      <header>
        <p className={look.meta}>
          <CaseAs of={view} />
        </p>
        <p className={look.meta}>
          <span>{view.number ?? t('deputy:case.unnumbered')}</span>
          <span>{t(`suggestion:categories.${view.category}`)}</span>
          {view.confidential ? (
            <span className={look.wanting}>
              <Icon name="lock" /> {t('case.confidential')}
            </span>
          ) : null}
        </p>
        <PageTitle>{view.title || t('deputy:write.untitled')}</PageTitle>
        <p className={look.meta}>
          <CaseState state={view.state} />
          {view.paper ? <PaperWord paper={view.paper} /> : null}
          {view.clocks
            .filter(({ state }) => state === 'running' || state === 'overdue')
            .map((clock) => (
              <span key={clock.id}>
                {t(`suggestion:clocks.${clock.ruleId}`)} <DueWord before={clock.dueBefore} />
                {clock.warning ? ` ${t('clock.guessed')}` : null}
              </span>
            ))}
        </p>
        <MovedOn of={caseKey(view.id)} />
      </header>
      <KeptWords view={view} />
      {isInvited ? <CaseText view={view} /> : null}
      <Replies view={view} />
      <CaseActs view={view} />
      <Assignments view={view} />
      <CaseOversights view={view} />
      <Promises view={view} />
      <Sponsors view={view} />
      {isInvited ? null : <CaseText view={view} />}
      <Timeline view={view} />
    </article>
  )
}

function CaseText({ view }: { view: SuggestionView }) {
  const { t } = useTranslation('workbench')
  return (
    <section aria-label={t('case.text')}>
      <h2>{t('case.text')}</h2>
      {(['subject', 'grounds', 'proposal'] as const).map((part) => (
        <div key={part}>
          <h3 className={look.quiet}>{t(`draft.${part}`)}</h3>
          <p className={look.prose}>{view[part] || '—'}</p>
        </div>
      ))}
      <CaseFiles view={view} />
    </section>
  )
}

function CaseFiles({ view }: { view: SuggestionView }) {
  const { t } = useTranslation('attachment')
  if (view.attachments.length === 0) return null
  return (
    <>
      <h3 className={look.quiet}>{t('title')}</h3>
      <SentFiles caseId={view.id} items={view.attachments} />
    </>
  )
}

function Assignments({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['workbench', 'suggestion'])
  const parts = view.assignments.filter(({ state }) => state !== 'proposed')
  if (parts.length === 0) return null
  return (
    <section aria-label={t('case.assignments')}>
      <h2>{t('case.assignments')}</h2>
      <ul className={look.list}>
        {parts.map((part) => (
          <li key={part.id} className={look.row}>
            <span>
              <strong>
                {t(`suggestion:parts.${part.part}`)} {part.unitName}
              </strong>
              <span className={look.meta}>
                <AssignmentStateWord of={part} />
                {part.clocks
                  .filter(({ state }) => state === 'running' || state === 'overdue')
                  .map((clock) => (
                    <span key={clock.id} title={clock.explanation}>
                      {t(`suggestion:clocks.${clock.ruleId}`)} <DueWord before={clock.dueBefore} />
                    </span>
                  ))}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Promises({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['workbench', 'suggestion'])
  const locale = useLocale()
  if (view.commitments.length === 0) return null
  return (
    <section aria-label={t('case.promises')}>
      <h2>{t('case.promises')}</h2>
      <ul className={look.list}>
        {view.commitments.map((promise) => (
          <li key={promise.id} className={look.row}>
            <span>
              {promise.content}
              {promise.explanation ? <span className={look.prose}>{promise.explanation}</span> : null}
              <span className={look.meta}>
                <span>{promise.unitName}</span>
                <span>{promise.owner}</span>
                <span>{t('case.promised_for', { on: calendarDate(locale, promise.dueOn) })}</span>
                <span>{t(`suggestion:commitmentStates.${promise.state}`)}</span>
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Sponsors({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['workbench', 'suggestion', 'deputy'])
  const absence = useLeadAbsence(view)
  const doing = useAct(view.id)
  const invitation = suggestionClient.suggestions[':id'].invitations[':mandateId']
  const takeBack = (mandateId: string) =>
    doing.mutate(() => call(invitation.$delete({ param: { id: view.id, mandateId } })))
  return (
    <section aria-label={t('case.parties')}>
      <h2>{t('case.parties')}</h2>
      <SponsorNames
        leadName={view.leadName}
        leadMark={absence?.mark}
        cosigners={view.cosigners}
        isPending={doing.isPending}
        {...(view.allowed.includes('invite') && { takeBack })}
      />
      {doing.error ? <Fault error={doing.error} /> : null}
      {absence?.why ? <p className={look.quiet}>{absence.why}</p> : null}
      <p className={look.quiet}>{t('case.counted', { count: view.sponsorsCounted })}</p>
      {view.followers.map(({ mandateId, name, caseId, number }) => (
        <p key={`${mandateId} ${caseId}`} className={look.quiet}>
          {t('case.follower', { number: number ?? '' })} {name}
        </p>
      ))}
      {view.references.map(({ id, number, how }) => (
        <p key={id} className={look.quiet}>
          {t(`suggestion:references.${how}`)}{' '}
          <Link to={`/cases/${id}`} className={look.inline}>
            {number}
          </Link>
        </p>
      ))}
      {view.publication ? (
        <p>
          {t(`case.publication.${view.publication.state}`)}{' '}
          <Link to={`/cases/${view.id}/publication`} className={look.inline}>
            {t('case.publication.open')}
          </Link>
        </p>
      ) : null}
    </section>
  )
}

function Timeline({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['workbench', 'suggestion'])
  return (
    <section aria-label={t('case.timeline')}>
      <h2>{t('case.timeline')}</h2>
      <ol className={look.list}>
        {view.timeline.map((step) => (
          <li key={step.id} className={look.row}>
            <span>
              <strong>{stepWord(t, step)}</strong>
              {step.note ? <span className={look.prose}>{step.note}</span> : null}
              <span className={look.meta}>
                <span>{step.by || t('case.by_system')}</span>
                <Moment at={step.at} />
              </span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
