import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { Icon } from '../../frame/icons.tsx'
import { type MotionView, motions, useMotion } from '../../frame/motion-calls.ts'
import { toneOfMotion } from '../../frame/motion-tone.ts'
import { Answer, MovedOn, useTitle } from '../parts/page.tsx'
import { Moment, Toned } from '../parts/told.tsx'
import { type MotionActCode, motionActs, OpenMotionAct } from './motion-acts.tsx'

export function MotionPage() {
  const { id = '' } = useParams()
  const found = useMotion(id)
  return (
    <Answer of={found} lines={14}>
      {(motion) => <Motion key={motion.id} motion={motion} />}
    </Answer>
  )
}

function Motion({ motion }: { motion: MotionView }) {
  const { t } = useTranslation('motion')
  const [open, setOpen] = useState<MotionActCode | null>(null)
  const possible = motionActs.filter((code) => motion.allowed.includes(code))
  const shown = open && possible.includes(open) ? open : null
  return (
    <>
      <Head motion={motion} />
      <MovedOn of={motions} />
      <div className="case">
        <div>
          {shown ? <OpenMotionAct key={shown} motion={motion} code={shown} onClose={() => setOpen(null)} /> : null}
          <div className={shown ? 'sheet below' : 'sheet'}>
            {(['subject', 'grounds', 'proposal'] as const).map((part) => (
              <section key={part} className="section">
                <h2>{t(`parts.${part}`)}</h2>
                <p className="prose">{motion[part] || '—'}</p>
              </section>
            ))}
            <Outcome motion={motion} />
            <Timeline motion={motion} />
          </div>
        </div>
        <aside className="side">
          <section className="sheet section" aria-label={t('case.next')}>
            <h2>{t('case.next')}</h2>
            {possible.length === 0 ? <p className="quiet">{t('case.nothing')}</p> : null}
            <div className="next-actions">
              {possible.map((code, index) => (
                <Button key={code} block type={index === 0 ? 'primary' : 'default'} onClick={() => setOpen(code)}>
                  {t(`acts.${code}`)}
                </Button>
              ))}
            </div>
          </section>
          <Sponsors motion={motion} />
        </aside>
      </div>
    </>
  )
}

function Head({ motion }: { motion: MotionView }) {
  const { t } = useTranslation(['motion', 'suggestion'])
  useTitle(motion.title)
  return (
    <header className="case-head">
      <div className="facts quiet">
        <Link to="/motions">{t('case.back')}</Link>
        <span>{motion.number ?? t('list.unnumbered')}</span>
        <span>{t(`suggestion:categories.${motion.category}`)}</span>
        <span>{motion.congressName}</span>
      </div>
      <h1>{motion.title}</h1>
      <div className="facts">
        <Toned tone={toneOfMotion[motion.state]}>{t(`states.${motion.state}`)}</Toned>
        {motion.withdrawalAskedAt ? <Toned tone="wanting">{t('case.withdrawal_asked')}</Toned> : null}
        {motion.submittedAt ? (
          <span className="quiet">
            {t('case.submitted')} <Moment at={motion.submittedAt} />
          </span>
        ) : null}
        <Button type="text" className="no-print push" icon={<Icon name="print" />} onClick={() => window.print()}>
          {t('case.print')}
        </Button>
      </div>
    </header>
  )
}

function Outcome({ motion }: { motion: MotionView }) {
  const { t } = useTranslation('motion')
  const { vote } = motion
  return (
    <>
      {motion.committeeName ? (
        <section className="section">
          <h2>{t('case.committee')}</h2>
          <p>{motion.committeeName}</p>
          {motion.committeeReport ? <p className="prose">{motion.committeeReport}</p> : null}
        </section>
      ) : null}
      {vote ? (
        <section className="section">
          <h2>{t('case.vote')}</h2>
          <p>
            <Toned tone={vote.passed ? 'good' : 'over'}>{t(vote.passed ? 'case.passed' : 'case.rejected')}</Toned>{' '}
            {t('case.vote_figures', vote)}
          </p>
        </section>
      ) : null}
      {motion.suggestionId ? (
        <section className="section">
          <p className="within-text">
            {t('case.suggestion')} <Link to={`/suggestions/${motion.suggestionId}`}>{t('case.open_suggestion')}</Link>
          </p>
        </section>
      ) : null}
    </>
  )
}

function Timeline({ motion }: { motion: MotionView }) {
  const { t } = useTranslation('motion')
  return (
    <section className="section">
      <h2>{t('case.timeline')}</h2>
      <ol>
        {motion.timeline.map((step) => (
          <li key={step.id} className="steps-line">
            <div className="facts">
              <strong>{t(`events.${step.type}`)}</strong>
              <span>{step.by || t('case.by_system')}</span>
              <Moment at={step.at} />
            </div>
            {step.note ? <p className="note">{step.note}</p> : null}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Sponsors({ motion }: { motion: MotionView }) {
  const { t } = useTranslation('motion')
  const counts = { counted: motion.sponsorsCounted, needed: motion.sponsorsNeeded }
  return (
    <section className="sheet section" aria-label={t('case.sponsors')}>
      <h2>{t('case.sponsors')}</h2>
      <p className="quiet">{t(counts.counted >= counts.needed ? 'case.enough' : 'case.counted', counts)}</p>
      <p className="person-line">
        <strong>{motion.leadName}</strong> <span className="quiet">{t('case.lead')}</span>
      </p>
      {motion.cosigners.map(({ mandateId, name }) => (
        <p key={mandateId} className="person-line">
          {name}
        </p>
      ))}
    </section>
  )
}
