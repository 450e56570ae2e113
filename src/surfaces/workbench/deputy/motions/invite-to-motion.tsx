import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Checkbox, CheckboxGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { motionClient } from '../../frame/clients.ts'
import { type MotionView, useMotionAct } from '../../frame/motion-calls.ts'
import form from '../form.module.css'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { ActCard } from '../parts/act-card.tsx'
import { Words } from '../parts/fields.tsx'
import { Fault } from '../parts/page.tsx'

const motions = motionClient.motions[':id']
type Colleague = { mandateId: string; name: string; delegation: string }

/** Colleagues are looked for by name and asked together; whom one has chosen stays chosen while looking for more. */
export function InviteToMotion({ motion }: { motion: MotionView }) {
  const { t } = useTranslation('motion')
  const doing = useMotionAct()
  const [q, setQ] = useState('')
  const [chosen, setChosen] = useState<Colleague[]>([])
  const found = useQuery({
    queryKey: ['motion-invitable', motion.id, motion.version, q],
    enabled: q.trim() !== '',
    queryFn: () => call(motions.invitable.$get({ param: { id: motion.id }, query: { q: q.trim() } })),
  })
  const hits = (found.data?.items ?? []).filter((hit) => !chosen.some(({ mandateId }) => mandateId === hit.mandateId))
  const shown = [...chosen, ...hits]
  const send = () =>
    doing.mutate(
      () => {
        const mandateIds = chosen.map(({ mandateId }) => mandateId)
        return call(
          motions.invitations.$post({ param: { id: motion.id }, json: { version: motion.version, mandateIds } }),
        )
      },
      {
        onSuccess: () => {
          setChosen([])
          setQ('')
        },
      },
    )
  return (
    <ActCard title={t('acts.invite')} lead={t('acts.invite_lead')}>
      <Words label={t('acts.invite_search')} type="search" value={q} onChange={setQ} />
      {found.data && shown.length === 0 ? <p className={look.quiet}>{t('acts.invite_none')}</p> : null}
      {shown.length > 0 ? (
        <CheckboxGroup
          aria-label={t('acts.invite_found')}
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
      {doing.error ? <Fault error={doing.error} /> : null}
      <ActButton isDisabled={chosen.length === 0} isPending={doing.isPending} onPress={send}>
        {chosen.length === 0 ? t('acts.invite_send_one') : t('acts.invite_send', { count: chosen.length })}
      </ActButton>
    </ActCard>
  )
}
