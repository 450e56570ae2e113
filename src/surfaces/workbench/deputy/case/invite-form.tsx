import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Checkbox, CheckboxGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { suggestionClient } from '../../frame/clients.ts'
import { useAct } from '../../frame/suggestion-calls.ts'
import type { SuggestionView } from '../../frame/suggestion-shapes.ts'
import form from '../form.module.css'
import look from '../look.module.css'
import { ActButton } from '../parts/act-button.tsx'
import { ActCard } from '../parts/act-card.tsx'
import { Words } from '../parts/fields.tsx'
import { Fault } from '../parts/page.tsx'

type Colleague = { mandateId: string; name: string; delegation: string }

export function InviteForm({ view }: { view: SuggestionView }) {
  const { t } = useTranslation(['deputy', 'workbench'])
  const doing = useAct(view.id)
  const [q, setQ] = useState('')
  const [chosen, setChosen] = useState<Colleague[]>([])
  const found = useQuery({
    queryKey: ['invitable', view.id, q],
    enabled: q.trim() !== '',
    queryFn: () =>
      call(suggestionClient.suggestions[':id'].invitable.$get({ param: { id: view.id }, query: { q: q.trim() } })),
  })
  const invited = new Set(view.cosigners.map(({ mandateId }) => mandateId))
  const hits = (found.data?.items ?? []).filter(
    ({ mandateId }) => !invited.has(mandateId) && !chosen.some((one) => one.mandateId === mandateId),
  )
  const shown = [...chosen, ...hits]
  const send = () =>
    doing.mutate(
      () =>
        call(
          suggestionClient.suggestions[':id'].invitations.$post({
            param: { id: view.id },
            json: { version: view.version, mandateIds: chosen.map(({ mandateId }) => mandateId) },
          }),
        ),
      {
        onSuccess: () => {
          setChosen([])
          setQ('')
        },
      },
    )
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
          {shown.map((colleague) => (
            <Checkbox key={colleague.mandateId} value={colleague.mandateId} className={form.check ?? ''}>
              <span>
                {colleague.name} <span className={look.quiet}>{colleague.delegation}</span>
              </span>
            </Checkbox>
          ))}
        </CheckboxGroup>
      ) : null}
      {doing.error ? <Fault error={doing.error} /> : null}
      <ActButton primary isDisabled={chosen.length === 0} isPending={doing.isPending} onPress={send}>
        {t('invite.send', { count: chosen.length })}
      </ActButton>
    </ActCard>
  )
}
