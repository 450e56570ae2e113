import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, phone } from '../support/browser.ts'
import { changeTo, openReaders } from '../support/readers.ts'

// What a deputy sees on the phone of what others do: a colleague's motion, the leaders' key oversight.
const { lead, colleague } = openReaders({ lead: phone, colleague: phone })
const mark = Date.now().toString(36)
const leadTitle = `关于制定湿地候鸟保护规定的议案 ${mark}`
const ownTitle = `关于保护湿地候鸟栖息的议案 ${mark}`

async function write(page: Page, title: string): Promise<void> {
  await page.getByLabel('标题').fill(title)
  await page.getByLabel('案由').fill('请大会作出保护湿地候鸟的决定。')
  await page.getByLabel('案据').fill('湿地冬季有候鸟四万只，近两年投喂、驱赶、无人机惊扰三十余起，没有规定可依。')
  await page.getByLabel('方案').fill('一、划定候鸟栖息区。二、规定禁止的行为和处罚。')
}

test('who writes a motion is shown a colleague’s, joins it instead, puts the own one away and takes it up again', async () => {
  const open = await changeTo(lead, '/app/motions/new', 'd0145')
  await write(open, leadTitle)
  await open.getByText('愿意接受联名').click()
  await open.getByRole('button', { name: '保存并邀请联名' }).click()
  await open.getByRole('heading', { level: 1, name: leadTitle }).waitFor()

  const page = await changeTo(colleague, '/app/motions/new', 'd0146')
  await write(page, ownTitle)
  const found = page.getByRole('listitem').filter({ hasText: leadTitle })
  await found.getByText('相似处').waitFor()
  expect(await found.textContent()).toContain('候鸟')
  await expectAccessible(page)
  await found.getByRole('link', { name: '看正文，联名附议' }).click()
  await page.getByRole('heading', { level: 1, name: leadTitle }).waitFor()
  await page.getByRole('button', { name: '联名附议这一件' }).click()
  await page.getByRole('heading', { level: 1, name: '您已联名' }).waitFor()
  await page.getByRole('button', { name: '放弃草稿' }).click()
  await page.getByRole('button', { name: '恢复草稿' }).click()
  await page.getByRole('link', { name: '接着写' }).click()
  await expect.poll(() => page.getByLabel('标题').inputValue()).toBe(ownTitle)

  await open.reload()
  await open.getByText('已有 2 名代表联名').first().waitFor()
  await expectAccessible(open)
})

test('a deputy reads on the phone who leads the key oversight of their suggestion and what was done', async () => {
  const page = await changeTo(colleague, '/app/', 'd0179')
  const caseId = await page.evaluate(async () => {
    type Found = { items: { id: string }[] }
    type View = { cases: { id: string; title: string | null }[] }
    const list = (await (await fetch('/api/oversights')).json()) as Found
    const view = (await (await fetch(`/api/oversights/${list.items[0]?.id}`)).json()) as View
    return view.cases.find(({ title }) => title !== null)?.id
  })
  await page.goto(`/app/cases/${caseId}`)
  await page.getByRole('region', { name: '重点督办' }).getByRole('link').first().click()
  await page.getByRole('region', { name: '双领衔' }).getByText('已确认').first().waitFor()
  await page.getByRole('region', { name: '督办活动' }).getByText('实地察看').first().waitFor()
  await expectAccessible(page)
})
