import { beforeEach, describe, expect, test } from 'vitest'
import type { RuleChangeBody, RuleProposalView, RuleVersion } from '#modules/rules/rule-change.contract.ts'
import { type Cast, codeOf, draftOf, given, viewOf } from '#modules/suggestion/suggestion.given.ts'
import { assignmentOf, finalAnswer, type Stage, stage } from '#modules/suggestion/suggestion-stage.given.ts'
import { runSql } from './support/statements.ts'
import { type Client, type TestSite, testApp } from './support/test-app.ts'

// today is 2026-03-04
let site: TestSite
let cast: Cast
let on: Stage
let office: Client
let colleague: Client

beforeEach(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
  on = stage(site, cast)
  ;[office, colleague] = [site.as(cast.office), site.as(cast.colleague)]
})

type Changes = RuleChangeBody['changes']
const stall = (days: number): Changes => [{ rule: 'oversight.stallDays', value: days }]
const answerIn = (n: number): Changes => [{ rule: 'suggestion.answer', value: { n, unit: 'month' } }]
const numberAs = (value: string): Changes => [{ rule: 'suggestion.number', value }]

const proposalOf = async (as: Client) => (await (await as.get('/api/rules/proposal')).json()) as RuleProposalView

async function propose(changes: Changes, more: Partial<RuleChangeBody> = {}, as = office): Promise<Response> {
  const { version } = await proposalOf(office)
  const body = { version, effectiveOn: '2026-03-04', reason: '主任会议决定。', changes, ...more }
  return as.post('/api/rules/proposal', body)
}

async function pendingId(): Promise<string> {
  const { pending } = await proposalOf(colleague)
  if (!pending) throw new Error('nothing waits')
  return pending.approvalId
}

const approve = async (as = colleague) => as.post(`/api/approvals/${await pendingId()}/approve`)

async function decide(changes: Changes, more: Partial<RuleChangeBody> = {}): Promise<void> {
  const asked = await propose(changes, more)
  if (asked.status !== 201) throw new Error(await codeOf(asked))
  expect((await approve()).status).toBe(200)
}

async function ruleOf(as: Client, key: string) {
  const { rules, version } = (await (await as.get('/api/rules')).json()) as {
    version: number
    rules: { key: string; words: string }[]
  }
  return { version, words: rules.find((rule) => rule.key === key)?.words }
}

const versionsOf = async (as: Client) =>
  ((await (await as.get('/api/rules/versions')).json()) as { items: RuleVersion[] }).items

const eventsOf = (type: string) =>
  runSql(site.db, 'select data, subject_id, rule_version from event where type = $1 order by id', [type])

test('组织法 22 a town reads that five deputies propose a motion, the county that ten do', async () => {
  const town = await given.congress(site.app, { areaCode: '320412102' })
  const presidium = site.as(await given.post(site.app, 'presidium', { congress: town }))
  expect((await ruleOf(presidium, 'motion.sponsors')).words).toBe('5')
  expect((await proposalOf(presidium)).values['motion.sponsors']).toBe(5)
  expect((await ruleOf(office, 'motion.sponsors')).words).toBe('10')
})

