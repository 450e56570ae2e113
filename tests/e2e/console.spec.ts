import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { desk, expectAccessible, keepPicture, openBrowser, type Reader, signIn } from '../support/browser.ts'

// The pages of the offices and of the three officers that no other journey goes through.
let staff: Reader
let page: Page

beforeAll(async () => {
  staff = await openBrowser(desk)
  page = staff.page
})
afterAll(() => staff.close())
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await keepPicture(page, task.name)
})

// parts that a kit alone can mend
const kitsOwn = ['.ant-select-dropdown', '[role=listbox]', '.ant-popover', '.ant-select-selector']

async function as(account: string): Promise<void> {
  await staff.context.clearCookies()
  await signIn(page, '/console/', account)
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

test('a hand-over meeting is prepared, and called off again', async () => {
  await visit('交办会', /./)
  await page
    .getByRole('link', { name: '筹备交办会' })
    .or(page.getByRole('button', { name: '筹备交办会' }))
    .click()
  await page.getByLabel('会议名称').fill('第二次集中交办会')
  await page.getByLabel('地点').fill('三楼会议室')
  await expectAccessible(page, kitsOwn)
  await page.getByRole('button', { name: '保存' }).click()
  await heading('第二次集中交办会').waitFor()
  await page.waitForLoadState('networkidle')
  await expectAccessible(page, kitsOwn)
  await page.getByRole('button', { name: '取消会议' }).click()
  await page.getByRole('button', { name: '取消会议' }).last().click()
  await page.getByText('已取消').first().waitFor()
})

test('key oversight is proposed for a case that is open', async () => {
  await visit('重点督办', /./)
  await page
    .getByRole('link', { name: '提出重点督办' })
    .or(page.getByRole('button', { name: '提出重点督办' }))
    .click()
  await page.getByLabel('督办事项').fill('老年助餐服务')
  await page.getByLabel('督办理由').fill('多件建议反映同一问题。')
  await page.getByLabel('纳入的建议').click()
  await page.locator('.ant-select-item-option').first().click()
  await page.getByRole('heading', { level: 1 }).click()
  await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' })
  await page.getByLabel('人大领衔领导').click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').nth(1).click()
  await page.getByRole('button', { name: '保存' }).click()
  await heading('老年助餐服务').waitFor()
  await page.waitForLoadState('networkidle')
  await expectAccessible(page, kitsOwn)
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

test('a program is let in, its secret taken by the holder of the post alone, and shut out again', async () => {
  const name = `traffic-${Date.now().toString(36)}`
  await as('jiaotong')
  const holder = await page.evaluate(async () => (await (await fetch('/api/session')).json()).person.name as string)
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
  await as('jiaotong')
  await page.goto('/console/security')
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
  await page.getByText('已吊销').first().waitFor()
  expect(await call()).toBe(401)
})

test('nothing was wrong on the console', () => {
  expect(staff.faults).toEqual([])
})
