import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { GivenOrgan } from '#modules/organisation/organisation.given.ts'
import { type Cast, given } from '#modules/suggestion/suggestion.given.ts'
import { runSql } from '#tests/support/statements.ts'
import { type TestSite, testApp, testMorning } from '#tests/support/test-app.ts'
import type { FigureGroups, FiguresView } from './stats.contract.ts'
import { type GivenPart, givenCase } from './stats.given.ts'
import type { FigureCode } from './stats.ts'

let site: TestSite
let cast: Cast
let unit: GivenOrgan

beforeAll(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
  unit = cast.leadUnit
})
beforeEach(async () => {
  site.clock.set(testMorning)
  await runSql(site.db, 'truncate suggestion cascade')
})

const read = async (query = ''): Promise<FiguresView> =>
  (await (await site.as(cast.office).get(`/api/figures?${query}`)).json()) as FiguresView

/** `3/4` for a rate, `3` for a count. */
async function figure(code: FigureCode, query = ''): Promise<string> {
  const { figures } = await read(query)
  const found = figures.find((one) => one.code === code)
  if (!found) throw new Error(`no figure ${code}`)
  return found.denominator === null ? `${found.numerator}` : `${found.numerator}/${found.denominator}`
}

const tell = (part: Partial<GivenPart>, told: Parameters<typeof givenCase>[2] = {}) =>
  givenCase(site, cast.lead, { accepted: '2026-01-12', ...told, parts: [{ unitId: unit.id, ...part }] })
const answeredOn = (at: string, change: Partial<GivenPart> = {}) =>
  tell({ replies: [{ at }], status: 'replied', ...change })

describe('an empty year', () => {
  test('has counts of 0 and rates of “—”, and no suggestions for each deputy', async () => {
    const { figures } = await read()
    const deputies = figures.find(({ code }) => code === 'topic_deputy_rate')
    expect(deputies).toMatchObject({ value: 0, numerator: 0 })
    expect(figures.filter((one) => one.kind === 'rate' && one !== deputies).every(({ value }) => value === null)).toBe(
      true,
    )
    expect(figures.filter(({ kind }) => kind === 'count').every(({ value }) => value === 0)).toBe(true)
    expect(figures.find(({ code }) => code === 'accepted_each')).toMatchObject({ value: 0, denominator: 3 })
    expect(figures.find(({ code }) => code === 'resolved_satisfied_score')?.value).toBeNull()
  })
})

describe('deadlines', () => {
  test('the one of 28 February ends with the first instant of March, and is February’s', async () => {
    await answeredOn('2026-02-28T23:59:59+08:00', { dueBefore: '2026-03-01T00:00:00+08:00' })
    await answeredOn('2026-03-01T00:00:00+08:00', { dueBefore: '2026-03-01T00:00:00+08:00' })
    expect(await figure('answered_in_time_rate', 'from=2026-02-01&to=2026-02-28')).toBe('1/2')
    expect(await figure('answered_in_time_rate', 'from=2026-03-01&to=2026-03-04')).toBe('0/0')
  })

  test('what is not due yet is in no denominator, though it was answered', async () => {
    await answeredOn('2026-02-10', { dueBefore: '2026-03-05T00:00:00+08:00' })
    expect(await figure('answered_in_time_rate')).toBe('0/0')
    site.clock.set(new Date('2026-03-05T00:00:00+08:00'))
    expect(await figure('answered_in_time_rate')).toBe('1/1')
  })

  test('an extension counts, a clock that stands still is not due', async () => {
    await answeredOn('2026-03-02', { dueBefore: '2026-03-04T00:00:00+08:00', extended: true })
    await tell({ dueBefore: '2026-03-01T00:00:00+08:00', paused: true })
    expect(await figure('answered_in_time_rate')).toBe('1/1')
    expect(await figure('extended_rate')).toBe('1/2')
  })

  test('a case is as late as the last of its units', async () => {
    const before = '2026-02-20T00:00:00+08:00'
    const parts = [
      { unitId: unit.id, part: 'separate' as const, dueBefore: before, replies: [{ at: '2026-02-19' }] },
      { unitId: cast.coUnit.id, part: 'separate' as const, dueBefore: before, replies: [{ at: '2026-02-20' }] },
    ]
    await givenCase(site, cast.lead, { parts })
    expect(await figure('answered_in_time_rate')).toBe('0/1')
    expect(await figure('answered_in_time_rate', `unit=${unit.id}`)).toBe('1/1')
  })

  test('signing for it in the last second is in time; one that was returned before it was signed for is not late', async () => {
    const signBefore = '2026-01-28T00:00:00+08:00'
    await tell({ signBefore, signed: '2026-01-27T23:59:59+08:00' })
    await tell({ signBefore, signed: '2026-01-28T00:00:00+08:00' })
    await tell({ signBefore })
    await tell({ signBefore, returned: true })
    expect(await figure('signed_in_time_rate')).toBe('2/4')
  })
})

