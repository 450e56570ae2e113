import { expect, test } from 'vitest'
import { photoOf } from '#modules/attachment/attachment.given.ts'
import { desk, expectAccessible, phone } from '../support/browser.ts'
import { changeTo, openReaders } from '../support/readers.ts'

// A picture taken where there is no network, all the way to the desk of the deputy office.
const title = '关于修复夏溪河步道护栏的建议'
let caseId: string

const { deputy, clerk } = openReaders({ deputy: phone, clerk: desk })

const photo = async (name: string) => ({ name, mimeType: 'image/jpeg', buffer: Buffer.from(await photoOf(1600, 1200)) })

test('a deputy writes and takes a picture without network; both stay on the phone', async () => {
  const { context } = deputy
  const page = await changeTo(deputy, '/app/write', 'd0140')
  await page.getByLabel('标题').waitFor()
  await context.setOffline(true)
  await page.getByLabel('标题').fill(title)
  await page.getByLabel('案由').fill('夏溪河步道东段护栏断了三处，孩子放学经过很危险。')
  await page
    .getByLabel('案据')
    .fill('今天现场看到护栏断裂三处，最宽一处有一米二，照片附后。附近小学每天约三百名学生经过。')
  await page.getByLabel('方案').fill('一、两周内更换断裂护栏。二、每年汛前检查一次。')
  const files = page.getByRole('region', { name: '照片和附件' })
  await files
    .locator('input[type=file]')
    .first()
    .setInputFiles(await photo('现场.jpg'))
  await files.getByText('已保存在本机，联网后自动送出').waitFor()
  await files.getByRole('img', { name: '现场.jpg 的缩略图' }).waitFor()
  await expectAccessible(page)
  // the bytes on the device are not those of the picture: nobody reads them without the account
  const isSealed = await page.evaluate(async () => {
    const open = indexedDB.open('minsheng')
    const database = await new Promise<IDBDatabase>((resolve) => {
      open.onsuccess = () => resolve(open.result)
    })
    const all = database.transaction('files').objectStore('files').getAll()
    const rows = await new Promise<{ bytes: { nonce: unknown; content: Uint8Array } }[]>((resolve) => {
      all.onsuccess = () => resolve(all.result)
    })
    return rows.length === 1 && rows.every(({ bytes }) => bytes.nonce !== null && bytes.content[0] !== 0xff)
  })
  expect(isSealed).toBe(true)
})

test('back in the network the draft is sent and the picture behind it; what is no picture is refused in words', async () => {
  const { page, context } = deputy
  await context.setOffline(false)
  const files = page.getByRole('region', { name: '照片和附件' })
  await files.getByRole('link', { name: /现场\.jpg/ }).waitFor()
  await page.getByText('已送达').waitFor()
  await expect.poll(() => files.getByText('已保存在本机').count()).toBe(0)
  const chosen = files.locator('input[type=file]').last()
  await chosen.setInputFiles({ name: '清单.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') })
  await files.getByText(/清单\.exe 不是可以上传的类型/).waitFor()
  await chosen.setInputFiles({ name: '假照片.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<html>') })
  await files.getByText(/没有送出：只能上传照片/).waitFor()
  await expectAccessible(page)
  await files.getByRole('button', { name: '移除 假照片.jpg' }).click()
  await files.getByText(/没有送出/).waitFor({ state: 'detached' })
  caseId = page.url().split('/').at(-1) ?? ''
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await page.waitForURL(/\/app\/cases\//)
  await page.getByRole('link', { name: /现场\.jpg/ }).waitFor()
  await expectAccessible(page)
})

test('the deputy office sees the picture on the case page and adds a scan', async () => {
  const page = await changeTo(clerk, `/console/suggestions/${caseId}`, 'daigongwei1')
  const files = page.getByRole('region', { name: '照片和附件' })
  const picture = files.getByRole('img', { name: '现场.jpg 的缩略图' })
  await picture.waitFor()
  await expect
    .poll(() => picture.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)))
    .toBeGreaterThan(100)
  await files.locator('input[type=file]').setInputFiles(await photo('原件.jpg'))
  await files.getByText('已上传：原件.jpg').waitFor()
  await files.getByRole('button', { name: '移除 原件.jpg' }).waitFor()
  await expectAccessible(page, ['.ant-select-dropdown', '[role=listbox]'])
  const { status, disposition } = await page.evaluate(async (id) => {
    const view = (await (await fetch(`/api/suggestions/${id}`)).json()) as { attachments: { id: string }[] }
    const reply = await fetch(`/api/attachments/${view.attachments[0]?.id}/content`)
    return { status: reply.status, disposition: reply.headers.get('content-disposition') }
  }, caseId)
  expect([status, disposition]).toEqual([200, expect.stringContaining('inline')])
})

test('nothing was wrong on the consoles of the browsers', () => {
  const isOffline = (text: string) => text.includes('ERR_INTERNET_DISCONNECTED')
  expect([...deputy.faults, ...clerk.faults].filter((text) => !isOffline(text))).toEqual([])
})
