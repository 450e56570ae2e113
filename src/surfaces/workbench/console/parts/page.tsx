import type { QueryKey } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldLine, fieldProblemsOf, isCallError, sentenceOf, unreadSentenceOf } from '../../frame/call.ts'
import { useMovedOn } from '../../frame/moved-on.ts'
import { Bones } from '../../frame/waiting.tsx'

/** The page's name, in the window's title too. */
export function PageHead({ title, children }: { title: string; children?: ReactNode }) {
  useTitle(title)
  return (
    <div className="page-head">
      <h1>{title}</h1>
      {children}
    </div>
  )
}

export function useTitle(title: string): void {
  const { t } = useTranslation('console')
  useEffect(() => {
    document.title = `${title} · ${t('product')}`
  }, [title, t])
}

export const Waiting = ({ lines = 6 }: { lines?: number }) => <Bones lines={lines} of="row" />

/** Why the page shows something else than when one began to act. */
export function MovedOn({ of }: { of: QueryKey }) {
  const { t } = useTranslation('workbench')
  return useMovedOn(of) ? <Alert type="info" showIcon role="status" title={t('moved_on')} /> : null
}

type FaultGiven = { error: unknown; onRetry?: () => unknown; words?: (error: unknown) => string }

/** What went wrong, what to do about it, and the number that the administrator wants to hear. */
export function Fault({ error, onRetry, words = sentenceOf }: FaultGiven) {
  const { t } = useTranslation('workbench')
  const number = isCallError(error) && error.problem.status >= 500 ? error.problem.requestId : ''
  const fields = fieldProblemsOf(error).map(fieldLine)
  // what is not there, or not this reader's, is not there a second time either
  const isSettled = isCallError(error) && (error.problem.status === 403 || error.problem.status === 404)
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={words(error)}
      description={
        fields.length > 0 ? (
          <ul className="fault-fields">
            {fields.map((field) => (
              <li key={field}>{field}</li>
            ))}
          </ul>
        ) : number ? (
          t('error.number', { number })
        ) : undefined
      }
      action={onRetry && !isSettled ? <Button onClick={() => void onRetry()}>{t('retry')}</Button> : undefined}
    />
  )
}

export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p>{children}</p>
      {action}
    </div>
  )
}

type Asked<Content> = { data: Content | undefined; error: Error | null; isPending: boolean; refetch: () => unknown }

/** One answer of the server: on its way, refused, or here. */
export function Answer<Content>({
  of,
  children,
  lines,
}: {
  of: Asked<Content>
  children: (content: Content) => ReactNode
  lines?: number
}) {
  if (of.data !== undefined) return children(of.data)
  if (of.error) return <Fault error={of.error} onRetry={of.refetch} words={unreadSentenceOf} />
  return <Waiting {...(lines ? { lines } : {})} />
}
