import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { desk, expectAccessible, phone } from '../support/browser.ts'
import { changeTo, letIn, openReaders } from '../support/readers.ts'

// One suggestion through every hand, each at their own screen, as ../../README.md tells it.
const title = '关于在夏溪河沿线增设夜间照明的建议'
let caseId: string

const { deputy, clerk } = openReaders({ deputy: phone, clerk: desk })

const nameOf = async (account: string): Promise<string> => (await letIn(deputy, account)).person.name

// The console's kit keeps the closed list of a select in the page, without a name and outside of every region.
const kitsOwn = ['.ant-select-dropdown', '[role=listbox]']

/** Opens the case as a member of staff and does the one thing that is next. */
async function act(
  account: string,
  button: string,
  fill: (page: Page) => Promise<void> = async () => {},
): Promise<Page> {
  const page = await changeTo(clerk, `/console/suggestions/${caseId}`, account)
  const next = page.getByRole('region', { name: '下一步' })
  // where the acts concern several units, each names its own
  await next
    .getByRole('button', { name: new RegExp(`^${button}(（|$)`, 'u') })
    .first()
    .click()
  await fill(page)
  // what stands around it is looked at where every act is opened (every-page.spec.ts)
  await expectAccessible(page, kitsOwn, 'form.act-form')
  await page.getByRole('form').getByRole('button', { name: button, exact: true }).click()
  await page.getByRole('form').waitFor({ state: 'detached' })
  return page
}

const choose = async (page: Page, label: string, text: string) => {
  await page.getByLabel(label, { exact: true }).click()
  await page.getByLabel(label, { exact: true }).fill(text)
  await page.locator('.ant-select-item-option').filter({ hasText: text }).first().click()
}

test('a deputy writes it on a phone, and two co-sign', async () => {
  const [first, second] = [await nameOf('d0141'), await nameOf('d0142')]
  const page = await changeTo(deputy, '/app/duty', 'd0140')
  await page.getByRole('link', { name: '提建议' }).click()
  await page.getByLabel('标题').fill(title)
  await page.getByLabel('案由').fill('夏溪河步道入夜后漆黑一片，散步的老人多次摔倒。')
  await page
    .getByLabel('案据')
    .fill('步道长二点三公里，仅入口处有三盏灯。去年冬天社区登记摔伤七人，其中六十五岁以上五人。')
  await page.getByLabel('方案').fill('一、沿步道每三十米设一盏太阳能路灯。二、台阶处贴反光条。')
  await page.getByText('已送达').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '邀请联名' }).click()
  await page.waitForURL(/\/app\/cases\//)
  caseId = page.url().split('/').at(-1) ?? ''
  for (const name of [first, second]) {
    await page.getByLabel('按姓名查找代表').fill(name)
    await page
      .getByRole('checkbox', { name: new RegExp(name) })
      .first()
      .check({ force: true })
  }
  await page.getByRole('button', { name: /发出邀请/ }).click()
  await page.getByText('待确认').first().waitFor()
  for (const account of ['d0141', 'd0142']) {
    const other = await changeTo(deputy, `/app/cases/${caseId}`, account)
    await other.getByRole('button', { name: '同意联名' }).click()
    await other.getByRole('button', { name: '同意联名' }).waitFor({ state: 'detached' })
  }
})

test('the lead is warned before changing it; both are shown what is different, confirm again, and it is submitted', async () => {
  const page = await changeTo(deputy, `/app/write/${caseId}`, 'd0140')
  await page.getByRole('region', { name: '已有 2 位代表确认联名' }).waitFor()
  await expect.poll(() => page.getByLabel('方案').count()).toBe(0)
  await expectAccessible(page)
  await page.getByRole('button', { name: '继续修改' }).click()
  await page.getByLabel('方案').fill('一、沿步道每二十米设一盏太阳能路灯。二、台阶处贴反光条。')
  await page.getByText('还没有再次确认').waitFor()
  const first = await changeTo(deputy, `/app/cases/${caseId}`, 'd0141')
  await first.getByRole('insertion').filter({ hasText: '二十' }).waitFor()
  await expectAccessible(first)
  await first.getByRole('button', { name: '再次确认' }).click()
  await first.getByRole('button', { name: '再次确认' }).waitFor({ state: 'detached' })
  const lead = await changeTo(deputy, `/app/cases/${caseId}`, 'd0140')
  await lead.getByText('（1 人）确认的是修改前的正文').waitFor()
  await lead.getByText('计入 2 名代表').waitFor()
  const second = await changeTo(deputy, `/app/cases/${caseId}`, 'd0142')
  await second.getByRole('button', { name: '再次确认' }).click()
  await second.getByRole('button', { name: '再次确认' }).waitFor({ state: 'detached' })
  const again = await changeTo(deputy, `/app/cases/${caseId}`, 'd0140')
  await again.getByText('计入 3 名代表').waitFor()
  await again.getByRole('button', { name: '提交', exact: true }).click()
  await again.getByText('已提交，待登记').first().waitFor()
  await expectAccessible(again)
})

