import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { call } from '../../frame/call.ts'
import { motionClient } from '../../frame/clients.ts'
import { fullMoment } from '../../frame/dates.ts'
import { type MotionView, motions, useMotion, useMotionAct } from '../../frame/motion-calls.ts'
import { toneOfMotion } from '../../frame/motion-tone.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { SponsorNames } from '../cosign/names.tsx'
import look from '../look.module.css'
import { CaseAs } from '../parts/case-as.tsx'
import { Answer, Fault, MovedOn, PageTitle } from '../parts/page.tsx'
import { SimilarCases } from '../parts/similar.tsx'
import { Moment, Toned } from '../parts/told.tsx'
import { MotionActs } from './motion-acts.tsx'

export function MotionPage() {
  const { id = '' } = useParams()
  return <Answer of={useMotion(id)}>{(motion) => <Motion key={motion.id} motion={motion} />}</Answer>
}

function Motion({ motion }: { motion: MotionView }) {
  const { t } = useTranslation(['motion', 'suggestion', 'deputy'])
  // who is asked once more is shown what has changed
  const isAsked = motion.allowed.includes('cosign') && motion.confirmedText === null
  return (
    <article className={look.stack}>
      <header>
        <p className={look.meta}>
          <CaseAs of={motion} />
        </p>
        <p className={look.meta}>
          <span>{motion.number ?? t('list.unnumbered')}</span>
          <span>{t(`suggestion:categories.${motion.category}`)}</span>
        </p>
        <PageTitle>{motion.title || t('deputy:write.untitled')}</PageTitle>
        <p className={look.meta}>
          <Toned tone={toneOfMotion[motion.state]}>{t(`states.${motion.state}`)}</Toned>
          {motion.submittedAt ? (
            <span>
              {t('case.submitted')} <Moment at={motion.submittedAt} />
            </span>
          ) : null}
        </p>
        <SessionWord motion={motion} />
        {motion.withdrawalAskedAt ? <p className={look.wanting}>{t('case.withdrawal_asked')}</p> : null}
        <MovedOn of={motions} />
      </header>
      {/* what one is asked to sign is read first */}
      {isAsked ? null : <MotionActs motion={motion} />}
      <Outcome motion={motion} />
      {(['subject', 'grounds', 'proposal'] as const).map((part) => (
        <section key={part} aria-label={t(`parts.${part}`)}>
          <h2>{t(`parts.${part}`)}</h2>
          <p className={look.prose}>{motion[part] || '—'}</p>
        </section>
      ))}
      {isAsked ? <MotionActs motion={motion} /> : null}
      {motion.allowed.includes('edit') ? <SimilarCases kind="motion" id={motion.id} content={motion} /> : null}
      <Sponsors motion={motion} />
      <section aria-label={t('case.timeline')}>
        <h2>{t('case.timeline')}</h2>
        <ol className={look.list}>
          {motion.timeline.map((step) => (
            <li key={step.id} className={look.row}>
              <span>
                <strong>{t(`events.${step.type}`)}</strong>
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
    </article>
  )
}

/** Until when it can be submitted; told only while it can. */
function SessionWord({ motion }: { motion: MotionView }) {
  const { t } = useTranslation('motion')
  const locale = useLocale()
  if (motion.submittedAt || !['draft', 'cosigning'].includes(motion.state)) return null
  const { session } = motion
  if (!session) return <p className={look.quiet}>{t('session.none')}</p>
  const at = session.deadline ? fullMoment(locale, new Date(session.deadline)) : ''
  const key = session.isOpen ? 'open' : session.deadline === null ? 'unset' : session.hasPassed ? 'closed' : 'coming'
  return (
    <p className={session.hasPassed ? look.wanting : look.quiet}>
      {t(`session.${key}`, { number: session.number, at })}
    </p>
  )
}

function Outcome({ motion }: { motion: MotionView }) {
  const { t } = useTranslation('motion')
  const { vote } = motion
  return (
    <>
      {motion.suggestionId ? (
        <p>
          {t('case.suggestion')}{' '}
          <Link to={`/cases/${motion.suggestionId}`} className={look.inline}>
            {t('case.open_suggestion')}
          </Link>
        </p>
      ) : null}
      {vote ? (
        <section aria-label={t('case.vote')}>
          <h2>{t('case.vote')}</h2>
          <p>
            <Toned tone={vote.passed ? 'good' : 'over'}>{t(vote.passed ? 'case.passed' : 'case.rejected')}</Toned>
          </p>
          <p>{t('case.vote_figures', vote)}</p>
        </section>
      ) : null}
      {motion.committeeReport ? (
        <section aria-label={t('case.report')}>
          <h2>{t('case.report')}</h2>
          <p className={look.quiet}>{motion.committeeName}</p>
          <p className={look.prose}>{motion.committeeReport}</p>
        </section>
      ) : null}
    </>
  )
}

function Sponsors({ motion }: { motion: MotionView }) {
  const { t } = useTranslation('motion')
  const doing = useMotionAct()
  const invitation = motionClient.motions[':id'].invitations[':mandateId']
  const takeBack = (mandateId: string) =>
    doing.mutate(() => call(invitation.$delete({ param: { id: motion.id, mandateId } })))
  const counts = { counted: motion.sponsorsCounted, needed: motion.sponsorsNeeded }
  const isEnough = counts.counted >= counts.needed
  return (
    <section aria-label={t('case.sponsors')}>
      <h2>{t('case.sponsors')}</h2>
      <p className={isEnough ? look.good : look.quiet}>{t(isEnough ? 'case.enough' : 'case.counted', counts)}</p>
      <SponsorNames
        leadName={motion.leadName}
        cosigners={motion.cosigners}
        isPending={doing.isPending}
        {...(motion.allowed.includes('invite') && { takeBack })}
      />
      {doing.error ? <Fault error={doing.error} /> : null}
    </section>
  )
}
