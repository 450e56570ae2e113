import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { pdfOf } from '#modules/attachment/attachment.given.ts'
import { desk, expectAccessible, keepPicture, openBrowser, phone, type Reader, signIn } from '../support/browser.ts'

// A suggestion handed in on paper: typed at the desk of the deputy office, confirmed on the deputy's phone.
const title = '关于增设夏溪老街停车位的建议'
let deputy: Reader
let clerk: Reader

beforeAll(async () => {
  deputy = await openBrowser(phone)
  clerk = await openBrowser(desk)
})
afterAll(async () => {
  await deputy.close()
  await clerk.close()
})
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const [name, { page }] of Object.entries({ deputy, clerk })) await keepPicture(page, `${task.name} ${name}`)
})

const scan = { name: '建议原件.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdfOf('paper')) }

test('the office enters it with its scan and registers it; the deputy confirms it on the phone', async () => {
  await signIn(deputy.page, '/app/', 'd0133')
  const lead = await deputy.page.evaluate(async () => {
    const session = (await (await fetch('/api/session')).json()) as { person: { name: string } }
    return session.person.name
  })
  const { page } = clerk
  await signIn(page, '/console/', 'daigongwei1')
  await page.goto('/console/suggestions')
  await page.getByRole('link', { name: '录入纸质建议' }).click()
  await page.getByRole('combobox', { name: '领衔代表' }).fill(lead)
  await page
    .getByRole('option', { name: new RegExp(lead) })
    .first()
    .waitFor({ state: 'attached' })
  await page.keyboard.press('Enter')
  await page.getByLabel('标题').fill(title)
  await page.getByLabel('案由').fill('老街两侧没有停车位。')
  await page.getByLabel('案据').fill('老街每天约四百辆车进出，双休日排队进场要二十分钟。')
  await page.getByLabel('方案').fill('利用老粮库空地增设六十个车位。')
  await page.getByLabel('纸质件扫描件').setInputFiles(scan)
  await expectAccessible(page, ['.ant-select-dropdown', '[role=listbox]'])
  await page.getByRole('button', { name: '录入', exact: true }).click()
  await page.getByRole('heading', { name: title }).waitFor()
  await page.getByText('依据纸质件录入，待代表确认').waitFor()
  await page.getByRole('button', { name: '登记编号' }).click()
  await page.getByRole('form', { name: '登记编号' }).getByRole('button', { name: '登记编号' }).click()
  await page
    .getByText(/〔\d{4}〕\d+号/)
    .first()
    .waitFor()
  expect(await page.getByRole('button', { name: '审查', exact: true }).count()).toBe(0)

  await deputy.page.goto(`/app/cases/${page.url().split('/').at(-1)?.split('?')[0]}`)
  await deputy.page.getByText('依据纸质件录入，待代表确认').waitFor()
  await expectAccessible(deputy.page)
  await deputy.page.getByRole('button', { name: '内容无误，确认' }).click()
  await deputy.page.getByText('依据纸质件录入，代表已确认').waitFor()
  await page.reload()
  await page.getByRole('button', { name: '审查', exact: true }).waitFor()
  expect([...deputy.faults, ...clerk.faults]).toEqual([])
})
