import { expect, test } from 'vitest'
import { desk, expectAccessible, phone } from '../support/browser.ts'
import { changeTo, letIn, openReaders, readAs } from '../support/readers.ts'

// An answered suggestion comes before the public, and is taken back: every hand at its own screen.
type Case = {
  id: string
  title: string
  leadName: string
  allowed: string[]
  assignments: { unitName: string; part: string }[]
}
const units = { 交通运输局: 'jiaotong', 民政局: 'minzheng', 水利局: 'shuili' }
let chosen: Case
let unit: string

const { staff, deputy } = openReaders({ staff: desk, deputy: phone })

const unitOf = ({ assignments }: Case): string | undefined =>
  Object.entries(units).find(([name]) =>
    assignments.some(({ part, unitName }) => part === 'lead' && unitName.endsWith(name)),
  )?.[1]

async function findReady(): Promise<{ found: Case; by: string } | undefined> {
  const { items } = await readAs<{ items: { id: string }[] }>(staff, '/api/suggestions?box=all&limit=100')
  for (const { id } of items) {
    const found = await readAs<Case>(staff, `/api/suggestions/${id}`)
    const by = unitOf(found)
    if (by && found.allowed.includes('preparePublication')) return { found, by }
  }
  return undefined
}

test('the deputy office prepares the public copy and covers what is not for the public', async () => {
  await letIn(staff, 'daigongwei1')
  const ready = await findReady()
  if (!ready) throw new Error('the demo district has no answered suggestion of these units that waits to be published')
  chosen = ready.found
  unit = ready.by
  const { page } = staff
  await page.goto(`/console/suggestions/${chosen.id}`)
  await page.getByRole('button', { name: '生成公开稿' }).first().click()
  await page.getByRole('form').getByRole('button', { name: '生成公开稿' }).click()
  await page.getByRole('form').waitFor({ state: 'detached' })
  await page.goto(`/console/suggestions/${chosen.id}/publication`)
  await page.getByLabel('案据').fill('案据已按公开要求作了删节。')
  await expectAccessible(page)
  await page.getByRole('button', { name: '保存脱敏稿' }).click()
  await page.getByText('公开稿已脱敏').waitFor()
})

test('the deputy agrees on the phone, the unit checks for secrets, and who did not redact it releases', async () => {
  await letIn(staff, 'anquan')
  const accounts = await readAs<{ items: { name: string }[] }>(
    staff,
    `/api/accounts?q=${encodeURIComponent(chosen.leadName)}`,
  )
  const app = await changeTo(deputy, '/app/me', accounts.items[0]?.name ?? '')
  // Whoever holds several mandates acts as one at a time: this case belongs to the district's.
  await app.getByText('武进区人大代表', { exact: true }).last().click()
  await app.getByRole('banner').getByText('武进区人大代表').waitFor()
  await app.goto(`/app/cases/${chosen.id}/publication`)
  await app.getByText('案据已按公开要求作了删节。').waitFor()
  await app.getByRole('button', { name: '同意公开' }).click()
  await app.getByRole('button', { name: '同意公开' }).waitFor({ state: 'detached' })
  for (const [account, button] of [
    [unit, '保密审查'],
    ['daigongwei2', '发布公开稿'],
  ] as const) {
    const page = await changeTo(staff, `/console/suggestions/${chosen.id}/publication`, account)
    await page.getByRole('button', { name: button }).click()
    await page.getByRole('button', { name: button }).waitFor({ state: 'detached' })
  }
})

test('anybody can read it on the portal, as it was covered, until it is withdrawn', async () => {
  const { page, context } = deputy
  const released = await readAs<{ publication: { pageId: string } }>(staff, `/api/suggestions/${chosen.id}`)
  const address = `/suggestions/${released.publication.pageId}`
  await context.clearCookies()
  expect((await page.goto(address))?.status()).toBe(200)
  await page.getByRole('heading', { name: chosen.title }).waitFor()
  await page.getByText('案据已按公开要求作了删节。').waitFor()
  await expectAccessible(page)
  await staff.page.getByLabel('撤回理由').fill('当事人提出异议，核实后再公开。')
  await staff.page.getByRole('button', { name: '撤回公开' }).click()
  await staff.page.getByRole('button', { name: '撤回公开' }).waitFor({ state: 'detached' })
  await expect.poll(async () => (await page.goto(address))?.status()).not.toBe(200)
  expect([...staff.faults, ...deputy.faults]).toEqual([])
})
