import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { call } from '../../frame/call.ts'
import { peopleClient } from '../../frame/clients.ts'
import { useRole } from '../../frame/session.ts'
import { ActForm } from '../case/act-form.tsx'
import { TextEntry } from '../parts/entries.tsx'
import { PageHead } from '../parts/page.tsx'
import { grantsPosts, usePersonChange } from '../people/person-calls.ts'
import { blankProfile, knownOf, ProfileEntries } from '../people/profile-entries.tsx'

/** First the person, then what the person is: the page goes on to the first mandate or post. */
export function NewPersonPage() {
  const { t } = useTranslation('console')
  const navigate = useNavigate()
  const grants = grantsPosts(useRole())
  const [profile, setProfile] = useState(blankProfile)
  const [idNumber, setIdNumber] = useState('')
  const register = usePersonChange(
    '',
    () =>
      call(
        peopleClient.people.$post({
          json: { ...knownOf(profile), ...(idNumber.trim() ? { idNumber: idNumber.trim() } : {}) },
        }),
      ),
    ({ id }) => void navigate(`/people/${id}?add=${grants ? 'post' : 'mandate'}`),
  )
  return (
    <>
      <PageHead title={t('nav.people')} />
      <div className="act-page">
        <ActForm
          title={t('person.register')}
          lead={t(grants ? 'person.register_post' : 'person.register_mandate')}
          button={t('person.register_do')}
          isPending={register.isPending}
          error={register.error}
          isReady={profile.name.trim() !== ''}
          onSubmit={() => register.mutate()}
          onClose={() => void navigate('/people')}
          onReload={() => undefined}
        >
          <ProfileEntries profile={profile} onChange={(some) => setProfile((now) => ({ ...now, ...some }))} />
          <TextEntry
            label={t('person.id_number')}
            hint={t('person.id_number_hint')}
            value={idNumber}
            maxLength={18}
            onChange={setIdNumber}
          />
        </ActForm>
      </div>
    </>
  )
}
