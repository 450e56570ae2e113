import { useTranslation } from 'react-i18next'
import { calendarDate } from '../../frame/dates.ts'
import { stepWord } from '../../frame/step-word.ts'
import type { EvaluationView, ReplyView, SuggestionView } from '../../frame/suggestion-shapes.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { Moment } from '../parts/told.tsx'

export function CaseText({ view }: { view: SuggestionView }) {
  const { t } = useTranslation('workbench')
  return (
    <section className="section" aria-label={t('case.text')}>
      <h2>{t('case.text')}</h2>
      {(['subject', 'grounds', 'proposal'] as const).map((part) => (
        <div key={part}>
          <h3>{t(`draft.${part}`)}</h3>
          <p className="prose">{view[part] || '—'}</p>
        </div>
      ))}
    </section>
  )
}

export function Answers({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['workbench', 'suggestion'])
  const opinions = view.assignments.filter(({ coOpinion }) => coOpinion)
  if (view.replies.length === 0 && opinions.length === 0) return null
  return (
    <section className="section" aria-label={t('case.answers')}>
      <h2>{t('case.answers')}</h2>
      {view.replies.map((reply) => (
        <Reply
          key={reply.id}
          reply={reply}
          evaluation={view.evaluations.find(
            ({ assignmentId, round, state }) =>
              assignmentId === reply.assignmentId && round === reply.round && state !== 'open',
          )}
        />
      ))}
      {opinions.map(({ id, unitName, coOpinion, coOpinionAt }) => (
        <article key={id} className="reply">
          <div className="facts">
            <strong>{t('case.co_opinion_of', { unit: unitName })}</strong>
            <Moment at={coOpinionAt} />
          </div>
          <p className="prose">{coOpinion}</p>
        </article>
      ))}
    </section>
  )
}

function Reply({ reply, evaluation }: { reply: ReplyView; evaluation: EvaluationView | undefined }) {
  const { t } = useTranslation(['workbench', 'suggestion'])
  return (
    <article className="reply">
      <div className="facts">
        <strong>
          {reply.sentAt
            ? t('case.reply_of', { unit: reply.unitName })
            : t('case.reply_draft_of', { unit: reply.unitName })}
        </strong>
        <span>{t('case.round', { round: reply.round })}</span>
        <span>{t(`suggestion:classes.${reply.class}`)}</span>
        <Moment at={reply.sentAt ?? reply.draftedAt} />
      </div>
      <p className="prose">{reply.body || t('case.reply_elsewhere')}</p>
      <p className="quiet">
        {reply.draftedByName ? t('case.drafted_by', { name: reply.draftedByName }) : null}{' '}
        {reply.signedByName ? t('case.signed_by', { name: reply.signedByName }) : null}
      </p>
      {reply.receipts.length > 0 ? (
        <p className="quiet">
          {reply.receipts
            .map(({ name, readAt }) => t(readAt ? 'case.receipt_read' : 'case.receipt_waiting', { name }))
            .join(t('case.between'))}
        </p>
      ) : null}
      {evaluation ? <EvaluationLine evaluation={evaluation} /> : null}
    </article>
  )
}

function EvaluationLine({ evaluation }: { evaluation: EvaluationView }) {
  const { t } = useTranslation(['workbench', 'suggestion'])
  if (!evaluation.attitude || !evaluation.result) return <p className="quiet">{t('evaluation.expired')}</p>
  return (
    <div className="verdict">
      <p>
        {t('suggestion:dimensions.attitude')} <strong>{t(`suggestion:grades.${evaluation.attitude}`)}</strong> ·{' '}
        {t('suggestion:dimensions.result')} <strong>{t(`suggestion:grades.${evaluation.result}`)}</strong> ·{' '}
        <Moment at={evaluation.castAt} />
      </p>
      {evaluation.opinion ? <p className="prose">{evaluation.opinion}</p> : null}
    </div>
  )
}

export function Consultations({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['workbench', 'suggestion'])
  const locale = useLocale()
  if (view.consultations.length === 0) return null
  return (
    <section className="section" aria-label={t('case.consultations')}>
      <h2>{t('case.consultations')}</h2>
      {view.consultations.map((talk) => (
        <article key={talk.id} className="reply">
          <div className="facts">
            <strong>{talk.unitName}</strong>
            <span>{t(`suggestion:means.${talk.means}`)}</span>
            <span>{calendarDate(locale, talk.heldOn)}</span>
            <span className={talk.confirmedAt ? 'tone-good' : 'tone-waiting'}>
              {t(talk.confirmedAt ? 'case.talk_confirmed' : 'case.talk_waiting')}
            </span>
          </div>
          <p className="prose">{talk.summary}</p>
        </article>
      ))}
    </section>
  )
}

export function Timeline({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['workbench', 'suggestion'])
  return (
    <section className="section" aria-label={t('case.timeline')}>
      <h2>{t('case.timeline')}</h2>
      <ol>
        {view.timeline.map((step) => (
          <li key={step.id} className="steps-line">
            <div className="facts">
              <strong>{stepWord(t, step)}</strong>
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
