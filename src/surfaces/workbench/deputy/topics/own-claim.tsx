import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { topicLimits, unlinkableStates } from '#modules/topic/topic.ts'
import { call } from '../../frame/call.ts'
import { topicClient } from '../../frame/clients.ts'
import { toneOfClaim } from '../../frame/motion-tone.ts'
import { type TopicView, useTopicAct } from '../../frame/topic-calls.ts'
import { newDraftId } from '../draft-store.ts'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { ActCard } from '../parts/act-card.tsx'
import { isWithin, Pick, Words } from '../parts/fields.tsx'
import { Fault } from '../parts/page.tsx'
import { Toned } from '../parts/told.tsx'

type Claim = TopicView['claims'][number]
const claims = topicClient['topic-claims'][':id']

/** What the deputy does with a topic of theirs: write from it, note down, link, give it back. */
export function OwnClaim({ claim }: { claim: Claim }) {
  const { t } = useTranslation('topic')
  const navigate = useNavigate()
  const doing = useTopicAct()
  // the same tap sent twice is one draft
  const [draftId] = useState(newDraftId)
  const may = (action: string) => claim.allowed.includes(action)
  const write = () =>
    doing.mutate(() => call(claims.draft.$post({ param: { id: claim.id }, json: { suggestionId: draftId } })), {
      onSuccess: () => void navigate(`/write/${draftId}`),
    })
  return (
    <ActCard title={t('case.own')}>
      <p>
        <Toned tone={toneOfClaim[claim.state]}>{t(`claimStates.${claim.state}`)}</Toned>
      </p>
      <Linked claim={claim} />
      {doing.error ? <Fault error={doing.error} /> : null}
      {may('link') ? (
        <ActButton primary isPending={doing.isPending} onPress={write}>
          {t('acts.write')}
        </ActButton>
      ) : null}
      {may('link') ? <LinkForm claim={claim} /> : null}
      {may('research') ? <Notes claim={claim} /> : null}
      {may('release') ? <Release claim={claim} /> : null}
    </ActCard>
  )
}

function Linked({ claim }: { claim: Claim }) {
  const { t } = useTranslation(['topic', 'suggestion'])
  const doing = useTopicAct()
  if (claim.suggestions.length === 0) return null
  return (
    <ul className={look.list}>
      {claim.suggestions.map(({ id, title, number, state }) => (
        <li key={id}>
          <Link to={`/cases/${id}`} className={look.inline}>
            {title || t('case.unregistered')}
          </Link>
          <span className={look.meta}>
            {number ? <span>{number}</span> : null}
            <span>{t(`suggestion:states.${state}`)}</span>
          </span>
          {doing.error ? <Fault error={doing.error} /> : null}
          {unlinkableStates.includes(state) ? (
            <ActButton
              plain
              isPending={doing.isPending}
              onPress={() =>
                doing.mutate(() =>
                  call(claims.suggestions[':suggestionId'].$delete({ param: { id: claim.id, suggestionId: id } })),
                )
              }
            >
              {t('acts.unlink')}
            </ActButton>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

function LinkForm({ claim }: { claim: Claim }) {
  const { t } = useTranslation('topic')
  const doing = useTopicAct()
  const [chosen, setChosen] = useState('')
  const found = useQuery({
    queryKey: ['topics', 'linkable', claim.id],
    queryFn: () => call(claims.linkable.$get({ param: { id: claim.id } })),
  })
  const own = (found.data?.items ?? []).filter(({ title }) => title !== '')
  if (own.length === 0) return null
  const options = [
    { value: '', label: t('acts.link_choose') },
    ...own.map(({ id, title }) => ({ value: id, label: title })),
  ]
  const link = () =>
    doing.mutate(() => call(claims.suggestions.$post({ param: { id: claim.id }, json: { suggestionId: chosen } })))
  return (
    <>
      <Pick id="topic-link" label={t('acts.link')} value={chosen} options={options} onChange={setChosen} />
      {doing.error ? <Fault error={doing.error} /> : null}
      {chosen ? (
        <ActButton isPending={doing.isPending} onPress={link}>
          {t('acts.link')}
        </ActButton>
      ) : null}
    </>
  )
}

function Notes({ claim }: { claim: Claim }) {
  const { t } = useTranslation('topic')
  const doing = useTopicAct()
  const [notes, setNotes] = useState(claim.notes ?? '')
  const isSaved = notes === (claim.notes ?? '')
  const save = () =>
    doing.mutate(() => call(claims.notes.$put({ param: { id: claim.id }, json: { version: claim.version, notes } })))
  return (
    <>
      <Words
        label={t('acts.notes')}
        hint={t('acts.notes_hint')}
        isLong
        maxLength={topicLimits.notesMax}
        value={notes}
        onChange={setNotes}
      />
      {doing.error ? <Fault error={doing.error} /> : null}
      <p role="status" className={look.quiet}>
        {doing.isSuccess && isSaved ? t('acts.notes_saved') : ''}
      </p>
      {isSaved ? null : (
        <ActButton isPending={doing.isPending} isDisabled={notes.length > topicLimits.notesMax} onPress={save}>
          {t('acts.notes_save')}
        </ActButton>
      )}
    </>
  )
}

function Release({ claim }: { claim: Claim }) {
  const { t } = useTranslation('topic')
  const doing = useTopicAct()
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  if (!isOpen)
    return (
      <ActButton plain onPress={() => setOpen(true)}>
        {t('acts.release')}
      </ActButton>
    )
  return (
    <>
      <p>{t('acts.release_lead')}</p>
      <Words label={t('acts.reason')} isLong maxLength={500} value={reason} onChange={setReason} />
      {doing.error ? <Fault error={doing.error} /> : null}
      <div className={look.pair}>
        <ActButton
          primary
          isPending={doing.isPending}
          isDisabled={!isWithin(reason, 500)}
          onPress={() => doing.mutate(() => call(claims.release.$post({ param: { id: claim.id }, json: { reason } })))}
        >
          {t('acts.release')}
        </ActButton>
        <ActButton onPress={() => setOpen(false)}>{t('acts.keep')}</ActButton>
      </div>
    </>
  )
}
