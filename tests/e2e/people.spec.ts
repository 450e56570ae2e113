import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desk, expectAccessible } from '../support/browser.ts'
import { changeTo, letIn, openReaders } from '../support/readers.ts'

// What the deputy office keeps about people: a mandate from its first day to its last, and one person entered twice.
const { staff } = openReaders({ staff: desk })
const kitsOwn = ['.ant-select-dropdown', '[role=listbox]', '.ant-select-selector', '.ant-popover']
// a name that nobody else bears
const word = () => String.fromCodePoint(0x4e00 + (Date.now() % 20_000))
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())

async function register(page: Page, name: string): Promise<string> {
  await page.goto('/console/people/new')
  await page.getByLabel('姓名').fill(name)
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.waitForURL(/\/people\/.+add=mandate/)
  return new URL(page.url()).pathname
}

test('a deputy of a by-election is registered and gets a mandate, which is suspended, resumed and ended', async () => {
  const page = await changeTo(staff, '/console/', 'daigongwei1')
  await register(page, `辛${word()}`)
  const mandates = page.getByRole('region', { name: '代表职务' })
  const form = mandates.getByRole('form', { name: '办理代表任职' })
  await form.getByLabel('代表证号').fill(`补${Date.now() % 1_000_000}`)
  await form.getByRole('combobox', { name: '代表团' }).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click()
  await expectAccessible(page, kitsOwn)
  await form.getByRole('button', { name: '办理代表任职' }).click()
  await form.waitFor({ state: 'detached' })
  for (const [step, after] of [
    ['暂停执行职务', '暂停'],
    ['恢复执行职务', '在任'],
    ['终止资格', '终止'],
  ] as const) {
    await mandates.getByRole('button', { name: new RegExp(`^${step}`, 'u') }).click()
    const act = mandates.getByRole('form', { name: step })
    if (step === '终止资格') {
      await act.getByRole('combobox', { name: '终止原因' }).fill('辞职')
      await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click()
    }
    await act.getByLabel('生效日期').fill(today)
    await expectAccessible(page, kitsOwn, 'form.act-form')
    await act.getByRole('button', { name: step }).click()
    await act.waitFor({ state: 'detached' })
    await mandates.getByText(after).first().waitFor()
  }
  await expectAccessible(page, kitsOwn)
})

/** Another one of the office agrees to what was asked about the person of this name. */
async function approve(name: string): Promise<void> {
  const page = await changeTo(staff, '/console/approvals', 'daigongwei2')
  const asked = page.getByRole('row').filter({ hasText: name })
  await asked.getByRole('button', { name: '批准', exact: true }).click()
  await asked.waitFor({ state: 'detached' })
}

test('a person who was entered twice becomes one by two of the office, and two again', async () => {
  const name = `甄${word()}`
  const page = await changeTo(staff, '/console/', 'daigongwei1')
  const kept = await register(page, name)
  const double = await register(page, name)
  await page.goto(double)
  const section = page.getByRole('region', { name: '重复记录' })
  await section.getByRole('button', { name: '合并到另一条记录' }).click()
  const into = section.getByRole('combobox', { name: '并入哪一条记录' })
  await into.fill(name)
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: name }).first().click()
  await expectAccessible(page, kitsOwn)
  await section.getByRole('button', { name: '申请合并' }).click()
  await section.getByText('等待另一人批准').waitFor()

  await approve(name)
  await letIn(staff, 'daigongwei1')
  await page.goto(double)
  await section.getByText('本条已并入').waitFor()
  expect(await section.getByRole('link', { name }).getAttribute('href')).toBe(kept)
  await expectAccessible(page, kitsOwn)
  await section.getByRole('button', { name: '申请拆分' }).click()
  await page.locator('.ant-popconfirm').getByRole('button', { name: '申请拆分' }).click()
  await section.getByText('等待另一人批准').waitFor()

  await approve(name)
  await letIn(staff, 'daigongwei1')
  await page.goto(double)
  await section.getByRole('button', { name: '合并到另一条记录' }).waitFor()
  await expect.poll(() => section.getByText('本条已并入').count()).toBe(0)
  expect(staff.faults).toEqual([])
})
