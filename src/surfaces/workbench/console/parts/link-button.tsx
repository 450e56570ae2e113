import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useHref, useLinkClickHandler } from 'react-router'

type Props = { to: string; children: ReactNode; type?: 'primary' | 'default'; block?: boolean }

/** A link that looks like a button: one element, one stop for the keyboard. */
export function LinkButton({ to, children, type = 'default', block = false }: Props) {
  const href = useHref(to)
  const go = useLinkClickHandler<HTMLAnchorElement>(to)
  return (
    <Button
      type={type}
      block={block}
      href={href}
      onClick={(event) => go(event as unknown as React.MouseEvent<HTMLAnchorElement>)}
    >
      {children}
    </Button>
  )
}
