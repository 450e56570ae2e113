import { beforeAll, describe, expect, test } from 'vitest'
import { verifyRecord } from '#modules/record/index.ts'
import { runSql } from '#tests/support/statements.ts'
import { type Client, type TestSite, testApp } from '#tests/support/test-app.ts'
import { goOn, listing } from './import.given.ts'
import { type Cast, given, viewOf } from './suggestion.given.ts'
import { finalAnswer, type Stage, stage } from './suggestion-stage.given.ts'

let site: TestSite
let cast: Cast
let office: Client
let on: Stage
let list: Awaited<ReturnType<typeof listing>>

beforeAll(async () => {
  site = await testApp()
  cast = await given.cast(site.app)
  office = site.as(cast.office)
  on = stage(site, cast)
  list = await listing(site, cast)
})

const handed = { 提出日期: '2025-09-01', 交办日期: '2025-09-08' }
const apart = { ...handed, 分办单位: '武进区民政局、武进区卫生健康局' }
const told = { 答复日期: '2025-12-01', 答复分类: 'A' }
const bad = { 满意度: '不满意', 评价意见: '没有解决。', 评价日期: '2026-02-10' }
const good = { 满意度: '满意', 评价日期: '2026-02-10' }
const [first, second] = [{ 分办单位: '武进区民政局' }, { 分办单位: '武进区卫生健康局' }]

const promise = (content: string) => ({
  承诺事项: content,
  承诺期限: '2026-12-31',
  '责任单位/责任人': '周科长',
  承诺状态: '未兑现',
})

