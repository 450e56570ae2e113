import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desk, expectAccessible, phone, type Reader } from '../support/browser.ts'
import { changeTo, letIn, openReaders, readAs, sendAs } from '../support/readers.ts'

// The pages and forms that no story goes through: each opens and says what it is; some are gone through to their end.
const { staff, deputy } = openReaders({ staff: desk, deputy: phone })
const kitsOwn = ['.ant-select-dropdown', '[role=listbox]', '.ant-popover', '.ant-select-selector']
const mark = Date.now().toString(36)
const topicTitle = `关于农村老年助餐点布局的调研 ${mark}`
const motionTitle = `关于制定养老服务促进办法的议案 ${mark}`

const roadMotion = `关于修建环山生产道路的议案 ${mark}`
// deputies of the town whose congress is in session on the day of the first start
const [lead, ...colleagues] = ['d0965', 'd0966', 'd0967', 'd0968', 'd0969'] as const

type Offered = { id: string; acts: string[] }

/** The acts that the cases of a list offer to whom is let in, told by the server. */
async function offeredBy(reader: Reader, list: string, each: string): Promise<Offered[]> {
  type View = { id: string; allowed: string[]; assignments?: { allowed: string[] }[] }
  const { items } = await readAs<{ items: { id: string }[] }>(reader, list)
  const views = await Promise.all(items.map(({ id }) => readAs<View>(reader, `${each}/${id}`)))
  return views.map(({ id, allowed, assignments = [] }) => ({
    id,
    acts: [...allowed, ...assignments.flatMap((part) => part.allowed)],
  }))
}

type Path = `/app/${string}` | `/console/${string}`

async function open(page: Page, path: Path, title?: string): Promise<void> {
  await page.goto(path)
  await stands(page, title)
}

async function openAs(reader: Reader, account: string, path: Path, title?: string): Promise<Page> {
  const page = await changeTo(reader, path, account)
  await stands(page, title)
  return page
}

async function stands(page: Page, title?: string): Promise<void> {
  await page
    .getByRole('heading', { level: 1, ...(title && { name: title }) })
    .first()
    .waitFor()
  await page.waitForLoadState('networkidle')
}

const opened = new Set<string>()

/** Each act that the page offers for the first time opens a form that bears its name, and is put away undone. */
async function openEveryAct(page: Page): Promise<void> {
  const next = page.getByRole('region', { name: '下一步' })
  // with the first form the page around it is looked at as well
  let within = 'html'
  for (const name of await next.getByRole('button').allTextContents()) {
    const act = name.replace(/（.*/u, '')
    if (opened.has(act)) continue
    opened.add(act)
    await next.getByRole('button', { name, exact: true }).click()
    const form = page.getByRole('form', { name })
    await form.waitFor()
    for (const choice of await form.getByRole('radio').all()) await choice.check()
    await expectAccessible(page, kitsOwn, within)
    within = 'form.act-form'
    await form.getByRole('button', { name: '先不办' }).click()
    await form.waitFor({ state: 'detached' })
  }
}

/** Opens one page for each act that the list offers, as few pages as hold them all. */
async function openActsOf(account: string, kind: string, query: string): Promise<void> {
  await letIn(staff, account)
  const offered = await offeredBy(staff, `/api/${kind}?${query}`, `/api/${kind}`)
  const met = new Set<string>()
  const unmet = ({ acts }: Offered) => new Set(acts).difference(met).size
  for (;;) {
    const [richest] = offered.toSorted((one, other) => unmet(other) - unmet(one))
    if (!richest || unmet(richest) === 0) return
    for (const act of richest.acts) met.add(act)
    await open(staff.page, `/console/${kind}/${richest.id}`)
    await openEveryAct(staff.page)
  }
}

test('every act that a case offers to an office or a unit opens a form of that name', async () => {
  for (const account of ['daigongwei1', 'zhengfuban1', 'jiaotong.fuze']) {
    await openActsOf(account, 'suggestions', 'box=open&limit=40')
  }
  // which ones besides these depends on the day
  expect([...opened]).toEqual(expect.arrayContaining(['登记编号', '审查', '拟定承办单位', '签收', '起草答复']))
  expect(opened.size).toBeGreaterThan(9)
})

