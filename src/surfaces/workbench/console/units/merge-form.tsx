import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../frame/call.ts'
import { calendarDate, serverDay } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { ActForm } from '../case/act-form.tsx'
import { ChoiceEntry, DateEntry } from '../parts/entries.tsx'
import { type Unit, unitCalls, useUnitChange } from './unit-calls.ts'
import { useHolders } from './unit-people.tsx'

type Props = { unit: Unit; onClose: () => void; onReload: () => void }

/** It can't be undone: what moves is said in words, and only then can it be done. */
export function MergeForm({ unit, onClose, onReload }: Props) {
  const { t } = useTranslation('console')
  const locale = useLocale()
  const [intoId, setInto] = useState<string | null>(null)
  const [q, setQ] = useState('')
  const [effectiveOn, setDay] = useState(serverDay())
  const { congressId, kind } = unit
  const others = useQuery({
    queryKey: ['organs', 'choice', congressId, kind, q],
    queryFn: () =>
      call(unitCalls.$get({ query: { congressId, kind, on: serverDay(), limit: 100, ...(q ? { q } : {}) } })),
  })
  const [into, setIntoName] = useState('')
  const holders = useHolders(unit.id)
  const merge = useUnitChange(
    () =>
      call(
        unitCalls[':id'].merge.$post({
          param: { id: unit.id },
          json: { intoId: intoId ?? '', effectiveOn, version: unit.version },
        }),
      ),
    onClose,
  )
  const options = (others.data?.items ?? [])
    .filter(({ id }) => id !== unit.id)
    .map(({ id, name }) => ({ value: id, label: name }))
  const isReady = intoId !== null && effectiveOn !== ''
  const words = { name: unit.name, into, on: isReady ? calendarDate(locale, effectiveOn) : '' }
  const people = holders.data?.items.map(({ name }) => name).join(t('imports.between'))
  return (
    <ActForm
      title={t('units.merge')}
      lead={t('units.merge_lead')}
      button={t('units.merge_do')}
      isPending={merge.isPending}
      error={merge.error}
      isReady={isReady}
      onSubmit={() => merge.mutate()}
      onClose={onClose}
      onReload={onReload}
    >
      <ChoiceEntry
        label={t('units.merge_into')}
        value={intoId}
        options={options}
        isLoading={others.isFetching}
        onSearch={setQ}
        onChange={(id) => {
          setInto(id)
          setIntoName(options.find(({ value }) => value === id)?.label ?? '')
        }}
      />
      <DateEntry label={t('person.effective_on')} value={effectiveOn} max={serverDay()} onChange={setDay} />
      {isReady ? (
        <ul className="verdict consequences" aria-label={t('units.what_happens')}>
          <li>{t('units.merge_ends', words)}</li>
          <li>{people ? t('units.merge_people', { ...words, people }) : t('units.merge_posts', words)}</li>
          <li>{t('units.merge_cases', words)}</li>
          <li>{t('units.merge_papers', words)}</li>
          <li>{t('units.no_undo')}</li>
        </ul>
      ) : null}
    </ActForm>
  )
}
