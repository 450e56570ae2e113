import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { ContactView } from '#modules/identity/people.contract.ts'
import { call } from '../../frame/call.ts'
import { peopleClient } from '../../frame/clients.ts'
import { ActForm } from '../case/act-form.tsx'
import { TextEntry } from '../parts/entries.tsx'
import { Fault } from '../parts/page.tsx'

type Known = z.infer<typeof ContactView>
const address = peopleClient.people[':id'].contact

/** Looking at it is recorded, hence it is asked for and not simply shown. */
export function Contact({ id }: { id: string }) {
  const { t } = useTranslation('console')
  const [known, setKnown] = useState<Known | null>(null)
  const [isOpen, setOpen] = useState(false)
  const look = useMutation({ mutationFn: () => call(address.$get({ param: { id } })), onSuccess: setKnown })
  if (!known) {
    return (
      <>
        <Button loading={look.isPending} onClick={() => look.mutate()}>
          {t('person.look')}
        </Button>
        <span className="quiet">{t('person.look_recorded')}</span>
        {look.error ? <Fault error={look.error} /> : null}
      </>
    )
  }
  if (isOpen) {
    return (
      <ContactForm
        id={id}
        known={known}
        onDone={(now) => {
          setKnown(now)
          setOpen(false)
        }}
        onClose={() => setOpen(false)}
      />
    )
  }
  return (
    <div className="facts">
      {(['phone', 'mail'] as const).map((means) => (
        <span key={means}>
          <span className="quiet">{t(`person.contacts.${means}`)}</span>{' '}
          {known[means] ?? t(known.withdrawn.includes(means) ? 'person.contacts.withdrawn' : 'person.contacts.none')}
        </span>
      ))}
      {known.withdrawn.length < 2 ? (
        <Button onClick={() => setOpen(true)}>{t('person.contacts.contact_change')}</Button>
      ) : null}
    </div>
  )
}

type FormProps = { id: string; known: Known; onDone: (now: Known) => void; onClose: () => void }

function ContactForm({ id, known, onDone, onClose }: FormProps) {
  const { t } = useTranslation('console')
  const [phone, setPhone] = useState(known.phone ?? '')
  const [mail, setMail] = useState(known.mail ?? '')
  const wanted = { phone: phone.trim() || null, mail: mail.trim() || null }
  const isChanged = wanted.phone !== known.phone || wanted.mail !== known.mail
  const save = useMutation({
    mutationFn: () => call(address.$put({ param: { id }, json: { version: known.version, ...wanted } })),
    onSuccess: ({ version }) => onDone({ ...known, ...wanted, version }),
  })
  // what is there can be taken out, also after its owner has withdrawn it
  const isEnterable = (means: 'phone' | 'mail') => known[means] !== null || !known.withdrawn.includes(means)
  return (
    <ActForm
      title={t('person.contacts.contact_change')}
      lead={t('person.contacts.contact_lead')}
      button={t('person.save')}
      isPending={save.isPending}
      error={save.error}
      isReady={isChanged}
      onSubmit={() => save.mutate()}
      onClose={onClose}
      onReload={onClose}
    >
      {isEnterable('phone') ? (
        <TextEntry label={t('person.contacts.phone')} value={phone} maxLength={30} onChange={setPhone} />
      ) : null}
      {isEnterable('mail') ? (
        <TextEntry label={t('person.contacts.mail')} value={mail} maxLength={320} onChange={setMail} />
      ) : null}
      {known.withdrawn.length > 0 ? <p className="quiet">{t('person.contacts.withdrawn_lead')}</p> : null}
    </ActForm>
  )
}
