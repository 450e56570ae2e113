import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desk, expectAccessible, phone } from '../support/browser.ts'
import { changeTo, openReaders } from '../support/readers.ts'

// A page is opened whose code is not here yet, while the server is away or has been upgraded.
const readers = openReaders({ staff: desk, deputy: phone })
const away = /现在连不上服务器/
const upgraded = /系统可能刚刚升级/

const menuOf = (page: Page) => page.getByRole('navigation', { name: '主菜单' })
const titleOf = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const told = (page: Page, words: RegExp) => page.getByRole('alert').filter({ hasText: words })

test('while the server is away the console keeps its menu and what is half-written, and opens the page when asked again', async () => {
  const { staff } = readers
  const page = await changeTo(staff, '/console/topics/new', 'daigongwei1')
  const title = page.getByRole('textbox').first()
  await title.fill('关于口袋公园的选题')
  await page.waitForLoadState('networkidle')
  await staff.context.setOffline(true)
  await menuOf(page).getByRole('link', { name: '承诺台账' }).click()
  await told(page, away).waitFor()
  await expect.poll(() => title.inputValue()).toBe('关于口袋公园的选题')
  await expect.poll(() => menuOf(page).isVisible()).toBe(true)
  await expectAccessible(page)
  await page.getByRole('button', { name: '重试' }).click()
  await told(page, away).waitFor()
  await staff.context.setOffline(false)
  await page.getByRole('button', { name: '重试' }).click()
  await titleOf(page, '承诺台账').waitFor()
  await expect.poll(() => told(page, away).count()).toBe(0)
})

test('after an upgrade the console offers to be loaded anew, and is there then', async () => {
  const { page } = readers.staff
  await page.route('**/assets/**', (route) => route.fulfill({ status: 404 }))
  await menuOf(page).getByRole('link', { name: '统计' }).click()
  await told(page, upgraded).waitFor()
  await expect.poll(() => titleOf(page, '承诺台账').isVisible()).toBe(true)
  await page.unroute('**/assets/**')
  await page.getByRole('button', { name: '重新载入' }).click()
  await titleOf(page, '统计').waitFor()
  await expect.poll(() => told(page, upgraded).count()).toBe(0)
})

test('the deputies’ app where no service worker keeps it stays on its page too, and goes on by itself', async () => {
  const { deputy } = readers
  await deputy.page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'))
  const page = await changeTo(deputy, '/app/duty', 'daibiao')
  await page.waitForLoadState('networkidle')
  await deputy.context.setOffline(true)
  await page.getByRole('link', { name: '我的', exact: true }).click()
  await told(page, away).waitFor()
  await expect.poll(() => titleOf(page, '履职').isVisible()).toBe(true)
  await expectAccessible(page)
  await deputy.context.setOffline(false)
  await page.waitForURL('**/app/me')
  await page.getByText('长辈版').waitFor()
  await told(page, away).waitFor({ state: 'detached' })
  await page.route('**/assets/**', (route) => route.fulfill({ status: 404 }))
  await page.getByRole('link', { name: /通知/ }).first().click()
  await told(page, upgraded).waitFor()
  await page.unroute('**/assets/**')
  await page.getByRole('button', { name: '重新载入' }).click()
  await titleOf(page, '通知').waitFor()
})

test('nothing broke on the way', () => {
  const faults = [...readers.staff.faults, ...readers.deputy.faults]
  expect(faults.filter((fault) => !fault.startsWith('Failed to load resource'))).toEqual([])
})
