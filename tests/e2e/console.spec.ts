import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desk, expectAccessible } from '../support/browser.ts'
import { changeTo, letIn, openReaders } from '../support/readers.ts'

// The pages of the offices and of the three officers that no other journey goes through.
const { staff } = openReaders({ staff: desk })
let page: Page

// parts that a kit alone can mend
const kitsOwn = ['.ant-select-dropdown', '[role=listbox]', '.ant-popover', '.ant-select-selector']

async function as(account: string, path: `/console/${string}` = '/console/'): Promise<void> {
  page = await changeTo(staff, path, account)
}

const heading = (name?: string | RegExp) => page.getByRole('heading', { level: 1, ...(name && { name }) })

/** Goes to another page and waits until it says what it is about: the one before stands until the new one is there. */
async function goBy(click: () => Promise<void>, title?: string | RegExp): Promise<void> {
  const before = (await heading().first().textContent()) ?? ''
  await click()
  const there = heading(title).filter({ hasNotText: before })
  await there.waitFor()
  await page.waitForLoadState('networkidle')
  // a part whose words are still to come takes the page away for a moment
  await page.waitForTimeout(400)
  await there.waitFor()
  await expectAccessible(page, kitsOwn)
}

/** Opens a page by its entry in the menu, as one does; it keeps nobody out. */
const visit = (entry: string, title: string | RegExp = entry): Promise<void> =>
  goBy(() => page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: entry }).click(), title)

/** The first line of a list, opened. */
const openFirst = (): Promise<void> => goBy(() => page.getByRole('table').getByRole('link').first().click())

test('the office finds people, units and congresses in its lists and opens what is kept about one', async () => {
  await as('daigongwei1')
  await visit('人员')
  await page.getByLabel(/姓名/).first().waitFor()
  await openFirst()
  await visit('单位')
  await openFirst()
  await visit('人大')
  await openFirst()
  await visit('代表')
  for (const entry of ['规则', '对口督办', '公文', '承诺台账', '工作日历', '通知发送', '审批', '代理授权']) {
    await visit(entry, /./)
  }
})

test('a list that is on its way shows its rows where they will stand', async () => {
  const address = '**/api/motions?*'
  let arrive = () => {}
  const arrival = new Promise<void>((resolve) => {
    arrive = resolve
  })
  await page.route(address, async (route) => {
    await arrival
    await route.continue()
  })
  await page.goto('/console/motions')
  const waiting = page.getByRole('status', { name: '正在读取' })
  await waiting.waitFor()
  expect(await waiting.getAttribute('aria-busy')).toBe('true')
  const before = await waiting.boundingBox()
  expect(before?.height).toBeGreaterThan(400)
  arrive()
  await waiting.waitFor({ state: 'detached' })
  const after = await page.getByRole('table').boundingBox()
  expect([after?.x, after?.y]).toEqual([before?.x, before?.y])
  await page.unroute(address)
})

test('a figure opens exactly the rows that it counts', async () => {
  await visit('统计', /./)
  const figure = page.getByRole('link', { name: /^打开 .+ 的明细: \d/ }).first()
  const [, told] = /: (\d+)/.exec((await figure.getAttribute('aria-label')) ?? '') ?? []
  await figure.click()
  await heading(/：明细$/).waitFor()
  const foot = page.getByRole('status').filter({ hasText: '已显示' })
  await foot.waitFor()
  expect(await foot.textContent()).toContain(`共 ${told} 条`)
  await expectAccessible(page, kitsOwn)
  await page.getByRole('link', { name: '返回统计' }).click()
})

test('one says how one wants to be told, and gives an address for mail', async () => {
  await page.goto('/console/security')
  await page.getByLabel('新的邮箱地址').fill('bangongshi@example.cn')
  await page.getByRole('button', { name: '保存邮箱' }).click()
  await page.getByText('现用邮箱：b…@example.cn').waitFor()
  await page.getByRole('button', { name: '删除邮箱' }).click()
  await page.getByText('尚未登记邮箱。').waitFor()
  await expectAccessible(page, kitsOwn)
})

test('the auditor searches the record and finds the searches of before in it', async () => {
  await as('shenji')
  await visit('记录')
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
  for (const one of ['自', '至']) await page.getByLabel(one, { exact: true }).fill(day)
  for (let time = 0; time < 2; time += 1) {
    await page.getByRole('combobox', { name: '事件类型' }).fill(time === 0 ? '登录' : '查阅记录')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '查询' }).click()
    await page.waitForLoadState('networkidle')
  }
  await page.getByRole('table').getByText('查阅记录').first().waitFor()
  await expectAccessible(page, kitsOwn)
  await page.getByRole('button', { name: '导出' }).waitFor()
})

