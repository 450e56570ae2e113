import { beforeAll, expect, test } from 'vitest'
import { type Client, type TestSite, testApp } from '#tests/support/test-app.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { type Cast, codeOf, draftOf, given, viewOf } from './suggestion.given.ts'
import { finalAnswer, type Stage, stage } from './suggestion-stage.given.ts'

let site: TestSite
let cast: Cast
let on: Stage
let office: Client

beforeAll(async () => {
  site = await testApp()
  cast = await given.cast(site.app)
  on = stage(site, cast)
  office = site.as(cast.office)
})

const decide = ({ id, version }: SuggestionView, decision: object) =>
  office.post(`/api/suggestions/${id}/review`, { version, reason: '同一社区同一事项。', ...decision })
const merge = (own: SuggestionView, mergeIntoId: string) => decide(own, { decision: 'merge', mergeIntoId })

/** A registered suggestion of a deputy who has to do with no other. */
async function ofAnother(name: string, change = {}) {
  const deputy = await given.deputy(site.app, { congress: cast.congress, name })
  const kase = await stage(site, { ...cast, lead: deputy }).registered(change)
  return { by: site.as(deputy), kase }
}

test('what has been answered takes in no other suggestion, whose sponsors would never be sent the answer', async () => {
  const main = await on.answered(await on.assigned(), finalAnswer)
  const { kase, by } = await ofAnother('吴海燕')
  expect(await codeOf(await merge(kase, main.id))).toBe('409 suggestion.target_answered')
  expect((await on.open(by, kase.id)).state).toBe('reviewing')
  const { id } = await viewOf(
    await on.evaluate(site.as(cast.lead), main, { attitude: 'satisfied', result: 'satisfied' }),
  )
  expect(await codeOf(await merge(kase, id))).toBe('409 suggestion.target_answered')
})

test('a main case that sponsors of others follow is not split, sent back or converted until the merging is undone', async () => {
  const main = await on.registered()
  const { kase } = await ofAnother('陈国良')
  const merged = await viewOf(await merge(kase, main.id))
  const followed = await on.open(office, main.id)
  expect(followed.allowed).toContain('review')
  expect(followed.allowed).not.toContain('split')
  const parts = ['增设助餐点', '增加停车位'].map((title) => {
    const { confidential: _, wishesPublication: __, ...text } = draftOf({ title })
    return text
  })
  const split = (version: number) =>
    office.post(`/api/suggestions/${main.id}/split`, { version, reason: '一事一议。', parts })
  for (const reply of [
    await split(followed.version),
    await decide(followed, { decision: 'sendBack' }),
    await decide(followed, { decision: 'convert' }),
  ])
    expect(await codeOf(reply)).toBe('409 suggestion.others_merged_in')
  const undo = { version: merged.version, reason: '主件须分案。' }
  await viewOf(await office.post(`/api/suggestions/${kase.id}/unmerging`, undo))
  const free = await on.open(office, main.id)
  expect(free.allowed).toContain('split')
  expect((await viewOf(await split(free.version))).state).toBe('split')
})

test('taken out of a line of mergers, a suggestion leaves every main case of the line, and no sponsor of it reads on', async () => {
  const [first, second] = [await ofAnother('何秀兰'), await ofAnother('罗建平')]
  const main = await on.accepted()
  const merged = await viewOf(await merge(first.kase, second.kase.id))
  await viewOf(await merge(await on.open(office, second.kase.id), main.id))
  expect((await on.open(first.by, main.id)).followers.map(({ name }) => name).toSorted()).toEqual(
    ['何秀兰', '罗建平'].toSorted(),
  )
  await viewOf(
    await office.post(`/api/suggestions/${first.kase.id}/unmerging`, { version: merged.version, reason: '单独办理。' }),
  )
  const left = await on.open(office, main.id)
  expect(left.followers.map(({ name }) => name)).toEqual(['罗建平'])
  expect(left.timeline.map(({ type }) => type)).toContain('suggestion.left_by')
  for (const { id } of [main, second.kase]) expect((await first.by.get(`/api/suggestions/${id}`)).status).toBe(404)
  expect((await on.open(second.by, main.id)).state).toBe('accepted')
})

test('into a confidential suggestion only who may read it merges another; to anybody else it is not there', async () => {
  const late = await given.post(site.app, 'deputy_office', { congress: cast.congress })
  const [main, own] = [await on.registered({ confidential: true }), await on.registered({ confidential: true })]
  await site.db
    .deleteFrom('suggestion_reader')
    .where('person_id', '=', late.personId)
    .where('suggestion_id', '=', main.id)
    .execute()
  const decision = { version: own.version, decision: 'merge', reason: '同一事项。', mergeIntoId: main.id }
  const path = `/api/suggestions/${own.id}/review`
  expect(await codeOf(await site.as(late).post(path, decision))).toBe('422 suggestion.merge_target')
  expect((await viewOf(await office.post(path, decision))).state).toBe('merged')
})

test('what was sent back to its sponsors takes in no other suggestion, which would wait at no office', async () => {
  const main = await on.registered()
  await viewOf(await decide(main, { decision: 'sendBack' }))
  const { kase } = await ofAnother('韩玉珍')
  expect(await codeOf(await merge(kase, main.id))).toBe('422 suggestion.merge_target')
})

test('while somebody acts on the main case who merges into it is asked to try again', async () => {
  const main = await on.accepted()
  const { kase } = await ofAnother('邓春生')
  const code = await site.db.transaction().execute(async (trx) => {
    await trx.selectFrom('suggestion').select('id').where('id', '=', main.id).forUpdate().execute()
    return codeOf(await merge(kase, main.id))
  })
  expect(code).toBe('409 suggestion.target_busy')
  expect((await viewOf(await merge(kase, main.id))).state).toBe('merged')
})

test('the title of a confidential suggestion is not told to the sponsors of the one it was merged into', async () => {
  const main = await on.registered({ confidential: true })
  const { kase, by } = await ofAnother('曹秀英', { confidential: true, title: '关于梼杌的建议' })
  await viewOf(await merge(kase, main.id))
  const titles = async (as: Client) => (await on.open(as, main.id)).followers.map(({ title }) => title)
  expect(await titles(site.as(cast.lead))).toEqual([null])
  expect([await titles(by), await titles(office)]).toEqual([['关于梼杌的建议'], ['关于梼杌的建议']])
})