describe('a change of rules', () => {
  test('is asked for by one, agreed to by another, and only then holds', async () => {
    expect((await propose(stall(20))).status).toBe(201)
    expect(await ruleOf(office, 'oversight.stallDays')).toEqual({ version: 0, words: '30' })
    const [mine, theirs] = [(await proposalOf(office)).pending, (await proposalOf(colleague)).pending]
    expect([mine?.isMine, mine?.mayDecide, theirs?.isMine, theirs?.mayDecide]).toEqual([true, false, false, true])
    expect(theirs?.changes).toEqual([
      { rule: 'oversight.stallDays', name: '重点督办多少天没有进展即预警', from: '30', to: '20', reach: 'day' },
    ])
    const listed = (await (await colleague.get('/api/approvals?box=pending')).json()) as {
      items: { subject: string }[]
    }
    expect(listed.items[0]?.subject).toContain('由“30”改为“20”')
    expect((await approve()).status).toBe(200)
    expect(await ruleOf(office, 'oversight.stallDays')).toEqual({ version: 1, words: '20' })
    expect((await proposalOf(office)).pending).toBeNull()
    const [version] = await versionsOf(office)
    expect(version).toMatchObject({ version: 1, effectiveOn: '2026-03-04', state: 'current', reason: '主任会议决定。' })
    expect([version?.proposedBy, version?.approvedBy].every((name) => typeof name === 'string')).toBe(true)
    const [proposed] = await eventsOf('rules.change_proposed')
    expect(proposed).toMatchObject({
      subject_id: cast.congress.id,
      data: { effectiveOn: '2026-03-04', changes: [{ rule: 'oversight.stallDays', from: 30, to: 20 }] },
    })
    expect((await eventsOf('rules.changed')).map((event) => event['rule_version'])).toEqual([1])
  })

  test('is not agreed to by who asked, nor twice, nor by a stranger', async () => {
    await propose(stall(20))
    const id = await pendingId()
    expect(await codeOf(await office.post(`/api/approvals/${id}/approve`))).toBe('403 approval.own_request')
    const stranger = site.as(await given.post(site.app, 'committee', { congress: cast.congress }))
    for (const as of [stranger, site.as(cast.government), site.as(cast.lead)])
      expect((await as.post(`/api/approvals/${id}/approve`)).status).toBe(404)
    const third = site.as(await given.post(site.app, 'deputy_office', { congress: cast.congress }))
    const both = await Promise.all([colleague, third].map((as) => as.post(`/api/approvals/${id}/approve`)))
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await versionsOf(office)).toHaveLength(1)
  })

  test('is declined with a reason, and nothing changes', async () => {
    await propose(stall(20))
    const reply = await colleague.post(`/api/approvals/${await pendingId()}/decline`, { reason: '未经主任会议研究。' })
    expect(reply.status).toBe(200)
    expect((await eventsOf('rules.change_declined'))[0]).toMatchObject({
      data: { changes: [{ rule: 'oversight.stallDays', from: 30, to: 20 }] },
    })
    expect([(await proposalOf(office)).pending, await versionsOf(office)]).toEqual([null, []])
  })

  test('is taken back by who asked, before it is decided, and another can be asked for', async () => {
    await propose(stall(20))
    const takeBack = (as: Client) => as.post('/api/rules/proposal/withdrawal')
    expect(await codeOf(await takeBack(colleague))).toBe('404 approval.no_such_approval')
    expect(await codeOf(await takeBack(site.as(cast.government)))).toBe('403 rules.may_not_change')
    const id = await pendingId()
    expect(((await (await takeBack(office)).json()) as RuleProposalView).pending).toBeNull()
    expect(await codeOf(await colleague.post(`/api/approvals/${id}/approve`))).toBe('409 approval.not_pending')
    expect(await codeOf(await takeBack(office))).toBe('409 rules.none_waits')
    expect((await eventsOf('rules.change_withdrawn'))[0]).toMatchObject({ data: { approvalId: id } })
    expect((await propose(stall(25))).status).toBe(201)
  })

  test('taken back while another agrees to it, it is one of the two: whoever was later is told so', async () => {
    for (const days of [20, 21, 22, 23, 24, 25]) {
      const { version } = await proposalOf(office)
      expect((await propose(stall(days), { version })).status).toBe(201)
      const id = await pendingId()
      const both = await Promise.all([
        office.post('/api/rules/proposal/withdrawal'),
        colleague.post(`/api/approvals/${id}/approve`),
      ])
      expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    }
  })

  test('is asked for by the office alone, one at a time, from the version that was decided on last', async () => {
    for (const as of [site.as(cast.government), site.as(cast.clerk), site.as(cast.lead)])
      expect((await propose(stall(20), {}, as)).status).toBe(403)
    // the county has an office of its own: its presidium sits for a session and keeps no rules
    const presidium = site.as(await given.post(site.app, 'presidium', { congress: cast.congress }))
    expect(await codeOf(await propose(stall(20), {}, presidium))).toBe('403 rules.may_not_change')
    const both = await Promise.all([propose(stall(20)), propose(stall(25), {}, colleague)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
    const decider = (await proposalOf(office)).pending?.mayDecide ? office : colleague
    expect((await approve(decider)).status).toBe(200)
    expect(await codeOf(await propose(stall(40), { version: 0 }))).toBe('409 rules.stale_version')
  })

  test('holds from its day on: tomorrow’s change is not today’s, and none holds before another', async () => {
    await decide(stall(20), { effectiveOn: '2026-03-05' })
    expect((await ruleOf(office, 'oversight.stallDays')).words).toBe('30')
    expect((await versionsOf(office))[0]?.state).toBe('future')
    expect(await codeOf(await propose(stall(40)))).toBe('422 rules.day_before_decided')
    expect(await codeOf(await propose(stall(40), { effectiveOn: '2026-03-03' }))).toBe('422 rules.day_past')
    expect(await codeOf(await propose(stall(40), { effectiveOn: '2027-03-05' }))).toBe('422 rules.day_too_far')
    site.clock.set(new Date('2026-03-05T09:00:00+08:00'))
    expect((await ruleOf(office, 'oversight.stallDays')).words).toBe('20')
    await decide(answerIn(2), { effectiveOn: '2026-03-05' })
    expect((await ruleOf(office, 'oversight.stallDays')).words).toBe('20')
    expect((await versionsOf(office)).map(({ state }) => state)).toEqual(['current', 'past'])
  })

  test('whose day passed before anybody agreed is refused at the agreement', async () => {
    await propose(stall(20))
    site.clock.set(new Date('2026-03-05T09:00:00+08:00'))
    expect(await codeOf(await approve())).toBe('422 rules.day_past')
  })

  test('never makes longer what the law sets', async () => {
    const refused = await propose(answerIn(4))
    const problem = (await refused.json()) as { code: string; detail: string }
    expect([refused.status, problem.code]).toEqual([422, 'rules.stricter_only'])
    expect(problem.detail).toContain('代表法第五十一条')
    expect(await codeOf(await propose([{ rule: 'motion.sponsors', value: 5 }]))).toBe('422 rules.fixed_by_law')
  })
})

describe('a case', () => {
  test('that has begun keeps its rules; one that begins afterwards has the new ones', async () => {
    const before = await on.submitted()
    await decide(answerIn(2))
    const after = await on.submitted({ title: '关于在横林镇增设老年助餐点的建议' })
    const answerClock = async (one: { id: string; version: number }) => {
      const registered = await viewOf(
        await office.post(`/api/suggestions/${one.id}/registration`, { version: one.version }),
      )
      const accepted = await viewOf(
        await office.post(`/api/suggestions/${one.id}/review`, { version: registered.version, decision: 'accept' }),
      )
      const units = [{ unitId: cast.leadUnit.id, part: 'lead' }]
      const planned = await viewOf(
        await site
          .as(cast.government)
          .post(`/api/suggestions/${one.id}/assignment-plan`, { version: accepted.version, units }),
      )
      const assigned = await viewOf(
        await office.post(`/api/suggestions/${one.id}/assignment`, { version: planned.version }),
      )
      return assigned.assignments[0]?.clocks.find(({ ruleId }) => ruleId === 'suggestion.answer')?.dueOn
    }
    expect([await answerClock(before), await answerClock(after)]).toEqual(['2026-06-04', '2026-05-06'])
  })

  test('waits with its signed answer for the government office once the congress wants that', async () => {
    const early = await on.signedOff(await on.assigned(), finalAnswer)
    expect(assignmentOf(early, cast.leadUnit.id).state).toBe('signed_off')
    await decide([{ rule: 'suggestion.govReview', value: 'on' }])
    const signed = await on.signedOff(await on.assigned(), finalAnswer)
    const part = assignmentOf(signed, cast.leadUnit.id)
    expect(part.state).toBe('gov_review')
    const sending = await site.as(cast.clerk).post(`/api/assignments/${part.id}/sending`, { version: part.version })
    expect(await codeOf(sending)).toBe('409 suggestion.not_now')
    const government = site.as(cast.government)
    const passed = await on.step(government, signed, cast.leadUnit.id, 'reply-review', { approve: true })
    const sent = await on.step(site.as(cast.clerk), passed, cast.leadUnit.id, 'sending')
    expect(sent.state).toBe('awaiting_evaluation')
  })
})

test('a period is tried on the deadlines that began last year, by when things were done', async () => {
  const trial = async (query: string, as = office) => (await as.get(`/api/rules/trial?${query}`)).json()
  const [quick, slow, open] = [await on.assigned(), await on.assigned(), await on.assigned()]
  await on.answered(quick, finalAnswer)
  await on.answered(slow, finalAnswer)
  const move = (id: string, startedAt: string, stoppedAt: string | null) =>
    runSql(
      site.db,
      `update clock set started_at = $2, status = case when $3::timestamptz is null then 'running' else 'stopped' end,
        stopped_at = $3, sweep_at = null where case_id = $1 and rule_id = 'suggestion.answer'`,
      [id, startedAt, stoppedAt],
    )
  await move(quick.id, '2025-03-04T02:00:00Z', '2025-04-01T02:00:00Z')
  await move(slow.id, '2025-03-04T02:00:00Z', '2025-05-20T02:00:00Z')
  await move(open.id, '2025-11-04T02:00:00Z', null)
  expect(await trial('rule=suggestion.answer&n=2&unit=month')).toEqual({
    year: 2025,
    counted: 3,
    lateNow: 1,
    lateThen: 2,
  })
  expect(await trial('rule=suggestion.answer&n=20&unit=day')).toEqual({
    year: 2025,
    counted: 3,
    lateNow: 1,
    lateThen: 3,
  })
  // what was extended by months can't be told in days
  await runSql(
    site.db,
    `update clock set extensions = '[{"n": 1, "at": "2025-04-01T00:00:00Z", "reason": "", "approvedBy": ""}]'
      where case_id = $1 and rule_id = 'suggestion.answer'`,
    [slow.id],
  )
  expect(await trial('rule=suggestion.answer&n=20&unit=day')).toMatchObject({ counted: 2, lateThen: 2 })
  expect(await trial('rule=suggestion.answer&n=2&unit=month')).toMatchObject({ counted: 3, lateNow: 1, lateThen: 1 })
  // what closes by itself made nobody late
  expect((await office.get('/api/rules/trial?rule=suggestion.return&n=3&unit=workday')).status).toBe(422)
})

describe('the number of a suggestion', () => {
  const registered = async () => (await on.accepted()).number
  const preview = async (pattern: string) => {
    const reply = await office.get(`/api/rules/next-number?${new URLSearchParams({ pattern })}`)
    return reply.ok ? ((await reply.json()) as { number: string }).number : codeOf(reply)
  }

  test('is written as the congress decided, and goes on counting within the year', async () => {
    const first = await registered()
    expect(first).toMatch(/建〔2026〕1号$/)
    const pattern = '武代建〔{year}〕第{serial:4}号'
    expect(await preview(pattern)).toBe('武代建〔2026〕第0002号')
    await decide(numberAs(pattern))
    expect([await registered(), await preview(pattern)]).toEqual(['武代建〔2026〕第0002号', '武代建〔2026〕第0003号'])
    const { words } = await ruleOf(office, 'suggestion.number')
    expect(words).toBe(`如武代建〔2026〕第0017号，写法为${pattern}`)
  })

  test('names the session where the congress counts by it, and cannot without one', async () => {
    const pattern = '武代建〔{session}〕{serial}号'
    expect(await preview(pattern)).toBe('409 suggestion.number_needs_session')
    await runSql(
      site.db,
      `insert into congress_session (id, term_id, number, opens_on, closes_on) values ($1, $2, 4, '2026-01-05', '2026-01-08')`,
      [site.app.ids.uuid(), cast.congress.termId],
    )
    await registered()
    await decide(numberAs(pattern))
    expect(await registered()).toMatch(/^武代建〔\d+届4次〕1号$/)
  })

  test('that an earlier list already holds in this shape is not given again', async () => {
    const kase = await on.accepted()
    await runSql(site.db, `update suggestion set number = '武代建〔2026〕7号' where id = $1`, [kase.id])
    await runSql(site.db, 'update number_counter set last_number = 6 where congress_id = $1', [cast.congress.id])
    const pattern = '武代建〔{year}〕{serial}号'
    expect(await preview(pattern)).toBe('武代建〔2026〕8号')
    await decide(numberAs(pattern))
    expect([await registered(), await registered()]).toEqual(['武代建〔2026〕8号', '武代建〔2026〕9号'])
  })

  test('cannot be one that is given twice, or that other papers bear', async () => {
    const { shortName } = (await (await office.get(`/api/congresses/${cast.congress.id}`)).json()) as {
      shortName: string
    }
    for (const [pattern, code] of [
      ['武代建{serial}号', 'rules.number_no_restart'],
      ['武代建〔{year}〕号', 'rules.number_no_serial'],
      ['WJ{year}{serial}', 'rules.number_touching'],
      ['{congress}议〔{year}〕{serial}号', 'rules.number_other_series'],
      [`${shortName}议〔{year}〕{serial}号`, 'rules.number_other_series'],
      ['{congress}议〔{year}〕{serial:2}号', 'rules.number_other_series'],
      ['诉〔{year}〕{serial:6}号', 'rules.number_other_series'],
      ['{congress}建〔{year}〕{seriel}号', 'rules.number_unknown_place'],
      ['张三反映、李四附议〔{year}〕{serial}号', 'rules.number_characters'],
    ] as const)
      expect([await preview(pattern), await codeOf(await propose(numberAs(pattern)))], pattern).toEqual([
        `422 ${code}`,
        `422 ${code}`,
      ])
  })
})

test('a draft that is written on the day of a change is not in its way', async () => {
  const draft = await viewOf(
    await site.as(cast.lead).post('/api/suggestions', { id: site.app.ids.uuid(), ...draftOf() }),
  )
  await decide(answerIn(2))
  const { version } = await on.open(site.as(cast.lead), draft.id)
  expect((await site.as(cast.lead).post(`/api/suggestions/${draft.id}/submit`, { version })).status).toBe(200)
})
