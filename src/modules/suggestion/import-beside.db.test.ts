import { beforeEach, expect, test, vi } from 'vitest'
import { runSql } from '#tests/support/statements.ts'
import { type TestSite, testApp } from '#tests/support/test-app.ts'
import { listing } from './import.given.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { type Cast, given, viewOf } from './suggestion.given.ts'
import { finalAnswer, type Stage, stage } from './suggestion-stage.given.ts'

let site: TestSite
let cast: Cast
let on: Stage
let list: Awaited<ReturnType<typeof listing>>

beforeEach(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
  on = stage(site, cast)
  list = await listing(site, cast)
})

/** A row of 并案 into a case of here. */
const into = (main: Pick<SuggestionView, 'number'>, number: string) =>
  list.rowOf({ 编号: number, 标题: `关于第${number}号的建议`, 状态: '并案', 并入编号: main.number ?? '' })

/** Holds what a statement locks until it is let go. */
async function holding(statement: string, params: unknown[] = []) {
  const [isHeld, mayGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const gone = site.db.transaction().execute(async (trx) => {
    await runSql(trx, statement, params)
    isHeld.resolve()
    await mayGo.promise
  })
  await isHeld.promise
  return () => {
    mayGo.resolve()
    return gone
  }
}
const waiting = (count: number) =>
  vi.waitFor(async () => {
    const asked = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    expect((await runSql(site.db, asked, [])).length).toBe(count)
  }, 20_000)

test('answered while a list is being written, a main case takes in none of its suggestions: the list is looked at again', async () => {
  const main = await on.signedOff(await on.assigned(), finalAnswer)
  const view = await list.preview([into(main, '2026-52')])
  const letGo = await holding('lock table number_counter in exclusive mode')
  const applying = list.apply(view)
  await waiting(1)
  const clerk = site.as(cast.clerk)
  const sent = await on.step(clerk, await on.open(clerk, main.id), cast.leadUnit.id, 'sending')
  expect(sent.state).toBe('awaiting_evaluation')
  await letGo()
  const again = await applying
  expect(again.status).not.toBe('applied')
  expect(await list.reasonsOf(again)).toEqual([['reference_answered']])
  expect((await on.open(site.as(cast.office), main.id)).followers).toEqual([])
})

test('a merging is undone while a list is written into the cases of the same line: both come to their end', async () => {
  const office = site.as(cast.office)
  const [own, lower, upper] = [await on.registered(), await on.registered(), await on.registered()]
  const merge = async ({ id }: SuggestionView, mergeIntoId: string) => {
    const { version } = await on.open(office, id)
    const decision = { version, decision: 'merge', reason: '同一事项。', mergeIntoId }
    return viewOf(await office.post(`/api/suggestions/${id}/review`, decision))
  }
  const { version } = await merge(own, lower.id)
  await merge(lower, upper.id)
  const view = await list.preview([into(upper, '2026-61'), into(lower, '2026-62')])
  const letGo = await holding('select from suggestion where id = $1 for update', [lower.id])
  const undoing = office.post(`/api/suggestions/${own.id}/unmerging`, { version, reason: '单独办理。' })
  await waiting(1)
  const applying = list.apply(view)
  await waiting(2)
  await letGo()
  expect((await viewOf(await undoing)).state).toBe('reviewing')
  expect((await applying).status).toBe('applied')
  const joined = (await on.open(office, upper.id)).timeline.filter(({ data }) => data.importId)
  expect(joined.map(({ type }) => type)).toEqual(['suggestion.joined_by'])
})
