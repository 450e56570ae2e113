import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { keepPicture, openBrowser, type Reader, signIn } from './browser.ts'

type Viewport = Parameters<typeof openBrowser>[0]

/**
 * The persons of a journey, each with a browser of their own for all tests of the file. They are opened before the first
 * and closed after the last; of a test that fails is kept what each of them saw.
 */
export function openReaders<Name extends string>(viewports: Readonly<Record<Name, Viewport>>): Record<Name, Reader> {
  const names = Object.keys(viewports) as Name[]
  const opened = new Map<Name, Reader>()
  beforeAll(async () => {
    for (const name of names) opened.set(name, await openBrowser(viewports[name]))
  })
  afterAll(async () => {
    for (const reader of opened.values()) await reader.close()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    for (const [name, { page }] of opened) await keepPicture(page, `${task.name} ${name}`)
  })
  const readerOf = (name: Name): Reader => {
    const reader = opened.get(name)
    if (!reader) throw new Error(`${name} has no browser before the first test`)
    return reader
  }
  const lateOf = (name: Name): Reader => ({
    get page() {
      return readerOf(name).page
    },
    get context() {
      return readerOf(name).context
    },
    get faults() {
      return readerOf(name).faults
    },
    close: () => readerOf(name).close(),
  })
  return Object.fromEntries(names.map((name) => [name, lateOf(name)])) as Record<Name, Reader>
}

/** The same browser, another person. */
export async function changeTo(reader: Reader, surface: '/app/' | '/console/', account: string): Promise<Page> {
  await reader.context.clearCookies()
  await signIn(reader.page, surface, account)
  return reader.page
}
