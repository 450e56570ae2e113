import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { shanghaiDate } from '#kernel/clock.ts'
import { categories, suggestionStates } from '#modules/suggestion/suggestion.ts'
import { useActing, useRole, useSession } from '../../frame/session.ts'
import type { ListFilter } from '../../frame/suggestion-shapes.ts'
import { CommitteeChoice } from '../fields/committee-choice.tsx'
import { FilterChoice, FilterForm, FilterSearch } from './filter.tsx'
import { UnitChoice } from './unit-choice.tsx'

const acrossUnits: ReadonlySet<string> = new Set([
  'deputy_office',
  'presidium',
  'secretariat',
  'committee',
  'leader',
  'gov_office',
])

const narrowing = ['q', 'state', 'category', 'unit', 'year', 'committee'] as const
/** Nothing that narrows the list. */
export const noFilter = Object.fromEntries(narrowing.map((name) => [name, '']))
export const isNarrowed = (filter: ListFilter): boolean => narrowing.some((name) => Boolean(filter[name]))

/** This year and those of the term before. */
const recentYears = (now: string): number[] => {
  const year = Number(shanghaiDate(new Date(now)).slice(0, 4))
  return Array.from({ length: 6 }, (_, index) => year - index)
}

/** The filters in a row that reads as one sentence: 办理中的建议,状态为「…」,含有「…」,按到期先后。 */
export function FilterSentence({
  filter,
  onChange,
}: {
  filter: ListFilter
  onChange: (some: Record<string, string>) => void
}) {
  const { t } = useTranslation(['console', 'suggestion'])
  const { congressId } = useActing()
  const isAcross = acrossUnits.has(useRole())
  const { now } = useSession()
  const isNarrow = isNarrowed(filter)
  return (
    <FilterForm label={t('filter.label')}>
      <FilterChoice
        label={t('filter.box')}
        value={filter.box ?? 'open'}
        options={(['open', 'closed', 'all'] as const).map((value) => ({ value, label: t(`filter.boxes.${value}`) }))}
        onChange={(box) => onChange({ box })}
      />
      <FilterChoice
        label={t('filter.state')}
        value={filter.state}
        any={t('filter.any_state')}
        options={suggestionStates.map((value) => ({ value, label: t(`suggestion:states.${value}`) }))}
        onChange={(state) => onChange({ state })}
      />
      <FilterChoice
        label={t('filter.sort')}
        value={filter.sort ?? 'due'}
        options={(['due', 'changed'] as const).map((value) => ({ value, label: t(`filter.sorts.${value}`) }))}
        onChange={(sort) => onChange({ sort })}
      />
      <FilterChoice
        label={t('filter.category')}
        value={filter.category}
        any={t('filter.any_category')}
        options={categories.map((value) => ({ value, label: t(`suggestion:categories.${value}`) }))}
        onChange={(category) => onChange({ category })}
      />
      {isAcross ? (
        <UnitChoice congressId={congressId} value={filter.unit} onChange={(unit) => onChange({ unit })} />
      ) : null}
      <FilterChoice
        label={t('filter.year')}
        value={filter.year}
        any={t('filter.any_year')}
        options={recentYears(now).map((year) => ({ value: String(year), label: t('filter.year_of', { year }) }))}
        onChange={(year) => onChange({ year })}
      />
      <CommitteeChoice value={filter.committee} onChange={(committee) => onChange({ committee })} />
      <FilterSearch
        label={t('filter.search')}
        hint={t('filter.search_hint')}
        of={filter.q ?? ''}
        onSearch={(q) => onChange({ q })}
      />
      {isNarrow ? (
        <Button type="link" onClick={() => onChange(noFilter)}>
          {t('filter.clear')}
        </Button>
      ) : null}
    </FilterForm>
  )
}
