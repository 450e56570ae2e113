import { expect, test } from 'vitest'
import { desk, expectAccessible } from '../support/browser.ts'
import { changeTo, letIn, openReaders, readAs, sendAs } from '../support/readers.ts'

// 集中交办: a meeting hands over what was planned, the units sign the list, the papers are printed.
const { staff } = openReaders({ staff: desk })
const kitsOwn = ['.ant-select-dropdown', '[role=listbox]', '.ant-select-selector', '.ant-popover']
const mark = Date.now().toString(36)
const title = `关于鸣新路增设公交站牌的建议 ${mark}`
const meeting = `第四次集中交办会 ${mark}`
let address: `/console/${string}`

type Case = { id: string; version: number }

/** A suggestion that is accepted and whose unit is named, each step by whose it is; its forms are another journey's. */
async function planOne(): Promise<void> {
  const id = crypto.randomUUID()
  const words = {
    subject: '鸣新路没有站牌。',
    grounds: '每天约三百人在路口等车，雨天没有遮挡。',
    proposal: '增设两处站牌。',
  }
  const kept = { category: 'transport', confidential: false, wishesPublication: false, welcomesCosigners: false }
  const path = `/api/suggestions/${id}`
  const step = async (name: string, body: object = {}) => {
    const { version } = await readAs<Case>(staff, path)
    await sendAs(staff, `${path}/${name}`, { version, ...body })
  }
  await letIn(staff, 'd0140')
  await sendAs(staff, '/api/suggestions', { id, title, ...words, ...kept })
  await step('submit')
  await letIn(staff, 'daigongwei1')
  await step('registration')
  await step('review', { decision: 'accept' })
  await letIn(staff, 'zhengfuban2')
  const { items } = await readAs<{ items: { id: string }[] }>(staff, `${path}/assignable-units?q=交通运输局`)
  await step('assignment-plan', { units: [{ unitId: items[0]?.id, part: 'lead' }] })
}

test('a meeting is prepared, what is planned is put on its list, taken off and put on again', async () => {
  await planOne()
  const page = await changeTo(staff, '/console/handovers', 'daigongwei1')
  await page.getByRole('link', { name: '筹备交办会' }).click()
  await page.getByLabel('会议名称').fill(meeting)
  await page.getByLabel('地点').fill('三楼会议室')
  await expectAccessible(page, kitsOwn)
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByRole('heading', { level: 1, name: meeting }).waitFor()
  address = `/console/handovers/${new URL(page.url()).pathname.split('/').at(-1)}`
  await page.getByRole('button', { name: '选入建议' }).click()
  const candidates = page.getByRole('region', { name: '可以选入的建议' })
  await candidates.getByLabel('编号或标题').fill(title)
  await page.keyboard.press('Enter')
  const line = candidates.getByRole('row').filter({ hasText: title })
  await line.getByText('区交通局').waitFor()
  await expectAccessible(page, kitsOwn)
  await line.getByRole('button', { name: '选入' }).click()
  await line.waitFor({ state: 'detached' })
  const list = page.getByRole('table', { name: '按建议' })
  await list.getByRole('button', { name: '移出' }).click()
  await page.getByText('还没有选入建议。').waitFor()
  await line.getByRole('button', { name: '选入' }).click()
  await list.getByText(title).waitFor()
  await candidates.getByRole('button', { name: '收起' }).click()
  await page.getByText('共 1 件，交给 1 个单位').waitFor()
  await expectAccessible(page, kitsOwn)
})

test('at the meeting all is handed over; the list is printed, and the unit signs for it', async () => {
  const { page } = staff
  await page.getByRole('button', { name: '全部交办' }).click()
  await page.locator('.ant-popconfirm').getByRole('button', { name: '全部交办' }).click()
  await page.getByRole('table', { name: '按建议' }).getByText('已交办').waitFor()
  await expectAccessible(page, kitsOwn)
  const papers = page.getByRole('region', { name: '清单和交办单' })
  const printed = page.waitForResponse((reply) => reply.url().includes('/paper-previews/handover_list'))
  await papers.getByRole('button', { name: /PDF.* 交办清单/u }).click()
  expect((await printed).headers()['content-type']).toBe('application/pdf')
  const unit = await changeTo(staff, address, 'jiaotong')
  await unit.getByRole('button', { name: '签收清单' }).click()
  await unit.getByRole('form', { name: '签收清单' }).getByLabel('备注').fill('已收到。')
  await expectAccessible(unit, kitsOwn)
  await unit.getByRole('form', { name: '签收清单' }).getByRole('button', { name: '签收清单' }).click()
  await unit.getByRole('form', { name: '签收清单' }).waitFor({ state: 'detached' })
  await expect.poll(() => unit.getByRole('table', { name: '按单位' }).getByText('未签收').count()).toBe(0)
})

test('a meeting that does not come about is called off', async () => {
  const page = await changeTo(staff, '/console/handovers/new', 'daigongwei1')
  await page.getByLabel('会议名称').fill(`${meeting}（改期）`)
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByRole('button', { name: '取消会议' }).click()
  await page.locator('.ant-popconfirm').getByRole('button', { name: '取消会议' }).click()
  await page.getByText('已取消').first().waitFor()
  await expectAccessible(page, kitsOwn)
  expect(staff.faults).toEqual([])
})
