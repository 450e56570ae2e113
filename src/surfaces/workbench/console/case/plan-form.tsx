import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AssignmentPart, assignmentParts } from '#modules/suggestion/suggestion.ts'
import { call } from '../../frame/call.ts'
import { suggestionClient } from '../../frame/clients.ts'
import { useFormDraft } from '../../frame/form-draft.ts'
import { Icon } from '../../frame/icons.tsx'
import { Field } from '../parts/field.tsx'
import { LongEntry } from '../parts/long-entry.tsx'
import { ActForm } from './act-form.tsx'
import type { FormOf } from './form-of.ts'

type Planned = { unitId: string; name: string; part: AssignmentPart }

/** 拟办: one lead with co-handlers, or several units that each answer for themselves. */
export function PlanForm({ view, frame, run }: FormOf) {
  const { t } = useTranslation(['console', 'suggestion'])
  const proposed = view.assignments
    .filter(({ state }) => state === 'proposed')
    .map(({ unitId, unitName, part }): Planned => ({ unitId, name: unitName, part }))
  const draft = useFormDraft<{ units: Planned[]; note: string }>(`plan/${view.id}`, { units: proposed, note: '' })
  const { units, note } = draft.values
  const setPart = (unitId: string, part: AssignmentPart) =>
    draft.change({ units: units.map((unit) => (unit.unitId === unitId ? { ...unit, part } : unit)) })
  const send = async () => {
    const after = await call(
      suggestionClient.suggestions[':id']['assignment-plan'].$post({
        param: { id: view.id },
        json: { version: view.version, note, units: units.map(({ unitId, part }) => ({ unitId, part })) },
      }),
    )
    await draft.forget()
    return after
  }
  return (
    <ActForm {...frame} savedAt={draft.savedAt} isReady={units.length > 0} onSubmit={() => run(send)}>
      <UnitSearch
        caseId={view.id}
        not={units.map(({ unitId }) => unitId)}
        onFound={(unit) =>
          draft.change({
            units: [...units, { ...unit, part: units.some(({ part }) => part === 'lead') ? 'co' : 'lead' }],
          })
        }
      />
      <ul className="planned">
        {units.map((unit) => (
          <li key={unit.unitId} className="person-line">
            <Select
              aria-label={t('plan.part_of', { unit: unit.name })}
              value={unit.part}
              popupMatchSelectWidth={false}
              onChange={(part) => setPart(unit.unitId, part)}
              options={assignmentParts.map((value) => ({ value, label: t(`suggestion:parts.${value}`) }))}
            />
            <span>{unit.name}</span>
            <Button
              type="text"
              icon={<Icon name="close" size={16} />}
              aria-label={t('plan.remove', { unit: unit.name })}
              onClick={() => draft.change({ units: units.filter(({ unitId }) => unitId !== unit.unitId) })}
            />
          </li>
        ))}
      </ul>
      <LongEntry
        label={t('plan.note')}
        hint={t('plan.note_hint')}
        rows={2}
        max={500}
        value={note}
        onChange={(written) => draft.change({ note: written })}
      />
    </ActForm>
  )
}

function UnitSearch({
  caseId,
  not,
  onFound,
}: {
  caseId: string
  not: string[]
  onFound: (unit: { unitId: string; name: string }) => void
}) {
  const { t } = useTranslation('console')
  const [q, setQ] = useState('')
  const found = useQuery({
    queryKey: ['assignable', caseId, q],
    queryFn: () =>
      call(
        suggestionClient.suggestions[':id']['assignable-units'].$get({ param: { id: caseId }, query: { q: q.trim() } }),
      ),
  })
  const units = (found.data?.items ?? []).filter(({ id }) => !not.includes(id))
  return (
    <Field label={t('plan.add')} hint={t('plan.add_hint')}>
      {(control) => (
        <Select<string>
          {...control}
          showSearch={{ filterOption: false, onSearch: setQ }}
          value={null}
          placeholder={t('plan.placeholder')}
          loading={found.isFetching}
          notFoundContent={t(q.trim() === '' ? 'plan.no_units' : 'search.nothing')}
          options={units.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(unitId) => {
            const unit = units.find(({ id }) => id === unitId)
            if (unit) onFound({ unitId, name: unit.name })
            setQ('')
          }}
        />
      )}
    </Field>
  )
}
