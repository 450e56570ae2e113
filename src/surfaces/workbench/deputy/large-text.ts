import { useState } from 'react'

const storageKey = 'minsheng.large'
const show = (isLarge: boolean): void => {
  document.documentElement.toggleAttribute('data-large', isLarge)
}

export const showTextSize = (): void => show(localStorage.getItem(storageKey) === 'on')

/** 长辈版: letters of 22 px and targets of 60. */
export function useLargeText(): [boolean, (isLarge: boolean) => void] {
  const [isLarge, setLarge] = useState(() => localStorage.getItem(storageKey) === 'on')
  return [
    isLarge,
    (next) => {
      localStorage.setItem(storageKey, next ? 'on' : 'off')
      show(next)
      setLarge(next)
    },
  ]
}
