import { afterEach, beforeAll, expect, test } from 'vitest'
import { runSql } from '#tests/support/statements.ts'
import { type Client, type TestSite, testApp } from '#tests/support/test-app.ts'
import type { SuggestionView, TodoView } from './suggestion.contract.ts'
import { type Cast, codeOf, given, viewOf } from './suggestion.given.ts'
import { type Stage, stage } from './suggestion-stage.given.ts'

let site: TestSite
let cast: Cast
let on: Stage
let office: Client

// a congress in session that has no 大会秘书处 yet
beforeAll(async () => {
  site = await testApp()
  cast = await given.cast(site.app)
  on = stage(site, cast)
  office = site.as(cast.office)
  await runSql(
    site.db,
    `insert into congress_session (id, term_id, number, opens_on, closes_on) values ($1, $2, 9, '2026-03-02', '2026-03-06')`,
    [site.app.ids.uuid(), cast.congress.termId],
  )
})
const close = () => runSql(site.db, `update organ set ends_on = '2026-03-04' where kind = $1`, ['secretariat'])
afterEach(close)

/** Entered into the system now, with its first officer. */
const secretariat = async () => {
  const organ = await given.organ(site.app, { congress: cast.congress, kind: 'secretariat' })
  return given.post(site.app, 'secretariat', { congress: cast.congress, organ })
}

const todoOf = async (as: Client, id: string) =>
  Object.values((await (await as.get('/api/todo')).json()) as TodoView)
    .flat()
    .filter(({ caseId }) => caseId === id)
    .map(({ todo }) => todo)

const register = (as: Client, { id, version }: Pick<SuggestionView, 'id' | 'version'>) =>
  as.post(`/api/suggestions/${id}/registration`, { version })

test('H16 a secretariat that is entered in the middle of the session takes in what came before; until then the office does', async () => {
  const [one, other] = [await on.submitted(), await on.submitted()]
  expect(await todoOf(office, one.id)).toEqual(['register'])
  const secretary = site.as(await secretariat())
  // the next beat brings it to the new organ; nobody has to wait for that
  expect((await secretary.get(`/api/suggestions/${one.id}`)).status).toBe(404)
  expect((await on.open(office, one.id)).allowed).toContain('register')
  expect((await viewOf(await register(office, one))).state).toBe('reviewing')
  await site.beat()
  expect([await todoOf(office, other.id), await todoOf(secretary, other.id)]).toEqual([[], ['register']])
  const { version } = await on.open(secretary, other.id)
  expect(await codeOf(await register(office, { id: other.id, version }))).toBe('403 suggestion.secretariat_takes_in')
  expect((await viewOf(await register(secretary, { id: other.id, version }))).state).toBe('reviewing')
})

test('another secretariat in place of the first one takes over what waited for it, and the office when there is none', async () => {
  const first = site.as(await secretariat())
  const { id } = await on.submitted()
  expect(await todoOf(first, id)).toEqual(['register'])
  await close()
  const second = site.as(await secretariat())
  await site.beat()
  expect([await todoOf(first, id), await todoOf(second, id)]).toEqual([[], ['register']])
  expect((await first.get(`/api/suggestions/${id}`)).status).toBe(404)
  await close()
  await site.beat()
  expect([await todoOf(second, id), await todoOf(office, id)]).toEqual([[], ['register']])
  expect((await viewOf(await register(office, await on.open(office, id)))).state).toBe('reviewing')
})

test('beside last year’s secretariat, in which nobody is in post any more, it comes to this year’s', async () => {
  const former = await secretariat()
  await runSql(site.db, `update organ set code = '0' where id = $1`, [former.organ.id])
  const submitted = await on.submitted()
  await runSql(site.db, `update post set ends_on = '2026-03-04' where id = $1`, [former.postId])
  const present = site.as(await secretariat())
  await site.beat()
  const confidential = await on.submitted({ confidential: true })
  for (const { id } of [submitted, await on.submitted(), confidential]) {
    expect([await todoOf(office, id), await todoOf(present, id)]).toEqual([[], ['register']])
    const { version } = await on.open(present, id)
    expect(await codeOf(await register(office, { id, version }))).toBe('403 suggestion.secretariat_takes_in')
    expect((await viewOf(await register(present, { id, version }))).state).toBe('reviewing')
  }
})

test('a confidential suggestion is taken in by those who were named on the day it came, whoever enters office later', async () => {
  const before = await on.submitted({ confidential: true })
  const officer = await secretariat()
  const secretary = site.as(officer)
  await site.beat()
  expect((await secretary.get(`/api/suggestions/${before.id}`)).status).toBe(404)
  expect([await todoOf(office, before.id), await todoOf(secretary, before.id)]).toEqual([['register'], []])
  expect((await viewOf(await register(office, await on.open(office, before.id)))).state).toBe('reviewing')
  // and when the only one of the secretariat who reads it leaves, it is the office's
  const named = await on.submitted({ confidential: true })
  expect([await todoOf(office, named.id), await todoOf(secretary, named.id)]).toEqual([[], ['register']])
  await given.post(site.app, 'secretariat', { congress: cast.congress, organ: officer.organ })
  await runSql(site.db, `update post set ends_on = '2026-03-04' where id = $1`, [officer.postId])
  await site.beat()
  expect(await todoOf(office, named.id)).toEqual(['register'])
  expect((await viewOf(await register(office, await on.open(office, named.id)))).state).toBe('reviewing')
})
