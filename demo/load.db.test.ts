import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { divisionsOf } from '#modules/organisation/index.ts'
import { takeInRows, verifyRecord } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { StoryState } from './content/content.types.ts'
import { contentHash, emptyProgram } from './demo.given.ts'
import { demoSeed, firstOf, makeDistrict } from './district.ts'
import type { DemoStory, District } from './district.types.ts'
import { districtCode } from './generator/areas.ts'
import { demoLogins, loadDemo } from './load.ts'

const today = '2026-11-22'

/** The state of the case in which a story stands; what is finer than that, its assignments say. */
const stateOf: Readonly<Record<StoryState, string>> = {
  draft: 'draft',
  cosigning: 'cosigning',
  submitted: 'submitted',
  returned_for_revision: 'returned_for_revision',
  converted_to_letter: 'converted_to_letter',
  merged: 'merged',
  withdrawn: 'withdrawn',
  accepted: 'accepted',
  assigned: 'assigned',
  return_requested: 'handling',
  handling: 'handling',
  overdue: 'handling',
  extension_requested: 'handling',
  extended: 'handling',
  paused: 'handling',
  split: 'split',
  reopened: 'rehandling',
  reply_drafting: 'handling',
  signed_off: 'handling',
  awaiting_evaluation: 'awaiting_evaluation',
  evaluation_expired: 'closed',
  closed: 'closed',
  tracking: 'tracking',
  promise_kept: 'closed',
  promise_overdue: 'oversight',
  rehandling: 'rehandling',
  re_replied: 'awaiting_evaluation',
  joint_review: 'joint_review',
  closed_with_dissent: 'closed_with_dissent',
}

/** Those told one by one, and as many of the others as a test has time for. */
const storiesMax = 110

let app: App
let district: District
let stories: readonly DemoStory[]

const countOf = async (what: ReturnType<typeof sql<{ count: number }>>): Promise<number> =>
  Number((await what.execute(app.db)).rows[0]?.count)

describe('a loaded demo district', () => {
  beforeAll(async () => {
    app = await emptyProgram(today)
    district = firstOf(makeDistrict(demoSeed, today, await divisionsOf(districtCode)), storiesMax)
    stories = district.stories
    await loadDemo(app, { storiesMax })
  }, 600_000)

  test('has 1,500 deputies, 120 of them with several mandates, and 60 units', async () => {
    const deputies = sql<{ count: number }>`select count(distinct person_id) as count from mandate`
    expect(await countOf(deputies)).toBe(1500)
    const manifold = sql<{ count: number }>`
      select count(*) as count from (select from mandate group by person_id having count(*) > 1) as several`
    expect(await countOf(manifold)).toBe(120)
    const units = sql<{ count: number }>`select count(*) as count from organ where kind = 'unit' and ends_on is null`
    expect(await countOf(units)).toBe(60)
  })

  test('every story stands in the state that it is told to stand in', async () => {
    const rows = await app.db.selectFrom('suggestion').select(['title', 'status']).execute()
    const found = new Map(rows.map(({ title, status }) => [title, status]))
    const wanted = stories.map(({ key, title, state }) => [key, found.get(title), stateOf[state]])
    expect(wanted.filter(([, status, state]) => status !== state)).toEqual([])
  })

  test('every motion stands in the state that it is told to stand in, one of them as a suggestion', async () => {
    const rows = await app.db.selectFrom('motion').select(['title', 'status', 'suggestion_id']).execute()
    const found = new Map(rows.map(({ title, status }) => [title, status]))
    const wanted = district.motions.map(({ key, title, end }) => [key, found.get(title), end.state])
    expect(wanted.filter(([, status, state]) => status !== state)).toEqual([])
    expect(rows.filter(({ suggestion_id }) => suggestion_id !== null).length).toBeGreaterThan(0)
  })

  test('topics have led to suggestions, leaders oversee some, and what came at a session was handed over together', async () => {
    const linked = sql<{ count: number }>`select count(*) as count from topic_claim_suggestion`
    expect(await countOf(linked)).toBeGreaterThan(20)
    const overseen = sql<{ count: number }>`select count(*) as count from key_oversight_case`
    expect(await countOf(overseen)).toBeGreaterThan(8)
    const handed = sql<{ count: number }>`
      select count(*) as count from handover_case where status <> 'handed_over' and meeting_id in
        (select id from handover_meeting where status = 'held')`
    expect(await countOf(handed)).toBe(0)
    const signed = sql<{ count: number }>`select count(*) as count from handover_signature`
    expect(await countOf(signed)).toBeGreaterThan(10)
  })

  test('official numbers of a congress and a year have no gap', async () => {
    const rows = await app.db
      .selectFrom('suggestion')
      .select(['congress_id', 'number'])
      .where('number', 'is not', null)
      .execute()
    for (const own of Map.groupBy(
      rows,
      ({ congress_id, number }) => `${congress_id} ${number?.replace(/\d+号?$/u, '')}`,
    ).values()) {
      const numbers = own.map(({ number }) => Number(/(\d+)号?$/u.exec(number ?? '')?.[1])).toSorted((a, b) => a - b)
      expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    }
  })

  test('nobody has answered late but where the story says so', async () => {
    const late = await sql<{ title: string }>`
      select distinct title from event join suggestion on suggestion.id = event.case_id
      where event.type = 'clock.overdue' and event.data ->> 'ruleId' in ('suggestion.answer', 'suggestion.answerAgain',
        'suggestion.return', 'suggestion.intake')`.execute(app.db)
    const told = stories.filter(({ state }) => state === 'overdue').map(({ title }) => title)
    const overdue = await sql<{ title: string }>`
      select distinct title from event join suggestion on suggestion.id = event.case_id
      where event.type = 'clock.overdue' and event.data ->> 'ruleId' = 'suggestion.answer'`.execute(app.db)
    expect(overdue.rows.map(({ title }) => title).toSorted()).toEqual(told.toSorted())
    expect(late.rows.length).toBeGreaterThanOrEqual(told.length)
  })

  test('some suggestions can be read by the public', async () => {
    const pages = await app.db.selectFrom('published_page').select('id').execute()
    expect(pages.length).toBeGreaterThan(15)
  })

  test('who is printed to sign in has an account', async () => {
    const names = demoLogins.map(({ accountName }) => accountName)
    const rows = await app.db.selectFrom('account').select('name').where('name', 'in', names).execute()
    expect(rows).toHaveLength(names.length)
  })

  test('loading again changes nothing', async () => {
    const before = await contentHash(app.db)
    await loadDemo(app)
    expect(await contentHash(app.db)).toBe(before)
  }, 60_000)

  test('its posts, accounts and passwords are in the record, which is right, and another start takes in nothing', async () => {
    const taken = () =>
      countOf(sql`select count(*)::int as count from event
        where type = 'record.row_taken_in' and subject_kind = 'account_proof'`)
    const passwords = await countOf(sql`select count(*)::int as count from account where password_hash is not null`)
    expect(passwords).toBeGreaterThan(1_000)
    expect(await taken()).toBe(passwords)
    await takeInRows(app)
    expect(await taken()).toBe(passwords)
    expect((await verifyRecord(app)).faults).toEqual([])
  }, 120_000)
})

test('the same seed gives the same district in another database, to the last row', async () => {
  const [one, other] = [await emptyProgram(today), await emptyProgram(today)]
  await loadDemo(one, { storiesMax: 8 })
  await loadDemo(other, { storiesMax: 8 })
  expect(await contentHash(other.db)).toBe(await contentHash(one.db))
}, 200_000)
