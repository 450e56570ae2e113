import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desk, expectAccessible, phone, signIn } from '../support/browser.ts'
import { openReaders } from '../support/readers.ts'

// From the slip of paper to the lock of the screen: every way in.
const { staff, deputy } = openReaders({ staff: desk, deputy: phone })

async function enter(page: Page, name: string, password: string, totp = '') {
  await page.getByLabel('账号', { exact: true }).fill(name)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  if (!totp) return
  await page.getByLabel('动态口令').fill(totp)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

const account = `xinren.${Date.now().toString(36)}`
const first = 'Chushi-2026'
const second = 'Genghuan-2026'

test('a new colleague gets an account, opens it with the link of the slip, and sets a password of their own', async () => {
  const { page, context } = staff
  await signIn(page, '/console/', 'anquan')
  await page.goto('/console/people/new')
  await page.getByLabel('姓名').fill('辛仁')
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.waitForURL(/\/people\/.+add=post/)
  const personPage = page.url().split('?')[0] ?? ''
  const choose = async (name: string, typed: string, option: RegExp) => {
    await page.getByRole('combobox', { name }).fill(typed)
    await page
      .locator('.ant-select-dropdown:visible .ant-select-item-option')
      .filter({ hasText: option })
      .first()
      .click()
  }
  await choose('单位', '交通', /交通运输局/)
  await choose('岗位', '经办', /承办经办人/)
  await page.locator('form').getByRole('button', { name: '授予岗位' }).click()
  await page.goto(personPage)
  await page.getByRole('button', { name: '开通账号' }).click()
  await page.getByLabel('账号', { exact: true }).fill(account)
  await page.locator('form').getByRole('button', { name: '开通账号' }).click()
  const told = (await page.locator('.code').textContent()) ?? ''
  const code = told.match(/[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/)?.[0] ?? ''
  expect(code).not.toBe('')
  await context.clearCookies()
  // the address that the QR code of the slip holds: what is secret stands behind the hash
  const paper = deputy.page
  await paper.goto(`/app/activate#name=${account}&code=${code}`)
  await paper.getByLabel('激活码').waitFor()
  await expectAccessible(paper)
  await expect.poll(() => paper.getByLabel('激活码').inputValue()).toBe(code)
  await paper.getByLabel('设一个密码').fill(first)
  await paper.getByLabel('再输一遍密码').fill(first)
  await paper.getByRole('button', { name: '激活并登录' }).click()
  await paper.getByRole('button', { name: '激活并登录' }).waitFor({ state: 'detached' })
  await deputy.context.clearCookies()
})

test('the password is changed on the security page; from then on only the new one opens', async () => {
  const { page, context } = staff
  await page.goto('/console/')
  await enter(page, account, first)
  await page.getByRole('navigation').waitFor()
  await page.goto('/console/security')
  const form = page.getByRole('region', { name: '设置新密码' })
  const fill = async (current: string, next: string, again = next) => {
    await form.getByLabel('现在的密码').fill(current)
    await form.getByLabel('新密码', { exact: true }).fill(next)
    await form.getByLabel('再输一遍新密码').fill(again)
    await form.getByRole('button', { name: '保存新密码' }).click()
  }
  await fill(first, 'abc')
  await form.getByText('密码太短').waitFor()
  await fill(first, first)
  await form.getByText('不能使用最近').waitFor()
  await fill(first, second)
  await page.getByText('密码已更换').waitFor()
  await context.clearCookies()
  await page.goto('/console/')
  await enter(page, account, first)
  await page.getByText('账号、密码或动态口令不正确').waitFor()
  await enter(page, account, second)
  await page.getByRole('navigation').waitFor()
})

test('a second factor is set up with the QR code’s secret; then the password alone does not open', async () => {
  const { page, context } = staff
  await page.goto('/console/security')
  const form = page.getByRole('region', { name: '设置动态口令' })
  await form.getByRole('button', { name: '开始设置' }).click()
  const secret = ((await form.locator('code').textContent()) ?? '').replaceAll(' ', '')
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  await form.getByRole('textbox', { name: '动态口令' }).fill('000000')
  await form.getByRole('button', { name: '完成设置' }).click()
  await form.getByText('动态口令不正确').waitFor()
  await expectAccessible(page)
  await form.getByRole('textbox', { name: '动态口令' }).fill(totp.generate())
  await form.getByRole('button', { name: '完成设置' }).click()
  await page.getByText('已启用动态口令').waitFor()
  await context.clearCookies()
  await page.goto('/console/')
  await enter(page, account, second)
  await page.getByLabel('动态口令').waitFor()
  await expectAccessible(page)
  // a code works once: the next one counts already
  await enter(page, account, second, totp.generate({ timestamp: Date.now() + 30_000 }))
  await page.getByRole('navigation').waitFor()
  await context.clearCookies()
})

test('who is away for a quarter of an hour finds the screen locked, signs in in place, and the long form as it was', async () => {
  const { page, context } = staff
  await context.clearCookies()
  await page.clock.install()
  await signIn(page, '/console/', 'daigongwei1')
  await page.goto('/console/topics/new')
  const text = '村级养老服务设施建成后的管护经费由谁承担，各镇做法不一。'.repeat(12)
  const long = page.locator('textarea').first()
  await long.fill(text)
  await page.clock.fastForward('16:00')
  const veil = page.getByRole('dialog', { name: '已锁定' })
  await veil.waitFor()
  await expectAccessible(page)
  // what lies below can be neither read nor reached
  await expect.poll(() => page.locator('[inert] textarea').count()).toBeGreaterThan(0)
  await veil.getByLabel('密码').fill('Buzhidao-2026')
  await veil.getByRole('button', { name: '解锁' }).click()
  await veil.getByText('账号、密码或动态口令不正确').waitFor()
  await veil.getByLabel('密码').fill('Wujin-2026')
  await veil.getByRole('button', { name: '解锁' }).click()
  await veil.waitFor({ state: 'detached' })
  await expect.poll(() => long.inputValue()).toBe(text)
  expect(staff.faults).toEqual([])
})

test('a window says that another one has chosen another mandate; a draft goes as whom it was written', async () => {
  const { page } = deputy
  await deputy.context.clearCookies()
  await signIn(page, '/app/', 'd0001')
  const other = await deputy.context.newPage()
  await page.goto('/app/me')
  const mandates = page.getByRole('radiogroup', { name: '以哪个身份履职' }).locator('label')
  const first = (await mandates.and(page.locator('[data-selected]')).textContent()) ?? ''
  const labels = await mandates.allTextContents()
  const second = labels.find((label) => label !== first) ?? ''
  await page.goto('/app/write')
  await page.getByLabel('标题').waitFor()
  const id = page.url().split('/').at(-1) ?? ''
  await other.goto('/app/me')
  await other.getByText(second, { exact: true }).last().click()
  await other.getByRole('banner').getByText(second).waitFor()
  await page.getByRole('banner').getByText(first).waitFor()
  await page.getByLabel('标题').fill('关于在桥头增设凸面镜的建议')
  await page.getByText(`当前身份已切换为${second}`).waitFor()
  await page.getByRole('banner').getByText(second).waitFor()
  await expectAccessible(page)
  const onServer = async () => {
    const reply = await deputy.context.request.get(`/api/suggestions/${id}`)
    return reply.ok() ? ((await reply.json()) as { congressName: string; title: string }) : reply.status()
  }
  expect(await onServer()).toBe(404)
  await page.getByRole('button', { name: `切换为${first}` }).click()
  await page.getByText('已送达').waitFor()
  expect(await onServer()).toMatchObject({ title: '关于在桥头增设凸面镜的建议' })
  await page.goto(`/app/cases/${id}`)
  await page.getByText(`${first} · 提出人`).waitFor()
  await other.close()
})
