import { Input } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from './field.tsx'

type LongEntryProps = {
  label: string
  hint?: ReactNode
  rows: number
  max: number
  value: string
  onChange: (value: string) => void
}

/** Counted, never cut: what is longer stays whole in the field, and its form does not go off before it is shortened. */
export function LongEntry({ label, hint, rows, max, value, onChange }: LongEntryProps) {
  const { t } = useTranslation('workbench')
  const area = useRef<TextAreaRef>(null)
  const over = value.length - max
  const fault = over > 0 ? t('length.too_long', { over, max }) : undefined
  useEffect(() => area.current?.resizableTextArea?.textArea.setCustomValidity(fault ?? ''), [fault])
  return (
    <Field label={label} fault={fault} {...(hint ? { hint } : {})}>
      {(control) => (
        <Input.TextArea
          {...control}
          ref={area}
          autoSize={{ minRows: rows }}
          count={{ max, show: ({ count }) => t('length.counter', { written: count, max }) }}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
