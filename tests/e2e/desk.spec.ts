import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desk, expectAccessible } from '../support/browser.ts'
import { changeTo, letIn, openReaders } from '../support/readers.ts'

// What is arranged once and works on by itself: who stands in for whom, which committee looks after what, until when
// motions are taken.
const { staff, colleague } = openReaders({ staff: desk, colleague: desk })
const kitsOwn = ['.ant-select-dropdown', '[role=listbox]', '.ant-select-selector', '.ant-popover']
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())

/** Types into a choice until it shows the option, and takes it. */
async function choose(form: Locator | Page, name: string, typed: string): Promise<void> {
  const choice = form.getByRole('combobox', { name })
  await choice.fill(typed)
  const option = choice.page().locator('.ant-select-dropdown:visible .ant-select-item-option')
  await option.filter({ hasText: typed }).first().click()
}

test('a head lets a colleague sign answers for some days, and takes it back with the next click', async () => {
  const { name } = (await letIn(staff, 'xiaofang')).person
  const page = await changeTo(staff, '/console/delegations', 'xiaofang.fuze')
  await page.getByRole('button', { name: '委托代理' }).click()
  const form = page.getByRole('form', { name: '委托代理' })
  await choose(form, '代理人', name)
  await form.getByLabel('签发答复').check()
  await form.getByLabel('终止日期').fill(today)
  await form.getByLabel('事由').fill('外出学习。')
  await expectAccessible(page, kitsOwn)
  await form.getByRole('button', { name: '委托代理' }).click()
  await form.waitFor({ state: 'detached' })
  const line = page.getByRole('row').filter({ hasText: name }).first()
  expect(await line.textContent()).toContain('签发答复')

  const other = await changeTo(colleague, '/console/', 'xiaofang')
  await other.getByRole('button', { name: /^身份/u }).click()
  await other.getByRole('menuitem').last().click()
  await other.getByRole('button', { name: /^身份.+代/u }).waitFor()
  await other.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '建议' }).click()
  await other.getByRole('table').waitFor()

  await page.getByRole('button', { name: `终止代理 ${name}` }).click()
  await page.locator('.ant-popconfirm').getByRole('button', { name: '终止代理' }).click()
  await line.getByText('已终止').waitFor()
  await other.reload()
  await other.getByText('原来的身份已经失效').waitFor()
  await expectAccessible(other)
  await other.getByRole('button', { name: '建议承办联络员' }).click()
  await other.getByRole('navigation', { name: '主菜单' }).waitFor()
})

test('a committee is given a unit to look after from today on, and the office ends it again', async () => {
  const page = await changeTo(staff, '/console/fields', 'daigongwei1')
  await page.getByRole('button', { name: '确定对口' }).click()
  const form = page.getByRole('form', { name: '确定对口' })
  await choose(form, '对口委员会', '农村')
  await choose(form, '承办单位', '供销合作总社')
  await page.keyboard.press('Escape')
  await form.getByText('改由所选委员会对口').waitFor()
  await expectAccessible(page, kitsOwn)
  await form.getByRole('button', { name: '确定', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  await page.goto('/console/fields?q=供销合作总社')
  const line = page.getByRole('row').filter({ hasText: '供销合作总社' })
  await line.getByText('现行').waitFor()
  await line.getByRole('button', { name: /^终止对口/ }).click()
  const end = page.getByRole('form', { name: /^终止对口/ })
  await expectAccessible(page, kitsOwn)
  await end.getByRole('button', { name: '确认终止' }).click()
  await end.waitFor({ state: 'detached' })
  await line.waitFor({ state: 'detached' })
})

test('the office says until when its session takes motions; the list is narrowed, found empty and shown whole again', async () => {
  const page = await changeTo(staff, '/console/motions', 'xueyan-rd3')
  const deadline = page.getByRole('region', { name: '议案截止时间' })
  await deadline.getByRole('button', { name: '设定截止时间' }).click()
  const at = deadline.getByLabel('议案截止时间')
  const last = (await at.getAttribute('max')) ?? ''
  await at.fill(last)
  await expectAccessible(page, kitsOwn)
  await deadline.getByRole('button', { name: '保存' }).click()
  await deadline.getByRole('button', { name: '设定截止时间' }).waitFor()
  await deadline.getByText('23:59').waitFor()
  const search = page.getByLabel('搜索议案')
  await search.fill('火星')
  await search.press('Enter')
  await page.getByText('没有符合条件的议案。').waitFor()
  await expectAccessible(page, kitsOwn)
  await page.getByRole('button', { name: '看全部议案' }).click()
  await page.getByRole('table').getByRole('link').first().waitFor()
})

test('nothing was wrong on either console', () => {
  expect([...staff.faults, ...colleague.faults]).toEqual([])
})
