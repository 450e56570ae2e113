import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { SessionView } from '#modules/identity/identity.contract.ts'
import { keepPicture, openBrowser, password, type Reader } from './browser.ts'

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
    for (const [name, { page }] of opened) await keepPicture(page, `${name} ${task.name}`)
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

/**
 * The same browser, another person, who comes in without the form: that has a journey of its own
 * (../e2e/sign-in.spec.ts). Of several identities they act as the first that is of this kind.
 */
export async function letIn(
  { page, context }: Reader,
  account: string,
  kind: 'mandate' | 'post' = 'mandate',
): Promise<SessionView> {
  // what the person before still asks for ends with their page
  await page.goto('about:blank')
  await context.clearCookies()
  const signedIn = await context.request.post('/api/sign-in', { data: { name: account, password } })
  if (!signedIn.ok()) throw new Error(`${account} is not let in: ${await signedIn.text()}`)
  const session = (await signedIn.json()) as SessionView
  const wanted = session.identities.find((one) => one.kind === kind)
  if (!wanted || session.actingAs?.kind === kind) return session
  const chosen = await context.request.put('/api/session/acting-as', { data: { kind, id: wanted.id } })
  return (await chosen.json()) as SessionView
}

/** The same browser, another person, at a page of theirs. */
export async function changeTo(
  reader: Reader,
  path: `/app/${string}` | `/console/${string}`,
  account: string,
): Promise<Page> {
  await letIn(reader, account, path.startsWith('/app/') ? 'mandate' : 'post')
  await reader.page.goto(path)
  await reader.page.getByRole('navigation').first().waitFor()
  return reader.page
}

/** What the person who was let in reads without a page. */
export const readAs = async <Body>({ context }: Reader, path: string): Promise<Body> =>
  (await (await context.request.get(path)).json()) as Body

/** What the person who was let in does without a page, where another journey goes through the form. */
export async function sendAs<Body>({ context }: Reader, path: string, data: object): Promise<Body> {
  const reply = await context.request.post(path, { data })
  if (!reply.ok()) throw new Error(`${path} ${await reply.text()}`)
  return (await reply.json()) as Body
}
