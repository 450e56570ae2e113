import { expect, test } from 'vitest'
import { expectAccessible, phone } from '../support/browser.ts'
import { changeTo, openReaders, readAs } from '../support/readers.ts'

// One draft in two windows of one browser.
const { deputy } = openReaders({ deputy: phone })
const here = '一、沿河步道加装护栏六百米，入口设警示牌。'
const there = '二、由水利局每年汛前检查护栏，发现松动立即修复。'

test('one draft in two windows: what each writes comes together, and of two texts of one part neither is lost', async () => {
  const page = await changeTo(deputy, '/app/write', 'd0172')
  await page.getByLabel('标题').fill('关于加装采菱港沿河护栏的建议')
  await page.getByText('已送达').waitFor()
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const other = await deputy.context.newPage()
  await other.goto(page.url())
  await other.getByLabel('案由').fill('采菱港步道没有护栏。')
  await expect.poll(() => page.getByLabel('案由').inputValue()).toBe('采菱港步道没有护栏。')
  await page.getByText('这份草稿也在另一个窗口里改写').waitFor()
  await page.getByLabel('案据').fill('步道全长六百米，去年夏天有两名儿童落水，幸被路人救起。')
  await expect.poll(() => other.getByLabel('案据').inputValue()).toContain('两名儿童落水')

  // the same part in both, while one of them is still being typed
  await Promise.all([
    other.getByLabel('方案').pressSequentially(there, { delay: 100 }),
    page.getByLabel('方案').fill(here),
  ])
  const both = page.getByRole('region', { name: '这件建议在别处也改过' })
  await both.waitFor()
  const shown = (await both.textContent()) ?? ''
  expect([shown.includes(here), shown.includes(there)]).toEqual([true, true])
  await expectAccessible(page)
  const chosen = both.getByRole('button', { name: '用这一份' })
  await chosen.click()
  await both.waitFor({ state: 'detached' })
  await page.getByText('已送达').waitFor()
  const kept = await readAs<{ subject: string; proposal: string }>(deputy, `/api/suggestions/${id}`)
  expect(kept).toMatchObject({ subject: '采菱港步道没有护栏。', proposal: await page.getByLabel('方案').inputValue() })
  await expect.poll(() => other.getByLabel('方案').inputValue()).toBe(kept.proposal)
  await other.close()
  expect(deputy.faults).toEqual([])
})
