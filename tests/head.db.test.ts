import { beforeAll, expect, test } from 'vitest'
import { given } from '#modules/identity/identity.given.ts'
import { topicOf } from '#modules/topic/topic.given.ts'
import { documentRoutes } from '#platform/http/made-documents.ts'
import { type TestSite, testApp } from './support/test-app.ts'

let site: TestSite
let office: Awaited<ReturnType<typeof given.post>>
beforeAll(async () => {
  site = await testApp()
  office = await given.post(site.app, 'deputy_office')
})

const head = (path: string, by = site.as(office)) => by.fetch(`/api${path}`, { method: 'HEAD' })
const taken = () =>
  site.db
    .selectFrom('event')
    .select('type')
    .where('type', 'in', ['export.taken', 'privacy.own_copied', 'contact.seen'])
    .execute()

const filled = (path: string) => path.replaceAll(/\{\w+\}/g, office.personId)

test('HEAD of a workbook, a paper or what is recorded when it is read is refused, and nothing is made or recorded', async () => {
  await site.as(office).post('/api/topics', topicOf({ title: '加装电梯' }))
  const paths = [...documentRoutes(site.site.openAPIRegistry).readByGetOnly].map((name) => name.slice('GET '.length))
  expect(paths).toEqual(
    expect.arrayContaining([
      '/topics/export.xlsx',
      '/suggestions/{id}/papers/{kind}',
      '/handover-meetings/{id}/notes.zip',
      '/privacy/own/copy.json',
      '/people/{id}/contact',
    ]),
  )
  for (const path of paths) {
    const { status, headers } = await head(filled(path))
    expect([path, status, headers.get('allow')]).toEqual([path, 405, 'GET'])
  }
  expect(await taken()).toEqual([])
  await site.as(office).get('/api/topics/export.xlsx')
  expect(await taken()).toEqual([{ type: 'export.taken' }])
})

test('who is not signed in is told so by HEAD as well; a file that is kept as it is sent is answered to HEAD', async () => {
  expect((await head('/topics/export.xlsx', site.anonymous)).status).toBe(401)
  expect((await head(filled('/attachments/{id}/content'))).status).toBe(404)
  expect((await head('/topics')).status).toBe(200)
})