test('the deputy office numbers and accepts it, the government office names the units, it is handed over', async () => {
  await act('daigongwei1', '登记编号')
  await act('daigongwei1', '审查', async (page) => {
    await page.getByRole('radio', { name: '立案' }).check({ force: true })
  })
  await act('zhengfuban2', '拟定承办单位', async (page) => {
    await choose(page, '添加单位', '民政局')
    await choose(page, '添加单位', '水利局')
  })
  const page = await act('daigongwei1', '交办')
  await page.getByText('已交办，待签收').first().waitFor()
  await page.getByText('起日不计入').first().waitFor({ state: 'attached' })
})

test('the co-handler gives its opinion, the lead drafts, another person signs, it is sent to each sponsor', async () => {
  await act('shuili', '签收')
  await act('shuili', '提交会办意见', async (page) => {
    await page.getByLabel('会办意见', { exact: true }).fill('河道管理范围内同意设灯，灯杆基础请避开防汛通道。')
  })
  await act('minzheng', '签收')
  await act('minzheng', '起草答复', async (page) => {
    await page.getByLabel('答复内容').fill('经现场踏勘，将在步道沿线增设照明七十六盏，年内完成。')
    await page.getByRole('button', { name: '起草答复' }).last().click()
    await page.getByText('请选择答复类别。').waitFor()
    await page.getByRole('radio', { name: 'A 类' }).check({ force: true })
  })
  await act('minzheng.fuze', '签发')
  const page = await act('minzheng', '送出')
  await page.getByText('待代表评价').first().waitFor()
})

test('found wanting once, answered again, it is closed', async () => {
  const page = await changeTo(deputy, `/app/cases/${caseId}`, 'd0140')
  await page.getByRole('radiogroup', { name: '办理态度' }).getByText('满意', { exact: true }).click()
  await page.getByRole('radiogroup', { name: '办理结果' }).getByText('不满意', { exact: true }).click()
  await page.getByLabel('意见').fill('只答了路灯，台阶的反光条没有答。')
  await expectAccessible(page)
  await page.getByRole('button', { name: '送出评价' }).click()
  await page.getByText('再次办理').first().waitFor()
  await act('minzheng', '起草答复', async (desk) => {
    await desk.getByLabel('答复内容').fill('台阶三十二处已全部加贴反光条，路灯按原计划年内完成。')
    await desk.getByRole('radio', { name: 'A 类' }).check({ force: true })
  })
  await act('minzheng.fuze', '签发')
  await act('minzheng', '送出')
  const again = await changeTo(deputy, `/app/cases/${caseId}`, 'd0140')
  await again.getByRole('radiogroup', { name: '办理态度' }).getByText('满意', { exact: true }).click()
  await again.getByRole('radiogroup', { name: '办理结果' }).getByText('满意', { exact: true }).click()
  await again.getByRole('button', { name: '送出评价' }).click()
  await again.getByText('已办结').first().waitFor()
})

test('its events are in the record, and nothing was wrong on the console', async () => {
  const types = await deputy.page.evaluate(async (id) => {
    const view = (await (await fetch(`/api/suggestions/${id}`)).json()) as { timeline: { type: string }[] }
    return view.timeline.map(({ type }) => type)
  }, caseId)
  for (const type of [
    'suggestion.submitted',
    'suggestion.registered',
    'suggestion.assigned',
    'reply.sent',
    'suggestion.closed',
  ]) {
    expect(types).toContain(type)
  }
  expect(types.filter((type) => type === 'evaluation.cast')).toHaveLength(2)
  expect([...deputy.faults, ...clerk.faults]).toEqual([])
})
