import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#kernel/actor.ts'
import { type Cast, codeOf, draftOf, given } from '#modules/suggestion/suggestion.given.ts'
import { given as topicGiven, topicIn, topicOf } from '#modules/topic/topic.given.ts'
import { inline, runSql, statementsOf } from '#tests/support/statements.ts'
import { type TestSite, testApp } from '#tests/support/test-app.ts'
import type { FigureGroups, FigureRow, FiguresView } from './stats.contract.ts'
import { type GivenPart, givenCase } from './stats.given.ts'
import type { RowPart } from './stats.ts'
import { caseArbitrary } from './stats-district.given.ts'

let site: TestSite
let cast: Cast

beforeAll(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
})
beforeEach(async () => {
  await runSql(site.db, 'truncate suggestion cascade')
})

type Rows = { items: FigureRow[]; next: string | null; total: { value: number; exact: boolean } }
type Who = Pick<Actor, 'accountId' | 'acting'>

async function read<Body>(who: Who, path: string): Promise<Body> {
  const reply = await site.as(who).get(`/api/figures${path}`)
  if (!reply.ok) throw new Error(`${path}: ${await reply.text()}`)
  return (await reply.json()) as Body
}
const refusal = async (who: Who, path: string) => codeOf(await site.as(who).get(`/api/figures${path}`))

async function allRows(who: Who, path: string, limit: number): Promise<FigureRow[]> {
  const rows: FigureRow[] = []
  let cursor = ''
  do {
    const page: Rows = await read(who, `${path}&limit=${limit}&cursor=${cursor}`)
    expect(page.total.exact).toBe(true)
    rows.push(...page.items)
    cursor = page.next ?? ''
    if (cursor === '') expect(rows).toHaveLength(page.total.value)
  } while (cursor !== '')
  return rows
}

const partOf = (part: RowPart, numerator: number | null, denominator: number | null) =>
  part === 'rest' ? (denominator ?? 0) - (numerator ?? 0) : part === 'numerator' ? numerator : denominator

/** What a figure says of a month among others is what it says when only that month is asked for. */
async function expectMonthsAsAlone(who: Who, figures: FiguresView['figures']): Promise<void> {
  const sinceJanuary = figures.map(({ code, months }) => [code, months.slice(-3)])
  const alone = ['from=2026-01-01&to=2026-01-31', 'from=2026-02-01&to=2026-02-28', 'from=2026-03-01&to=2026-03-31']
  const each: FiguresView[] = []
  for (const month of alone) each.push(await read<FiguresView>(who, `?${month}`))
  const valueIn = (code: string, view: FiguresView) => view.figures.find((one) => one.code === code)?.value
  expect(sinceJanuary).toEqual(figures.map(({ code }) => [code, each.map((view) => valueIn(code, view))]))
}

describe('every figure is the number of its rows', () => {
  test('in any small district, for the office, the government office, a unit’s head and a deputy', {
    timeout: 240_000,
  }, async () => {
    const districts = fc.array(caseArbitrary([cast.leadUnit.id, cast.coUnit.id]), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(districts, async (cases) => {
        await runSql(site.db, 'truncate suggestion cascade')
        for (const one of cases) {
          const answered = one.parts?.map((part) =>
            part.replies ? { ...part, promises: [{ dueOn: '2026-02-10', status: 'confirmed' }] } : part,
          )
          await givenCase(site, cast.lead, answered ? { ...one, parts: answered } : one)
        }
        for (const who of [cast.office, cast.government, cast.head, cast.first]) {
          const { figures } = await read<FiguresView>(who, '?from=2026-01-05')
          await expectMonthsAsAlone(who, figures)
          for (const { code, opens, numerator, denominator } of figures) {
            for (const part of opens) {
              // small pages where there are most rows
              const rows = await allRows(
                who,
                `/${code}/rows?from=2026-01-05&part=${part}`,
                code === 'handed_over' ? 3 : 100,
              )
              expect([code, part, rows.length]).toEqual([code, part, partOf(part, numerator, denominator)])
              expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
            }
          }
        }
      }),
      { numRuns: 2 },
    )
  })
})

