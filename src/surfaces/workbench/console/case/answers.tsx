import { useTranslation } from 'react-i18next'
import { answersInOrder } from '../../frame/answers-in-order.ts'
import type { EvaluationView, ReplyView, SuggestionView } from '../../frame/suggestion-shapes.ts'
import { Moment } from '../parts/told.tsx'

export function Answers({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['workbench', 'suggestion'])
  const opinions = view.assignments.filter(({ coOpinion }) => coOpinion)
  if (view.replies.length === 0 && opinions.length === 0) return null
  return (
    <section className="section" aria-label={t('case.answers')}>
      <h2>{t('case.answers')}</h2>
      {answersInOrder(view.replies).map(({ reply, drafts }) => (
        <Reply
          key={reply.id}
          reply={reply}
          drafts={drafts}
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

type ReplyProps = { reply: ReplyView; drafts: ReplyView[]; evaluation: EvaluationView | undefined }

function Reply({ reply, drafts, evaluation }: ReplyProps) {
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
      {drafts.map((draft) => (
        <OldDraft key={draft.id} of={draft} />
      ))}
    </article>
  )
}

/** What a later draft has taken the place of: who wrote it and when, its words for whoever opens it. */
function OldDraft({ of: draft }: { of: ReplyView }) {
  const { t } = useTranslation('workbench')
  return (
    <details className="old-draft">
      <summary>
        <span>{t('case.old_draft', { revision: draft.revision })}</span>
        {draft.draftedByName ? <span>{t('case.drafted_by', { name: draft.draftedByName })}</span> : null}
        <Moment at={draft.draftedAt} />
      </summary>
      <p className="prose">{draft.body}</p>
    </details>
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
