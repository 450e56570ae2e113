import { Button } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isStale } from '../../frame/call.ts'
import { timeOf } from '../../frame/dates.ts'
import { useLocale } from '../../frame/use-locale.ts'
import { Fault } from '../parts/page.tsx'

export type ActFormProps = {
  title: string
  /** The form is the whole page, and its title that of the page. */
  isPage?: boolean
  /** What will happen, in one sentence. */
  lead?: string
  button: string
  isPending: boolean
  error: Error | null
  isReady?: boolean
  savedAt?: Date | null
  onSubmit: () => void
  onClose: () => void
  /** For what does not come anew by itself when it was refused as out of date. */
  onReload?: () => void
  children?: ReactNode
}

/** Every act of a case looks and ends alike: a sheet in the page, one verb, what went wrong in place. */
export function ActForm(props: ActFormProps) {
  const { t } = useTranslation(['console', 'workbench'])
  const locale = useLocale()
  const heading = useRef<HTMLHeadingElement>(null)
  const isPage = props.isPage ?? false
  useEffect(() => {
    heading.current?.focus()
    const form = heading.current?.closest('form')
    // on a phone it opens below the acts, out of sight for the most part
    if (!isPage && form && form.getBoundingClientRect().top > window.innerHeight / 2) form.scrollIntoView()
  }, [isPage])
  const Title = isPage ? 'h1' : 'h2'
  return (
    <form
      className="act-form"
      aria-label={props.title}
      onSubmit={(event) => {
        event.preventDefault()
        props.onSubmit()
      }}
    >
      <Title ref={heading} tabIndex={-1}>
        {props.title}
      </Title>
      {props.lead ? <p className="quiet">{props.lead}</p> : null}
      {props.children}
      {props.error ? (
        <Fault error={props.error} {...(props.onReload && isStale(props.error) ? { onRetry: props.onReload } : {})} />
      ) : null}
      <div className="buttons">
        <Button type="primary" htmlType="submit" loading={props.isPending} disabled={props.isReady === false}>
          {props.button}
        </Button>
        <Button onClick={props.onClose}>{t('act.close')}</Button>
        {props.savedAt ? (
          <span className="quiet saved" role="status">
            {t('workbench:saved_here', { time: timeOf(locale, props.savedAt) })}
          </span>
        ) : null}
      </div>
    </form>
  )
}