describe('who sees what', () => {
  const plain = { parts: [] as GivenPart[] }
  const numerator = async (who: Who, code: string, query = '') =>
    (await read<FiguresView>(who, `?${query}`)).figures.find((one) => one.code === code)?.numerator

  test('the county next door counts nothing of ours and can’t ask about us', async () => {
    await givenCase(site, cast.lead, plain)
    const elsewhere = await given.congress(site.app, { areaCode: '320411' })
    const stranger = await given.post(site.app, 'deputy_office', { congress: elsewhere })
    expect(await numerator(stranger, 'submitted')).toBe(0)
    expect(await refusal(stranger, `?congress=${cast.congress.id}`)).toBe('404 stats.not_found')
    expect(await refusal(stranger, `?congress=${site.app.ids.uuid()}`)).toBe('404 stats.not_found')
  })

  test('a county sees its townships’ totals, not their cases; a township sees nothing of the county', async () => {
    const township = await given.congress(site.app, { areaCode: '320412100' })
    const townDeputy = await given.deputy(site.app, { congress: township })
    const presidium = await given.post(site.app, 'presidium', { congress: township })
    await givenCase(site, townDeputy, plain)
    await givenCase(site, cast.lead, plain)
    const leader = await given.post(site.app, 'leader', { congress: cast.congress })
    const query = `congress=${township.id}`
    expect(await numerator(leader, 'submitted', query)).toBe(1)
    expect(await refusal(leader, `/submitted/rows?${query}`)).toBe('403 stats.rows_not_yours')
    const { items } = await read<FigureGroups>(leader, '/by/congress')
    expect(items.map(({ figures }) => figures.submitted?.numerator)).toEqual([1, 1])
    expect((await read<Rows>(presidium, '/submitted/rows?')).items).toHaveLength(1)
    expect(await refusal(presidium, `?congress=${cast.congress.id}`)).toBe('404 stats.not_found')
    expect(await refusal(presidium, '/by/congress')).toBe('404 stats.not_found')
  })

  test('the government office counts what went to its units, a unit’s head their own parts', async () => {
    const court = await given.unit(site.app, { congress: cast.congress, name: '武进区人民法院', system: 'court' })
    await givenCase(site, cast.lead, { parts: [{ unitId: court.id }] })
    await givenCase(site, cast.lead, { parts: [{ unitId: cast.leadUnit.id }] })
    expect(await numerator(cast.office, 'handed_over')).toBe(2)
    expect(await numerator(cast.government, 'handed_over')).toBe(1)
    expect(await numerator(cast.head, 'handed_over')).toBe(1)
    expect(await refusal(cast.head, `?unit=${court.id}`)).toBe('404 stats.not_found')
    expect(await refusal(cast.government, `?unit=${court.id}`)).toBe('404 stats.not_found')
    expect(await refusal(cast.head, '/by/unit')).toBe('404 stats.not_found')
    const { items } = await read<FigureGroups>(cast.government, '/by/unit')
    expect(items.map(({ name }) => name)).toEqual([cast.leadUnit.name])
  })

  test('deputies see the public figures only; clerks, stations and officers none', async () => {
    const { figures } = await read<FiguresView>(cast.first, '?')
    expect(figures.map(({ code }) => code)).toContain('satisfied_rate')
    expect(figures.map(({ code }) => code)).not.toContain('returned_rate')
    expect(await refusal(cast.first, '/returned_rate/rows')).toBe('404 stats.no_such_figure')
    for (const role of ['auditor', 'station_clerk', 'sysadmin', 'street_committee'] as const) {
      expect(await refusal(await given.post(site.app, role, { congress: cast.congress }), '?')).toBe(
        '403 stats.not_for_you',
      )
    }
    expect(await refusal(cast.clerk, '?')).toBe('403 stats.not_for_you')
  })

  test('a confidential case is counted and its words are kept', async () => {
    await givenCase(site, cast.lead, { title: '关于军用设施的建议', confidential: true })
    await givenCase(site, cast.lead, { title: '关于不公开的建议', wishesPublication: false })
    const shown = async (who: Who) =>
      (await read<Rows>(who, '/submitted/rows?')).items.map(({ title, leadName }) => `${title} ${leadName}`).toSorted()
    expect(await shown(cast.office)).toEqual(['保密件 ', `关于不公开的建议 ${cast.lead.name}`])
    expect(await shown(cast.first)).toEqual(['保密件 ', '（未公开的建议） '])
  })

  test('the unit of a confidential case is not named to who may not read it', async () => {
    const parts = [{ unitId: cast.leadUnit.id, handed: '2026-01-12' }]
    await givenCase(site, cast.lead, { title: '关于军用设施的建议', confidential: true, parts })
    await givenCase(site, cast.lead, { title: '关于路灯的建议', parts })
    const { items } = await read<Rows>(cast.office, '/submitted/rows?')
    const units = new Map(items.map(({ title, unitName }) => [title, unitName]))
    expect([units.get('保密件'), units.get('关于路灯的建议')]).toEqual([null, '武进区民政局'])
  })

  test('who was named to read a confidential case reads its words no more when the unit has given it back', async () => {
    const parts = [{ unitId: cast.leadUnit.id, handed: '2026-01-12' }]
    const id = await givenCase(site, cast.lead, { title: '关于军用设施的建议', confidential: true, parts })
    await runSql(site.db, 'insert into suggestion_reader (suggestion_id, person_id) values ($1, $2)', [
      id,
      cast.head.personId,
    ])
    await runSql(
      site.db,
      `insert into party (case_kind, case_id, holder_id, role, state, changed_at)
       values ('suggestion', $1, $2, 'unit', 'handling', $3)`,
      [id, cast.leadUnit.id, site.app.clock.now()],
    )
    const shown = async () =>
      (await read<Rows>(cast.head, '/handed_over/rows?')).items.map(({ title, leadName }) => `${title} ${leadName}`)
    expect(await shown()).toEqual([`关于军用设施的建议 ${cast.lead.name}`])
    await runSql(site.db, 'delete from party where case_id = $1 and holder_id = $2', [id, cast.leadUnit.id])
    expect(await shown()).toEqual(['保密件 '])
  })

  test('a workbook of the units for who compares them', async () => {
    await givenCase(site, cast.lead, { parts: [{ unitId: cast.leadUnit.id }] })
    const reply = await site.as(cast.office).get('/api/figures/units/export.xlsx')
    expect(reply.status).toBe(200)
    expect((await reply.arrayBuffer()).byteLength).toBeGreaterThan(4000)
    expect(await refusal(cast.first, '/units/export.xlsx')).toBe('403 stats.not_for_you')
    expect(await refusal(cast.head, '/units/export.xlsx')).toBe('403 stats.not_for_you')
  })

  test('the weight of the score is the congress’s own rule', async () => {
    const satisfied = { at: '2026-02-10', result: 'satisfied' as const }
    const part = {
      unitId: cast.leadUnit.id,
      replies: [{ at: '2026-02-01', class: 'D' as const }],
      evaluations: [satisfied],
    }
    await givenCase(site, cast.lead, { parts: [part] })
    const score = async () =>
      (await read<FiguresView>(cast.office, '?')).figures.find(({ code }) => code === 'resolved_satisfied_score')?.value
    expect(await score()).toBe(40)
    await runSql(
      site.db,
      `insert into rule_set (congress_id, version, effective_on, content, created_at)
        values ($1, 1, '2026-01-01', '{"stats.resolvedPercent": 70}', $2)`,
      [cast.congress.id, site.app.clock.now()],
    )
    site.clock.set(new Date(site.app.clock.now().getTime() + 60_000))
    expect(await score()).toBe(30)
  })
})

