import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { publicationGiven as given } from '#modules/publication/publication.given.ts'
import { countForPortal } from '#modules/stats/index.ts'
import { runSql } from '#tests/support/statements.ts'
import { testApp, testMorning } from '#tests/support/test-app.ts'
import { reach } from './access/cases.ts'
import { makeWorld } from './access/world.ts'

type Site = Awaited<ReturnType<typeof testApp>>
let site: Site
let id: string
const education = '武进区教育局'
beforeAll(async () => {
  site = await testApp({
    fresh: true,
    settings: {
      PUBLIC_URL: 'https://rd.wujin.example',
      SITE_ICP: '苏ICP备12345678号-1',
      SITE_ORGAN_CODE: '3204120001',
    },
  })
  const page = await given.page(site.app, {
    title: '关于“校门口”<信号灯>的建议',
    unitNames: `${education}、武进区公安分局`,
  })
  id = page.id
  const publishedAt = new Date(testMorning.getTime() - 60_000)
  await given.page(site.app, { title: '关于增设站台的建议', proposedOn: '2025-02-01', publishedAt })
})

const textOf = async (path: string): Promise<string> => (await site.anonymous.get(path)).text()
const asked = (query: Record<string, string>) => `?${new URLSearchParams(query)}`

test('unit and year filter the list, its downloads and its feed alike; each is named above the rows', async () => {
  for (const [query, words, there, gone] of [
    [{ unit: education }, education, '校门口', '增设站台'],
    [{ unit: '武进区公安分局' }, '武进区公安分局', '校门口', '增设站台'],
    [{ year: '2025' }, '2025 年', '增设站台', '校门口'],
  ] as const) {
    const html = await textOf(`/suggestions${asked(query)}`)
    expect(html).toContain(`${words}：共 1 件`)
    for (const form of ['', '.csv', '.json', '.atom']) {
      const text = await textOf(`/suggestions${form}${asked(query)}`)
      expect([form, text.includes(there), text.includes(gone)]).toEqual([form, true, false])
    }
    const feed = `/suggestions.atom${asked(query)}`
    expect(html).toContain(`type="application/atom+xml" title="建议公开" href="${feed.replaceAll('&', '&amp;')}"`)
    expect(await textOf(feed)).toContain(words)
  }
  expect(await textOf(`/suggestions${asked({ year: 'nonsense' })}`)).toContain('共 2 件')
})

test('a page that is passed on has its title, its picture and an absolute address', async () => {
  const html = await textOf(`/suggestions/${id}`)
  expect(html).toContain('<meta property="og:title" content="关于“校门口”&lt;信号灯&gt;的建议"/>')
  expect(html).toContain(`content="https://rd.wujin.example/suggestions/${id}/share.png"`)
  const reply = await site.anonymous.get(`/suggestions/${id}/share.png`)
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'image/png'])
  const { width, height, format } = await sharp(Buffer.from(await reply.arrayBuffer())).metadata()
  expect([width, height, format]).toEqual([1200, 630, 'png'])
  expect((await site.anonymous.get('/share.png')).status).toBe(200)
  expect((await site.anonymous.get(`/suggestions/${site.app.ids.uuid()}/share.png`)).status).toBe(404)
})

test('the foot shows the registrations that are configured, and no others', async () => {
  const html = await textOf('/')
  expect(html).toContain('苏ICP备12345678号-1')
  expect(html).toContain('3204120001')
  expect(html).not.toContain('公安备案号')
})

test('the privacy page says which version it is, since when, and where one asks', async () => {
  const html = await textOf('/privacy')
  expect(html).toContain('第 1.0 版，2026 年 1 月 1 日起施行')
  expect(html).toContain('href="/requests"')
  expect(html).toContain('href="/complaints"')
})

test('figures of units are numbers of what was handed over; few evaluations and confidential cases are not told', async () => {
  const world = await makeWorld()
  await given.congress(world.app, world.actors.places.congress)
  await reach(world, 'wanting')
  await reach(world, 'assigned', { confidential: true })
  await countForPortal(world.app)
  const rows = await runSql(world.db, 'select * from published_unit_figure')
  expect(rows).toMatchObject([
    { unit_name: '武进区民政局', year: 2026, handed_over: 1, due: 1, in_time: 1, evaluated: null, satisfied: null },
  ])
  const html = await (await world.anonymous.get('/units')).text()
  expect(html).toContain('2026 年交办的建议')
  expect(html).toContain('1／1')
  expect(html).toContain('data-label="满意">—')
}, 60_000)
