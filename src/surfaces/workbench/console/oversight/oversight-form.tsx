import { Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { oversightLimits } from '#modules/oversight/oversight.ts'
import { call } from '../../frame/call.ts'
import { oversightClient } from '../../frame/clients.ts'
import {
  type OversightDraft,
  useOversightAct,
  useOversightChoices,
  useOversights,
} from '../../frame/oversight-calls.ts'
import { useRole } from '../../frame/session.ts'
import { ActForm } from '../case/act-form.tsx'
import { CaseSearch } from '../parts/case-search.tsx'
import { Field } from '../parts/field.tsx'
import { LongEntry } from '../parts/long-entry.tsx'
import { useTitle } from '../parts/page.tsx'

const byName = 'by_name'
const thisYear = () => Number(new Intl.DateTimeFormat('en', { timeZone: 'Asia/Shanghai', year: 'numeric' }).format())

export function NewOversightPage() {
  const { t } = useTranslation('oversight')
  const navigate = useNavigate()
  const doing = useOversightAct()
  useTitle(t('acts.new'))
  return (
    <OversightForm
      isPage
      title={t('acts.new')}
      initial={{
        title: '',
        grounds: '',
        year: thisYear(),
        committeeId: null,
        continuesId: null,
        suggestionIds: [],
        leads: [],
      }}
      isPending={doing.isPending}
      error={doing.error}
      onSubmit={(json) =>
        doing.mutate(() => call(oversightClient.oversights.$post({ json })), {
          onSuccess: ({ id }) => void navigate(`/oversights/${id}`, { replace: true }),
        })
      }
      onClose={() => void navigate('/oversights')}
    />
  )
}

type Props = {
  title: string
  isPage?: boolean
  initial: OversightDraft
  /** How the cases that are chosen already are called. */
  named?: readonly { id: string; label: string }[]
  isPending: boolean
  error: Error | null
  onSubmit: (draft: OversightDraft) => void
  onClose: () => void
}

export function OversightForm({ title, initial, named = [], onSubmit, ...frame }: Props) {
  const { t } = useTranslation('oversight')
  const role = useRole()
  const choices = useOversightChoices()
  const earlier = useOversights({ box: 'all' })
  const [draft, setDraft] = useState(initial)
  const change = (some: Partial<OversightDraft>) => setDraft((now) => ({ ...now, ...some }))
  const congress = draft.leads.find(({ side }) => side === 'congress')
  const government = draft.leads.find(({ side }) => side === 'government')
  const setLead = (side: Lead['side'], lead: Lead | null) =>
    change({ leads: [...draft.leads.filter((one) => one.side !== side), ...(lead ? [lead] : [])] })
  const known = (side: Lead['side']) =>
    (choices.data?.leaders ?? [])
      .filter((leader) => leader.side === side)
      .map(({ personId, name, title: post, organName }) => ({ value: personId, label: `${name} ${post || organName}` }))
  const isNamed = government !== undefined && government.personId === null
  const isReady =
    draft.title.trim() !== '' &&
    draft.suggestionIds.length > 0 &&
    draft.leads.length > 0 &&
    (!isNamed || (government.name ?? '').trim() !== '')
  return (
    <ActForm {...frame} title={title} button={t('acts.save')} isReady={isReady} onSubmit={() => onSubmit(draft)}>
      <Field label={t('fields.title')}>
        {(control) => (
          <Input
            {...control}
            maxLength={oversightLimits.titleMax}
            value={draft.title}
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </Field>
      <LongEntry
        label={t('fields.grounds')}
        rows={2}
        max={oversightLimits.wordsMax}
        value={draft.grounds}
        onChange={(written) => change({ grounds: written })}
      />
      <CaseSearch
        named={named}
        value={draft.suggestionIds}
        label={t('fields.cases')}
        hint={t('fields.cases_hint')}
        onChange={(suggestionIds) => change({ suggestionIds })}
      />
      <Field label={t('fields.congress_lead')}>
        {(control) => (
          <Select<string>
            {...control}
            value={congress?.personId ?? ''}
            onChange={(personId) =>
              setLead('congress', personId ? { side: 'congress', personId, name: null, title: '' } : null)
            }
            options={[{ value: '', label: t('fields.no_lead') }, ...known('congress')]}
          />
        )}
      </Field>
      <Field label={t('fields.government_lead')}>
        {(control) => (
          <Select<string>
            {...control}
            value={isNamed ? byName : (government?.personId ?? '')}
            onChange={(chosen) => setLead('government', leadOfGovernment(chosen))}
            options={[
              { value: '', label: t('fields.no_lead') },
              ...known('government'),
              { value: byName, label: t('fields.by_name') },
            ]}
          />
        )}
      </Field>
      {isNamed
        ? (['name', 'title'] as const).map((part) => (
            <Field key={part} label={t(part === 'name' ? 'fields.name' : 'fields.post')}>
              {(control) => (
                <Input
                  {...control}
                  maxLength={oversightLimits.nameMax}
                  value={government[part] ?? ''}
                  onChange={(event) => setLead('government', { ...government, [part]: event.target.value })}
                />
              )}
            </Field>
          ))
        : null}
      {/* what a committee proposes is of its own field */}
      {role === 'committee' ? null : (
        <Field label={t('fields.committee')}>
          {(control) => (
            <Select<string>
              {...control}
              value={draft.committeeId ?? ''}
              onChange={(committeeId) => change({ committeeId: committeeId || null })}
              options={[
                { value: '', label: t('fields.committee_none') },
                ...(choices.data?.committees ?? []).map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          )}
        </Field>
      )}
      <Field label={t('fields.year')}>
        {(control) => (
          <InputNumber
            {...control}
            min={1990}
            max={2200}
            precision={0}
            value={draft.year}
            onChange={(year) => change({ year: year ?? draft.year })}
          />
        )}
      </Field>
      <Field label={t('fields.continues')}>
        {(control) => (
          <Select<string>
            {...control}
            value={draft.continuesId ?? ''}
            onChange={(continuesId) => change({ continuesId: continuesId || null })}
            options={[
              { value: '', label: t('fields.continues_none') },
              ...(earlier.data?.pages ?? [])
                .flatMap(({ items }) => items)
                .map(({ id, year, title: name }) => ({ value: id, label: `${year} ${name}` })),
            ]}
          />
        )}
      </Field>
    </ActForm>
  )
}

type Lead = OversightDraft['leads'][number]
const leadOfGovernment = (chosen: string): Lead | null => {
  if (chosen === '') return null
  const lead = { side: 'government', title: '' } as const
  return chosen === byName ? { ...lead, personId: null, name: '' } : { ...lead, personId: chosen, name: null }
}
