import { Input, Select } from 'antd'
import { useSearchParams } from 'react-router'

/** The filter lives in the address, so that a list can be kept, sent and come back to. */
export function useAddress(): [URLSearchParams, (some: Record<string, string>) => void] {
  const [search, setSearch] = useSearchParams()
  const change = (some: Record<string, string>) =>
    setSearch((now) => {
      for (const [name, value] of Object.entries(some)) {
        if (value) now.set(name, value)
        else now.delete(name)
      }
      return now
    })
  return [search, change]
}

type ChoiceProps<Value extends string> = {
  label: string
  value: Value | undefined
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value | '') => void
  /** The word for no choice; left out where one always is. */
  any?: string
}

export function FilterChoice<Value extends string>({ label, value, options, onChange, any }: ChoiceProps<Value>) {
  return (
    <Select<Value | ''>
      aria-label={label}
      value={value ?? ''}
      popupMatchSelectWidth={false}
      onChange={onChange}
      options={[...(any ? [{ value: '' as const, label: any }] : []), ...options]}
    />
  )
}

export const FilterSearch = ({ label, of, onSearch }: { label: string; of: string; onSearch: (q: string) => void }) => (
  <Input.Search
    aria-label={label}
    placeholder={label}
    className="filter-search"
    allowClear
    defaultValue={of}
    onSearch={(value) => onSearch(value.trim())}
  />
)
