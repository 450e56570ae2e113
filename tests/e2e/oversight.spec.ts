import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desk, expectAccessible } from '../support/browser.ts'
import { changeTo, letIn, openReaders, readAs } from '../support/readers.ts'

// 重点督办, led by one of the congress and one of the government, from the proposal to its end.
const { staff } = openReaders({ staff: desk })
const kitsOwn = ['.ant-select-dropdown', '[role=listbox]', '.ant-select-selector']
const mark = Date.now().toString(36)
const title = `老年助餐服务 ${mark}`
const ofGovernment = '陆明远'
let address: `/console/${string}`
let leader: string

/** A case that its unit has signed for and that nobody oversees yet, as whoever is let in reads it. */
async function freeCase(): Promise<{ number: string; title: string }> {
  type Listed = { items: { id: string; number: string; title: string; confidential: boolean }[] }
  const { items } = await readAs<Listed>(staff, '/api/suggestions?box=open&state=handling&limit=40')
  for (const one of items) {
    if (one.confidential || !one.number) continue
    const { items: overseen } = await readAs<{ items: unknown[] }>(staff, `/api/suggestions/${one.id}/oversights`)
    if (overseen.length === 0) return one
  }
  throw new Error('every case of the demo district that is being handled is under key oversight')
}

/** Presses what stands under 下一步, fills the form that opens, looks at it and sends it. */
async function act(page: Page, button: string | RegExp, name: string, fill: (form: Locator) => Promise<void>) {
  await page.getByRole('region', { name: '下一步' }).getByRole('button', { name: button }).first().click()
  const form = page.getByRole('form', { name })
  await fill(form)
  await expectAccessible(page, kitsOwn)
  await form.getByRole('button', { name, exact: true }).click()
  await form.waitFor({ state: 'detached' })
}

const nothing = () => Promise.resolve()

test('the office proposes key oversight of a case that is being handled, led from both sides', async () => {
  leader = (await letIn(staff, 'zhuren')).person.name
  await letIn(staff, 'daigongwei1')
  const kase = await freeCase()
  const page = await changeTo(staff, '/console/oversights', 'daigongwei1')
  await page.getByRole('link', { name: '提出重点督办' }).click()
  await page.getByLabel('督办事项').fill(title)
  await page.getByLabel('督办理由').fill('多件建议反映同一问题。')
  await page.getByLabel('纳入的建议').fill(kase.number)
  const option = page.locator('.ant-select-dropdown:visible .ant-select-item-option')
  await option.filter({ hasText: kase.number }).first().click()
  await page.getByRole('heading', { level: 1 }).click()
  await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' })
  await page.getByLabel('人大领衔领导').click()
  await option.filter({ hasText: leader }).first().click()
  await page.getByLabel('政府领衔领导').click()
  await option.filter({ hasText: '按姓名填写' }).click()
  await page.getByRole('textbox', { name: '姓名' }).fill(ofGovernment)
  await page.getByLabel('职务').fill('副区长')
  await expectAccessible(page, kitsOwn)
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  address = `/console/oversights/${new URL(page.url()).pathname.split('/').at(-1)}`
  await act(page, '登记主任会议决定', '登记主任会议决定', (form) =>
    form.getByLabel('决定文号').fill('武人主任〔2026〕9 号'),
  )
  await page.getByText('待领衔人确认').first().waitFor()
})

test('the leader confirms in person, the government office for the leader of the government', async () => {
  await act(await changeTo(staff, address, 'zhuren'), `确认领衔：${leader}`, '确认领衔', nothing)
  const page = await changeTo(staff, address, 'zhengfuban2')
  await act(page, `代为确认：${ofGovernment}`, '确认领衔', nothing)
  await page.getByText('政府办代为确认').first().waitFor()
  await page.getByText('督办中').first().waitFor()
})

test('a visit is noted and signed from both sides, the head of the unit answers in person, and the oversight ends', async () => {
  const office = await changeTo(staff, address, 'daigongwei1')
  await act(office, '登记督办活动', '登记督办活动', async (form) => {
    await form.getByLabel('地点').fill('雪堰镇太滆村')
    await form.getByLabel('参加人员').fill('市、区、镇三级代表六人')
    await form.getByLabel('了解到的情况').fill('助餐点每天供餐四十份，送餐上门只有两人。')
  })
  for (const account of ['zhuren', 'zhengfuban2']) {
    await act(await changeTo(staff, address, account), /^会签：/, '会签', nothing)
  }
  const page = await changeTo(staff, address, 'daigongwei1')
  await act(page, /^登记面复/, '登记面复', (form) => form.getByLabel('面复的主要负责人').fill('周建华'))
  await page.getByText('当面答复代表').first().waitFor()
  await act(page, '结束督办', '结束督办', (form) =>
    form.getByLabel('督办结论').fill('助餐点已增至五个，转入日常监督。'),
  )
  await page.getByText('已结束').first().waitFor()
  await page.getByText('转入日常监督').waitFor()
  await expectAccessible(page, kitsOwn)
  expect(staff.faults).toEqual([])
})