describe('what counts as answered', () => {
  test('withdrawn and merged cases are out; co-handlers do not answer', async () => {
    await answeredOn('2026-02-10')
    await tell({ status: 'cancelled' }, { status: 'withdrawn', closed: '2026-02-01' })
    await givenCase(site, cast.lead, { status: 'merged', closed: '2026-02-01' })
    await givenCase(site, cast.lead, {
      parts: [
        { unitId: unit.id, replies: [{ at: '2026-02-10' }], status: 'replied' },
        { unitId: cast.coUnit.id, part: 'co', status: 'handling' },
      ],
    })
    expect(await figure('answered_rate')).toBe('2/2')
    expect(await figure('answered_rate', `unit=${cast.coUnit.id}`)).toBe('0/0')
    expect(await figure('handed_over', `unit=${cast.coUnit.id}`)).toBe('1')
    expect(await figure('merged_rate')).toBe('1/3')
    expect(await figure('submitted')).toBe('4')
  })

  test('a case that another unit took over is one case, reassigned, and answered when the second answers', async () => {
    await givenCase(site, cast.lead, {
      parts: [
        { unitId: unit.id, status: 'reassigned', returned: true },
        { unitId: cast.coUnit.id, status: 'replied', handed: '2026-01-25', replies: [{ at: '2026-02-10' }] },
      ],
    })
    expect(await figure('answered_rate')).toBe('1/1')
    expect(await figure('returned_rate')).toBe('1/1')
    expect(await figure('reassigned_rate')).toBe('1/1')
    expect(await figure('returned_twice')).toBe('0')
    expect(await figure('answered_rate', `unit=${unit.id}`)).toBe('0/0')
    expect(await figure('returned_rate', `unit=${unit.id}`)).toBe('1/1')
  })

  test('talked over is a meeting or a video call before the answer that the deputy confirmed; a call is contact', async () => {
    const met = (means: 'meeting' | 'video' | 'phone', on: string, confirmed = true) =>
      answeredOn('2026-02-10', { met: [{ means, on, confirmed }] })
    await met('meeting', '2026-02-09')
    await met('video', '2026-02-10')
    await met('meeting', '2026-02-11')
    await met('meeting', '2026-02-01', false)
    await met('phone', '2026-02-01')
    await answeredOn('2026-02-10')
    expect(await figure('consulted_rate')).toBe('2/6')
    expect(await figure('contacted_rate')).toBe('4/6')
  })

  test('answered in person is a meeting with or after the answer that the deputy confirmed, or by the head under key oversight', async () => {
    const met = (means: 'meeting' | 'video', on: string, confirmed = true) =>
      answeredOn('2026-02-10', { met: [{ means, on, confirmed }] })
    await met('meeting', '2026-02-10')
    await met('meeting', '2026-02-12')
    await met('meeting', '2026-02-09')
    await met('video', '2026-02-12')
    await met('meeting', '2026-02-12', false)
    expect(await figure('face_replied_rate')).toBe('2/5')
    const overseen = await answeredOn('2026-02-10')
    await runSql(
      site.db,
      `with o as (insert into key_oversight (id, congress_id, organ_id, year, title, status, created_at, changed_at)
          select gen_random_uuid(), congress_id, $2, 2026, '老年助餐', 'proposed', $3, $3 from suggestion where id = $1
          returning id)
        insert into key_oversight_case (oversight_id, suggestion_id, added_at, face_replied_on, face_reply_head)
        select id, $1, $3, '2026-02-20', '局长' from o`,
      [overseen, cast.office.organ.id, site.app.clock.now()],
    )
    expect(await figure('face_replied_rate')).toBe('3/6')
  })

  test('closed is what was evaluated and filed, not what was answered', async () => {
    await tell({ status: 'done' }, { status: 'closed', closed: '2026-03-01' })
    await answeredOn('2026-02-10')
    expect(await figure('closed_rate')).toBe('1/2')
    expect(await figure('closed')).toBe('1')
  })
})

