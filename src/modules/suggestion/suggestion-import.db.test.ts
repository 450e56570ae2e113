import { beforeAll, describe, expect, test } from 'vitest'
import { verifyRecord } from '#modules/record/index.ts'
import { unknownCopies } from '#tests/support/note-copies.ts'
import { runSql } from '#tests/support/statements.ts'
import { type Client, type TestSite, testApp } from '#tests/support/test-app.ts'
import { goOn, listing } from './import.given.ts'
import type { SuggestionView } from './suggestion.contract.ts'
import { type Cast, draftOf, given, viewOf } from './suggestion.given.ts'

type Figure = { code: string; denominator: number | null }
type Asked = { id: string; subjectId: string; subject: string }

let site: TestSite
let cast: Cast
let office: Client
type List = Awaited<ReturnType<typeof listing>>
let rowOf: List['rowOf']
let preview: List['preview']
let apply: List['apply']
let reasonsOf: List['reasonsOf']
let caseOf: List['caseOf']
let caseNumberPrefix: List['prefix']

beforeAll(async () => {
  site = await testApp()
  cast = await given.cast(site.app)
  office = site.as(cast.office)
  const list = await listing(site, cast)
  ;({ rowOf, preview, apply, reasonsOf, caseOf, prefix: caseNumberPrefix } = list)
})

const answeredAt = { 交办日期: '2025-02-10', 主办单位: '武进区民政局', 答复日期: 45775, 答复分类: 'Ａ类' }
const answeredNow = { ...answeredAt, 提出日期: '2026-01-05', 交办日期: '2026-01-12', 答复日期: '2026-02-25' }
const answeredLater = { ...answeredAt, 提出日期: '2025-09-01', 交办日期: '2025-09-08', 答复日期: '2025-12-01' }