test('a topic is drafted and published by the office; a deputy takes it, notes down and writes from it', async () => {
  const page = await openAs(staff, 'daigongwei1', '/console/topics', '选题清单')
  await expectAccessible(page, kitsOwn)
  await page.getByRole('link', { name: '新建选题' }).click()
  await page.getByLabel('选题', { exact: true }).fill(topicTitle)
  await page.getByRole('form').getByRole('button', { name: '保存' }).click()
  await page.getByRole('heading', { level: 1, name: topicTitle }).waitFor()
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByRole('form', { name: '发布' }).getByRole('button', { name: '发布', exact: true }).click()
  await page.getByRole('button', { name: '结束领题' }).waitFor()
  await openEveryAct(page)

  const hand = await openAs(deputy, 'd0150', '/app/topics')
  await expectAccessible(hand)
  await hand.getByRole('link', { name: new RegExp(topicTitle, 'u') }).click()
  await hand.getByRole('button', { name: '领这个题' }).click()
  await hand.getByLabel('调研记录').fill('走访五个村，两个村没有助餐点。')
  await hand.getByRole('button', { name: '保存调研记录' }).click()
  await hand.getByText('已保存').first().waitFor()
  await expectAccessible(hand)
  await hand.getByRole('button', { name: '据此写建议' }).click()
  await hand.getByLabel('标题').waitFor()

  await open(page, '/console/topics', '选题清单')
  const row = page.getByRole('row').filter({ hasText: topicTitle })
  expect(await row.textContent()).toContain('1/')
})

test('a motion is written on a phone and waits for names; every act that a motion offers opens a form of that name', async () => {
  const hand = await openAs(deputy, 'd0151', '/app/motions', '议案')
  await hand.getByRole('link', { name: '写议案' }).click()
  await hand.getByLabel('标题').fill(motionTitle)
  await hand.getByRole('button', { name: '保存草稿' }).click()
  await hand.getByRole('heading', { level: 1, name: motionTitle }).waitFor()
  await hand.waitForLoadState('networkidle')
  await expectAccessible(hand)
  await expect.poll(() => hand.getByRole('button', { name: '提交议案' }).isDisabled()).toBe(true)
  for (const account of ['hutang-rd3', 'mishuchu1']) await openActsOf(account, 'motions', 'limit=40')
  const { page } = staff
  await open(page, '/console/motions', '议案')
  await expectAccessible(page, kitsOwn)
  const first = page.getByRole('table').getByRole('link').first()
  const title = (await first.textContent()) ?? ''
  await first.click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  await expectAccessible(page, kitsOwn)
})

/** Those invited put their names under the motion, each signed in as themselves; the lead is who the browser goes back to. */
async function signedByAll(reader: Reader, id: string): Promise<number> {
  type View = { version: number; textSha256: string; sponsorsCounted: number }
  type Found = { items: { mandateId: string }[] }
  const path = `/api/motions/${id}`
  const names: string[] = []
  for (const account of colleagues) names.push((await letIn(reader, account)).person.name)
  await letIn(reader, lead)
  const mandateIds: string[] = []
  for (const name of names) {
    const { items } = await readAs<Found>(reader, `${path}/invitable?q=${encodeURIComponent(name)}`)
    mandateIds.push(...items.slice(0, 1).map(({ mandateId }) => mandateId))
  }
  const { version } = await readAs<View>(reader, path)
  await sendAs(reader, `${path}/invitations`, { version, mandateIds })
  for (const account of colleagues) {
    await letIn(reader, account)
    const { textSha256 } = await readAs<View>(reader, path)
    await sendAs(reader, `${path}/cosign`, { agree: true, textSha256 })
  }
  await letIn(reader, lead)
  return (await readAs<View>(reader, path)).sponsorsCounted
}

