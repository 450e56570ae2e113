import { beforeAll, expect, test } from 'vitest'
import { type Cast, codeOf, given } from '#modules/suggestion/suggestion.given.ts'
import { type Stage, stage } from '#modules/suggestion/suggestion-stage.given.ts'
import { inline, runSql, statementsOf } from '#tests/support/statements.ts'
import { type TestSite, testApp } from '#tests/support/test-app.ts'

let site: TestSite
let cast: Cast
let play: Stage

beforeAll(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
  play = stage(site, cast)
})

const lamp = {
  title: '关于完善镇区道路照明的建议',
  subject: '镇区至工业园道路没有路灯。',
  grounds: '镇区至工业集中区三公里道路夜间漆黑，工人下夜班骑车多次摔伤，沿线村民出行不便。',
  proposal: '一、安装太阳能路灯。二、明确管护单位。',
}
const asked = { title: '关于工业园路上装路灯的建议', grounds: '夜里漆黑，下夜班的工人骑车摔伤过。' }

type Found = { items: { id: string; number: string; why: string[]; opens: string | null }[] }
const similar = async (who: Parameters<TestSite['as']>[0], body: object = asked): Promise<Found['items']> =>
  ((await (await site.as(who).post('/api/similar-cases', body)).json()) as Found).items

test('a deputy who writes about the same matter is shown the earlier suggestion and why', async () => {
  const { id } = await play.accepted(lamp)
  await play.accepted()
  await site.beat()
  const [first, ...rest] = await similar(cast.first)
  expect(first).toMatchObject({ id, opens: null })
  expect(first?.why.join('')).toMatch(/路灯|漆黑|夜班/)
  expect(rest).toEqual([])
  expect((await similar(cast.lead))[0]?.opens).toBe('case')
  expect(await similar(cast.office, { ...asked, exceptId: id })).toEqual([])
})

test('what is confidential is found by nobody; what is not to be public only by the staff', async () => {
  const matter = (where: string, change = {}) => ({
    ...lamp,
    title: `关于${where}修建渡口栈桥的建议`,
    subject: '渡口栈桥年久失修。',
    grounds: `${where}渡口栈桥木板腐烂，老人过河提心吊胆，建议重修栈桥。`,
    ...change,
  })
  const ask = { title: '关于重修渡口栈桥的建议', grounds: '渡口栈桥木板腐烂。' }
  await play.accepted(matter('东浦', { confidential: true }))
  const quiet = await play.accepted(matter('西浦', { wishesPublication: false }))
  await site.beat()
  expect(await similar(cast.first, ask)).toEqual([])
  expect((await similar(cast.office, ask)).map(({ id }) => id)).toEqual([quiet.id])
})

test('what has become confidential is found by nobody, also before its words are dropped', async () => {
  const { id } = await play.accepted({ ...lamp, title: '关于修缮文昌阁藻井的建议', grounds: '文昌阁藻井开裂。' })
  await site.beat()
  const ask = { title: '关于文昌阁藻井的建议' }
  expect((await similar(cast.office, ask)).map((one) => one.id)).toEqual([id])
  await runSql(site.db, 'update suggestion set confidential = true where id = $1', [id])
  expect(await similar(cast.office, ask)).toEqual([])
})

test('a withdrawn suggestion is forgotten with all its words', async () => {
  const { id, version } = await play.accepted({
    ...lamp,
    title: '关于鼋鼍浜清淤的建议',
    grounds: '鼋鼍浜淤积发臭多年。',
  })
  await site.beat()
  const ask = { title: '关于鼋鼍浜的建议' }
  expect((await similar(cast.first, ask)).map((one) => one.id)).toEqual([id])
  await site.as(cast.lead).post(`/api/suggestions/${id}/withdrawal`, { version, reason: '已由镇里解决。' })
  await site.beat()
  expect(await similar(cast.first, ask)).toEqual([])
  const left = await runSql(site.db, `select cases from similar_word where word = '鼋鼍'`)
  expect(left).toEqual([{ cases: 0 }])
})

test('three years are looked back, and one congress knows nothing of another', async () => {
  const { id } = await play.accepted({ ...lamp, title: '关于筹建蟋蟀文化馆的建议', grounds: '蟋蟀文化传承无人。' })
  await site.beat()
  const ask = { title: '关于蟋蟀文化馆的建议' }
  const elsewhere = await given.deputy(site.app, { congress: await given.congress(site.app, { areaCode: '320411' }) })
  expect(await similar(elsewhere, ask)).toEqual([])
  expect((await similar(cast.first, ask)).map((one) => one.id)).toEqual([id])
  await runSql(
    site.db,
    `update similar_text set registered_at = registered_at - interval '3 years 1 day' where case_id = $1`,
    [id],
  )
  expect(await similar(cast.first, ask)).toEqual([])
})

test('a handling unit does not look around in other units’ suggestions', async () => {
  expect(await codeOf(await site.as(cast.clerk).post('/api/similar-cases', asked))).toBe('403 search.not_for_you')
})

test('a title that is too long is refused in a sentence', async () => {
  const reply = await site.as(cast.first).post('/api/similar-cases', { title: '灯'.repeat(300) })
  expect(await codeOf(reply)).toBe('422 http.invalid')
})

test('candidates come from the word index, with five queries at most', async () => {
  await runSql(
    site.db,
    `insert into suggestion (id, congress_id, term_id, number, title, lead_mandate_id, status, created_at, changed_at, registered_at)
      select gen_random_uuid(), $1, $2, 'm' || i, '关于第' || i || '件事的建议', $3, 'handling', $4, $4, $4 from generate_series(1, 3000) i`,
    [cast.congress.id, cast.congress.termId, cast.lead.mandateId, site.app.clock.now()],
  )
  await runSql(
    site.db,
    `insert into similar_text (case_id, case_kind, congress_id, registered_at, words, weights)
      select id, 'suggestion', congress_id, registered_at, array['第' || number, '事情'], array[1, 1] from suggestion where number like 'm%'`,
  )
  await runSql(site.db, 'analyze')
  const statements = await statementsOf(site.db, () => similar(cast.first))
  const reading = statements.filter(({ text }) => text.includes('similar_') || text.includes('"publication"'))
  expect(reading.length).toBeLessThanOrEqual(5)
  const candidates = statements.find(({ text }) => text.includes('"hit"'))
  const plan = await runSql(site.db, `explain ${inline(candidates)}`)
  expect(JSON.stringify(plan)).toContain('similar_text_words')
})
