import { Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { Field } from './field.tsx'

type Entry<Value> = { label: string; hint?: ReactNode; value: Value; onChange: (value: Value) => void }

export const TextEntry = ({ label, hint, value, onChange, ...rest }: Entry<string> & { maxLength?: number }) => (
  <Field label={label} {...(hint ? { hint } : {})}>
    {(control) => <Input {...control} {...rest} value={value} onChange={(event) => onChange(event.target.value)} />}
  </Field>
)

export const DateEntry = ({
  label,
  hint,
  value,
  onChange,
  ...rest
}: Entry<string> & { min?: string; max?: string }) => (
  <Field label={label} {...(hint ? { hint } : {})}>
    {(control) => (
      <Input
        {...control}
        {...rest}
        type="date"
        className="date"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
)

export const NumberEntry = ({ label, hint, value, onChange, max }: Entry<number | null> & { max: number }) => (
  <Field label={label} {...(hint ? { hint } : {})}>
    {(control) => (
      <InputNumber {...control} className="date" min={1} max={max} precision={0} value={value} onChange={onChange} />
    )}
  </Field>
)

type Option<Value extends string> = { value: Value; label: string; disabled?: boolean }
type ChoiceEntryProps<Value extends string> = {
  label: string
  hint?: ReactNode
  value: Value | null
  options: readonly Option<Value>[]
  onChange: (value: Value) => void
  /** Left out, what is typed narrows the options that are there; given, it is asked for. */
  onSearch?: (typed: string) => void
  isLoading?: boolean
}

export function ChoiceEntry<Value extends string>(props: ChoiceEntryProps<Value>) {
  const { label, hint, value, options, onChange, onSearch, isLoading = false } = props
  return (
    <Field label={label} {...(hint ? { hint } : {})}>
      {(control) => (
        <Select<Value>
          {...control}
          value={value}
          loading={isLoading}
          showSearch={onSearch ? { filterOption: false, onSearch } : { optionFilterProp: 'label' }}
          onChange={onChange}
          options={[...options]}
        />
      )}
    </Field>
  )
}
