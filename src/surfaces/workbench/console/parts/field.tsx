import { type ReactNode, useId } from 'react'

type FieldProps = {
  label: string
  hint?: ReactNode
  fault?: string | undefined
  /** Gets the ids that tie the control to its words. */
  children: (control: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode
}

export function Field({ label, hint, fault, children }: FieldProps) {
  const id = useId()
  const note = `${id}-note`
  const described = hint !== undefined || fault !== undefined
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, ...(described ? { 'aria-describedby': note } : {}), ...(fault ? { 'aria-invalid': true } : {}) })}
      {described && (
        <div id={note}>{fault ? <span className="fault">{fault}</span> : <span className="hint">{hint}</span>}</div>
      )}
    </div>
  )
}

/** A question with a few answers, all in sight. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  fault,
  onChange,
}: {
  label: string
  value: Value | ''
  options: readonly { value: Value; label: string }[]
  fault?: string | undefined
  onChange: (value: Value) => void
}) {
  const name = useId()
  const note = `${name}-note`
  return (
    <fieldset className="choice" {...(fault ? { 'aria-describedby': note } : {})}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
      {fault ? (
        <span id={note} className="fault" role="alert">
          {fault}
        </span>
      ) : null}
    </fieldset>
  )
}
