/**
 * `node tools/take-pictures.ts [http://127.0.0.1:3000]`: takes docs/pictures/*.png from a demo that runs at that
 * address. It changes nothing there: what is written for a picture is written without a network.
 */
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { demoLogins, demoPassword } from '#demo/load.ts'
import { findChromium } from './test-machine.ts'

const [address = 'http://127.0.0.1:3000'] = process.argv.slice(2)
const folder = join(import.meta.dirname, '..', 'docs', 'pictures')
const bytesMax = 200 * 1024

const desk = { width: 1280, height: 800 }
const telephone = { width: 390, height: 844 }

type Picture = {
  name: string
  options: BrowserContextOptions
  /** The account that sees the page; a page of the portal is nobody's. */
  as?: string
  take: (page: Page) => Promise<void>
}

const open = (path: string) => async (page: Page) => {
  await page.goto(path)
  await page.locator('main h1').first().waitFor()
  await page.waitForLoadState('networkidle')
}

const accountOf = (audience: string): string => {
  const login = demoLogins.find((one) => one.audience.includes(audience))
  if (!login) throw new Error(`no one in the demo is a ${audience}`)
  return login.accountName
}
const office = accountOf('deputies’ office')
// the unit with most to do
const transport = 'jiaotong'

const pictures: Picture[] = [
  { name: 'portal-home', options: { viewport: desk }, take: open('/') },
  {
    name: 'portal-list-large',
    options: { viewport: { width: 720, height: 1120 } },
    take: open('/large/suggestions?q=学校'),
  },
  {
    name: 'app-write',
    options: { viewport: telephone, hasTouch: true, isMobile: true },
    as: accountOf('deputy'),
    async take(page) {
      await open('/app/write')(page)
      await page.context().setOffline(true)
      const words = page.locator('input:not([type=checkbox]), textarea')
      const written = [
        '关于在湖塘镇定安路增设夜间公交的建议',
        '定安路沿线夜班工人下班后没有公交车。',
        '定安路两侧有三家企业实行夜班，每晚十点以后下班的约六百人。末班车是八点四十分，多数人骑电动车回家，冬天和雨天很不安全。',
      ]
      for (const [index, text] of written.entries()) await words.nth(index).fill(text)
      await words.nth(2).blur()
      await page.waitForTimeout(1500)
    },
  },
  { name: 'console-todo', options: { viewport: desk }, as: transport, take: open('/console/todo') },
  {
    name: 'console-list',
    options: { viewport: { ...desk, height: 680 } },
    as: office,
    take: open('/console/suggestions'),
  },
  {
    name: 'console-case',
    options: { viewport: { ...desk, height: 660 } },
    as: office,
    async take(page) {
      await open(await caseToShow(page))(page)
    },
  },
]

/** One that is being handled and has come a long way: its page has most to show. */
async function caseToShow(page: Page): Promise<string> {
  const reply = await page.request.get('/api/suggestions?box=open&limit=100')
  const { items } = (await reply.json()) as { items: { id: string; state: string; confidential: boolean }[] }
  const wanted = ['awaiting_evaluation', 'rehandling', 'handling']
  const found = wanted.map((state) => items.find((one) => one.state === state && !one.confidential)).find(Boolean)
  if (!found) throw new Error('the demo has no case to show')
  return `/console/suggestions/${found.id}`
}

async function signIn(page: Page, name: string): Promise<void> {
  const reply = await page.request.post('/api/sign-in', { data: { name, password: demoPassword } })
  if (!reply.ok()) throw new Error(`${name} could not sign in: ${await reply.text()}`)
  const session = (await reply.json()) as { actingAs: object | null; identities: { kind: string; id: string }[] }
  const [first] = session.identities
  if (!session.actingAs && first) {
    await page.request.put('/api/session/acting-as', { data: { kind: first.kind, id: first.id } })
  }
}

const { env, missing } = findChromium()
if (missing) throw new Error(missing)
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({
  ...(env.CHROMIUM_PATH ? { executablePath: env.CHROMIUM_PATH } : {}),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
})
try {
  for (const { name, options, as, take } of pictures) {
    const context = await browser.newContext({
      baseURL: address,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      ...options,
    })
    const page = await context.newPage()
    if (as) await signIn(page, as)
    await take(page)
    const path = join(folder, `${name}.png`)
    await page.screenshot({ path })
    await context.close()
    const { size } = statSync(path)
    console.log(`${name}.png ${Math.round(size / 1024)} KB`)
    if (size > bytesMax) throw new Error(`${path} is larger than ${bytesMax / 1024} KB`)
  }
} finally {
  await browser.close()
}
