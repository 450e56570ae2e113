import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { call } from '../../frame/call.ts'
import { peopleClient } from '../../frame/clients.ts'
import { calendarDate } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { Answer, PageHead } from '../parts/page.tsx'
import { MandateSection } from '../people/mandate-section.tsx'
import { MergeSection } from '../people/merge-section.tsx'
import { PostSection } from '../people/post-section.tsx'
import { ProfileSection } from '../people/profile-section.tsx'

export function PersonPage() {
  const { id = '' } = useParams()
  const person = useQuery({
    queryKey: ['person', id],
    queryFn: () => call(peopleClient.people[':id'].$get({ param: { id } })),
  })
  const { t } = useTranslation('console')
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
          {one.profile ? <ProfileSection key={one.version} person={one} profile={one.profile} /> : null}
          <MandateSection person={one} />
          <PostSection person={one} />
          <MergeSection of={one} />
        </>
      )}
    </Answer>
  )
}