test('a motion that five deputies of a town have signed is submitted, checked and decided on, and goes on as a suggestion', async () => {
  const hand = await openAs(deputy, lead, '/app/motions', '议案')
  await hand.getByRole('link', { name: '写议案' }).click()
  await hand.getByLabel('标题').fill(roadMotion)
  await hand.getByLabel('案由').fill('桃园的路会不过车，请镇里修建环山生产道路。')
  await hand.getByLabel('案据').fill('最窄处三米二，去年七月堵了四个多小时，一车桃子压坏三成。')
  await hand.getByLabel('方案').fill('列入明年镇级实施项目，分两段拓宽到五米。')
  await hand.getByRole('button', { name: '保存并邀请联名' }).click()
  await hand.getByRole('heading', { level: 1, name: roadMotion }).waitFor()
  const id = new URL(hand.url()).pathname.split('/')[3] ?? ''
  await expect.poll(() => hand.getByRole('button', { name: '提交议案' }).isDisabled()).toBe(true)
  expect(await signedByAll(deputy, id)).toBe(5)
  await open(hand, `/app/motions/${id}`, roadMotion)
  await expectAccessible(hand)
  await hand.getByRole('button', { name: '提交议案' }).click()
  await hand.getByText('已提交').first().waitFor()

  const page = await openAs(staff, 'xueyan-rd3', `/console/motions/${id}`, roadMotion)
  const act = async (name: string, fill: (form: ReturnType<Page['getByRole']>) => Promise<void>) => {
    await page.getByRole('region', { name: '下一步' }).getByRole('button', { name, exact: true }).click()
    const form = page.getByRole('form', { name })
    await fill(form)
    await expectAccessible(page, kitsOwn)
    await form.getByRole('button', { name, exact: true }).click()
    await form.waitFor({ state: 'detached' })
  }
  await act('接收并编号', async () => {})
  await act('审查', (form) => form.getByRole('radio', { name: '符合要求，送主席团' }).check())
  await act('主席团决定', async (form) => {
    await form.getByRole('radio', { name: '转为建议办理' }).check()
    await form.getByLabel('理由').fill('属于具体实施项目，转为建议办理。')
  })
  await page.getByText('已转为建议').first().waitFor()
  await expectAccessible(page, kitsOwn)

  await open(hand, `/app/motions/${id}`, roadMotion)
  await hand.getByRole('link', { name: '查看建议' }).click()
  await hand.getByRole('heading', { level: 1, name: /环山生产道路/u }).waitFor()
  await hand.waitForLoadState('networkidle')
  await expectAccessible(hand)
})

test('who asks in the console about their own data sees the request and its deadline there', async () => {
  const page = await openAs(staff, 'jiaotong', '/console/own-data', '我的个人信息')
  const own = page.getByRole('region', { name: '我的请求' })
  await own.getByLabel('具体内容').fill(`登记的手机号码有误，请更正。${mark}`)
  await own.getByRole('button', { name: '提交' }).click()
  await own.getByText(mark).waitFor()
  await own.getByText('已收到').first().waitFor()
  await expectAccessible(page, kitsOwn)
})

test('a unit is set up by the office and stands in its list; a congress below is only begun where there is none', async () => {
  const page = await openAs(staff, 'daigongwei1', '/console/units/new')
  const unit = `验收事务所${mark}`
  await page.getByLabel('名称').fill(unit)
  await page.getByLabel('简称').fill(unit)
  await page.getByLabel('编号').fill(mark)
  await expectAccessible(page, kitsOwn)
  await page.getByRole('button', { name: '设立', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: unit }).waitFor()
  await page.waitForLoadState('networkidle')
  for (const act of ['改名', '并入其他单位']) {
    await page.getByRole('button', { name: act }).first().click()
    await page.getByRole('form').getByRole('button', { name: '先不办' }).waitFor()
    await expectAccessible(page, kitsOwn)
    await page.getByRole('form').getByRole('button', { name: '先不办' }).click()
  }
  await open(page, '/console/congresses/new')
  await page.getByRole('combobox', { name: '行政区划' }).click()
  await page.locator('.ant-select-item-option').filter({ hasText: '街道' }).first().waitFor()
  await expect.poll(() => page.getByRole('button', { name: '设立', exact: true }).isDisabled()).toBe(true)
})

test('the command search finds a unit and goes to it by the keyboard', async () => {
  const page = await changeTo(staff, '/console/', 'daigongwei1')
  await page.keyboard.press('Control+k')
  const words = page.getByRole('combobox', { name: /./ }).last()
  await words.fill('交通运输局')
  await page.getByRole('option').first().waitFor()
  await expectAccessible(page, kitsOwn)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.getByRole('heading', { level: 1, name: /交通运输局/u }).waitFor()
})

test('every page of a deputy’s phone says what it is', async () => {
  const { page } = deputy
  await letIn(deputy, 'd0151')
  const titles: string[] = []
  for (const path of ['notices', 'promises', 'me/sessions', 'me/notices', 'me/sign-out']) {
    await open(page, `/app/${path}`)
    titles.push((await page.getByRole('heading', { level: 1 }).first().textContent()) ?? '')
    await expectAccessible(page)
  }
  expect(titles).toEqual(['通知', '我的承诺', '登录的设备', '通知方式', '退出登录'])
  await page.getByRole('main').getByRole('button', { name: '退出登录' }).click()
  await page.getByLabel('账号', { exact: true }).waitFor()
})

test('nothing was wrong on any page', () => {
  expect([...staff.faults, ...deputy.faults]).toEqual([])
})
