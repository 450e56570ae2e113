import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desk, expectAccessible, phone } from '../support/browser.ts'
import { changeTo, openReaders } from '../support/readers.ts'

// What the office does before a deputy can do anything: the roster, the slips, the counter.
const roster = join(import.meta.dirname, '../../demo/rosters/代表名册样表.xlsx')
const kitsOwn = ['.ant-select-dropdown', '[role=listbox]', '.ant-popover']

const { office, deputy } = openReaders({ office: desk, deputy: phone })

const staff = (account: string, path: `/${string}`): Promise<Page> => changeTo(office, `/console${path}`, account)

async function upload(page: Page, file: { name: string; mimeType: string; buffer: Buffer }) {
  await page.goto('/console/imports')
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: '上传并预览' }).click()
  await page.waitForURL(/\/imports\/.+/)
}

const workbook = async (name: string) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: await readFile(roster),
})

test('a file that is no workbook is refused with a sentence that says what to do', async () => {
  const page = await staff('daigongwei1', '/imports')
  await upload(page, { name: '名册.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('不是表格') })
  await page.getByText('请用 Excel 或 WPS 打开后另存为 .xlsx').waitFor()
})

test('the sample roster is shown row by row, its good rows are written, and a second time nothing changes', async () => {
  const page = await staff('daigongwei1', '/imports')
  await upload(page, await workbook('补选代表.xlsx'))
  await page.getByText('本届没有“第九十九选区（无此村）”这个选区').waitFor()
  await expectAccessible(page, kitsOwn)
  await page.setViewportSize(phone)
  const choices = await page.getByRole('radiogroup', { name: '结果' }).boundingBox()
  expect((choices?.x ?? 0) + (choices?.width ?? Number.NaN)).toBeLessThanOrEqual(phone.width)
  await page.setViewportSize(desk)
  await page.getByRole('button', { name: '只写入没有问题的 57 行' }).click()
  await page.getByText('已写入 57 行。另有 3 行没有写入').waitFor()
  await upload(page, await workbook('补选代表再来一次.xlsx'))
  await page.getByText('没有需要写入的内容').waitFor()
  await expect.poll(() => page.getByRole('button', { name: /写入/ }).count()).toBe(0)
})

test('slips are printed for the new deputies, who then wait to open their accounts', async () => {
  const page = await staff('daigongwei1', '/deputies?congressId=all&account=none')
  await page.getByRole('table').waitFor()
  await page.getByRole('button', { name: '打印激活单' }).click()
  const paper = page.waitForResponse((response) => response.url().endsWith('/api/activation-slips'))
  await page.locator('.ant-popconfirm').getByRole('button', { name: '打印激活单' }).click()
  const printed = await paper
  expect(printed.headers()['content-type']).toBe('application/pdf')
  await page.getByText('已生成 57 张激活单').waitFor()
  await page.goto('/console/deputies?congressId=all&account=waiting')
  await page.getByRole('table').waitFor()
})

/** Asks as the security officer, approves as the deputy office; gives the code that is shown once. */
async function resetByTwo(account: string): Promise<string> {
  const asker = await staff('anquan', `/accounts?q=${account}`)
  await asker.getByLabel('账号或姓名').fill(account)
  await asker.getByLabel('账号或姓名').press('Enter')
  await asker.getByRole('button', { name: `申请重置 ${account}` }).click()
  await asker.getByText('需另一人批准').waitFor()
  await asker.goto('/console/approvals')
  await asker.getByText('没有等您审批的申请').waitFor()
  const approver = await staff('daigongwei1', '/approvals')
  const asked = approver.getByRole('row').filter({ hasText: account })
  await asked.getByRole('button', { name: '批准', exact: true }).click()
  const code = approver.locator('.code')
  await code.waitFor()
  return ((await code.textContent()) ?? '').trim()
}

async function activate(page: Page, code: string, account: string, password: string) {
  await page.goto('about:blank')
  await page.goto(`/app/activate#name=${account}&code=${code}`)
  await page.getByLabel('设一个密码').fill(password)
  await page.getByLabel('再输一遍密码').fill(password)
  await page.getByRole('button', { name: '激活并登录' }).click()
}

test('whoever forgot the password gets a code at the counter: one asks, another approves, it works once', async () => {
  const account = 'd0180'
  const code = await resetByTwo(account)
  const { page } = deputy
  await activate(page, code, account, 'abc')
  await page.getByText('密码太短').waitFor()
  await expectAccessible(page)
  await activate(page, code, account, 'Chongzhi-2026')
  await page.getByRole('button', { name: '激活并登录' }).waitFor({ state: 'detached' })
  await deputy.context.clearCookies()
  await activate(page, code, account, 'Chongzhi-2027')
  await page.getByText('激活码已经用过').waitFor()
})

test('five wrong passwords lock the account, and the page says for how long', async () => {
  const { page, context } = deputy
  await context.clearCookies()
  await page.goto('/app/')
  await page.getByLabel('账号', { exact: true }).fill('d0181')
  for (let attempt = 1; attempt <= 6; attempt += 1) {
    const answer = page.waitForResponse((response) => response.url().endsWith('/api/sign-in'))
    await page.getByLabel('密码', { exact: true }).fill(`cuowu-${attempt}`)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await answer
  }
  await page.getByText('请 30 分钟后再试').waitFor()
})

test('nothing was wrong on either console', () => {
  expect([...office.faults, ...deputy.faults]).toEqual([])
})