describe('an earlier list of suggestions', () => {
  test('comes in with its numbers: past ones closed, running ones with clocks from their true days, and nobody is told', async () => {
    const prefix = await caseNumberPrefix()
    const view = await preview([
      rowOf({
        编号: `${prefix}[2025]12号`,
        标题: '关于拓宽东升路的建议',
        提出日期: 45665,
        联名代表: `${cast.first.name}、${cast.second.name}`,
        ...answeredAt,
        满意度: '满意',
        状态: '已办结',
      }),
      rowOf({
        编号: '2026-７',
        标题: '关于增设路灯的建议',
        交办日期: '2026/1/12',
        主办单位: '武进区民政局',
        会办单位: '武进区卫生健康局',
        状态: '办理中',
      }),
      rowOf({
        编号: '2026-3',
        标题: '关于清淤的建议',
        提出日期: '2025.11.3',
        交办日期: '2025-11-10',
        主办单位: '武进区民政局',
        状态: '已交办',
      }),
      rowOf({ 编号: '2026-4', 标题: '关于校车的建议', ...answeredLater, 状态: '待评价' }),
      rowOf({ 编号: '2026-6', 标题: '关于站牌的建议', ...answeredNow, 状态: '待评价' }),
      rowOf({
        编号: '2026-5',
        标题: '关于停车的建议',
        ...answeredLater,
        满意度: '不满意',
        评价意见: '没有解决。',
        评价日期: '2026-02-10',
        状态: '再次办理',
      }),
    ])
    expect(await reasonsOf(view)).toEqual([[], [], [], [], [], []])
    expect(view.counts).toMatchObject({ total: 6, create: 6, refused: 0 })
    expect(view.continuesAfter).toEqual([`${prefix}〔2025〕12号`, `${prefix}〔2026〕7号`])
    expect(await apply(view)).toMatchObject({ status: 'applied' })

    const past = await caseOf(`${prefix}〔2025〕12号`)
    expect(past).toMatchObject({
      state: 'closed',
      subject: '路窄。',
      sponsorsCounted: 3,
      wishesPublication: false,
      isImported: true,
      replies: [{ class: 'A', body: '', draftedByName: null, signedByName: null }],
      evaluations: [{ state: 'cast', result: 'satisfied' }],
    })
    expect([past.submittedAt, past.registeredAt]).toEqual(Array(2).fill('2025-01-07T16:00:00.000Z'))
    expect(past.timeline.map(({ type, note, by }) => [type, note, by])).toEqual([
      ['suggestion.imported', '2025台账.xlsx', cast.office.organ.name],
    ])
    const answerOf = (kase: SuggestionView) =>
      kase.assignments[0]?.clocks.find(({ ruleId }) => ruleId === 'suggestion.answer')
    expect(answerOf(past)).toMatchObject({ state: 'stopped', isLate: false })
    // 2026-01-12 + 3 months is a Sunday
    const running = await caseOf(`${prefix}〔2026〕7号`)
    expect(answerOf(running)).toMatchObject({ state: 'running', dueBefore: '2026-04-13T16:00:00.000Z' })
    expect(running.assignments.map(({ part, state }) => [part, state])).toEqual([
      ['lead', 'handling'],
      ['co', 'handling'],
    ])
    // 2025-11-10 + 3 months: late, and shown as late
    expect(answerOf(await caseOf(`${prefix}〔2026〕3号`))).toMatchObject({ state: 'overdue', isLate: true })
    const again = (await caseOf(`${prefix}〔2026〕5号`)).assignments[0]
    expect(again).toMatchObject({ state: 'rehandling' })
    expect(again?.clocks.find(({ ruleId }) => ruleId === 'suggestion.answerAgain')?.dueBefore).toBe(
      '2026-03-10T16:00:00.000Z',
    )
    const judged = await caseOf(`${prefix}〔2026〕4号`, site.as(cast.lead))
    expect(judged.allowed).toContain('evaluate')
    // answered on 1 December: its window is open once more, and says from when; one that still runs, from the answer
    const windowOf = (kase: SuggestionView) => kase.clocks.find(({ ruleId }) => ruleId === 'suggestion.evaluate')
    expect(windowOf(judged)?.explanation).toContain('2026 年 3 月 4 日导入之日起算')
    const fresh = await caseOf(`${prefix}〔2026〕6号`, site.as(cast.lead))
    expect(windowOf(fresh)?.explanation).toContain('2026 年 2 月 25 日答复')

    await site.beat()
    const text = { title: '关于拓宽东升路的建议', subject: '路窄。', grounds: '', proposal: '' }
    const alike = (await (await office.post('/api/similar-cases', text)).json()) as { items: { id: string }[] }
    expect(alike.items.map(({ id }) => id)).toContain(past.id)
    // what the list does not tell, whom a unit spoke with and when it signed, is no fault of the unit; one is still to be
    // signed for here
    const reply = await office.get('/api/figures?from=2025-01-01&to=2025-12-31')
    const { figures } = (await reply.json()) as { figures: Figure[] }
    const wholes = Object.fromEntries(figures.map(({ code, denominator }) => [code, denominator]))
    expect(wholes).toMatchObject({ signed_in_time_rate: 1, consulted_rate: 0, contacted_rate: 0, face_replied_rate: 0 })
    expect(wholes).toMatchObject({ answered_in_time_rate: 3, resolved_rate: 3 })
    for (const as of [cast.lead, cast.clerk, cast.head, cast.coClerk, cast.colleague])
      expect(((await (await site.as(as).get('/api/notices')).json()) as { items: unknown[] }).items).toEqual([])
    expect((await verifyRecord(site.app)).faults).toEqual([])
  })

  test('goes on here: the unit answers, the deputy judges, and new numbers follow the highest one without a gap', async () => {
    const prefix = await caseNumberPrefix()
    const unit = await caseOf(`${prefix}〔2026〕7号`, site.as(cast.clerk))
    expect(unit.assignments[0]?.allowed).toContain('draftReply')
    const part = unit.assignments[0]
    const drafted = await site.as(cast.clerk).post(`/api/assignments/${part?.id}/reply-draft`, {
      version: part?.version,
      body: '已经列入计划。',
      class: 'A',
    })
    expect(drafted.status).toBe(200)
    const numbers: (string | null)[] = []
    for (const title of ['关于甲的建议', '关于乙的建议']) {
      const draft = await viewOf(
        await site.as(cast.lead).post('/api/suggestions', { id: site.app.ids.uuid(), ...draftOf({ title }) }),
      )
      const { id, version } = await viewOf(
        await site.as(cast.lead).post(`/api/suggestions/${draft.id}/submit`, { version: draft.version }),
      )
      numbers.push((await viewOf(await office.post(`/api/suggestions/${id}/registration`, { version }))).number)
    }
    expect(numbers).toEqual([`${prefix}〔2026〕8号`, `${prefix}〔2026〕9号`])
  })

  test('units that answer apart come in with a part of their own each, answered alike; one alone or beside a lead is refused', async () => {
    const prefix = await caseNumberPrefix()
    const apart = {
      主办单位: '',
      分办单位: '武进区民政局、武进区卫生健康局',
      提出日期: '2025-09-01',
      交办日期: '2025-09-08',
    }
    const view = await preview([
      rowOf({ ...answeredLater, ...apart, 编号: '2025-21', 标题: '关于食堂的建议', 状态: '待评价' }),
      rowOf({ ...apart, 编号: '2025-22', 标题: '关于门诊的建议', 状态: '办理中' }),
      rowOf({ ...apart, 编号: '2025-23', 标题: '关于床位的建议', 分办单位: '武进区民政局', 状态: '办理中' }),
      rowOf({ ...apart, 编号: '2025-24', 标题: '关于护工的建议', 主办单位: '武进区民政局', 状态: '办理中' }),
    ])
    const reasons = await reasonsOf(view)
    expect(reasons.slice(0, 3)).toEqual([[], [], ['unit_alone']])
    expect(reasons[3]).toContain('unit_twice')
    expect(await apply(view, true)).toMatchObject({ status: 'applied', counts: { create: 2, refused: 2 } })
    const answered = await caseOf(`${prefix}〔2025〕21号`, site.as(cast.lead))
    expect(answered.assignments.map(({ part, state }) => [part, state])).toEqual([
      ['separate', 'replied'],
      ['separate', 'replied'],
    ])
    expect(answered.replies).toHaveLength(2)
    expect(answered.evaluations.filter(({ state }) => state === 'open')).toHaveLength(2)
    const running = await caseOf(`${prefix}〔2025〕22号`)
    const clocks = running.assignments.flatMap((part) => part.clocks)
    expect(clocks.filter(({ ruleId }) => ruleId === 'suggestion.answer')).toHaveLength(2)
  })

  test('comes in with promises, extensions and an answer of each unit, in rows below the case; nothing of a case with a wrong row', async () => {
    const prefix = await caseNumberPrefix()
    const due = { 承诺期限: '2026-12-31', '责任单位/责任人': '养老服务科', 承诺状态: '未兑现' }
    const past = { 提出日期: '2025-02-01', ...answeredAt, 满意度: '满意' }
    const kept = { 承诺事项: '建成甲点', 承诺期限: '2025-10-31', '责任单位/责任人': '周科长', 承诺状态: '已兑现' }
    const apart = { ...past, 主办单位: '', 分办单位: '武进区民政局、武进区卫生健康局' }
    const view = await preview([
      rowOf({ ...past, 编号: '2025-41', 标题: '关于助餐的建议', 状态: '承诺跟踪', ...kept, 兑现日期: '2025-10-20' }),
      goOn({ 编号: '2025-41', 承诺事项: '建成乙点', ...due }),
      goOn({ 承诺事项: '建成丙点', ...due, 承诺期限: '2025-12-31' }),
      rowOf({ ...apart, 编号: '2025-42', 标题: '关于托育的建议', 状态: '已办结' }),
      goOn({ 分办单位: '武进区卫生健康局', 答复日期: '2025-05-20', 答复分类: 'B', 满意度: '基本满意', ...kept }),
      rowOf({
        ...{
          编号: '2026-10',
          标题: '关于急救的建议',
          交办日期: '2026-01-12',
          主办单位: '武进区民政局',
          状态: '办理中',
        },
        ...{ 延期至: '2026-06-12', 延期理由: '需要论证', 延期批准: '区政府办公室，2026年3月2日' },
      }),
      rowOf({ ...past, 编号: '2025-44', 标题: '关于体检的建议', 状态: '已办结', ...kept }),
      goOn({ 编号: '2025-44', 承诺事项: '扩大范围', ...due }),
      goOn({ 编号: '2025-44', 主办单位: '武进区民政局', 承诺事项: '增加项目', ...due, 承诺状态: '' }),
      rowOf({ ...apart, 编号: '2025-45', 标题: '关于护理的建议', 状态: '承诺跟踪', ...kept }),
      goOn({ 分办单位: '武进区教育局', 答复日期: '2025-05-20', 答复分类: 'B' }),
      rowOf({ ...past, 编号: '2025-46', 标题: '关于床位的建议', 延期至: '2025-05-30', 延期理由: '甲', 状态: '已办结' }),
      rowOf({ ...past, 编号: '2025-47', 标题: '关于轮椅的建议', 状态: '办理中', 延期批准: '乙' }),
      goOn({ 编号: '2025-99', 承诺事项: '丁', ...due }),
    ])
    expect(await reasonsOf(view)).toEqual([
      ...[[], [], [], [], [], []],
      ['promise_open'],
      ['row_beside_refused'],
      ['case_cell_in_more_row', 'missing'],
      ['promise_unit', 'promise_none_open'],
      ['more_row_unit'],
      ['missing'],
      ['not_in_state', 'not_in_state', 'missing', 'missing'],
      ['missing', 'missing', 'missing', 'missing'],
    ])
    expect(await apply(view, true)).toMatchObject({ status: 'applied', counts: { create: 6, refused: 8 } })
    const followed = await caseOf(`${prefix}〔2025〕41号`)
    expect(followed.state).toBe('tracking')
    expect(followed.commitments.map(({ content, state }) => [content, state]).toSorted()).toEqual([
      ['建成丙点', 'overdue'],
      ['建成乙点', 'open'],
      ['建成甲点', 'confirmed'],
    ])
    const told = await caseOf(`${prefix}〔2025〕42号`)
    expect(told.replies.map((reply) => reply.class).toSorted()).toEqual(['A', 'B'])
    expect(told.evaluations.map(({ result }) => result).toSorted()).toEqual(['basically_satisfied', 'satisfied'])
    // five months from 2026-01-12
    const clocks = (await caseOf(`${prefix}〔2026〕10号`)).assignments.flatMap((part) => part.clocks)
    const answer = clocks.find(({ ruleId }) => ruleId === 'suggestion.answer')
    expect([answer?.state, answer?.dueBefore]).toEqual(['running', '2026-06-12T16:00:00.000Z'])
    for (const number of [44, 45, 46, 47, 99]) expect(await written(`2025〕${number}号`)).toBe(0)
    const figures = (await (await office.get('/api/figures?from=2025-10-01&to=2025-10-31')).json()) as {
      figures: Figure[]
    }
    const whole = (wanted: string) => figures.figures.find(({ code }) => code === wanted)?.denominator
    // of one of the two that were kept the list does not tell the day
    expect([whole('promise_in_time_rate'), whole('promise_kept_rate')]).toEqual([1, 2])
    await site.beat()
    expect((await caseOf(`${prefix}〔2025〕41号`)).state).toBe('oversight')
  })

  test('while a list is written a suggestion is registered, after its numbers, and does not wait for the end', async () => {
    const draft = await viewOf(
      await site
        .as(cast.lead)
        .post('/api/suggestions', { id: site.app.ids.uuid(), ...draftOf({ title: '关于丁的建议' }) }),
    )
    const { id, version } = await viewOf(
      await site.as(cast.lead).post(`/api/suggestions/${draft.id}/submit`, { version: draft.version }),
    )
    const list = await preview([
      rowOf({ 编号: '2026-30', 标题: '关于戊的建议', 提出日期: '2026-01-06', 状态: '撤回' }),
      rowOf({ 编号: '2026-31', 标题: '关于己的建议', 提出日期: '2025-01-06', ...answeredAt, 状态: '已办结' }),
    ])
    const holding = Promise.withResolvers<void>()
    const held = Promise.withResolvers<void>()
    // the list comes as far as its answers, and stands there
    const holder = site.db.transaction().execute(async (trx) => {
      await runSql(trx, 'lock table reply in share mode')
      held.resolve()
      await holding.promise
    })
    await held.promise
    expect(list.counts).toMatchObject({ create: 2, refused: 0 })
    const applied = apply(list)
    while ((await waitingFor('reply')) === 0) await new Promise(setImmediate)
    const registered = await viewOf(await office.post(`/api/suggestions/${id}/registration`, { version }))
    holding.resolve()
    await holder
    expect(registered.number).toBe(`${await caseNumberPrefix()}〔2026〕32号`)
    expect((await applied).status).toBe('applied')
  })

  test('changes nothing when it comes in again, and never overwrites what goes on here', async () => {
    const row = rowOf({ 编号: '2024-1', 标题: '关于一的建议', 提出日期: '2024-03-01', 状态: '撤回' })
    await apply(await preview([row]))
    const again = await preview([row])
    expect(again.counts).toMatchObject({ unchanged: 1, create: 0, change: 0, refused: 0 })
    const other = await preview([
      rowOf({ 编号: '2024-1', 标题: '关于另一件事的建议', 提出日期: '2024-03-01', 状态: '撤回' }),
      rowOf({ 编号: '2026-8', 标题: '关于丙的建议' }),
    ])
    expect(await reasonsOf(other)).toEqual([['number_differs'], ['number_taken']])
  })

  test('tells row by row why not, and takes the good rows alone', async () => {
    const good = rowOf({ 编号: '2023-1', 标题: '关于二的建议', 提出日期: '2023-03-01', 状态: '转代表来信' })
    const bad = { 标题: '关于三的建议', 提出日期: '2023-03-01' }
    const handed = { 交办日期: '2023-04-01', 主办单位: '武进区民政局', 状态: '办理中' }
    const namesake = await given.deputy(site.app, { congress: cast.congress, name: cast.first.name })
    const view = await preview([
      good,
      rowOf({ ...bad, 编号: '暂无' }),
      rowOf({ ...bad, 编号: '2023-1', 状态: '撤回' }),
      rowOf({ ...bad, 编号: '2023-3', 代表证号: '99999' }),
      rowOf({ ...bad, 编号: '2023-4', 领衔代表: '查无此人' }),
      rowOf({ ...bad, 编号: '2023-5', 联名代表: `${namesake.name}、${cast.lead.name}、某某` }),
      rowOf({ ...bad, 编号: '2023-6', '届次/会议': '第九届第一次会议' }),
      rowOf({ ...bad, 编号: '2023-7', 交办日期: '2023-02-01', 主办单位: '武进区民政局', 状态: '办理中' }),
      rowOf({ ...bad, ...handed, 编号: '2023-8', 主办单位: '无此单位', 答复日期: '2023-05-01' }),
      rowOf({
        ...bad,
        ...handed,
        编号: '2023-9',
        答复日期: '2023-05-01',
        答复分类: 'E',
        满意度: '不满意',
        状态: '已办结',
      }),
      rowOf({ ...bad, 编号: '2023-10', 提出日期: '2023-03', 状态: '不知道' }),
      rowOf({ ...bad, ...handed, 编号: '2023-11', 正文: '', 会办单位: '武进区民政局' }),
      // another year is a slip of the pen, and would move the numbers of that year for good
      rowOf({ ...bad, 编号: '2025-7', 状态: '撤回' }),
      // what is confidential is entered by hand, by who may know of it
      rowOf({ ...bad, 编号: '2023-12', 是否保密: '是' }),
      // no day of the list is later than today, 4 March 2026
      rowOf({ ...bad, 编号: '2026-13', 提出日期: '2026-03-05' }),
    ])
    expect(await reasonsOf(view)).toEqual([
      [],
      ['number_unreadable'],
      ['repeated'],
      ['lead_unknown'],
      ['lead_other_name'],
      ['sponsor_ambiguous', 'sponsor_twice', 'sponsor_unknown'],
      ['session_unknown'],
      ['days_out_of_order'],
      ['not_in_state', 'unit_unknown'],
      ['unknown_value', 'missing'],
      ['date_unreadable'],
      ['unit_twice', 'text_missing'],
      ['number_other_year'],
      ['confidential_by_hand'],
      ['day_not_come'],
    ])
    expect(await apply(view, true)).toMatchObject({ status: 'applied', counts: { create: 1, refused: 14 } })
  })

  test('is written with nobody in it who has not acted here', async () => {
    const replies = await site.db
      .selectFrom('reply')
      .innerJoin('assignment', 'assignment.id', 'reply.assignment_id')
      .innerJoin('suggestion', 'suggestion.id', 'assignment.suggestion_id')
      .select(['drafted_by_person_id', 'signed_by_person_id', 'acknowledged_by_person_id'])
      .where('import_id', 'is not', null)
      .where('reply.sent_at', 'is not', null)
      .execute()
    expect(new Set(replies.flatMap(Object.values))).toEqual(new Set([null]))
    const stranger = await given.deputy(site.app, { congress: cast.congress })
    const seen = (await (await site.as(stranger).get('/api/suggestions')).json()) as { items: unknown[] }
    expect(seen.items).toEqual([])
  })

  test('is written when a second person lets it; the figures hold no verdict that one person brought in alone', async () => {
    const view = await preview([
      rowOf({
        编号: '2022-1',
        标题: '关于四的建议',
        提出日期: '2022-03-01',
        ...answeredAt,
        满意度: '满意',
        状态: '已办结',
      }),
    ])
    const path = `/api/imports/${view.id}`
    const order = { acceptGoodRows: false, version: view.version }
    const waiting = (await (await office.post(`${path}/apply`, order)).json()) as Waiting
    expect([waiting.status, waiting.asked?.by, waiting.allowed]).toEqual(['ready', cast.office.name, ['discard']])
    await site.drain()
    expect(await written('2022〕1号')).toBe(0)
    expect((await office.post(`${path}/apply`, order)).status).toBe(409)

    const pendingOf = async (as: Client) =>
      ((await (await as.get('/api/approvals')).json()) as { items: Asked[] }).items.find(
        ({ subjectId }) => subjectId === view.id,
      )
    const asked = await pendingOf(site.as(cast.colleague))
    expect(asked?.subject).toContain('其中 1 件带有评价')
    expect(asked?.subject).toContain('〔2022〕1号')
    expect((await office.post(`/api/approvals/${asked?.id}/approve`)).status).toBe(403)
    expect((await site.as(cast.government).post(`/api/approvals/${asked?.id}/approve`)).status).toBe(404)
    // two who approve at once: it is written once
    const colleague = site.as(cast.colleague)
    const approve = () => colleague.post(`/api/approvals/${asked?.id}/approve`)
    const replies = await Promise.all([approve(), approve()])
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409])
    await site.drain()
    expect(await written('2022〕1号')).toBe(1)

    const other = await preview([rowOf({ 编号: '2022-2', 标题: '关于五的建议', 提出日期: '2022-03-01', 状态: '撤回' })])
    await office.post(`/api/imports/${other.id}/apply`, { acceptGoodRows: false, version: other.version })
    await office.delete(`/api/imports/${other.id}?version=${other.version}`)
    const { items } = (await (await colleague.get('/api/approvals')).json()) as { items: Asked[] }
    expect(items.map(({ subjectId }) => subjectId)).not.toContain(other.id)
  })
})

type Waiting = { status: string; asked: { by: string } | null; allowed: string[] }
const written = async (number: string): Promise<number> =>
  (await site.db.selectFrom('suggestion').select('id').where('number', 'like', `%${number}`).execute()).length

/** How many wait for a lock on this table. */
async function waitingFor(table: string): Promise<number> {
  const [row] = await runSql(
    site.db,
    `select count(*)::int as count from pg_locks where not granted and relation = $1::text::regclass
      and database = (select oid from pg_database where datname = current_database())`,
    [table],
  )
  return Number(row?.count)
}

test('what was said beside what came in stands nowhere that the erasing of words does not know', async () => {
  expect(await unknownCopies(site.db)).toEqual([])
})
