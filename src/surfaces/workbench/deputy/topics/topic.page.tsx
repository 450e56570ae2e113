import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { call } from '../../frame/call.ts'
import { topicClient } from '../../frame/clients.ts'
import { calendarDate } from '../../frame/dates.ts'
import { Icon } from '../../frame/icons.tsx'
import { toneOfClaim, toneOfTopic } from '../../frame/motion-tone.ts'
import { topics as allTopics, type TopicView, useTopic, useTopicAct } from '../../frame/topic-calls.ts'
import { useLocale } from '../../frame/use-locale.ts'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { Answer, Fault, MovedOn, PageTitle } from '../parts/page.tsx'
import { Moment, Toned } from '../parts/told.tsx'
import { OwnClaim } from './own-claim.tsx'
import { PlacesWord } from './places.tsx'

export function TopicPage() {
  const { id = '' } = useParams()
  return <Answer of={useTopic(id)}>{(topic) => <Topic key={topic.id} topic={topic} />}</Answer>
}

function Topic({ topic }: { topic: TopicView }) {
  const { t } = useTranslation(['topic', 'suggestion'])
  const locale = useLocale()
  const own = topic.claims.findLast(({ isOwn }) => isOwn)
  return (
    <article className={look.stack}>
      <header>
        <p className={look.meta}>
          <span>{t(`suggestion:categories.${topic.category}`)}</span>
          <span>{topic.organName}</span>
        </p>
        <PageTitle>{topic.title}</PageTitle>
        <p className={look.meta}>
          <Toned tone={toneOfTopic[topic.state]}>{t(`states.${topic.state}`)}</Toned>
          <PlacesWord topic={topic} />
          <span>{topic.openUntil ? t('until', { date: calendarDate(locale, topic.openUntil) }) : t('no_until')}</span>
        </p>
        <MovedOn of={allTopics} />
      </header>
      {topic.allowed.includes('claim') ? <Claim topic={topic} /> : null}
      {own ? <OwnClaim key={own.id} claim={own} /> : null}
      {(['background', 'direction'] as const).map((part) =>
        topic[part] ? (
          <section key={part} aria-label={t(`fields.${part}`)}>
            <h2>{t(`fields.${part}`)}</h2>
            <p className={look.prose}>{topic[part]}</p>
          </section>
        ) : null,
      )}
      <section aria-label={t('case.claims')}>
        <h2>{t('case.claims')}</h2>
        {topic.claims.length === 0 ? <p className={look.quiet}>{t('case.no_claims')}</p> : null}
        <ul className={look.list}>
          {topic.claims.map((claim) => (
            <li key={claim.id} className={look.row}>
              <span>
                {claim.name}
                <span className={look.meta}>
                  <Toned tone={toneOfClaim[claim.state]}>{t(`claimStates.${claim.state}`)}</Toned>
                  <Moment at={claim.claimedAt} />
                </span>
              </span>
            </li>
          ))}
        </ul>
      </section>
      <Link to="/topics" className={look.row}>
        <span>
          <Icon name="back" /> {t('case.back')}
        </span>
      </Link>
    </article>
  )
}

function Claim({ topic }: { topic: TopicView }) {
  const { t } = useTranslation('topic')
  const doing = useTopicAct()
  return (
    <>
      {doing.error ? <Fault error={doing.error} /> : null}
      <ActButton
        primary
        isPending={doing.isPending}
        onPress={() => doing.mutate(() => call(topicClient.topics[':id'].claims.$post({ param: { id: topic.id } })))}
      >
        {t('acts.claim')}
      </ActButton>
    </>
  )
}
