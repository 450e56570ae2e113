import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { peopleClient } from '../../frame/clients.ts'
import { calendarDate, serverDay } from '../../frame/dates.ts'
import { useRole } from '../../frame/session.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { ActForm } from '../case/act-form.tsx'
import { DateEntry, TextEntry } from '../parts/entries.tsx'
import { AccountSection } from './account-section.tsx'
import { Contact } from './contact.tsx'
import { grantsPosts, keepsMandates, keepsPeople, type Person, usePersonChange } from './person-calls.ts'
import { blankProfile, knownOf, ProfileEntries } from './profile-entries.tsx'

type Known = { person: Person; profile: NonNullable<Person['profile']> }

/** The roster's words about a person, for who keeps it. */
export function ProfileSection({ person, profile }: Known) {
  const { t } = useTranslation(['console', 'roster'])
  const locale = useLocale()
  const role = useRole()
  const [open, setOpen] = useState<'change' | 'death' | null>(null)
  const close = () => setOpen(null)
  return (
    <section className="sheet pad" aria-label={t('person.profile')}>
      <h2>{t('person.profile')}</h2>
      <dl className="profile">
        {(['ethnicity', 'party', 'occupation', 'occupationGroup', 'education'] as const).map((field) => (
          <div key={field}>
            <dt>{t(`roster:fields.${field}`)}</dt>
            <dd>{profile[field] ?? '—'}</dd>
          </div>
        ))}
        <div>
          <dt>{t('roster:fields.sex')}</dt>
          <dd>{profile.sex ? t(`roster:sexes.${profile.sex}`) : '—'}</dd>
        </div>
        <div>
          <dt>{t('roster:fields.born')}</dt>
          <dd>{profile.bornOn ? calendarDate(locale, profile.bornOn) : '—'}</dd>
        </div>
        <div>
          <dt>{t('accounts.name')}</dt>
          <dd>{person.account ? person.account.name : t('person.no_account')}</dd>
        </div>
      </dl>
      {open === null && !person.mergedInto ? (
        <div className="chips">
          {keepsMandates(role) ? <Contact id={person.id} /> : null}
          {keepsPeople(role) ? <Button onClick={() => setOpen('change')}>{t('person.change')}</Button> : null}
          {keepsMandates(role) && !person.diedOn ? (
            <Button onClick={() => setOpen('death')}>{t('person.record_death')}</Button>
          ) : null}
        </div>
      ) : null}
      {grantsPosts(role) && open === null && !person.mergedInto ? (
        <div className="buttons-below">
          <AccountSection person={person} />
        </div>
      ) : null}
      {open === 'change' ? <ChangeForm person={person} profile={profile} onClose={close} /> : null}
      {open === 'death' ? <DeathForm person={person} onClose={close} /> : null}
    </section>
  )
}

function ChangeForm({ person, profile, onClose }: Known & { onClose: () => void }) {
  const { t } = useTranslation('console')
  const filled = Object.fromEntries(
    Object.entries(profile).flatMap(([field, value]) => (value ? [[field, value]] : [])),
  )
  const [words, setWords] = useState({ ...blankProfile, ...filled, name: person.name })
  const change = usePersonChange(
    person.id,
    () =>
      call(
        peopleClient.people[':id'].$put({
          param: { id: person.id },
          json: { ...knownOf(words), version: person.version },
        }),
      ),
    onClose,
  )
  return (
    <ActForm
      title={t('person.change')}
      lead={t('person.change_lead')}
      button={t('person.save')}
      isPending={change.isPending}
      error={change.error}
      isReady={words.name.trim() !== ''}
      onSubmit={() => change.mutate()}
      onClose={onClose}
      onReload={onClose}
    >
      <ProfileEntries profile={words} onChange={(some) => setWords((now) => ({ ...now, ...some }))} />
    </ActForm>
  )
}

function DeathForm({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation('console')
  const [diedOn, setDay] = useState('')
  const [note, setNote] = useState('')
  const death = usePersonChange(
    person.id,
    () =>
      call(
        peopleClient.people[':id'].death.$post({
          param: { id: person.id },
          json: { diedOn, version: person.version, ...(note.trim() ? { note } : {}) },
        }),
      ),
    onClose,
  )
  return (
    <ActForm
      title={t('person.record_death')}
      lead={t('person.death_lead')}
      button={t('person.record_death')}
      isPending={death.isPending}
      error={death.error}
      isReady={diedOn !== ''}
      onSubmit={() => death.mutate()}
      onClose={onClose}
      onReload={onClose}
    >
      <DateEntry label={t('person.died_on')} value={diedOn} max={serverDay()} onChange={setDay} />
      <TextEntry label={t('person.note')} value={note} maxLength={1000} onChange={setNote} />
    </ActForm>
  )
}
