import type { QueryKey } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldLine, fieldProblemsOf, isCallError, sentenceOf, unreadSentenceOf } from '../../frame/call.ts'
import { useMovedOn } from '../../frame/moved-on.ts'
import { Bones } from '../../frame/waiting.tsx'
import look from '../look.module.css'
import { ActButton } from './act-button.tsx'

export function useTitle(title: string): void {
  const { t } = useTranslation('deputy')
  useEffect(() => {
    document.title = `${title} · ${t('product')}`
  }, [title, t])
}

export function PageTitle({ children }: { children: string }) {
  useTitle(children)
  return <h1 className={look.title}>{children}</h1>
}

export const Waiting = () => <Bones lines={5} of="card" />

/** Why the page shows something else than when one began to act. */
export function MovedOn({ of }: { of: QueryKey }) {
  const { t } = useTranslation('workbench')
  return useMovedOn(of) ? <p role="status">{t('moved_on')}</p> : null
}

type FaultGiven = { error: unknown; onRetry?: () => unknown; words?: (error: unknown) => string }

export function Fault({ error, onRetry, words = sentenceOf }: FaultGiven) {
  const { t } = useTranslation('workbench')
  const number = isCallError(error) && error.problem.status >= 500 ? error.problem.requestId : ''
  const fields = fieldProblemsOf(error).map(fieldLine)
  return (
    <div role="alert" className={look.fault}>
      <p>{words(error)}</p>
      {fields.length > 0 ? (
        <ul>
          {fields.map((field) => (
            <li key={field}>{field}</li>
          ))}
        </ul>
      ) : null}
      {number ? <p className={look.small}>{t('error.number', { number })}</p> : null}
      {onRetry ? <ActButton onPress={() => void onRetry()}>{t('retry')}</ActButton> : null}
    </div>
  )
}

export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={look.empty}>
      <p>{children}</p>
      {action}
    </div>
  )
}

type Asked<Content> = { data: Content | undefined; error: Error | null; refetch: () => unknown }

export function Answer<Content>({ of, children }: { of: Asked<Content>; children: (content: Content) => ReactNode }) {
  if (of.data !== undefined) return children(of.data)
  if (of.error) return <Fault error={of.error} onRetry={of.refetch} words={unreadSentenceOf} />
  return <Waiting />
}