describe('evaluations', () => {
  const judged = (...results: ('satisfied' | 'basically_satisfied' | 'dissatisfied')[]) =>
    answeredOn('2026-02-01', {
      evaluations: results.map((result, index) => ({ at: `2026-02-${10 + index}`, result })),
    })

  test('the last one counts, the first is listed apart, what was not evaluated is in no denominator', async () => {
    await judged('satisfied')
    await judged('basically_satisfied')
    await judged('dissatisfied', 'satisfied')
    await judged('dissatisfied', 'dissatisfied')
    await answeredOn('2026-02-01', { evaluations: [{ status: 'expired' }] })
    await answeredOn('2026-02-01', { evaluations: [{ status: 'open' }] })
    expect(await figure('satisfied_rate')).toBe('2/4')
    expect(await figure('satisfied_or_basically_rate')).toBe('3/4')
    expect(await figure('satisfied_at_first_rate')).toBe('1/4')
    expect(await figure('turned_rate')).toBe('1/2')
  })

  test('a judgement stays counted when the case is withdrawn after it, for the case and for its unit', async () => {
    await judged('satisfied')
    const wanting = {
      replies: [{ at: '2026-02-01' }],
      evaluations: [{ at: '2026-02-10', result: 'dissatisfied' }],
    } as const
    const gone = { status: 'withdrawn', closed: '2026-02-20' } as const
    await tell(
      { status: 'cancelled', ...wanting, replies: [...wanting.replies], evaluations: [...wanting.evaluations] },
      gone,
    )
    await tell({ status: 'cancelled' }, gone)
    for (const of of ['', `unit=${unit.id}`]) {
      expect(await figure('satisfied_rate', of)).toBe('1/2')
      expect(await figure('satisfied_at_first_rate', of)).toBe('1/2')
      expect(await figure('turned_rate', of)).toBe('0/1')
      expect(await figure('answered_rate', of)).toBe('1/1')
    }
  })

  test('a judgement stays with the unit that was judged when another takes its part over, and for the case until that one is judged', async () => {
    const part = (unitId: string, change: Partial<GivenPart>): GivenPart => ({
      unitId,
      handed: '2026-01-20',
      ...change,
    })
    const wanting: Partial<GivenPart> = {
      status: 'reassigned',
      replies: [{ at: '2026-02-01', class: 'B' }],
      promises: [{ dueOn: '2026-02-20', status: 'overdue' }],
      evaluations: [{ at: '2026-02-10', result: 'dissatisfied' }],
    }
    const given = (after: Partial<GivenPart>) =>
      givenCase(site, cast.lead, { parts: [part(unit.id, wanting), part(cast.coUnit.id, after)] })
    await given({})
    expect(await figure('satisfied_rate')).toBe('0/1')
    await given({
      replies: [{ at: '2026-02-20' }],
      evaluations: [{ at: '2026-02-25', result: 'satisfied' }],
    })
    expect(await figure('satisfied_rate', `unit=${unit.id}`)).toBe('0/2')
    expect(await figure('promise_kept_rate', `unit=${unit.id}`)).toBe('0/2')
    expect(await figure('satisfied_rate', `unit=${cast.coUnit.id}`)).toBe('1/1')
    expect(await figure('answered_rate', `unit=${unit.id}`)).toBe('0/0')
    expect(await figure('satisfied_rate')).toBe('1/2')
    expect(await figure('satisfied_at_first_rate')).toBe('0/2')
    expect(await figure('turned_rate')).toBe('1/2')
  })

  test('of two units the worse one speaks for the case', async () => {
    const part = (unitId: string, result: 'satisfied' | 'dissatisfied') => ({
      unitId,
      part: 'separate' as const,
      replies: [{ at: '2026-02-01' }],
      evaluations: [{ at: '2026-02-10', result }],
    })
    await givenCase(site, cast.lead, { parts: [part(unit.id, 'satisfied'), part(cast.coUnit.id, 'dissatisfied')] })
    expect(await figure('satisfied_rate')).toBe('0/1')
    expect(await figure('satisfied_rate', `unit=${unit.id}`)).toBe('1/1')
  })
})

