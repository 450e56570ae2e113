import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import type { PostView } from '#modules/identity/people.contract.ts'
import { call } from '../../frame/call.ts'
import { peopleClient } from '../../frame/clients.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useRole } from '../../frame/session.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { ActForm } from '../case/act-form.tsx'
import { DateEntry } from '../parts/entries.tsx'
import { grantsPosts, type Person, usePersonChange } from './person-calls.ts'
import { PostForm } from './post-form.tsx'

type Post = ReturnType<(typeof PostView)['parse']>

export function PostSection({ person }: { person: Person }) {
  const { t } = useTranslation('console')
  const [search] = useSearchParams()
  const grants = grantsPosts(useRole())
  const mayChange = grants && !person.mergedInto
  const [isAdding, setAdding] = useState(search.get('add') === 'post')
  if (person.posts.length === 0 && !mayChange) return null
  return (
    <section className="sheet" aria-label={t('person.posts')}>
      <div className="section">
        <h2>{t('person.posts')}</h2>
        {person.posts.length === 0 ? <p className="quiet">{t('person.no_posts')}</p> : null}
        {person.posts.map((post) => (
          <PostLine key={post.id} post={post} mayChange={mayChange} />
        ))}
        {mayChange && !person.diedOn && !isAdding ? (
          <Button className="step-acts" onClick={() => setAdding(true)}>
            {t('person.add_post')}
          </Button>
        ) : null}
        {isAdding ? <PostForm personId={person.id} onClose={() => setAdding(false)} /> : null}
      </div>
    </section>
  )
}

function PostLine({ post, mayChange }: { post: Post; mayChange: boolean }) {
  const { t } = useTranslation(['console', 'identity'])
  const locale = useLocale()
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [endsOn, setEndsOn] = useState('')
  const end = usePersonChange(
    post.personId,
    () =>
      call(peopleClient.posts[':id'].end.$post({ param: { id: post.id }, json: { endsOn, version: post.version } })),
    () => setOpen(false),
  )
  return (
    <div className="assignment">
      <div className="facts">
        <strong>
          <Link to={`/units/${post.organId}`}>{post.organName}</Link>
        </strong>
        <span>{t(`identity:roles.${post.role}`)}</span>
        <span>{post.title}</span>
        <span className="quiet">
          {t('person.since', { on: calendarDate(locale, post.startsOn) })}{' '}
          {post.endsOn ? t('person.until', { on: calendarDate(locale, post.endsOn) }) : ''}
        </span>
        {mayChange && !post.endsOn && !isOpen ? (
          <Button aria-label={`${t('person.end_post')} ${post.organName}`} onClick={() => setOpen(true)}>
            {t('person.end_post')}
          </Button>
        ) : null}
      </div>
      {isOpen ? (
        <ActForm
          title={t('person.end_post')}
          lead={t('person.end_post_lead')}
          button={t('person.end_post')}
          isPending={end.isPending}
          error={end.error}
          isReady={endsOn !== ''}
          onSubmit={() => end.mutate()}
          onClose={() => setOpen(false)}
          onReload={() => void client.invalidateQueries({ queryKey: ['person', post.personId] })}
        >
          <DateEntry label={t('person.ends_on')} value={endsOn} onChange={setEndsOn} />
        </ActForm>
      ) : null}
    </div>
  )
}
