import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect, inject } from 'vitest'

export const phone = { width: 390, height: 844 }
export const desk = { width: 1440, height: 900 }

export type Reader = { page: Page; context: BrowserContext; faults: string[]; close(): Promise<void> }

// the Chromium of the run, which each person opens a window of
let chromiumOfRun: Promise<Browser> | undefined

/** A window of its own for one person: empty profile, Chinese, in Shanghai. Console errors are collected. */
export async function openBrowser(viewport: { width: number; height: number }): Promise<Reader> {
  chromiumOfRun ??= chromium.connect(inject('chromium'))
  const context = await (await chromiumOfRun).newContext({
    viewport,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    baseURL: inject('origin'),
    isMobile: viewport.width < 500,
    hasTouch: viewport.width < 500,
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message.text())) faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(error.message))
  page.setDefaultTimeout(40_000)
  const keepCoverage = await countLines(page)
  const close = async () => {
    await keepCoverage()
    await context.close()
  }
  return { page, context, faults, close }
}

type Script = { url: string; functions: { ranges: { count: number }[] }[] }

/**
 * Where `npm test` counts the lines that were run: keeps what the page ran of the built workbench. With a document its
 * scripts go, and their counts with them, so they are taken before each address that the journey opens.
 */
async function countLines(page: Page): Promise<() => Promise<void>> {
  const { COVERAGE_FOLDER } = process.env
  if (!COVERAGE_FOLDER) return () => Promise.resolve()
  const folder = join(COVERAGE_FOLDER, 'browser')
  mkdirSync(folder, { recursive: true })
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Profiler.enable')
  await cdp.send('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  const take = async () => {
    const { result } = await cdp.send('Profiler.takePreciseCoverage')
    const kept = (result as Script[]).filter(({ url, functions }) => isOfBuild(url) && functions.some(wasRun))
    const scripts = kept.map(({ url, functions }) => ({ url: new URL(url).pathname, functions }))
    if (scripts.length > 0) writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify({ result: scripts }))
  }
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)]
  page.goto = async (...asked) => {
    await take()
    return goto(...asked)
  }
  page.reload = async (...asked) => {
    await take()
    return reload(...asked)
  }
  return take
}

const isOfBuild = (url: string): boolean => URL.canParse(url) && new URL(url).pathname.startsWith('/assets/')
const wasRun = ({ ranges }: Script['functions'][number]): boolean => ranges.some(({ count }) => count > 0)

// The browser itself reports every refused request; a refusal is an answer, not a fault of the page.
const isExpected = (text: string): boolean =>
  /^Failed to load resource: the server responded with a status of 4\d\d/.test(text)

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Finding = { id: string; nodes: { html: string }[] }

/**
 * Nothing that axe finds on the page as it stands now, but in what is named: parts that a kit alone can mend. Only in
 * what is `within`, where the page around it was looked at already.
 */
export async function expectAccessible(page: Page, except: readonly string[] = [], within = 'html'): Promise<void> {
  await page.locator(within).first().waitFor()
  const cdp = await page.context().newCDPSession(page)
  // The page's policy forbids injected scripts; the debugger may run what the page may not.
  await cdp.send('Runtime.evaluate', { expression: axeSource })
  // A colour on its way from one to another is neither: what moves once is waited for, what turns for ever is not.
  await page.evaluate(async () => {
    const once = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(once.map(({ finished }) => finished))
  })
  const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
    expression: `axe.run(${JSON.stringify({ include: [within], exclude: except })}, { resultTypes: ['violations'] }).then(({ violations }) => JSON.stringify(violations))`,
    awaitPromise: true,
  })
  if (exceptionDetails) throw new Error(`axe: ${exceptionDetails.exception?.description}`)
  const found = JSON.parse(String(result.value)) as Finding[]
  expect(found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

/** Of everybody in the demo district. */
export const password = 'Wujin-2026'

/** Signs in on the page that the surface shows to strangers. */
export async function signIn(page: Page, surface: '/app/' | '/console/', account: string): Promise<void> {
  await page.goto(surface)
  await page.getByLabel('账号', { exact: true }).fill(account)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('button', { name: '登录', exact: true }).waitFor({ state: 'detached' })
  // who holds several posts or mandates is asked which one to act as
  await page.getByRole('navigation').or(page.getByText('以哪个身份工作')).first().waitFor()
  if (await page.getByText('以哪个身份工作').isVisible()) {
    await page.getByRole('button', { name: /代表$/ }).first().click()
    await page.getByRole('navigation').first().waitFor()
  }
}

/** What the page looked like when a test failed; the place is printed with the failure. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const path = join(tmpdir(), `minsheng-${name.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 60)}.png`)
  await page.screenshot({ path })
  process.stderr.write(`picture: ${path} of ${page.url()}\n`)
}
