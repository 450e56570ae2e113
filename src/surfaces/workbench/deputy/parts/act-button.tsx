import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import look from '../look.module.css'

type Props = {
  children: ReactNode
  onPress?: () => void
  primary?: boolean
  plain?: boolean
  isDisabled?: boolean
  isPending?: boolean
  type?: 'button' | 'submit'
  label?: string
}

export const ActButton = ({
  children,
  primary,
  plain,
  isDisabled,
  isPending,
  type = 'button',
  onPress,
  label,
}: Props) => (
  <Button
    type={type}
    className={[look.button, look.wide, primary && look.primary, plain && look.plain].filter(Boolean).join(' ')}
    // The kit's own pending state speaks through an image without a text once it is over.
    isDisabled={Boolean(isDisabled) || Boolean(isPending)}
    data-pending={isPending || undefined}
    {...(onPress ? { onPress } : {})}
    {...(label ? { 'aria-label': label } : {})}
  >
    {children}
  </Button>
)
