import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { suggestionStates } from '#modules/suggestion/suggestion.ts'
import type { ListFilter } from '../../frame/suggestion-shapes.ts'

/** The filters in a row that reads as one sentence: 办理中的建议,状态为「…」,含有「…」,按到期先后。 */
export function FilterSentence({
  filter,
  onChange,
}: {
  filter: ListFilter
  onChange: (some: Record<string, string>) => void
}) {
  const { t } = useTranslation(['console', 'suggestion'])
  const [typed, setTyped] = useState(filter.q ?? '')
  const isNarrow = Boolean(filter.state || filter.q)
  return (
    <search>
      <form
        className="chips filter"
        aria-label={t('filter.label')}
        onSubmit={(event) => {
          event.preventDefault()
          onChange({ q: typed.trim() })
        }}
      >
        <Select
          aria-label={t('filter.box')}
          value={filter.box ?? 'open'}
          onChange={(box) => onChange({ box })}
          options={(['open', 'closed', 'all'] as const).map((value) => ({ value, label: t(`filter.boxes.${value}`) }))}
          popupMatchSelectWidth={false}
        />
        <Select
          aria-label={t('filter.state')}
          value={filter.state ?? ''}
          onChange={(state) => onChange({ state })}
          options={[
            { value: '', label: t('filter.any_state') },
            ...suggestionStates.map((value) => ({ value, label: t(`suggestion:states.${value}`) })),
          ]}
          popupMatchSelectWidth={false}
        />
        <Select
          aria-label={t('filter.sort')}
          value={filter.sort ?? 'due'}
          onChange={(sort) => onChange({ sort })}
          options={(['due', 'changed'] as const).map((value) => ({ value, label: t(`filter.sorts.${value}`) }))}
          popupMatchSelectWidth={false}
        />
        <Input.Search
          aria-label={t('filter.search')}
          placeholder={t('filter.search_hint')}
          value={typed}
          allowClear
          className="filter-search"
          onChange={(event) => setTyped(event.target.value)}
          onSearch={(q) => onChange({ q: q.trim() })}
        />
        {isNarrow ? (
          <Button
            type="link"
            onClick={() => {
              setTyped('')
              onChange({ q: '', state: '' })
            }}
          >
            {t('filter.clear')}
          </Button>
        ) : null}
      </form>
    </search>
  )
}
