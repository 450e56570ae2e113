import { Input, Select } from 'antd'
import { type Dispatch, type ReactNode, type SetStateAction, useEffect, useState } from 'react'
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

/** What is typed until it is searched for. It changes from outside too: a link, the way back, conditions cleared. */
export function useTyped<Value>(of: Value): [Value, Dispatch<SetStateAction<Value>>] {
  const key = JSON.stringify(of)
  const [typed, setTyped] = useState(of)
  const [shown, setShown] = useState<string | null>(key)
  if (shown !== key) {
    setShown(key)
    setTyped(of)
  }
  // a step back before the step there was drawn changes nothing that is drawn
  useEffect(() => {
    const onStep = () => setShown(null)
    addEventListener('popstate', onStep)
    return () => removeEventListener('popstate', onStep)
  }, [])
  return [typed, setTyped]
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

type SearchProps = { label: string; hint?: string; of: string; onSearch: (q: string) => void }

export function FilterSearch({ label, hint = label, of, onSearch }: SearchProps) {
  const [typed, setTyped] = useTyped(of)
  return (
    <Input.Search
      aria-label={label}
      placeholder={hint}
      className="filter-search"
      allowClear
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onSearch={(value) => onSearch(value.trim())}
    />
  )
}

/** What narrows a list, told as one place to search in. */
export const FilterForm = ({ label, children }: { label: string; children: ReactNode }) => (
  <search>
    <form className="chips filter" aria-label={label} onSubmit={(event) => event.preventDefault()}>
      {children}
    </form>
  </search>
)
