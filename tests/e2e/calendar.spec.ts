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