describe('carried out', () => {
  const satisfied = [{ at: '2026-02-10', result: 'satisfied' as const }]

  test('class A when the deputy accepts it, B and C when every promise was kept and confirmed, never by the unit’s own word', async () => {
    const reply = (kind: 'A' | 'B' | 'C' | 'D') => [{ at: '2026-02-01', class: kind }]
    await tell({ replies: reply('A'), evaluations: satisfied })
    await tell({ replies: reply('A') })
    await tell({ replies: reply('B'), promises: [{ dueOn: '2026-02-20', status: 'confirmed', keptAt: '2026-02-19' }] })
    await tell({ replies: reply('C'), promises: [{ dueOn: '2026-02-20', status: 'fulfilled', keptAt: '2026-02-19' }] })
    await tell({ replies: reply('D'), evaluations: satisfied })
    expect(await figure('resolved_rate')).toBe('2/5')
    const score = (await read()).figures.find(({ code }) => code === 'resolved_satisfied_score')
    expect(score?.value).toBeCloseTo(0.4 * 60 + 1 * 40)
  })

  test('of the year and of the whole term apart', async () => {
    await tell({ handed: '2024-02-01', replies: [{ at: '2024-03-01' }], evaluations: satisfied })
    await tell({ replies: [{ at: '2026-02-01' }] })
    expect(await figure('resolved_rate')).toBe('0/1')
    expect(await figure('resolved_term_rate')).toBe('1/2')
    expect(await figure('resolved_term_rate', 'from=2025-01-01&to=2025-12-31')).toBe('1/1')
  })

  test('a promise was made for its first day: kept in time, put off and kept, kept late, not kept, not due', async () => {
    const promises = [
      { dueOn: '2026-02-20', status: 'confirmed', keptAt: '2026-02-20T23:00:00+08:00' },
      { dueOn: '2026-02-28', firstDueOn: '2026-02-20', status: 'confirmed', keptAt: '2026-02-27' },
      { dueOn: '2026-02-20', status: 'confirmed', keptAt: '2026-02-21T00:30:00+08:00' },
      { dueOn: '2026-02-20', status: 'fulfilled', keptAt: '2026-02-19' },
      { dueOn: '2026-03-03', status: 'unfulfillable' },
      { dueOn: '2026-03-04', status: 'confirmed', keptAt: '2026-02-19' },
    ]
    await tell({ replies: [{ at: '2026-02-01', class: 'B' }], promises })
    expect(await figure('promise_in_time_rate')).toBe('1/5')
    expect(await figure('promise_kept_rate')).toBe('3/5')
    expect(await figure('promise_kept_rate', `unit=${unit.id}`)).toBe('3/5')
  })
})

