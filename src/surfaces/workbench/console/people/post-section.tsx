import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonView, PostView } from '#modules/identity/people.contract.ts'
import { call } from '../../frame/call.ts'
import { peopleClient } from '../../frame/clients.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { ActForm } from '../case/act-form.tsx'
import { Field } from '../parts/field.tsx'

type Person = ReturnType<(typeof PersonView)['parse']>
type Post = ReturnType<(typeof PostView)['parse']>

export function PostSection({ person }: { person: Person }) {
  const { t } = useTranslation('console')
  if (person.posts.length === 0) return null
  return (
    <section className="sheet" aria-label={t('person.posts')}>
      <div className="section">
        <h2>{t('person.posts')}</h2>
        {person.posts.map((post) => (
          <PostLine key={post.id} post={post} mayChange={person.profile !== null} />
        ))}
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
  const reload = () => client.invalidateQueries({ queryKey: ['person', post.personId] })
  const end = useMutation({
    mutationFn: () =>
      call(peopleClient.posts[':id'].end.$post({ param: { id: post.id }, json: { endsOn, version: post.version } })),
    onSuccess: async () => {
      setOpen(false)
      await reload()
    },
  })
  return (
    <div className="assignment">
      <div className="facts">
        <strong>{post.organName}</strong>
        <span>{t(`identity:roles.${post.role}`)}</span>
        <span>{post.title}</span>
        <span className="quiet">
          {t('person.since', { on: calendarDate(locale, post.startsOn) })}{' '}
          {post.endsOn ? t('person.until', { on: calendarDate(locale, post.endsOn) }) : ''}
        </span>
        {mayChange && !post.endsOn && !isOpen ? (
          <Button onClick={() => setOpen(true)}>{t('person.end_post')}</Button>
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
          onReload={() => void reload()}
        >
          <Field label={t('person.ends_on')}>
            {(control) => (
              <Input
                {...control}
                type="date"
                className="date"
                value={endsOn}
                onChange={(event) => setEndsOn(event.target.value)}
              />
            )}
          </Field>
        </ActForm>
      ) : null}
    </div>
  )
}
