import type { ReactNode } from 'react'
import { FieldError, Input, Label, Radio, RadioGroup, Switch, Text, TextArea, TextField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import form from '../form.module.css'

type WordsProps = {
  label: string
  value: string
  onChange: (value: string) => void
  hint?: string
  fault?: string
  /** Counted, never cut: what is longer stays whole in the field until it is shortened. */
  maxLength?: number
  isLong?: boolean
  /** One line of words that may be longer than a phone is wide. */
  wraps?: boolean
  type?: 'text' | 'password' | 'search'
  autoComplete?: string
  inputMode?: 'numeric' | 'text'
  autoFocus?: boolean
}

/** Something is written, and no more than is taken. */
export const isWithin = (words: string, max: number): boolean => words.trim() !== '' && words.length <= max

/** What was pasted in lines goes on in one: between Chinese words nothing stands, between others a space. */
const inOneLine = (words: string): string =>
  words
    .replace(/\s*\n\s*$/, '')
    .replaceAll(/(?<=\p{Script=Han})\s*\n\s*(?=\p{Script=Han})/gu, '')
    .replaceAll(/\s*\n\s*/g, ' ')

export function Words({ label, value, onChange, hint, fault, isLong, wraps, maxLength, ...input }: WordsProps) {
  const { type = 'text', autoComplete, inputMode, autoFocus } = input
  const { t } = useTranslation('workbench')
  const written = value.length
  const over = maxLength === undefined ? 0 : Math.max(0, written - maxLength)
  const wrong = over > 0 ? t('length.too_long', { over, max: maxLength }) : fault
  const isCounted = maxLength !== undefined && (isLong ? written > 0 : written > maxLength * 0.8)
  return (
    <TextField
      className={form.field}
      value={value}
      onChange={wraps ? (words) => onChange(inOneLine(words)) : onChange}
      isInvalid={Boolean(wrong)}
      type={type}
      {...(autoComplete ? { autoComplete } : {})}
      {...(inputMode ? { inputMode } : {})}
      {...(autoFocus ? { autoFocus } : {})}
    >
      <Label className={form.label}>{label}</Label>
      {isLong ? (
        <TextArea className={`${form.input} ${form.area}`} rows={4} />
      ) : wraps ? (
        <TextArea className={`${form.input} ${form.wrapping}`} rows={2} enterKeyHint="next" />
      ) : (
        <Input className={form.input} />
      )}
      {isCounted ? <p className={form.counter}>{t('length.counter', { written, max: maxLength })}</p> : null}
      {wrong ? <FieldError className={form.fault}>{wrong}</FieldError> : null}
      {hint && !wrong ? (
        <Text slot="description" className={form.hint}>
          {hint}
        </Text>
      ) : null}
    </TextField>
  )
}

type ChoiceProps<Value extends string> = {
  label: string
  value: Value | ''
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
}

export function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <RadioGroup className={form.field} value={value} onChange={(next) => onChange(next as Value)}>
      <Label className={form.label}>{label}</Label>
      <div className={form.options}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className={form.option}>
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}

type OnOffProps = { children: ReactNode; isOn: boolean; onChange: (isOn: boolean) => void }

export const OnOff = ({ children, isOn, onChange }: OnOffProps) => (
  <Switch className={form.switch} isSelected={isOn} onChange={onChange}>
    <span className={form.track} />
    <span>{children}</span>
  </Switch>
)

/** The machine's own list: the one control that every hand already knows on a phone. */
export function Pick<Value extends string>({
  label,
  value,
  options,
  onChange,
  id,
}: ChoiceProps<Value> & { id: string }) {
  return (
    <div className={form.field}>
      <label className={form.label} htmlFor={id}>
        {label}
      </label>
      <select id={id} className={form.input} value={value} onChange={(event) => onChange(event.target.value as Value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