describe('groups and comparisons', () => {
  test('units by their parts, promised and kept side by side', async () => {
    await answeredOn('2026-02-10', { evaluations: [{ at: '2026-02-12', result: 'satisfied' }] })
    await givenCase(site, cast.lead, { parts: [{ unitId: cast.coUnit.id }] })
    const { items } = (await (await site.as(cast.office).get('/api/figures/by/unit')).json()) as FigureGroups
    const line = (name: string) => items.find((one) => one.name === name)?.figures
    expect(line(unit.name)?.answered_rate).toEqual({ value: 1, numerator: 1, denominator: 1 })
    expect(line(unit.name)?.satisfied_rate?.value).toBe(1)
    expect(line(cast.coUnit.name)?.answered_rate).toEqual({ value: 0, numerator: 0, denominator: 1 })
    expect(line(cast.coUnit.name)?.satisfied_rate?.value).toBeNull()
  })

  test('categories and delegations add up to the whole', async () => {
    await tell({}, { category: 'education' })
    await tell({}, { category: 'health' })
    for (const by of ['category', 'delegation']) {
      const { items } = (await (await site.as(cast.office).get(`/api/figures/by/${by}`)).json()) as FigureGroups
      expect(items.reduce((sum, { figures }) => sum + (figures.submitted?.numerator ?? 0), 0)).toBe(2)
    }
    expect(await figure('submitted', 'category=health')).toBe('1')
    expect(await figure('submitted', 'intake=session')).toBe('0')
    expect(await figure('submitted', 'intake=recess')).toBe('2')
  })

  test('quarters and years of a period stand one after the other, and each opens the promises it counts', async () => {
    const promises = [
      { dueOn: '2025-08-31', status: 'confirmed', keptAt: '2025-08-30' },
      { dueOn: '2025-09-30', status: 'open' },
      { dueOn: '2026-02-20', status: 'confirmed', keptAt: '2026-02-20' },
    ]
    await tell({ replies: [{ at: '2025-08-01', class: 'B' }], promises })
    const by = async (stretch: string) => {
      const path = `/api/figures/by/${stretch}?from=2025-08-01&to=2026-12-31`
      const { items } = (await (await site.as(cast.office).get(path)).json()) as FigureGroups
      return items.map(({ name, days, figures }) => [name, days?.from, days?.to, figures.promise_kept_rate?.value])
    }
    expect(await by('quarter')).toEqual([
      ['2026 年第 1 季度', '2026-01-01', '2026-03-04', 1],
      ['2025 年第 4 季度', '2025-10-01', '2025-12-31', null],
      ['2025 年第 3 季度', '2025-08-01', '2025-09-30', 0.5],
    ])
    expect(await by('year')).toEqual([
      ['2026 年', '2026-01-01', '2026-03-04', 1],
      ['2025 年', '2025-08-01', '2025-12-31', 0.5],
    ])
    expect(await figure('promise_kept_rate', 'from=2025-08-01&to=2025-09-30')).toBe('1/2')
  })

  test('a committee’s figures are of what lies in its field; the filter tells nothing of a confidential case', async () => {
    const committee = await given.organ(site.app, { congress: cast.congress, kind: 'committee' })
    const ids = [await tell({}), await tell({}, { confidential: true })]
    await tell({})
    for (const id of ids) {
      await runSql(
        site.db,
        `insert into party (holder_id, case_id, role, case_kind, state, changed_at)
          values ($1, $2, 'committee', 'suggestion', 'handling', '2026-01-12')`,
        [committee.id, id],
      )
    }
    expect(await figure('submitted')).toBe('3')
    expect(await figure('submitted', `committee=${committee.id}`)).toBe('1')
    const elsewhere = await site.as(cast.office).get(`/api/figures?committee=${cast.leadUnit.id}`)
    expect(elsewhere.status).toBe(404)
  })

  test('last year’s same days are compared, and each month has its value', async () => {
    await tell({}, { submitted: '2026-01-10' })
    await tell({}, { submitted: '2025-02-10' })
    await tell({}, { submitted: '2025-02-11' })
    await tell({}, { submitted: '2025-06-10' })
    const { figures, period } = await read()
    const submitted = figures.find(({ code }) => code === 'submitted')
    expect(submitted).toMatchObject({ value: 1, lastYear: 2, previous: 2, intake: { session: 0, recess: 1 } })
    expect(period.lastYear).toEqual({ from: '2025-01-01', to: '2025-03-04' })
    expect(submitted?.months).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0])
  })
})