describe('an earlier list of suggestions that stand where only some has been done', () => {
  test('takes what each unit has said so far: one answers on, one is judged here, one answers again', async () => {
    const { rowOf, preview, apply, reasonsOf, caseOf, prefix } = list
    const view = await preview([
      rowOf({ ...apart, 编号: '2025-1', 标题: '关于半数答复的建议', 状态: '办理中' }),
      goOn({
        编号: '2025-1',
        ...first,
        ...told,
        承诺事项: '建成',
        承诺期限: '2026-12-31',
        '责任单位/责任人': '周科长',
        承诺状态: '未兑现',
      }),
      rowOf({ ...apart, 编号: '2025-2', 标题: '关于再次答复的建议', 状态: '再次办理' }),
      goOn({ ...first, ...told, ...bad }),
      goOn({ ...second, 第几次答复: '第1次', ...told, ...bad, 评价日期: '2025-12-20', ...promise('甲点') }),
      goOn({ ...second, 第几次答复: '第2次', ...told, 答复日期: '2026-02-20', ...promise('丙点') }),
      goOn({ ...second, 第几次答复: '第1次', ...promise('乙点') }),
      rowOf({
        ...handed,
        编号: '2025-3',
        标题: '关于共同研究的建议',
        主办单位: '武进区民政局',
        ...told,
        ...bad,
        答复日期: '2026-01-20',
        状态: '共同研究',
      }),
      goOn({ 编号: '2025-3', 第几次答复: 1, ...told, ...bad, 评价日期: '2025-12-20' }),
    ])
    expect(await reasonsOf(view)).toEqual(Array(9).fill([]))
    expect(await apply(view)).toMatchObject({ status: 'applied', counts: { create: 9 } })
    const number = (n: number) => prefix().then((own) => `${own}〔2025〕${n}号`)
    const half = await caseOf(await number(1))
    expect(half.assignments.map(({ state }) => state).toSorted()).toEqual(['handling', 'replied'])
    expect(half.evaluations.map(({ state }) => state)).toEqual(['open'])
    expect(half.commitments.map(({ content }) => content)).toEqual(['建成'])
    const again = await caseOf(await number(2))
    expect(again.assignments.map(({ state, round }) => [state, round]).toSorted()).toEqual([
      ['rehandling', 2],
      ['replied', 2],
    ])
    expect(again.evaluations.map(({ round, state }) => [round, state]).toSorted()).toEqual([
      [1, 'cast'],
      [1, 'cast'],
      [2, 'open'],
    ])
    const roundOf = new Map(again.replies.map(({ id, round }) => [id, round]))
    expect(again.commitments.map(({ content, replyId }) => [content, roundOf.get(replyId)]).toSorted()).toEqual([
      ['丙点', 2],
      ['乙点', 1],
      ['甲点', 1],
    ])
    const studied = await caseOf(await number(3))
    expect([studied.state, studied.replies.map(({ round }) => round)]).toEqual(['joint_review', [1, 2]])
    expect(studied.allowed).toContain('concludeReview')
  })

  test('goes on here from every state: what was sent back is handed in again, what is being reviewed is accepted', async () => {
    const { rowOf, preview, apply, reasonsOf, caseOf, prefix } = list
    const view = await preview([
      rowOf({ 编号: '2026-1', 标题: '关于退回的建议', 状态: '退回修改' }),
      rowOf({ 编号: '2026-2', 标题: '关于审查的建议', 状态: '已登记' }),
      rowOf({
        ...handed,
        编号: '2025-11',
        标题: '关于重启的建议',
        主办单位: '武进区民政局',
        ...told,
        ...good,
        状态: '重启办理',
      }),
    ])
    expect(await reasonsOf(view)).toEqual([[], [], []])
    await apply(view)
    const own = await prefix()
    const lead = site.as(cast.lead)
    const back = await caseOf(`${own}〔2026〕1号`, lead)
    const sent = await viewOf(await lead.post(`/api/suggestions/${back.id}/submit`, { version: back.version }))
    const registered = await viewOf(
      await office.post(`/api/suggestions/${sent.id}/registration`, { version: sent.version }),
    )
    expect([registered.state, registered.number]).toEqual(['reviewing', `${own}〔2026〕1号`])
    const { id, version } = await caseOf(`${own}〔2026〕2号`)
    const accepted = await viewOf(await office.post(`/api/suggestions/${id}/review`, { version, decision: 'accept' }))
    expect(accepted.state).toBe('accepted')
    const reopened = (await caseOf(`${own}〔2025〕11号`)).assignments[0]
    const clock = reopened?.clocks.find(
      ({ ruleId, state }) => ruleId === 'suggestion.answerAgain' && state === 'running',
    )
    // lists tell no day on which a case was taken up again: its month begins today, and 清明 rolls it
    expect([reopened?.round, clock?.dueBefore]).toEqual([2, '2026-04-07T16:00:00.000Z'])
    // as where it comes from: found wanting after the reopening it is answered once more, and then no more
    const wanting = { attitude: 'satisfied', result: 'dissatisfied', opinion: '仍未恢复。' }
    const judged = async () =>
      viewOf(await on.evaluate(lead, await on.answered(await caseOf(`${own}〔2025〕11号`), finalAnswer), wanting))
    const ordered = await judged()
    expect([ordered.state, ordered.assignments[0]?.round]).toEqual(['rehandling', 3])
    expect((await judged()).state).toBe('joint_review')
  })

  test('joins what was merged elsewhere to its main case, here or in the list, and its sponsors follow that one', async () => {
    const { rowOf, preview, apply, reasonsOf, caseOf, prefix } = list
    const main = await on.assigned({ title: '关于主件的建议' })
    const sponsor = { 领衔代表: cast.first.name, 代表证号: await numberOf(cast.first.mandateId) }
    const view = await preview([
      rowOf({ ...sponsor, 编号: '2026-51', 标题: '关于并入的建议', 状态: '已并案', 并入编号: '2026-52' }),
      rowOf({ ...sponsor, 编号: '2026-52', 标题: '关于再并入的建议', 状态: '并案', 并入编号: main.number ?? '' }),
      rowOf({ ...sponsor, 编号: '2026-53', 标题: '关于两件事的建议', 状态: '已分案' }),
      rowOf({ ...sponsor, 编号: '2026-54', 标题: '关于其中一事的建议', 状态: '审查中', 分自编号: '2026-53' }),
    ])
    expect(await reasonsOf(view)).toEqual([[], [], [], []])
    expect(await apply(view)).toMatchObject({ status: 'applied', counts: { create: 4 } })
    const after = await on.open(office, main.id)
    expect(after.references.map(({ how }) => how)).toEqual(['merged_in'])
    expect(after.timeline[0]?.type).toBe('suggestion.joined_by')
    expect((await on.open(site.as(cast.first), main.id)).state).toBe('assigned')
    const own = await prefix()
    expect((await caseOf(`${own}〔2026〕52号`)).references.map(({ how }) => how).toSorted()).toEqual([
      'merged_in',
      'merged_into',
    ])
    const answered = await on.answered(main)
    const { receipts } = answered.replies[0] ?? {}
    expect(receipts?.map(({ name }) => name)).toContain(cast.first.name)
    expect((await verifyRecord(site.app)).faults).toEqual([])
  })

  test('says by row and column where the units say another thing than the state, or a case that is named is not there', async () => {
    const { rowOf, preview, apply, reasonsOf } = list
    const one = { ...handed, 主办单位: '武进区民政局' }
    const view = await preview([
      rowOf({ ...apart, 编号: '2025-31', 标题: '关于一的建议', 状态: '办理中' }),
      goOn({ ...first, ...told }),
      goOn({ ...second, ...told }),
      rowOf({ ...apart, 编号: '2025-32', 标题: '关于二的建议', 状态: '待评价' }),
      goOn({ ...first, ...told, ...good }),
      goOn({ ...second, ...told, ...good }),
      rowOf({ ...apart, 编号: '2025-33', 标题: '关于三的建议', ...told, 状态: '待评价' }),
      goOn({ ...second, ...told, ...bad }),
      rowOf({ ...one, 编号: '2025-34', 标题: '关于四的建议', ...told, ...good, 状态: '再次办理' }),
      rowOf({ ...apart, 编号: '2025-35', 标题: '关于五的建议', 状态: '办理中' }),
      goOn({ ...first, 承诺事项: '建成', 承诺期限: '2026-12-31', '责任单位/责任人': '周科长', 承诺状态: '未兑现' }),
      rowOf({ ...one, 编号: '2025-36', 标题: '关于六的建议', ...told, ...good, 状态: '已办结' }),
      goOn({ 第几次答复: '2', ...told }),
      goOn({ 第几次答复: '2', ...told }),
      goOn({ 第几次答复: '末次', ...told }),
      rowOf({ 编号: '2026-61', 标题: '关于七的建议', 状态: '已并案' }),
      rowOf({ 编号: '2026-62', 标题: '关于八的建议', 状态: '已并案', 并入编号: '另一件' }),
      rowOf({ 编号: '2026-63', 标题: '关于九的建议', 状态: '已并案', 并入编号: '2026-64' }),
      rowOf({ 编号: '2026-64', 标题: '关于十的建议', 状态: '已并案', 并入编号: '2026-999' }),
      rowOf({ 编号: '2026-65', 标题: '关于甲的建议', 状态: '已并案', 并入编号: '2026-66' }),
      rowOf({ 编号: '2026-66', 标题: '关于乙的建议', 状态: '已并案', 并入编号: '2026-65' }),
      rowOf({ 编号: '2026-67', 标题: '关于丙的建议', 分自编号: '2026-68' }),
      rowOf({ 编号: '2026-68', 标题: '关于丁的建议' }),
      rowOf({ 编号: '2026-71', 标题: '关于子的建议', 状态: '已分案', 分自编号: '2026-72' }),
      rowOf({ 编号: '2026-72', 标题: '关于丑的建议', 状态: '已分案', 分自编号: '2026-71' }),
      rowOf({ 编号: '2026-73', 标题: '关于寅的建议', 状态: '已分案', 分自编号: '2026-74' }),
      rowOf({ 编号: '2026-74', 标题: '关于卯的建议', 状态: '已分案', 分自编号: '2026-75' }),
      rowOf({ 编号: '2026-75', 标题: '关于辰的建议', 状态: '已分案', 分自编号: '2026-73' }),
      rowOf({ 编号: '2026-76', 标题: '关于巳的建议', 分自编号: '2026-75' }),
    ])
    expect(await reasonsOf(view)).toEqual([
      ...[['none_unanswered'], ['row_beside_refused'], ['row_beside_refused']],
      ...[['none_unjudged'], ['row_beside_refused'], ['row_beside_refused']],
      ...[['wanting_answers_again'], ['row_beside_refused']],
      ['none_wanting'],
      ...[['row_beside_refused'], ['not_in_state']],
      ...[['row_beside_refused'], ['row_beside_refused'], ['more_row_unit'], ['unknown_value']],
      ['missing'],
      ['reference_unreadable'],
      ['reference_unknown'],
      ['reference_unknown'],
      ['reference_unfit'],
      ['reference_unfit'],
      ['reference_unfit'],
      [],
      ...Array(5).fill(['reference_unfit']),
      ['reference_unknown'],
    ])
    const { items } = (await (await office.get(`/api/imports/${view.id}/rows?limit=100`)).json()) as {
      items: { reasons: { sentence: string }[] }[]
    }
    expect(items[18]?.reasons[0]?.sentence).toMatch(/^“并入编号”填写的.*〔2026〕999号既不在本平台/)
    expect(await apply(view, true)).toMatchObject({ status: 'applied', counts: { create: 1 } })
  })
})

