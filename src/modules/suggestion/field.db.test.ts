import { beforeAll, describe, expect, test } from 'vitest'
import { runSql } from '#tests/support/statements.ts'
import { type TestSite, testApp } from '#tests/support/test-app.ts'
import type { FieldView } from './field.contract.ts'
import type { TodoView } from './suggestion.contract.ts'
import { type Cast, codeOf, given, viewOf } from './suggestion.given.ts'
import type { SuggestionRow } from './suggestion-list.contract.ts'
import { assignmentOf, type Stage, stage } from './suggestion-stage.given.ts'

let site: TestSite
let cast: Cast
let to: Stage
type Post = Awaited<ReturnType<typeof given.post>>
let civil: Post
let health: Post
let other: Post

beforeAll(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
  to = stage(site, cast)
  const { congress } = cast
  civil = await given.post(site.app, 'committee', { congress })
  health = await given.post(site.app, 'committee', { congress })
  other = await given.post(site.app, 'committee', { congress })
})

const today = '2026-03-04'
const give = (committee: Post, subject: object, startsOn = today) =>
  site.as(cast.office).post('/api/committee-fields', { committeeId: committee.organ.id, startsOn, ...subject })
async function giving(committee: Post, subject: object, startsOn = today): Promise<FieldView[]> {
  const answer = await give(committee, subject, startsOn)
  if (!answer.ok) throw new Error(await codeOf(answer))
  return ((await answer.json()) as { items: FieldView[] }).items
}
const namesOn = async (id: string) =>
  (await to.open(site.as(cast.office), id)).committees.map(({ id: committee }) => committee)
const list = async (as: Post, query = ''): Promise<SuggestionRow[]> =>
  ((await (await site.as(as).get(`/api/suggestions?limit=100${query}`)).json()) as { items: SuggestionRow[] }).items
const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id)