describe('at the size of a city', () => {
  test('a fixed number of statements, none for who asks again before something was recorded', async () => {
    const { congress, lead, leadUnit } = cast
    await runSql(
      site.db,
      `with s as (
        insert into suggestion (id, congress_id, term_id, number, title, lead_mandate_id, status, category, created_at,
          changed_at, submitted_at, accepted_at)
        select gen_random_uuid(), $1, $2, 'm' || i, '关于第' || i || '件事的建议', $3, 'awaiting_evaluation', 'transport',
          t, t, t, t from generate_series(1, 8000) i, lateral (select timestamptz '2023-01-01' + i * interval '3 hours') a (t)
        returning id, submitted_at
      ), a as (
        insert into assignment (id, suggestion_id, unit_id, part, status, assigned_at)
        select gen_random_uuid(), id, $4, 'lead', 'replied', submitted_at from s returning id, suggestion_id, assigned_at
      ), c as (
        insert into clock (id, subject_kind, subject_id, case_id, rule_id, rule_version, status, start_reason, started_at,
          n, unit, roll, end_of_day, soon_days, escalate_days, calendar_version, set_before, due_before)
        select gen_random_uuid(), 'assignment', id, suggestion_id, rule, 0, 'running', 'assigned', assigned_at, 3, 'month',
          'none', '24:00', '{}', '{}', 0, assigned_at + interval '90 days', assigned_at + interval '90 days'
        from a, unnest(array['suggestion.answer', 'suggestion.acknowledge']) rule
      ), r as (
        insert into reply (id, assignment_id, round, revision, body, class, drafted_by_person_id, drafted_at, sent_at)
        select gen_random_uuid(), id, 1, 1, '答复', 'A', $5, assigned_at, assigned_at + interval '40 days' from a
      )
      insert into evaluation_round (id, suggestion_id, assignment_id, round, status, opened_at, attitude, result, cast_at)
      select gen_random_uuid(), suggestion_id, id, 1, 'cast', assigned_at, 'satisfied', 'satisfied', assigned_at from a`,
      [congress.id, congress.termId, lead.mandateId, leadUnit.id, lead.personId],
    )
    await runSql(site.db, 'analyze')
    await givenCase(site, cast.lead, {})
    const counting = async (who: Who) =>
      (await statementsOf(site.db, () => read(who, '?'))).filter(({ text }) => text.includes('kase as'))
    expect(await counting(cast.office)).toHaveLength(2)
    expect(await counting(cast.office)).toHaveLength(0)
    const leader = await given.post(site.app, 'leader', { congress: cast.congress })
    expect(await counting(leader)).toHaveLength(0)
    const rows = await statementsOf(site.db, () => read(cast.office, '/answered_rate/rows?limit=40'))
    expect(rows.filter(({ text }) => text.includes('kase as'))).toHaveLength(2)
    // the answers and evaluations of one congress by their index, however many others hold
    const elsewhere = await given.congress(site.app, { areaCode: '320481' })
    const stranger = await given.post(site.app, 'deputy_office', { congress: elsewhere })
    const [few] = await counting(stranger)
    const plan = await runSql(site.db, `explain ${inline(few)}`)
    const told = plan.map((row) => row['QUERY PLAN']).join('\n')
    expect(told).toContain('reply_assignment_id_round_revision_key')
    expect(told).toContain('evaluation_round_assignment_id_round_key')
  })
})