test('a row that went into a case which was answered here is refused: its sponsors were never sent the answer', async () => {
  const { rowOf, preview, apply, reasonsOf, prefix } = list
  const own = await prefix()
  const past = { ...handed, 主办单位: '武进区民政局', ...told, ...good, 状态: '已办结' }
  const into = (编号: string, 并入编号: string) =>
    rowOf({ 编号, 标题: `关于并入${编号}的建议`, 状态: '已并案', 并入编号 })
  await apply(await preview([rowOf({ ...past, 编号: '2025-81', 标题: '关于往年主件的建议' })]))
  const main = await on.answered(await on.assigned({ title: '关于已答复主件的建议' }))
  const view = await preview([
    into('2026-81', main.number ?? ''),
    into('2026-82', '2026-81'),
    // elsewhere whoever joined it was answered with it
    into('2026-83', `${own}〔2025〕81号`),
  ])
  expect(await reasonsOf(view)).toEqual([['reference_answered'], ['reference_unknown'], []])
  const { items } = (await (await office.get(`/api/imports/${view.id}/rows?limit=100`)).json()) as {
    items: { reasons: { sentence: string }[] }[]
  }
  expect(items[0]?.reasons[0]?.sentence).toContain(`${main.number}已由本平台答复`)
})

test('an extension and a number of the list are read by the rules of the day on which its suggestion was handed in', async () => {
  const { rowOf, preview, apply, reasonsOf } = list
  const answer = { n: 60, unit: 'day' }
  await runSql(
    site.db,
    `insert into rule_set (congress_id, version, effective_on, content, created_at) values ($1, 1, '2025-09-20', $2, $3)`,
    [
      cast.congress.id,
      JSON.stringify({ 'suggestion.answer': answer, 'suggestion.number': '武代建〔{year}〕{serial}号' }),
      site.clock.now(),
    ],
  )
  const extended = { 主办单位: '武进区民政局', 状态: '办理中', 延期理由: '需要论证', 延期批准: '区政府办公室' }
  const later = { ...extended, 提出日期: '2025-10-01', 交办日期: '2025-10-08' }
  const view = await preview([
    // three months and six at most, then
    rowOf({ ...extended, ...handed, 编号: '2025-91', 标题: '关于按月计算的建议', 延期至: '2026-03-08' }),
    // sixty days and six months at most, from the twentieth on
    rowOf({ ...later, 编号: '2025-92', 标题: '关于按日计算的建议', 延期至: '2026-01-06' }),
    rowOf({ ...later, 编号: '2025-93', 标题: '关于超过半年的建议', 延期至: '2026-05-08' }),
  ])
  expect(await reasonsOf(view)).toEqual([[], [], ['extension_day']])
  await apply(view, true)
  expect(
    await runSql(
      site.db,
      `select s.number, r.n, r.unit from deadline_request r join suggestion s on s.id = r.suggestion_id
        where s.number like '%〔2025〕9%' order by s.submitted_at, s.number`,
    ),
  ).toMatchObject([
    { number: expect.stringMatching(/人大建〔2025〕91号$/), n: 3, unit: 'month' },
    { number: '武代建〔2025〕92号', n: 30, unit: 'day' },
  ])
})

async function numberOf(mandateId: string): Promise<string> {
  const { number } = await site.db
    .selectFrom('mandate')
    .select('number')
    .where('id', '=', mandateId)
    .executeTakeFirstOrThrow()
  return number
}
