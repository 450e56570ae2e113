import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answersInOrder } from '../../frame/answers-in-order.ts'
import { call } from '../../frame/call.ts'
import { assignmentClient } from '../../frame/clients.ts'
import { useActing } from '../../frame/session.ts'
import { useAct } from '../../frame/suggestion-calls.ts'
import type { ReplyView, SuggestionView } from '../../frame/suggestion-shapes.ts'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { Moment } from '../parts/told.tsx'

export function Replies({ view }: { view: SuggestionView }) {
  const { t } = useTranslation('workbench')
  const sent = answersInOrder(view.replies.filter(({ sentAt }) => sentAt !== null))
  if (sent.length === 0) return null
  return (
    <section aria-label={t('case.answers')}>
      <h2>{t('case.answers')}</h2>
      {sent.map(({ reply }) => (
        <Reply key={reply.id} view={view} reply={reply} />
      ))}
    </section>
  )
}

function Reply({ view, reply }: { view: SuggestionView; reply: ReplyView }) {
  const { t } = useTranslation(['workbench', 'suggestion', 'deputy'])
  const acting = useActing()
  const doing = useAct(view.id)
  const text = useRef<HTMLDivElement>(null)
  const mine = reply.receipts.find(({ mandateId }) => mandateId === acting.id)
  const [isOpen, setOpen] = useState(mine?.readAt !== null)
  useEffect(() => {
    if (isOpen && mine?.readAt === null) text.current?.focus()
  }, [isOpen, mine?.readAt])
  const read = () => {
    setOpen(true)
    // The receipt is for the unit: this deputy has opened the answer.
    if (mine?.readAt === null)
      doing.mutate(() => call(assignmentClient.replies[':id'].receipt.$post({ param: { id: reply.id } })))
  }
  const evaluation = view.evaluations.find(
    ({ assignmentId, round, state }) =>
      assignmentId === reply.assignmentId && round === reply.round && state === 'cast',
  )
  return (
    <div className={look.card}>
      <p>
        <strong>{t('case.reply_of', { unit: reply.unitName })}</strong>
      </p>
      <p className={look.meta}>
        <span>{t('case.round', { round: reply.round })}</span>
        <span>{t(`suggestion:classes.${reply.class}`)}</span>
        {reply.sentAt ? <Moment at={reply.sentAt} /> : null}
      </p>
      {isOpen ? (
        <div ref={text} tabIndex={-1} className={look.prose}>
          {reply.body || t('case.reply_elsewhere')}
        </div>
      ) : (
        <ActButton primary onPress={read}>
          {t('deputy:case.read_reply')}
        </ActButton>
      )}
      {evaluation?.attitude && evaluation.result ? (
        <p className={look.note}>
          {t('suggestion:dimensions.attitude')} {t(`suggestion:grades.${evaluation.attitude}`)} ·{' '}
          {t('suggestion:dimensions.result')} {t(`suggestion:grades.${evaluation.result}`)}
          {evaluation.opinion ? <span className={look.prose}>{evaluation.opinion}</span> : null}
        </p>
      ) : null}
    </div>
  )
}