describe('对口督办', () => {
  test('the committee of the category sees a suggestion from its acceptance on, that of the unit from the handing over on', async () => {
    await giving(civil, { categories: ['civil_affairs'] })
    await giving(health, { unitIds: [cast.leadUnit.id] })
    const before = await to.submitted()
    expect(await codeOf(await site.as(civil).get(`/api/suggestions/${before.id}`))).toBe('404 suggestion.not_found')
    const accepted = await to.accepted()
    expect(await namesOn(accepted.id)).toEqual([civil.organ.id])
    expect((await to.open(site.as(civil), accepted.id)).allowed).toEqual([])
    expect((await site.as(health).get(`/api/suggestions/${accepted.id}`)).status).toBe(404)

    const assigned = await to.assigned()
    expect((await namesOn(assigned.id)).toSorted()).toEqual([civil.organ.id, health.organ.id].toSorted())
    expect((await site.as(other).get(`/api/suggestions/${assigned.id}`)).status).toBe(404)
    const named = assigned.timeline.filter(({ type }) => type.startsWith('suggestion.committees_'))
    expect(named.map(({ type }) => type).toSorted()).toEqual([
      'suggestion.committees_changed',
      'suggestion.committees_named',
    ])
  })

  test('the office finds by committee what lies in its field, a committee only what is its own', async () => {
    const assigned = await to.assigned()
    const office = await list(cast.office as Post, `&committee=${health.organ.id}`)
    expect(idsOf(office)).toContain(assigned.id)
    expect(await list(cast.office as Post, `&committee=${other.organ.id}`)).toEqual([])
    expect(idsOf(await list(health))).toEqual(idsOf(office))
    expect(await list(other)).toEqual([])
  })

  test('of a confidential suggestion its committee learns that there is one, and nothing of its words', async () => {
    const secret = await to.accepted({ confidential: true, title: '关于某处隐患的建议' })
    const row = (await list(civil)).find(({ id }) => id === secret.id)
    expect(row).toMatchObject({ title: '保密件', leadName: '' })
    expect((await site.as(civil).get(`/api/suggestions/${secret.id}`)).status).toBe(404)
    expect(idsOf(await list(civil, '&q=隐患'))).toEqual([])
  })

  test('the committee reminds the unit, and proposes a key oversight of what lies in its field', async () => {
    const kase = await to.assigned()
    const { id, allowed } = assignmentOf(await to.open(site.as(health), kase.id), cast.leadUnit.id)
    expect(allowed).toContain('remind')
    await viewOf(await site.as(health).post(`/api/assignments/${id}/reminder`, { words: '请抓紧办理。' }))
    expect((await site.as(other).post(`/api/assignments/${id}/reminder`, { words: '请办。' })).status).toBe(404)

    const leader = await given.post(site.app, 'leader', { congress: cast.congress })
    const draft = {
      title: '老年助餐',
      grounds: '',
      year: 2026,
      committeeId: null,
      continuesId: null,
      suggestionIds: [kase.id],
      leads: [{ side: 'congress', personId: leader.personId, name: null, title: '' }],
    }
    expect(await codeOf(await site.as(other).post('/api/oversights', draft))).toBe('404 suggestion.not_found')
    const proposed = await site.as(health).post('/api/oversights', draft)
    expect(proposed.status).toBe(201)
    const oversight = (await proposed.json()) as { id: string; committeeId: string; allowed: string[]; version: number }
    expect(oversight).toMatchObject({ committeeId: health.organ.id, allowed: ['edit', 'withdraw'] })
    expect((await site.as(other).get(`/api/oversights/${oversight.id}`)).status).toBe(404)
    const decision = { version: oversight.version, decidedOn: today, number: '主任会〔2026〕1 号' }
    expect(await codeOf(await site.as(health).post(`/api/oversights/${oversight.id}/decision`, decision))).toBe(
      '403 oversight.not_yours_to_do',
    )
    expect((await site.as(cast.office).post(`/api/oversights/${oversight.id}/decision`, decision)).status).toBe(200)
  })

  test('a field that passes to another committee takes its open suggestions along on that day, with a trace', async () => {
    const open = await to.accepted({ category: 'culture' })
    const closed = await to.accepted({ category: 'culture' })
    const withdrawn = await site
      .as(cast.lead)
      .post(`/api/suggestions/${closed.id}/withdrawal`, { version: closed.version, reason: '另行提出。' })
    expect(withdrawn.status).toBe(200)
    await giving(civil, { categories: ['culture'] }, '2026-03-03')
    await site.beat()
    expect(await namesOn(open.id)).toEqual([civil.organ.id])
    // it ended before the day
    expect(await namesOn(closed.id)).toEqual([])

    const [line] = await giving(other, { categories: ['culture'] }, '2026-03-06')
    expect(line).toMatchObject({ state: 'planned' })
    await site.beat()
    expect(await namesOn(open.id)).toEqual([civil.organ.id])
    site.clock.set(new Date('2026-03-06T08:00:00+08:00'))
    await site.beat()
    await site.beat()
    expect(await namesOn(open.id)).toEqual([other.organ.id])
    expect((await site.as(civil, { anew: true }).get(`/api/suggestions/${open.id}`)).status).toBe(404)
    const { timeline } = await to.open(site.as(other, { anew: true }), open.id)
    const changes = timeline.filter(({ type }) => type === 'suggestion.committees_changed')
    expect(changes).toHaveLength(1)
    expect(changes[0]?.note).toContain(' → ')

    const all = (await (await site.as(cast.office, { anew: true }).get('/api/committee-fields?q=文')).json()) as {
      items: FieldView[]
    }
    expect(all.items.map(({ state, endsOn }) => [state, endsOn])).toEqual([
      ['current', null],
      ['ended', '2026-03-06'],
    ])
  })

  test('two clerks who give the same category at the same time leave one committee with it, and wait for no list that is written', async () => {
    // as whoever writes a row of this congress holds it
    const holding = 'select 1 from congress where id = $1 for key share'
    const answers = await site.db.transaction().execute(async (trx) => {
      await runSql(trx, holding, [cast.congress.id])
      return Promise.all([
        give(civil, { categories: ['transport'] }, '2026-03-06'),
        give(health, { categories: ['transport'] }, '2026-03-06'),
      ])
    })
    // the one after the other is a change of hands on the same day
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    const { items } = (await (await site.as(cast.office).get('/api/committee-fields?state=current&q=交通')).json()) as {
      items: FieldView[]
    }
    expect(items).toHaveLength(1)
  })

  test('what can’t be given is refused in one piece, and only the office of the congress gives', async () => {
    const nextDoor = await given.congress(site.app, { areaCode: '320411' })
    const strange = await given.unit(site.app, { congress: nextDoor, name: '新北区民政局' })
    const units = { unitIds: [cast.coUnit.id, strange.id] }
    expect(await codeOf(await give(civil, units, '2026-03-06'))).toBe('422 suggestion.unknown_unit')
    const office = site.as(cast.office)
    const unknown = { committeeId: cast.coUnit.id, categories: ['justice'], startsOn: '2026-03-06' }
    expect(await codeOf(await office.post('/api/committee-fields', unknown))).toBe('422 suggestion.unknown_committee')
    const mine = { committeeId: civil.organ.id, categories: ['justice'], startsOn: '2026-03-06' }
    expect(await codeOf(await site.as(civil).post('/api/committee-fields', mine))).toBe(
      '403 suggestion.fields_not_yours',
    )
    const none = (await (await office.get('/api/committee-fields?q=司法')).json()) as { items: FieldView[] }
    expect(none.items).toEqual([])
  })
})

test('a promise that is late goes into oversight, waits for the committee of its field and is pressed for', async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
  to = stage(site, cast)
  civil = await given.post(site.app, 'committee', { congress: cast.congress })
  await giving(civil, { categories: ['civil_affairs'] })
  const answered = await to.answered(await to.assigned())
  const kase = await viewOf(
    await to.evaluate(site.as(cast.lead), answered, { attitude: 'satisfied', result: 'satisfied' }),
  )
  expect(kase.state).toBe('tracking')
  site.clock.set(new Date('2027-01-04T09:00:00+08:00'))
  await site.beat()
  const committee = site.as(civil, { anew: true })
  const late = await to.open(committee, kase.id)
  expect(late).toMatchObject({ state: 'oversight', commitments: [{ state: 'overdue' }] })
  const waiting = async () => {
    const todo = (await (await committee.get('/api/todo')).json()) as TodoView
    return [...todo.overdue, ...todo.today, ...todo.thisWeek, ...todo.later].map((line) => line.todo)
  }
  expect(await waiting()).toEqual(['pressPromise'])
  const part = assignmentOf(late, cast.leadUnit.id)
  expect(part.allowed).toContain('remind')
  await viewOf(
    await committee.post(`/api/assignments/${part.id}/reminder`, { words: '承诺已逾期，请说明并抓紧兑现。' }),
  )
  expect(await waiting()).toEqual([])
})
