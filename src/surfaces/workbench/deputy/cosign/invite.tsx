import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Checkbox, CheckboxGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import form from '../form.module.css'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { ActCard } from '../parts/act-card.tsx'
import { Words } from '../parts/fields.tsx'
import { Fault } from '../parts/page.tsx'

type Colleague = { mandateId: string; name: string; delegation: string }
type Props = {
  of: { id: string; version: number }
  find: (q: string) => Promise<{ items: Colleague[] }>
  isPending: boolean
  error: Error | null
  send: (mandateIds: string[], onSuccess: () => void) => void
}

/** Colleagues are looked for by name and asked together; whom one has chosen stays chosen while looking for more. */
export function InviteColleagues({ of, find, isPending, error, send }: Props) {
  const { t } = useTranslation(['cosign', 'workbench'])
  const [q, setQ] = useState('')
  const [chosen, setChosen] = useState<Colleague[]>([])
  const found = useQuery({
    queryKey: ['invitable', of.id, of.version, q],
    enabled: q.trim() !== '',
    queryFn: () => find(q.trim()),
  })
  const hits = (found.data?.items ?? []).filter((hit) => !chosen.some(({ mandateId }) => mandateId === hit.mandateId))
  const shown = [...chosen, ...hits]
  const clear = () => {
    setChosen([])
    setQ('')
  }
  return (
    <ActCard title={t('workbench:acts.invite')} lead={t('invite.lead')}>
      <Words label={t('invite.search')} type="search" value={q} onChange={setQ} hint={t('invite.hint')} />
      {found.data && shown.length === 0 && q.trim() !== '' ? <p className={look.quiet}>{t('invite.none')}</p> : null}
      {shown.length > 0 ? (
        <CheckboxGroup
          aria-label={t('invite.found')}
          className={form.options}
          value={chosen.map(({ mandateId }) => mandateId)}
          onChange={(ids) => setChosen(shown.filter(({ mandateId }) => ids.includes(mandateId)))}
        >
          {shown.map(({ mandateId, name, delegation }) => (
            <Checkbox key={mandateId} value={mandateId} className={form.check ?? ''}>
              <span>
                {name} <span className={look.quiet}>{delegation}</span>
              </span>
            </Checkbox>
          ))}
        </CheckboxGroup>
      ) : null}
      {error ? <Fault error={error} /> : null}
      <ActButton
        primary
        isDisabled={chosen.length === 0}
        isPending={isPending}
        onPress={() =>
          send(
            chosen.map(({ mandateId }) => mandateId),
            clear,
          )
        }
      >
        {t('invite.send', { count: chosen.length })}
      </ActButton>
    </ActCard>
  )
}