describe('of the list of topics', () => {
  test('the rates are of a period, count from registration, and open their topics, claims and deputies', async () => {
    const fresh = await topicGiven.congress(site.app, { areaCode: '320413' })
    const office = await topicGiven.post(site.app, 'deputy_office', { congress: fresh })
    const deputies = await Promise.all([1, 2, 3, 4].map(() => topicGiven.deputy(site.app, { congress: fresh })))
    const [one, two] = deputies
    if (!one || !two) throw new Error('no deputies')
    const ask = async (who: Who, query = '') => {
      const { figures } = await read<FiguresView>(who, `?about=topics${query}`)
      return Object.fromEntries(figures.map(({ code, numerator, denominator }) => [code, [numerator, denominator]]))
    }
    const topics: Awaited<ReturnType<typeof topicIn>>[] = []
    for (const category of ['transport', 'health'] as const) {
      const { id, version } = await topicIn(await site.as(office).post('/api/topics', topicOf({ category })))
      topics.push(await topicIn(await site.as(office).post(`/api/topics/${id}/publication`, { version })))
    }
    expect(await ask(office)).toEqual({
      topic_claimed_rate: [0, 2],
      topic_deputy_rate: [0, 4],
      topic_converted_rate: [0, 0],
    })
    const claimed = await topicIn(await site.as(one).post(`/api/topics/${topics[0]?.id}/claims`))
    const released = await topicIn(await site.as(two).post(`/api/topics/${topics[1]?.id}/claims`))
    await site.as(two).post(`/api/topic-claims/${released.claims[0]?.id}/release`, { reason: '时间不够' })
    const suggestionId = site.app.ids.uuid()
    await site.as(one).post('/api/suggestions', { id: suggestionId, ...draftOf() })
    await site.as(one).post(`/api/topic-claims/${claimed.claims[0]?.id}/suggestions`, { suggestionId })
    const versionOf = async () => {
      const view = (await (await site.as(one).get(`/api/suggestions/${suggestionId}`)).json()) as { version: number }
      return { version: view.version }
    }
    await site.as(one).post(`/api/suggestions/${suggestionId}/submit`, await versionOf())
    expect((await ask(office)).topic_converted_rate).toEqual([0, 1])
    await site.as(office).post(`/api/suggestions/${suggestionId}/registration`, await versionOf())
    const counted = { topic_claimed_rate: [1, 2], topic_deputy_rate: [1, 4], topic_converted_rate: [1, 1] }
    expect(await ask(office)).toEqual(counted)
    for (const [code, [numerator, denominator]] of Object.entries(counted)) {
      expect(await allRows(office, `/${code}/rows?part=numerator`, 1)).toHaveLength(numerator ?? 0)
      expect(await allRows(office, `/${code}/rows?part=denominator`, 1)).toHaveLength(denominator ?? 0)
    }
    const [topic] = await allRows(office, '/topic_claimed_rate/rows?part=numerator', 20)
    expect(topic).toMatchObject({ caseId: topics[0]?.id, opens: true, topic: { claims: 1, converted: 1 } })
    const [claim] = await allRows(office, '/topic_converted_rate/rows?part=numerator', 20)
    expect(claim).toMatchObject({ leadName: one.name, topic: { state: 'suggestion_linked' } })
    expect(await allRows(office, '/topic_deputy_rate/rows?part=rest', 20)).toHaveLength(3)
    // one category has the claim; a year in which nothing was published has nothing
    expect(await ask(office, '&category=health')).toMatchObject({
      topic_claimed_rate: [0, 1],
      topic_deputy_rate: [0, 4],
    })
    expect(await ask(office, '&from=2024-01-01&to=2024-12-31')).toMatchObject({ topic_claimed_rate: [0, 0] })
    const sides = await read<FigureGroups>(office, '/by/category?about=topics')
    expect(sides.items.map(({ id, figures }) => [id, figures.topic_claimed_rate?.value])).toEqual(
      expect.arrayContaining([
        ['transport', 1],
        ['health', 0],
      ]),
    )
    // who claimed nothing is not told to colleagues; the government's side has no list of topics
    expect(Object.keys(await ask(one))).toEqual(['topic_claimed_rate', 'topic_converted_rate'])
    expect(await refusal(one, '/topic_deputy_rate/rows?part=rest')).toBe('404 stats.no_such_figure')
    expect(await ask(cast.government)).toEqual({})
    expect(await ask(cast.office)).toMatchObject({ topic_claimed_rate: [0, 0] })
  })
})
