import { expect, test } from 'vitest'
import { desk, expectAccessible } from '../support/browser.ts'
import { changeTo, letIn, openReaders, readAs } from '../support/readers.ts'

// The State Council makes a working day a holiday: the office puts the calendar right, and back.
const { office } = openReaders({ office: desk })
const kitsOwn = ['.ant-select-dropdown', '[role=listbox]', '.ant-popover', '.ant-select-selector']

type Clock = { ruleId: string; state: string; isLate: boolean; dueOn: string }
type Found = { id: string; dueOn: string }

/** A case whose answer is due on a day of a published year, some days ahead. */
async function caseThatIsDue(): Promise<Found> {
  const { years } = await readAs<{ years: number[] }>(office, '/api/calendar')
  const { items } = await readAs<{ items: { id: string }[] }>(
    office,
    '/api/suggestions?box=open&state=handling&limit=60',
  )
  const today = new Date().toISOString().slice(0, 10)
  for (const { id } of items) {
    type View = { assignments: { clocks: Clock[] }[] }
    const { assignments } = await readAs<View>(office, `/api/suggestions/${id}`)
    const clock = assignments
      .flatMap(({ clocks }) => clocks)
      .find((one) => one.ruleId === 'suggestion.answer' && one.state === 'running' && !one.isLate)
    if (clock && clock.dueOn > today && years.includes(Number(clock.dueOn.slice(0, 4)))) {
      return { id, dueOn: clock.dueOn }
    }
  }
  throw new Error('no answer of the demo district is due in a year whose calendar is published')
}

test('a corrected calendar moves a deadline, the case tells from which day to which, and the official list brings it back', async () => {
  await letIn(office, 'daigongwei1')
  const { id, dueOn } = await caseThatIsDue()
  const page = await changeTo(office, '/console/calendar', 'daigongwei1')
  await page.getByRole('button', { name: '更正某一天' }).click()
  const form = page.getByRole('form', { name: '更正某一天' })
  await form.getByLabel('日期').fill(dueOn)
  await form.getByLabel('名称').fill('临时放假')
  await form.getByLabel('更正依据').fill('国务院办公厅通知。')
  await expectAccessible(page, kitsOwn)
  await form.getByRole('button', { name: '发布更正' }).click()
  await page.getByText(/已发布第 \d+ 版，重新计算 [1-9]\d* 个期限/u).waitFor()
  await expectAccessible(page, kitsOwn)
  await page.goto(`/console/suggestions/${id}`)
  await page
    .getByText(/工作日历更正（第 \d+ 版）：期限由.+改为/u)
    .first()
    .waitFor()
  await expectAccessible(page, kitsOwn)
  await page.goto('/console/calendar')
  await page.getByRole('button', { name: /^从内置的国办通知导入/ }).click()
  await page.getByText(/已发布第 \d+ 版，重新计算 [1-9]\d* 个期限/u).waitFor()
  expect(office.faults).toEqual([])
})

const next = new Date().getFullYear() + 1
const notice = [
  '一、元旦：1月1日至3日放假，共3天。',
  '二、春节：2月5日至11日放假调休，共7天。',
  '五、劳动节：5月1日至5日放假，共5天。',
  '七、国庆节：10月1日至7日放假，共7天。',
]

test('the notice of the next year is pasted, what was read of it is looked over and published', async () => {
  const page = await changeTo(office, '/console/calendar', 'daigongwei1')
  await page.getByRole('button', { name: '录入一年的放假安排' }).click()
  const form = page.getByRole('form', { name: '录入一年的放假安排' })
  await form.getByLabel('通知正文').fill('元旦：1月1日放假。劳动节：5月40日放假。')
  await form.getByText(/没有读懂/u).waitFor()
  await form.getByLabel('通知正文').fill(notice.join('\n'))
  await form.getByText('读出放假 22 天，调休上班 0 天').waitFor()
  await form.getByLabel('通知文号').fill('国办发明电〔2026〕9号')
  await expectAccessible(page, kitsOwn)
  await form.getByRole('button', { name: '发布这一年' }).click()
  await page.getByText(/已发布第 \d+ 版/u).waitFor()
  await page.getByText('今年和明年的工作日历都已导入。').waitFor()
  const { years } = await readAs<{ years: number[] }>(office, '/api/calendar')
  expect(years).toContain(next)
  expect(office.faults).toEqual([])
})
