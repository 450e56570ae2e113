import { expect, test } from 'vitest'
import { pdfOf } from '#modules/attachment/attachment.given.ts'
import { desk, expectAccessible, phone } from '../support/browser.ts'
import { changeTo, letIn, openReaders } from '../support/readers.ts'

// A suggestion handed in on paper: typed at the desk of the deputy office, confirmed on the deputy's phone.
const title = '关于增设夏溪老街停车位的建议'

const { deputy, clerk } = openReaders({ deputy: phone, clerk: desk })

const scan = { name: '建议原件.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdfOf('paper')) }

test('the office enters it with its scan and registers it; the deputy confirms it on the phone', async () => {
  const lead = (await letIn(deputy, 'd0140')).person.name
  const page = await changeTo(clerk, '/console/suggestions', 'daigongwei1')
  await page.getByRole('link', { name: '录入纸质建议' }).click()
  await page.getByRole('combobox', { name: '领衔代表' }).fill(lead)
  await page
    .getByRole('option', { name: new RegExp(lead) })
    .first()
    .waitFor({ state: 'attached' })
  await page.keyboard.press('Enter')
  await page.getByLabel('标题').fill(title.replace('停车位', '停车拉'))
  await page.getByLabel('案由').fill('老街两侧没有停车位。')
  await page.getByLabel('案据').fill('老街每天约四百辆车进出，双休日排队进场要二十分钟。')
  await page.getByLabel('方案').fill('利用老粮库空地增设六十个车位。')
  await page.getByLabel('纸质件扫描件').setInputFiles(scan)
  await expectAccessible(page, ['.ant-select-dropdown', '[role=listbox]'])
  await page.getByRole('button', { name: '录入', exact: true }).click()
  // a slip of the typist is put right, and what stood there is kept
  await page.getByRole('heading', { name: '停车拉' }).waitFor()
  await page.getByRole('button', { name: '更正录入' }).click()
  const correction = page.getByRole('form', { name: '更正录入' })
  await correction.getByLabel('标题').fill(title)
  await expectAccessible(page, ['.ant-select-dropdown', '[role=listbox]'])
  await correction.getByRole('button', { name: '更正录入' }).click()
  await page.getByRole('heading', { name: title }).waitFor()
  await page.getByText(/停车拉的建议”改为“/).waitFor()
  await page.getByText('依据纸质件录入，待代表确认').waitFor()
  await page.getByRole('button', { name: '登记编号' }).click()
  await page.getByRole('form', { name: '登记编号' }).getByRole('button', { name: '登记编号' }).click()
  await page
    .getByText(/〔\d{4}〕\d+号/)
    .first()
    .waitFor()
  await expect.poll(() => page.getByRole('button', { name: '审查', exact: true }).count()).toBe(0)

  await deputy.page.goto(`/app/cases/${page.url().split('/').at(-1)?.split('?')[0]}`)
  await deputy.page.getByText('依据纸质件录入，待代表确认').waitFor()
  await expectAccessible(deputy.page)
  await deputy.page.getByRole('button', { name: '内容无误，确认' }).click()
  await deputy.page.getByText('依据纸质件录入，代表已确认').waitFor()
  await page.reload()
  await page.getByRole('button', { name: '审查', exact: true }).waitFor()
  expect([...deputy.faults, ...clerk.faults]).toEqual([])
})
