import { expect, test } from 'vitest'
import { desk, expectAccessible, phone } from '../support/browser.ts'
import { changeTo, openReaders } from '../support/readers.ts'

// How suggestions are numbered is a rule of the congress: one of the office proposes another way, a colleague agrees.
const kitsOwn = ['.ant-select-dropdown', '[role=listbox]', '.ant-select-selector']
const { deputy, clerk, colleague } = openReaders({ deputy: phone, clerk: desk, colleague: desk })

const words = {
  title: '关于在夏溪老街增设电动自行车充电棚的建议',
  subject: '老街没有集中充电的地方，居民从楼上拉线充电。',
  grounds: '老街有电动自行车四百余辆，去年因飞线充电发生火情三起，社区上门劝阻一百二十户，没有地方可以充电。',
  proposal: '一、利用老粮库空地建两处充电棚。二、由社区统一管理，按度收费。',
}

// another word each time: what a congress has decided already is no change
const prefix = `武代建${String.fromCodePoint(65 + (Date.now() % 26))}`

/** Handed in by a deputy; the number it will bear is given at the desk of the office. */
const submitted = () =>
  deputy.page.evaluate(async (text) => {
    const id = crypto.randomUUID()
    const post = async (path: string, body: object) => {
      const headers = { 'content-type': 'application/json' }
      return (await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })).json()
    }
    const kept = { category: 'construction', confidential: false, wishesPublication: false, welcomesCosigners: false }
    const draft = (await post('/api/suggestions', { id, ...text, ...kept })) as { version: number }
    await post(`/api/suggestions/${id}/submit`, { version: draft.version })
    return id
  }, words)

test('a new way of numbering is proposed with its next number, approved by a colleague, and borne by the next suggestion', async () => {
  await changeTo(deputy, '/app/', 'd0140')
  const id = await submitted()

  const page = await changeTo(clerk, '/console/rules', 'daigongwei1')
  await page.getByRole('link', { name: '提请调整规则' }).click()
  await page.getByRole('combobox', { name: '要调整的规则' }).fill('编号的样式')
  await page.getByRole('option', { name: '建议编号的样式' }).waitFor({ state: 'attached' })
  await page.keyboard.press('Enter')
  const pattern = page.getByRole('textbox', { name: '新的规定' })
  await pattern.fill(`${prefix}{serial}号`)
  await page.getByText('否则会重号').waitFor()
  await pattern.fill(`${prefix}〔{year}〕{serial}号`)
  const next = await page.getByText(new RegExp(`下一件建议的编号：${prefix}〔\\d{4}〕\\d+号`)).textContent()
  await page.getByLabel('调整理由').fill('主任会议决定统一编号字样。')
  await expectAccessible(page, kitsOwn)
  await page.getByRole('button', { name: '提请批准' }).click()
  await page.getByRole('region', { name: '等待批准的调整' }).getByText('须由另一人批准').waitFor()

  await changeTo(colleague, '/console/rules', 'daigongwei2')
  const waiting = colleague.page.getByRole('region', { name: '等待批准的调整' })
  await waiting.getByRole('button', { name: '批准', exact: true }).waitFor()
  await expectAccessible(colleague.page, kitsOwn)
  await waiting.getByRole('button', { name: '批准', exact: true }).click()
  await waiting.waitFor({ state: 'detached' })
  await colleague.page.getByRole('region', { name: '历次调整' }).getByText(`${prefix}〔{year}〕`).first().waitFor()
  await expectAccessible(colleague.page, kitsOwn)

  await page.goto(`/console/suggestions/${id}`)
  await page.getByRole('button', { name: '登记编号' }).click()
  await page.getByRole('form', { name: '登记编号' }).getByRole('button', { name: '登记编号' }).click()
  await page
    .getByText((next ?? '').split('：')[1] ?? '')
    .first()
    .waitFor()
})

test('nothing was wrong on either side', () => {
  expect([...deputy.faults, ...clerk.faults, ...colleague.faults]).toEqual([])
})
