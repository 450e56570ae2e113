import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { call } from '../../frame/call.ts'
import { peopleClient } from '../../frame/clients.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { Answer, Fault, PageHead } from '../parts/page.tsx'
import { MandateSection } from '../people/mandate-section.tsx'
import { PostSection } from '../people/post-section.tsx'

export function PersonPage() {
  const { id = '' } = useParams()
  const person = useQuery({
    queryKey: ['person', id],
    queryFn: () => call(peopleClient.people[':id'].$get({ param: { id } })),
  })
  const { t } = useTranslation(['console', 'roster'])
  const locale = useLocale()
  return (
    <Answer of={person}>
      {(one) => (
        <>
          <PageHead title={one.name}>
            {one.diedOn ? (
              <span className="quiet">{t('person.died', { on: calendarDate(locale, one.diedOn) })}</span>
            ) : null}
          </PageHead>
          {one.profile ? (
            <section className="sheet pad" aria-label={t('person.profile')}>
              <h2>{t('person.profile')}</h2>
              <dl className="profile">
                {(['ethnicity', 'party', 'occupation', 'education'] as const).map((field) => (
                  <div key={field}>
                    <dt>{t(`roster:fields.${field}`)}</dt>
                    <dd>{one.profile?.[field] ?? '—'}</dd>
                  </div>
                ))}
                <div>
                  <dt>{t('roster:fields.sex')}</dt>
                  <dd>{one.profile.sex ? t(`roster:sexes.${one.profile.sex}`) : '—'}</dd>
                </div>
                <div>
                  <dt>{t('roster:fields.born')}</dt>
                  <dd>{one.profile.bornOn ? calendarDate(locale, one.profile.bornOn) : '—'}</dd>
                </div>
                <div>
                  <dt>{t('accounts.name')}</dt>
                  <dd>{one.account ? one.account.name : t('person.no_account')}</dd>
                </div>
              </dl>
              <Contact id={one.id} />
            </section>
          ) : null}
          <MandateSection person={one} />
          <PostSection person={one} />
        </>
      )}
    </Answer>
  )
}

/** Looking at it is recorded, hence it is asked for and not simply shown. */
function Contact({ id }: { id: string }) {
  const { t } = useTranslation('console')
  const [phone, setPhone] = useState<string | null | undefined>()
  const look = useMutation({
    mutationFn: () => call(peopleClient.people[':id'].contact.$get({ param: { id } })),
    onSuccess: (contact) => setPhone(contact.phone),
  })
  if (phone !== undefined) return <p>{phone ? t('person.phone', { phone }) : t('person.no_phone')}</p>
  return (
    <div className="chips">
      <Button loading={look.isPending} onClick={() => look.mutate()}>
        {t('person.look')}
      </Button>
      <span className="quiet">{t('person.look_recorded')}</span>
      {look.error ? <Fault error={look.error} /> : null}
    </div>
  )
}
