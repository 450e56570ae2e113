import { expect, test } from 'vitest'
import type { AuditEvent } from '#modules/audit/audit.contract.ts'
import { desk, expectAccessible } from '../support/browser.ts'
import { changeTo, openReaders, readAs } from '../support/readers.ts'

// Words beside an act go by the hands of two: the security officer asks, the office that answers for them agrees.
const kitsOwn = ['.ant-select-dropdown', '[role=listbox]', '.ant-popover', '.ant-select-selector']
const { officer, office } = openReaders({ officer: desk, office: desk })
const deleted = '内容已依法删除'
const why = '当事人请求删除本人信息。'

type Case = { timeline: { type: string; note: string | null }[] }
type Page<Item> = { items: Item[] }

test('words beside an act are deleted by two persons, and stand in no timeline afterwards', async () => {
  const returned = 'suggestion.returned_for_revision'
  await changeTo(officer, `/console/record?type=${returned}`, 'shenji')
  const { items } = await readAs<Page<AuditEvent>>(officer, `/api/audit/events?type=${returned}`)
  const event = items.find(({ note, leafIndex }) => note === 'kept' && leafIndex !== null)
  if (!event) throw new Error('no suggestion was sent back with words')
  const place = `第 ${event.leafIndex} 号记录`
  const row = officer.page.getByRole('row').filter({ hasText: String(event.leafIndex) })
  await row.getByText('附说明文字').waitFor()

  const casePage = `/console/suggestions/${event.subjectId}` as const
  await changeTo(office, casePage, 'daigongwei1')
  const seen = await readAs<Case>(office, `/api/suggestions/${event.subjectId}`)
  const words = seen.timeline.find(({ type, note }) => type === returned && note !== deleted)?.note ?? ''
  expect(words).not.toBe('')
  await office.page.getByText(words).first().waitFor()

  const { page } = officer
  await changeTo(officer, '/console/erasures', 'anquan')
  const ask = async () => {
    await page.getByLabel('记录序号').fill(String(event.leafIndex))
    await page.getByLabel('理由').fill(why)
    await page.getByRole('button', { name: '提请删除' }).click()
  }
  await ask()
  await page.getByRole('status').filter({ hasText: place }).waitFor()
  await expectAccessible(page, kitsOwn)
  // asked for once, it waits
  await ask()
  await page.getByRole('alert').filter({ hasText: '同一事项已在等待批准。' }).waitFor()
  await page.getByRole('link', { name: '审批', exact: true }).last().click()
  await page.getByText('没有等您审批的申请。').waitFor()
  await page.getByText('我提出的', { exact: true }).click()
  await page.getByRole('row').filter({ hasText: place }).getByText('待批准').waitFor()
  await expect.poll(() => page.getByRole('button', { name: '批准', exact: true }).count()).toBe(0)
  await expectAccessible(page, kitsOwn)
  // nor past the page: who asked is not the second person
  const mine = await readAs<Page<{ id: string; subject: string }>>(officer, '/api/approvals?box=mine')
  const { id } = mine.items.find(({ subject }) => subject.includes(place)) ?? { id: '' }
  const own = await officer.context.request.post(`/api/approvals/${id}/approve`)
  expect([own.status(), (await own.json()).detail]).toEqual([403, '本人提出的申请须由另一人批准。'])

  await office.page.goto('/console/approvals')
  const waiting = office.page.getByRole('row').filter({ hasText: place })
  await waiting.getByText(why).waitFor()
  await expect.poll(() => office.page.getByText(words).count()).toBe(0)
  await expectAccessible(office.page, kitsOwn)
  await waiting.getByRole('button', { name: '批准', exact: true }).click()
  await waiting.waitFor({ state: 'detached' })

  await office.page.goto(casePage)
  await office.page.getByText(deleted).first().waitFor()
  await expect.poll(() => office.page.getByText(words).count()).toBe(0)
  await expectAccessible(office.page, kitsOwn)
  await changeTo(officer, `/console/record?type=${returned}`, 'shenji')
  await row.getByText(deleted).waitFor()
  expect(officer.faults).toEqual([])
  expect(office.faults).toEqual([])
})
