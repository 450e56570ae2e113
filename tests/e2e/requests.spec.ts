import { expect, test } from 'vitest'
import { privacyLimits } from '#modules/privacy/privacy.ts'
import { desk, expectAccessible, phone } from '../support/browser.ts'
import { changeTo, openReaders } from '../support/readers.ts'

// Two who meet: somebody who asks about their own data and the office; a deputy who writes and one who joins.
const kitsOwn = ['.ant-select-dropdown', '[role=listbox]', '.ant-popover', '.ant-select-selector']
const { citizen, office } = openReaders({ citizen: phone, office: desk })
const asked = '请告知本平台保存了我的哪些个人信息。'
const told = '经查，本平台没有保存您的其他个人信息。'

/** One step of the office on the request that is open. */
async function take(step: string, words?: string): Promise<void> {
  const { page } = office
  await page.getByRole('radio', { name: step, exact: true }).check()
  if (words) await page.getByLabel('答复内容').fill(words)
  await page.getByRole('button', { name: step, exact: true }).click()
}

test('a request about one’s own data is answered by the office, and the answer is read with the code of the receipt', async () => {
  const { page } = citizen
  await page.goto('/requests')
  const opened = Date.now()
  await changeTo(office, '/console/privacy', 'daigongwei3')
  await page.getByRole('radio', { name: /^查阅/ }).check()
  await page.getByLabel('姓名', { exact: true }).fill('周秀兰')
  await page.getByLabel('联系方式', { exact: true }).fill('武进区湖塘镇花园街 1 号')
  await page.getByLabel('具体内容').fill(asked)
  // what comes in sooner was filled in by a program, and is asked for once more
  await page.waitForTimeout(Math.max(0, opened + (privacyLimits.formSecondsMin + 0.5) * 1000 - Date.now()))
  await page.getByRole('button', { name: '提交', exact: true }).click()
  const code = ((await page.locator('.code').textContent()) ?? '').trim()
  const number = ((await page.locator('.receipt dd').nth(1).textContent()) ?? '').trim()
  await expectAccessible(page)

  await office.page.reload()
  await office.page.getByRole('link', { name: number }).click()
  await office.page.getByText(asked).waitFor()
  await expectAccessible(office.page, kitsOwn)
  await take('受理')
  await office.page.getByText('已受理，办理中').waitFor()
  await take('答复办结', told)
  await office.page.getByText('已经办结。').waitFor()

  await page.goto('/requests/status')
  await page.getByLabel('查询码').fill(code)
  await page.getByRole('button', { name: '查询' }).click()
  await page.getByText(told).waitFor()
  await expect.poll(() => page.getByText('已办结', { exact: true }).count()).toBe(1)
  await expectAccessible(page)
})

test('who writes what a colleague is writing sees the draft that may be joined, joins it, and puts the own one away', async () => {
  const words = {
    标题: '关于给太滆村卫生室配自动体外除颤仪的建议',
    案由: '太滆村卫生室离最近的医院十四公里，急救车要走二十五分钟。',
    案据: '近三年村里有四位老人突发心脏骤停，送到医院时已经没有心跳。',
    方案: '一、给卫生室配一台自动体外除颤仪。二、培训村医和网格员各两名。',
  }
  const write = async (account: string, change: Partial<typeof words> = {}) => {
    const page = await changeTo(citizen, '/app/duty', account)
    await page.getByRole('link', { name: '提建议' }).click()
    for (const [label, text] of Object.entries({ ...words, ...change })) await page.getByLabel(label).fill(text)
    return page
  }
  const first = await write('d0160')
  const sent = first.waitForResponse(
    (reply) => reply.request().postData()?.includes('"welcomesCosigners":true') ?? false,
  )
  await first.getByText('愿意接受联名（').click()
  await sent
  const page = await write('d0161', { 标题: '关于太滆村卫生室配备除颤仪的建议' })
  await page.getByText('已送达').waitFor()
  await page.getByRole('link', { name: '看正文，联名附议' }).first().click()
  await page.getByText(words.方案).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '联名附议这一件' }).click()
  await page.getByRole('heading', { name: '您已联名' }).waitFor()
  await page.getByRole('button', { name: '放弃草稿' }).click()
  await page.getByText('草稿已放弃，内容没有丢失').waitFor()
  await page.getByRole('link', { name: '查看这件建议' }).click()
  await page.getByRole('heading', { level: 1, name: words.标题 }).waitFor()
  await expectAccessible(page)
})

test('nothing was wrong on either console', () => {
  expect([...citizen.faults, ...office.faults]).toEqual([])
})
