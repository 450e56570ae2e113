import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import type { TopicDraft } from '#modules/topic/topic.contract.ts'
import { call } from '../../frame/call.ts'
import { topicClient } from '../../frame/clients.ts'
import { calendarDate } from '../../frame/dates.ts'
import { toneOfClaim, toneOfTopic } from '../../frame/motion-tone.ts'
import { topics as allTopics, type TopicView, useTopic, useTopicAct } from '../../frame/topic-calls.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { ActForm } from '../case/act-form.tsx'
import { LongEntry } from '../parts/long-entry.tsx'
import { Answer, MovedOn, useTitle } from '../parts/page.tsx'
import { Moment, Toned } from '../parts/told.tsx'
import { TopicForm } from './topic-form.tsx'

const topics = topicClient.topics
const blank: TopicDraft = {
  title: '',
  background: '',
  direction: '',
  category: 'other',
  claimsMax: null,
  openUntil: null,
}

export function NewTopicPage() {
  const { t } = useTranslation('topic')
  const navigate = useNavigate()
  const doing = useTopicAct()
  useTitle(t('acts.new'))
  return (
    <>
      <h1 className="unseen">{t('acts.new')}</h1>
      <TopicForm
        isPage
        title={t('acts.new')}
        initial={blank}
        isPending={doing.isPending}
        error={doing.error}
        onSubmit={(json) =>
          doing.mutate(() => call(topics.$post({ json })), {
            onSuccess: ({ id }) => void navigate(`/topics/${id}`, { replace: true }),
          })
        }
        onClose={() => void navigate('/topics')}
      />
    </>
  )
}

export function TopicPage() {
  const { id = '' } = useParams()
  const found = useTopic(id)
  return (
    <Answer of={found} lines={12}>
      {(topic) => <Topic key={topic.id} topic={topic} />}
    </Answer>
  )
}

const acts = ['publish', 'edit', 'close', 'withdraw'] as const
type Code = (typeof acts)[number]

function Topic({ topic }: { topic: TopicView }) {
  const { t } = useTranslation(['topic', 'suggestion'])
  const locale = useLocale()
  const [open, setOpen] = useState<Code | null>(null)
  useTitle(topic.title)
  const possible = acts.filter((code) => topic.allowed.includes(code))
  return (
    <>
      <header className="case-head">
        <div className="facts quiet">
          <Link to="/topics">{t('case.back')}</Link>
          <span>{t(`suggestion:categories.${topic.category}`)}</span>
          <span>{topic.organName}</span>
        </div>
        <h1>{topic.title}</h1>
        <div className="facts">
          <Toned tone={toneOfTopic[topic.state]}>{t(`states.${topic.state}`)}</Toned>
          <span>
            {t('list.held')} {topic.held}/{topic.claimsMax ?? t('places_open')}
          </span>
          <span>{topic.openUntil ? t('until', { date: calendarDate(locale, topic.openUntil) }) : t('no_until')}</span>
          {topic.publishedAt ? (
            <span className="quiet">
              {t('case.published_at')} <Moment at={topic.publishedAt} />
            </span>
          ) : null}
        </div>
      </header>
      <MovedOn of={allTopics} />
      <div className="case">
        <div>
          {open ? (
            <Act key={`${open}/${topic.version}`} topic={topic} code={open} onClose={() => setOpen(null)} />
          ) : null}
          <div className={open ? 'sheet below' : 'sheet'}>
            {(['background', 'direction'] as const).map((part) => (
              <section key={part} className="section">
                <h2>{t(`fields.${part}`)}</h2>
                <p className="prose">{topic[part] || t('case.background_none')}</p>
              </section>
            ))}
            <Claims topic={topic} />
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
        </aside>
      </div>
    </>
  )
}

type ActProps = { topic: TopicView; code: Code; onClose: () => void }

function Act({ topic, code, onClose }: ActProps) {
  const { t } = useTranslation('topic')
  const doing = useTopicAct()
  const [reason, setReason] = useState('')
  const { id, version } = topic
  const frame = { isPending: doing.isPending, error: doing.error, onClose }
  const run = (act: () => Promise<TopicView>) => doing.mutate(act, { onSuccess: onClose })
  if (code === 'edit')
    return (
      <TopicForm
        {...frame}
        title={t('acts.edit')}
        initial={topic}
        onSubmit={({ title, background, direction, category, claimsMax, openUntil }) => {
          const json = { version, title, background, direction, category, claimsMax, openUntil }
          run(() => call(topics[':id'].$put({ param: { id }, json })))
        }}
      />
    )
  const send = () => {
    if (code === 'publish') return call(topics[':id'].publication.$post({ param: { id }, json: { version } }))
    if (code === 'close') return call(topics[':id'].closing.$post({ param: { id }, json: { version } }))
    return call(topics[':id'].withdrawal.$post({ param: { id }, json: { version, reason } }))
  }
  return (
    <ActForm
      {...frame}
      title={t(`acts.${code}`)}
      lead={t(`acts.${code}_lead`)}
      button={t(`acts.${code}`)}
      isReady={code !== 'withdraw' || reason.trim() !== ''}
      onSubmit={() => run(send)}
    >
      {code === 'withdraw' ? (
        <LongEntry label={t('acts.reason')} rows={2} max={500} value={reason} onChange={setReason} />
      ) : null}
    </ActForm>
  )
}

function Claims({ topic }: { topic: TopicView }) {
  const { t } = useTranslation(['topic', 'suggestion'])
  return (
    <section className="section">
      <h2>
        {t('case.claims')} <span className="quiet">{topic.claims.length}</span>
      </h2>
      {topic.claims.length === 0 ? <p className="quiet">{t('case.no_claims')}</p> : null}
      <ul>
        {topic.claims.map((claim) => (
          <li key={claim.id} className="person-line">
            <strong>{claim.name}</strong>{' '}
            <Toned tone={toneOfClaim[claim.state]}>{t(`claimStates.${claim.state}`)}</Toned>{' '}
            <span className="quiet">
              <Moment at={claim.claimedAt} />
            </span>
            {claim.suggestions.map(({ id, title, number, state }) => (
              <div key={id}>
                {title ? (
                  <Link to={`/suggestions/${id}`}>
                    {number} {title}
                  </Link>
                ) : (
                  <span className="quiet">{t('case.unregistered')}</span>
                )}{' '}
                <span className="quiet">{t(`suggestion:states.${state}`)}</span>
              </div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
