import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { suggestionStates } from '#modules/suggestion/suggestion.ts'
import type { ListFilter } from '../../frame/suggestion-shapes.ts'
import { CommitteeChoice } from '../fields/committee-choice.tsx'
import { FilterChoice, FilterForm, FilterSearch } from './filter.tsx'

/** The filters in a row that reads as one sentence: 办理中的建议,状态为「…」,含有「…」,按到期先后。 */
export function FilterSentence({
  filter,
  onChange,
}: {
  filter: ListFilter
  onChange: (some: Record<string, string>) => void
}) {
  const { t } = useTranslation(['console', 'suggestion'])
  const isNarrow = Boolean(filter.state || filter.q || filter.committee)
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
      <CommitteeChoice value={filter.committee} onChange={(committee) => onChange({ committee })} />
      <FilterSearch
        label={t('filter.search')}
        hint={t('filter.search_hint')}
        of={filter.q ?? ''}
        onSearch={(q) => onChange({ q })}
      />
      {isNarrow ? (
        <Button type="link" onClick={() => onChange({ q: '', state: '', committee: '' })}>
          {t('filter.clear')}
        </Button>
      ) : null}
    </FilterForm>
  )
}
