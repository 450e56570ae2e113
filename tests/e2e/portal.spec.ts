import { HtmlValidate } from 'html-validate'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { desk, expectAccessible, openBrowser, phone, type Reader } from '../support/browser.ts'

// A citizen reads what became of the deputies' suggestions: at a desk, on a phone, in large print, without a mouse.
let atDesk: Reader
let onPhone: Reader
let suggestion: string

beforeAll(async () => {
  atDesk = await openBrowser(desk)
  onPhone = await openBrowser(phone)
  const { items } = (await (await fetch(`${inject('origin')}/suggestions.json`)).json()) as {
    items: { id: string }[]
  }
  suggestion = `/suggestions/${items[0]?.id}`
})
afterAll(async () => {
  expect([...atDesk.faults, ...onPhone.faults]).toEqual([])
  await atDesk.close()
  await onPhone.close()
})

const places = () => [
  '/',
  '/suggestions',
  suggestion,
  '/congress',
  '/accessibility',
  '/units',
  '/privacy',
  '/requests',
  '/complaints',
  '/requests/status',
  '/record',
  '/open-data',
]
const searches = [
  '/suggestions?q=公',
  '/suggestions?q=火星',
  '/suggestions?q=道路&category=transport&standing=closed',
  '/suggestions?unit=常州市武进区民政局&year=2026',
  '/nothing',
]

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'void-style': ['error', { style: 'selfclosing' }],
    'attribute-boolean-style': ['error', { style: 'empty' }],
  },
})

test.each(['', '/en', '/large', '/en/large'])('every page under “%s/” is valid HTML', async (face) => {
  for (const place of [...places(), ...searches]) {
    const reply = await fetch(inject('origin') + face + encodeURI(place))
    const { results } = await validator.validateString(await reply.text())
    const faults = results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))
    expect([place, faults]).toEqual([place, []])
  }
})

// words and looks do not depend on each other: each is looked at once
test.each([
  ['in Chinese at a desk', ''],
  ['in English and large print on a phone', '/en/large'],
])('axe finds nothing on any page, %s', async (_name, face) => {
  const { page } = face === '' ? atDesk : onPhone
  for (const place of [...places(), ...searches]) {
    await page.goto(face + place)
    await expectAccessible(page)
  }
})

const overflowOf = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('at 400 % of a 1280-pixel screen nothing scrolls sideways, in large print neither', async () => {
  await onPhone.page.setViewportSize({ width: 320, height: 256 })
  for (const face of ['', '/large', '/en/large'])
    for (const place of [...places(), ...searches]) {
      await onPhone.page.goto(face + place)
      expect([face + place, await overflowOf(onPhone.page)]).toEqual([face + place, 0])
    }
  await onPhone.page.setViewportSize(phone)
})

test('large print: text of 22 pixels, wide lines, targets of 60 by 60, one column', async () => {
  const { page } = onPhone
  for (const place of places()) {
    await page.goto(`/large${place}`)
    const look = await page.evaluate(() => {
      const { fontSize, lineHeight } = getComputedStyle(document.body)
      const targets = [
        ...document.querySelectorAll(
          '.ways a, .top nav a, button, .button, input, select, .pages a, .figures a, footer a, main a',
        ),
      ]
      // a circle is as large as the words one may press beside it; what is out of sight is no target
      const pressed = targets
        .filter((target) => target.checkVisibility() && !target.closest('[aria-hidden="true"]'))
        .map((target) =>
          target.matches('[type=radio], [type=checkbox]') ? (target.closest('label') ?? target) : target,
        )
        .filter((target) => !target.matches('[type=hidden]'))
      const small = pressed
        .map((target) => ({ name: target.textContent || target.id, box: target.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 60 || box.width < 60)
        .map(({ name, box }) => `${name} ${Math.round(box.width)}×${Math.round(box.height)}`)
      const finePrint = [...document.querySelectorAll('p, li, dt, dd, a, label, span, time')]
        .filter((element) => element.textContent?.trim() && Number.parseFloat(getComputedStyle(element).fontSize) < 18)
        .map(({ textContent }) => textContent)
      return { size: Number.parseFloat(fontSize), spacing: Number.parseFloat(lineHeight), small, finePrint }
    })
    expect([place, look.size, look.small, look.finePrint]).toEqual([place, 22, [], []])
    expect(look.spacing / look.size).toBeGreaterThanOrEqual(1.3)
  }
})

test('without a mouse: skip to the content, search by two characters, open what was found', async () => {
  const { page } = atDesk
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
  await page.goto('/')
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('跳到正文')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
  await page.goto('/suggestions')
  const title = (await page.locator('.line a').first().textContent()) ?? ''
  const words = title.slice(2, 4)
  await page.getByLabel('查找建议').focus()
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
  await page.waitForURL(/q=/)
  expect(await page.locator('.lines').textContent()).toContain(title)
  const link = page.getByRole('link', { name: title, exact: true }).first()
  for (let presses = 0; presses < 60 && (await focused()) !== title; presses += 1) await page.keyboard.press('Tab')
  expect(await link.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
})

test('language and large print stay as one reads on, and lead back to the same page', async () => {
  const { page } = onPhone
  await page.goto('/suggestions?category=transport')
  await page.getByRole('link', { name: '长辈版' }).click()
  await page.waitForURL('**/large/suggestions?category=transport')
  await page.locator('.line a').first().click()
  await page.waitForURL('**/large/suggestions/*')
  await page.getByRole('link', { name: 'English' }).click()
  await page.waitForURL('**/en/large/suggestions/*')
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
})

test('from the list to its last page and back to the first, by links alone', async () => {
  const { page } = atDesk
  await page.goto('/suggestions')
  const count = Number(/\d+/.exec((await page.locator('.count').textContent()) ?? '')?.[0])
  const seen = new Set<string>()
  for (let pages = 0; pages < 60; pages += 1) {
    for (const href of await page
      .locator('.line a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')))) {
      seen.add(href ?? '')
    }
    const next = page.getByRole('link', { name: '下一页' })
    if ((await next.count()) === 0) break
    const before = page.url()
    await next.click()
    await page.waitForURL((url) => url.href !== before)
  }
  expect(seen.size).toBe(count)
  await page.getByRole('link', { name: '回到第一页' }).click()
  await page.waitForURL('**/suggestions')
})

test('on paper stand the whole dates and nothing that can only be clicked', async () => {
  const { page } = atDesk
  await page.goto(suggestion)
  await page.emulateMedia({ media: 'print' })
  await expect.poll(() => page.getByRole('navigation').first().isVisible()).toBe(false)
  await expect.poll(() => page.getByRole('search').count()).toBe(0)
  const date = await page
    .locator('.timeline time')
    .first()
    .evaluate((time) => getComputedStyle(time, '::after').content)
  expect(date).toMatch(/^"\d{4} 年 \d+ 月 \d+ 日（星期.）"$/)
  await page.emulateMedia({ media: 'screen' })
})
