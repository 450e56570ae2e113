import { lazy, useSyncExternalStore } from 'react'

/** What keeps code or words from coming: the server is not reached, or has them under this name no more. */
type Hindrance = 'away' | 'outdated'

const askEveryMs = 5_000

const waiting = new Set<() => void>()
const listeners = new Set<() => void>()
let isAway = false
let isOutdated = false

const tell = () => {
  for (const listener of listeners) listener()
}

/**
 * Code or words that a page needs later than it opens. While they can't come the promise waits, so that what stands on
 * the page stays, with what is written on it. The server is asked for first: a module that could not be fetched once is
 * asked for no more by some browsers, as long as the document lives.
 */
export async function arrived<Code>(load: () => Promise<Code>): Promise<Code> {
  if (!(await isServerThere())) await untilServerIsThere()
  try {
    return await load()
  } catch {
    isOutdated = true
    tell()
    return new Promise(() => undefined)
  }
}

/** A part of a page whose code comes when it is first shown. */
export const lazyPart: typeof lazy = (load) => lazy(() => arrived(load))

/** Whether the server gives this very page. Where a service worker keeps the code, nobody needs to be asked. */
async function isServerThere(): Promise<boolean> {
  if (navigator.serviceWorker?.controller) return true
  try {
    return (await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' })).ok
  } catch {
    return false
  }
}

function untilServerIsThere(): Promise<void> {
  return new Promise((resolve) => {
    waiting.add(resolve)
    noteAway()
  })
}

function noteAway(): void {
  if (isAway) return
  isAway = true
  tell()
  const timer = setInterval(() => void askAgain().then(() => !isAway && clearInterval(timer)), askEveryMs)
}

/** Asks once more for all that waits. */
export async function askAgain(): Promise<void> {
  if (!(await isServerThere())) return
  isAway = false
  const came = [...waiting]
  waiting.clear()
  for (const goOn of came) goOn()
  tell()
}

/** Opens the page anew as the server has it now; where that is not reached, the page stays. */
export async function reloadPage(): Promise<void> {
  if (await isServerThere()) location.reload()
  else noteAway()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
const hindrance = (): Hindrance | null => (isAway ? 'away' : isOutdated ? 'outdated' : null)

export const useHindrance = (): Hindrance | null => useSyncExternalStore(subscribe, hindrance)
