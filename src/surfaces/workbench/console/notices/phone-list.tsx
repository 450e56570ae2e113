import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DeliveryView, useLookAtPhone, useTold } from '../../frame/delivery-calls.ts'
import { Icon } from '../../frame/icons.tsx'
import { LongEntry } from '../parts/long-entry.tsx'
import { Fault } from '../parts/page.tsx'
import { CaseCell, HolderWord } from './delivery-table.tsx'

/** Person by person: one call, and all that there is to tell. */
export function PhoneList({ items }: { items: readonly DeliveryView[] }) {
  const persons = [...Map.groupBy(items, ({ person }) => person.id).values()]
  return (
    <ul>
      {persons.map((of) => (
        <PersonToPhone key={of[0]?.person.id} of={of} />
      ))}
    </ul>
  )
}

function PersonToPhone({ of }: { of: readonly DeliveryView[] }) {
  const { t } = useTranslation('notification')
  const look = useLookAtPhone()
  const [isOpen, setOpen] = useState(false)
  const [first] = of
  if (!first) return null
  const { person } = first
  return (
    <li className="section">
      <div className="facts">
        <strong>{person.name}</strong>
        <HolderWord of={first} />
        {look.data ? (
          <strong className="state" role="status">
            <Icon name="device" size={16} /> {look.data.phone ?? t('page.no_phone')}
          </strong>
        ) : (
          <Button
            aria-label={`${t('page.show_phone')} ${person.name}`}
            title={t('page.phone_recorded')}
            loading={look.isPending}
            onClick={() => look.mutate(person.id)}
          >
            {t('page.show_phone')}
          </Button>
        )}
        {isOpen ? null : (
          <Button aria-label={`${t('page.tell')} ${person.name}`} onClick={() => setOpen(true)}>
            {t('page.tell')}
          </Button>
        )}
      </div>
      <ul className="to-tell">
        {of.map((one) => (
          <li key={one.id}>
            <CaseCell of={one} />
            <span>{one.what}</span>
            {one.dueOn ? <span className="quiet">{t('page.due', { day: one.dueOn })}</span> : null}
            {one.reason ? <span className="quiet">{t(`reasons.${one.reason}`)}</span> : null}
          </li>
        ))}
      </ul>
      {look.error ? <Fault error={look.error} /> : null}
      {isOpen ? <ToldForm of={of} onClose={() => setOpen(false)} /> : null}
    </li>
  )
}

function ToldForm({ of, onClose }: { of: readonly DeliveryView[]; onClose: () => void }) {
  const { t } = useTranslation('notification')
  const told = useTold()
  const [note, setNote] = useState('')
  return (
    <form
      className="narrow spaced"
      onSubmit={(event) => {
        event.preventDefault()
        told.mutate({ ids: of.map(({ id }) => id), note: note.trim() })
      }}
    >
      <LongEntry label={t('page.note')} rows={2} max={500} value={note} onChange={setNote} />
      {told.error ? <Fault error={told.error} /> : null}
      <div className="chips">
        <Button type="primary" htmlType="submit" loading={told.isPending}>
          {t('page.tell')}
        </Button>
        <Button onClick={onClose}>{t('page.cancel')}</Button>
      </div>
    </form>
  )
}
