import { beforeAll, describe, expect, test } from 'vitest'
import { given } from '#modules/identity/identity.given.ts'
import { topicOf } from '#modules/topic/topic.given.ts'
import { type TestSite, testApp } from './support/test-app.ts'

let site: TestSite
let office: Awaited<ReturnType<typeof given.post>>
beforeAll(async () => {
  site = await testApp()
  office = await given.post(site.app, 'deputy_office')
})

/** The language that an answer says, and what it says that this hangs on. */
async function languageOf(path: string, asked?: string, by = site.anonymous) {
  const { status, headers } = await by.fetch(path, asked === undefined ? {} : { headers: { 'accept-language': asked } })
  const hangsOn = (headers.get('vary') ?? '').split(/, */).filter((name) => name.toLowerCase() === 'accept-language')
  return [status, headers.get('content-language'), hangsOn.length]
}

describe('the API', () => {
  test('says in which language a refusal is, and that it hangs on what was asked for unless the address names it', async () => {
    expect(await languageOf('/api/topics')).toEqual([401, 'zh-CN', 1])
    expect(await languageOf('/api/topics', 'en-GB')).toEqual([401, 'en', 1])
    expect(await languageOf('/api/nowhere', 'de, en;q=0.5', site.as(office))).toEqual([404, 'en', 1])
    expect(await languageOf('/api/topics?lang=en', 'zh-CN')).toEqual([401, 'en', 0])
    const { headers } = await site.as(office).fetch('/api/topics', {
      method: 'PATCH',
      headers: { 'accept-language': 'en' },
    })
    expect([headers.get('allow'), headers.get('content-language')]).toEqual([expect.stringContaining('GET'), 'en'])
  })

  test('says of its reading page in which language it is, and of facts without words none', async () => {
    expect(await languageOf('/api/docs', 'en')).toEqual([200, 'en', 1])
    expect(await languageOf('/api/docs?lang=zh-CN', 'en')).toEqual([200, 'zh-CN', 0])
    expect(await languageOf('/api/openapi.json', 'en')).toEqual([200, null, 0])
  })

  test('gives a workbook in the language asked for, else in that of the account; a form to fill in is Chinese', async () => {
    const as = site.as(office)
    await as.post('/api/topics', topicOf({ title: '加装电梯' }))
    const book = '/api/topics/export.xlsx'
    expect(await languageOf(book, 'en', as)).toEqual([200, 'en', 1])
    expect(await languageOf(book, 'zh-CN', as)).toEqual([200, 'zh-CN', 1])
    expect(await languageOf(`${book}?lang=en`, 'zh-CN', as)).toEqual([200, 'en', 0])
    await site.db.updateTable('account').set({ locale: 'en' }).where('id', '=', office.accountId).execute()
    expect(await languageOf(book, undefined, as)).toEqual([200, 'en', 1])
    expect(await languageOf('/api/imports/templates/deputies.xlsx', 'en', as)).toEqual([200, 'zh-CN', 1])
    expect(await languageOf('/api/topics', 'en', as)).toEqual([200, null, 0])
  })
})

test('a page of the portal is in the language of its address, whatever was asked for and is kept', async () => {
  const pages = [
    '/',
    '/suggestions',
    '/nowhere',
    '/requests',
    '/requests/status',
    '/suggestions.csv',
    '/suggestions.json',
  ]
  for (const page of pages) {
    for (const asked of ['zh-CN', 'en', 'zh-CN']) {
      const [status] = await languageOf(page, asked)
      expect([page, ...(await languageOf(page, asked))]).toEqual([page, status, 'zh-CN', 0])
      expect([page, ...(await languageOf(`/en${page}`, asked))]).toEqual([page, status, 'en', 0])
    }
  }
})