test('who was refused is told in words, and all that one person did is found from there', async () => {
  await as('jiaotong')
  expect((await staff.context.request.get('/api/accounts')).status()).toBe(403)
  await as('shenji')
  // a refusal is kept at the next beat
  const kept = async () => (await staff.context.request.get('/api/audit/events?type=access.refused')).text()
  await expect.poll(kept, { timeout: 20_000 }).toContain('查询账号')
  await page.goto('/console/record?type=access.refused')
  const row = page.getByRole('row').filter({ hasText: '查询账号' }).first()
  await row.getByText('您无权管理账号。').waitFor()
  await row.getByText('GET /api/accounts').waitFor()
  await expectAccessible(page, kitsOwn)
  await row.getByRole('button', { name: /^查看此人的全部操作/ }).click()
  await page.getByText(/^只列出 .+ 的操作。$/).waitFor()
  await page.getByRole('button', { name: '清除条件' }).click()
  await page.getByText(/^只列出/).waitFor({ state: 'detached' })
})

test('on the way back the conditions of the record stand as the list was narrowed then', async () => {
  await as('shenji')
  await page.goto('/console/record?from=2026-01-05')
  const from = page.getByLabel('自', { exact: true })
  await expect.poll(() => from.inputValue()).toBe('2026-01-05')
  await from.fill('2026-02-09')
  await page.getByRole('button', { name: '查询' }).click()
  await page.waitForURL(/from=2026-02-09/)
  await page.goBack()
  await page.waitForURL(/from=2026-01-05/)
  await expect.poll(() => from.inputValue()).toBe('2026-01-05')
  await page.goForward()
  await expect.poll(() => from.inputValue()).toBe('2026-02-09')
  // back again before the list so narrowed is drawn
  await page.goBack()
  await expect.poll(() => from.inputValue()).toBe('2026-01-05')
  await from.fill('2026-03-16')
  await page.getByRole('button', { name: '查询' }).evaluate((button: HTMLElement) => {
    button.click()
    history.back()
  })
  await page.waitForURL(/from=2026-01-05/)
  await expect.poll(() => from.inputValue()).toBe('2026-01-05')
})

test('the system officer sees that no event was set aside by what follows the record', async () => {
  await as('xitong')
  await visit('后续处理')
  await page.getByText('没有被搁置的事件，后续处理正常。').waitFor()
  await expect.poll(() => page.getByRole('button', { name: /再次处理/ }).count()).toBe(0)
})

test('a program is let in, its secret taken by the holder of the post alone, and shut out again', async () => {
  const name = `traffic-${Date.now().toString(36)}`
  const holder = (await letIn(staff, 'jiaotong')).person.name
  await as('xitong')
  await visit('接口', '接口令牌')
  await page.getByRole('button', { name: '签发令牌' }).click()
  await page.getByRole('textbox', { name: '名称', exact: true }).fill(name)
  await page.getByRole('textbox', { name: '用途' }).fill('交通运输局办公系统')
  const post = page.getByRole('combobox', { name: '岗位' })
  await post.fill('交通')
  await page.locator('.ant-select-item-option').filter({ hasText: holder }).first().click()
  await page.getByLabel('读取建议（不含保密件）').check()
  await page.getByLabel('终止日期').fill(`${new Date().getFullYear()}-12-31`)
  await expectAccessible(page, kitsOwn)
  await page.locator('form.act-form').getByRole('button', { name: '签发令牌' }).click()
  await page.getByRole('row').filter({ hasText: name }).getByText('待领取').waitFor()
  await as('jiaotong', '/console/security')
  await page.getByRole('link', { name: /^以您的岗位身份访问接口的程序/ }).click()
  await page.getByRole('button', { name: `领取密钥 ${name}` }).click()
  await page.locator('.ant-popconfirm').getByRole('button', { name: '领取密钥' }).click()
  const secret = (await page.locator('.code').filter({ hasText: 'minsheng_' }).textContent()) ?? ''
  await expectAccessible(page, kitsOwn)
  const call = () =>
    page.evaluate(
      async (token) => (await fetch('/api/suggestions', { headers: { authorization: `Bearer ${token}` } })).status,
      secret.trim(),
    )
  expect(await call()).toBe(200)
  await page.getByRole('button', { name: `吊销 ${name}` }).click()
  await page.locator('.ant-popconfirm').last().getByRole('button', { name: '吊销' }).click()
  await page.getByRole('row').filter({ hasText: name }).getByText('已吊销').waitFor()
  expect(await call()).toBe(401)
})

test('nothing was wrong on the console', () => {
  expect(staff.faults).toEqual([])
})
