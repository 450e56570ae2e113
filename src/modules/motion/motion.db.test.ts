import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { agreeTo } from '#modules/cosign/cosign.given.ts'
import { verifyRecord } from '#modules/record/index.ts'
import { codeOf } from '#modules/suggestion/suggestion.given.ts'
import { inline, runSql, statementsOf } from '#tests/support/statements.ts'
import { testApp, testMorning } from '#tests/support/test-app.ts'
import type { MotionRow, MotionSessions, MotionView } from './motion.contract.ts'
import { type Cast, cosigned, given, motionIn, motionOf } from './motion.given.ts'

type Line = { caseId: string; todo: string; dueBefore: string | null }

let site: Awaited<ReturnType<typeof testApp>>
let cast: Cast
beforeAll(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
})
beforeEach(() => site.clock.set(testMorning))

const pastDeadline = new Date('2026-03-06T18:00:00+08:00')
const lead = () => site.as(cast.lead)
const desk = () => site.as(cast.secretariat)
const on = ({ id, version }: MotionView, path: string, body: object = {}) =>
  [`/api/motions/${id}/${path}`, { version, ...body }] as const
const submit = (motion: MotionView) => lead().post(...on(motion, 'submit'))
const enough = () => cosigned(site, cast, { confirmed: 9 })

/** A motion that was submitted, numbered and passed on to the presidium. */
async function decided(body: object): Promise<MotionView> {
  const submitted = await motionIn(submit(await enough()))
  const registered = await motionIn(desk().post(...on(submitted, 'registration')))
  const checked = await motionIn(desk().post(...on(registered, 'check', { pass: true })))
  return motionIn(desk().post(...on(checked, 'decision', body)))
}

describe('the threshold of the law', () => {
  test('H15: nine sponsors of a county are refused; the tenth confirms, and it can be submitted', async () => {
    const nine = await cosigned(site, cast, { confirmed: 8 })
    expect(nine).toMatchObject({ sponsorsCounted: 9, sponsorsNeeded: 10 })
    expect(await codeOf(await submit(nine))).toBe('409 motion.too_few_sponsors')
    const tenth = cast.others[8]
    if (!tenth) throw new Error('too few deputies')
    await motionIn(site.as(tenth).post(`/api/motions/${nine.id}/cosign`, agreeTo(nine)))
    const ten = await motionIn(lead().get(`/api/motions/${nine.id}`))
    expect((await motionIn(submit(ten))).state).toBe('submitted')
  })

  test('H15: in a township four are refused and five are enough', async () => {
    const township = await given.cast(site.app, { areaCode: '320412100', deputies: 6 })
    const four = await cosigned(site, township, { confirmed: 3 })
    const post = (motion: MotionView) => site.as(township.lead).post(...on(motion, 'submit'))
    expect(await codeOf(await post(four))).toBe('409 motion.too_few_sponsors')
    const five = await cosigned(site, township, { confirmed: 4 })
    expect((await motionIn(post(five))).state).toBe('submitted')
  })

  test('two confirmations at once around the threshold both count', async () => {
    const motion = await cosigned(site, cast, { confirmed: 7 })
    const [one, two] = cast.others.slice(7, 9)
    if (!one || !two) throw new Error('too few deputies')
    const agree = (who: typeof one) => site.as(who).post(`/api/motions/${motion.id}/cosign`, agreeTo(motion))
    const replies = await Promise.all([agree(one), agree(two)])
    expect(replies.map(({ status }) => status)).toEqual([200, 200])
    const after = await motionIn(lead().get(`/api/motions/${motion.id}`))
    expect(after.sponsorsCounted).toBe(10)
    expect((await motionIn(submit(after))).state).toBe('submitted')
  })

  test('whoever takes the name back while it is submitted is either counted or not, never both', async () => {
    const motion = await enough()
    const tenth = cast.others[8]
    if (!tenth) throw new Error('too few deputies')
    const [sent, taken] = await Promise.all([
      submit(motion),
      site.as(tenth).post(`/api/motions/${motion.id}/cosign-withdrawal`, { reason: '另有意见。' }),
    ])
    expect([sent.status, taken.status].toSorted()).toEqual([200, 409])
    const after = await motionIn(lead().get(`/api/motions/${motion.id}`))
    expect(after.state === 'submitted').toBe(after.sponsorsCounted === 10)
  })

  test('who has changed the text asks those who had signed once more', async () => {
    const motion = await enough()
    const changed = await motionIn(
      lead().put(`/api/motions/${motion.id}`, { version: motion.version, ...motionOf({ proposal: '另一个方案。' }) }),
    )
    expect(changed.sponsorsCounted).toBe(1)
    expect(await codeOf(await submit(changed))).toBe('409 motion.too_few_sponsors')
    const [one] = cast.others
    if (!one) throw new Error('too few deputies')
    const asked = await motionIn(site.as(one).get(`/api/motions/${motion.id}`))
    expect(asked.confirmedText?.proposal).toBe(motionOf().proposal)
    const again = (text: typeof changed | typeof motion) =>
      site.as(one).post(`/api/motions/${motion.id}/cosign`, agreeTo(text))
    expect(await codeOf(await again(motion))).toBe('409 cosign.text_moved')
    expect((await motionIn(again(changed))).sponsorsCounted).toBe(2)
  })

  test('a co-signer whose mandate has ended is not counted', async () => {
    const motion = await enough()
    const gone = cast.others[0]?.mandateId
    await runSql(
      site.db,
      `update mandate set status = 'terminated', ended_on = '2026-03-04', end_reason = 'resigned' where id = $1`,
      [gone],
    )
    expect(await codeOf(await submit(motion))).toBe('409 motion.too_few_sponsors')
    await runSql(site.db, `update mandate set status = 'active', ended_on = null, end_reason = null where id = $1`, [
      gone,
    ])
  })
})

describe('in session, before its deadline', () => {
  test('H15: from the deadline on it is refused and goes on as a suggestion with the confirmed co-signers', async () => {
    const motion = await cosigned(site, cast, { invited: 11, confirmed: 9 })
    site.clock.set(pastDeadline)
    expect(await codeOf(await submit(motion))).toBe('410 motion.past_deadline')
    const converted = await motionIn(lead().post(...on(motion, 'conversion')))
    expect(converted.state).toBe('converted_to_suggestion')
    const suggestion = (await (await lead().get(`/api/suggestions/${converted.suggestionId}`)).json()) as {
      title: string
      state: string
      leadMandateId: string
      cosigners: { mandateId: string; state: string }[]
    }
    expect(suggestion).toMatchObject({
      title: '关于制定农村生活污水治理规定的建议',
      state: 'submitted',
      leadMandateId: cast.lead.mandateId,
    })
    expect(suggestion.cosigners.map(({ mandateId }) => mandateId).toSorted()).toEqual(
      cast.others
        .slice(0, 9)
        .map(({ mandateId }) => mandateId)
        .toSorted(),
    )
    expect(new Set(suggestion.cosigners.map(({ state }) => state))).toEqual(new Set(['confirmed']))
    expect((await site.as(cast.office).get(`/api/suggestions/${converted.suggestionId}`)).status).toBe(200)
  })

  test('sent back and not handed in again in time, it is no longer asked for: its line leads to the suggestion', async () => {
    const submitted = await motionIn(submit(await enough()))
    const registered = await motionIn(desk().post(...on(submitted, 'registration')))
    const back = await motionIn(desk().post(...on(registered, 'check', { pass: false, reason: '案据不全。' })))
    const lineOf = async () => {
      await site.beat()
      const todo = (await (await lead().get('/api/todo')).json()) as Record<string, Line[]>
      const line = Object.values(todo)
        .flat()
        .find(({ caseId }) => caseId === back.id)
      return [line?.todo, line?.dueBefore]
    }
    expect(await lineOf()).toEqual(['motionSubmit', '2026-03-06T10:00:00.000Z'])
    site.clock.set(pastDeadline)
    expect(await lineOf()).toEqual(['motionConvert', null])
    site.clock.set(new Date('2026-10-19T09:00:00+08:00'))
    expect(await lineOf()).toEqual(['motionConvert', null])
    const converted = await motionIn(
      lead().post(...on(await motionIn(lead().get(`/api/motions/${back.id}`)), 'conversion')),
    )
    expect(converted.state).toBe('converted_to_suggestion')
  })

  test('one millisecond before the deadline it is in time', async () => {
    const motion = await enough()
    site.clock.set(new Date(pastDeadline.getTime() - 1))
    expect((await submit(motion)).status).toBe(200)
  })

  test('in recess nothing is submitted', async () => {
    const motion = await enough()
    site.clock.set(new Date('2026-03-09T09:00:00+08:00'))
    expect(await codeOf(await submit(motion))).toBe('410 motion.not_in_session')
  })

  test('the deadline is set within the session, by its office, and stays once it has passed', async () => {
    const sessions = async () => (await (await desk().get('/api/congress-sessions')).json()) as MotionSessions
    const versionNow = async () => (await sessions()).items.find(({ id }) => id === cast.sessionId)?.version
    const set = async (who: Parameters<typeof site.as>[0], deadline: string, version?: number) =>
      site.as(who).put(`/api/congress-sessions/${cast.sessionId}/motion-deadline`, {
        version: version ?? (await versionNow()),
        deadline,
      })
    expect(await codeOf(await set(cast.lead, '2026-03-06T12:00:00+08:00'))).toBe('403 motion.not_yours_to_do')
    expect(await codeOf(await set(cast.office, '2026-03-12T12:00:00+08:00'))).toBe('422 motion.deadline_outside')
    expect(await codeOf(await set(cast.office, '2026-03-04T08:00:00+08:00'))).toBe('422 motion.deadline_is_past')
    const next = await given.congress(site.app, { areaCode: '320411' })
    const stranger = await given.post(site.app, 'deputy_office', { congress: next })
    expect(await codeOf(await set(stranger, '2026-03-06T12:00:00+08:00'))).toBe('404 motion.session_not_found')
    const motion = await enough()
    const reply = (await (await set(cast.office, '2026-03-06T19:00:00+08:00')).json()) as MotionSessions
    expect(reply.items[0]?.motionDeadline).toBe('2026-03-06T11:00:00.000Z')
    // its lines show the new deadline without anybody touching the motion
    await site.beat()
    const list = (await (await lead().get('/api/motions?box=open')).json()) as { items: MotionRow[] }
    expect(list.items.find(({ id }) => id === motion.id)?.dueBefore).toBe('2026-03-06T11:00:00.000Z')
    // of two who set it at once one is told, and nothing is lost unseen
    const read = await versionNow()
    const both = await Promise.all([
      set(cast.office, '2026-03-06T17:00:00+08:00', read),
      set(cast.office, '2026-03-06T17:30:00+08:00', read),
    ])
    expect((await Promise.all(both.map(codeOf))).toSorted()).toEqual(['200 undefined', '409 motion.stale_version'])
    await set(cast.office, '2026-03-06T18:00:00+08:00')
    site.clock.set(pastDeadline)
    expect(await codeOf(await set(cast.office, '2026-03-06T19:00:00+08:00'))).toBe('410 motion.deadline_has_passed')
  })
})

describe('secretariat and presidium', () => {
  test('numbers are their own series without gaps, also when many are taken in at once', async () => {
    const submitted: MotionView[] = []
    for (let made = 0; made < 3; made += 1) submitted.push(await motionIn(submit(await enough())))
    const replies = await Promise.all(submitted.map((one) => desk().post(...on(one, 'registration'))))
    const numbers = (await Promise.all(replies.map((reply) => motionIn(reply)))).map(({ number }) =>
      Number(/(\d+)号$/.exec(number ?? '')?.[1]),
    )
    const [first = 0, ...rest] = numbers.toSorted((one, other) => one - other)
    expect(rest).toEqual([first + 1, first + 2])
  })

  test('what is sent back keeps its number and comes in again before the deadline', async () => {
    const submitted = await motionIn(submit(await enough()))
    const registered = await motionIn(desk().post(...on(submitted, 'registration')))
    expect(await codeOf(await desk().post(...on(registered, 'check', { pass: false })))).toBe(
      '422 motion.reason_needed',
    )
    const back = await motionIn(desk().post(...on(registered, 'check', { pass: false, reason: '案据不全。' })))
    expect(back.state).toBe('cosigning')
    const again = await motionIn(submit(await motionIn(lead().get(`/api/motions/${back.id}`))))
    expect((await motionIn(desk().post(...on(again, 'registration')))).number).toBe(registered.number)
  })

  test('on the agenda, deliberated, voted: the figures and the result are those of the minutes', async () => {
    const motion = await decided({ decision: 'agenda' })
    const deliberated = await motionIn(desk().post(...on(motion, 'deliberation')))
    const figures = { votesFor: 151, against: 20, abstained: 9, deputies: 300 }
    const wrong = await desk().post(...on(deliberated, 'vote', { ...figures, passed: false }))
    expect(await codeOf(wrong)).toBe('422 motion.is_majority')
    const few = { votesFor: 1, against: 0, abstained: 0, deputies: 1, passed: true }
    expect(await codeOf(await desk().post(...on(deliberated, 'vote', few)))).toBe('422 motion.wrong_base')
    const voted = await motionIn(desk().post(...on(deliberated, 'vote', { ...figures, passed: true })))
    expect(voted).toMatchObject({ state: 'voted', vote: { ...figures, passed: true } })
    const half = { votesFor: 150, against: 20, abstained: 9, deputies: 300, passed: true }
    const other = await motionIn(desk().post(...on(await decided({ decision: 'agenda' }), 'deliberation')))
    expect(await codeOf(await desk().post(...on(other, 'vote', half)))).toBe('422 motion.no_majority')
  })

  test('a committee reports on what was referred to it, and sees it only from then on', async () => {
    const before = await motionIn(submit(await enough()))
    expect((await site.as(cast.committee).get(`/api/motions/${before.id}`)).status).toBe(404)
    const motion = await decided({ decision: 'committee', committeeId: cast.committee.organ.id })
    const report = { report: '经审议，建议列入立法计划。' }
    const reported = await motionIn(site.as(cast.committee).post(...on(motion, 'committee-report', report)))
    expect(reported).toMatchObject({ state: 'committee_report', committeeReport: report.report })
    const ended = await motionIn(
      desk().post(...on(reported, 'decision', { decision: 'conclude', reason: '已列入计划。' })),
    )
    expect(ended.state).toBe('concluded')
  })

  test('the presidium makes a suggestion of it, with its reason', async () => {
    const motion = await decided({ decision: 'suggestion', reason: '属于政府职权，作为建议办理。' })
    expect(motion.suggestionId).not.toBeNull()
    expect(motion.timeline[0]).toMatchObject({ type: 'motion.converted', note: '属于政府职权，作为建议办理。' })
  })

  test('a submitted motion is withdrawn only with consent, and nothing else happens before that is decided', async () => {
    const motion = await decided({ decision: 'agenda' })
    const asked = await motionIn(lead().post(...on(motion, 'withdrawal', { reason: '与另一议案合并。' })))
    expect(asked).toMatchObject({ state: 'on_agenda', allowed: [] })
    expect(await codeOf(await desk().post(...on(asked, 'deliberation')))).toBe('409 motion.withdrawal_first')
    const no = { consent: false, reason: '已列入议程。' }
    const refused = await motionIn(desk().post(...on(asked, 'withdrawal-decision', no)))
    expect(refused).toMatchObject({ state: 'on_agenda', withdrawalAskedAt: null })
    const again = await motionIn(lead().post(...on(refused, 'withdrawal', { reason: '仍要求撤回。' })))
    const yes = { consent: true, reason: '主席团同意。' }
    expect((await motionIn(desk().post(...on(again, 'withdrawal-decision', yes)))).state).toBe('withdrawn')
  })

  test('before the submission the sponsors withdraw it themselves', async () => {
    const motion = await enough()
    const after = await motionIn(lead().post(...on(motion, 'withdrawal', { reason: '材料不足。' })))
    expect(after.state).toBe('withdrawn')
    expect((await desk().get(`/api/motions/${motion.id}`)).status).toBe(404)
  })
})

describe('who sees it', () => {
  test('a draft is its sponsors’ own; other deputies, the offices and another congress see nothing', async () => {
    const motion = await cosigned(site, cast, { invited: 2, confirmed: 1 })
    const next = await given.congress(site.app, { areaCode: '320411' })
    const strangers = [
      cast.others[5],
      cast.office,
      cast.secretariat,
      await given.deputy(site.app, { congress: next }),
      await given.post(site.app, 'deputy_office', { congress: next }),
      await given.post(site.app, 'unit_clerk', { congress: cast.congress }),
    ]
    for (const who of strangers) {
      if (!who) throw new Error('nobody')
      expect(await codeOf(await site.as(who).get(`/api/motions/${motion.id}`))).toBe('404 motion.not_found')
      expect(await codeOf(await site.as(who).post(...on(motion, 'registration')))).toBe('404 motion.not_found')
    }
    expect((await site.anonymous.get(`/api/motions/${motion.id}`)).status).toBe(401)
  })

  test('to-do pages name the motion; a notice is written for whom it newly waits', async () => {
    const invited = await given.deputy(site.app, { congress: cast.congress })
    const motion = await cosigned(site, { ...cast, others: [invited] }, { confirmed: 0 })
    await site.beat()
    type Lines = Record<string, { caseKind: string; caseId: string; title: string; todo: string }[]>
    const todo = Object.values((await (await site.as(invited).get('/api/todo')).json()) as Lines).flat()
    expect(todo.find(({ caseId }) => caseId === motion.id)).toMatchObject({
      caseKind: 'motion',
      todo: 'motionCosign',
      title: motion.title,
    })
    const notices = (await (await site.as(invited).get('/api/notices')).json()) as { items: object[] }
    expect(notices.items).toContainEqual(
      expect.objectContaining({ kind: 'motionCosign', caseKind: 'motion', caseId: motion.id, title: motion.title }),
    )
  })

  test('the list is an index scan, and the same few statements whatever its length', async () => {
    await runSql(
      site.db,
      `insert into motion (id, congress_id, term_id, title, lead_mandate_id, status, created_at, changed_at)
        select gen_random_uuid(), $1, $2, '第' || i || '号旧案', $3, 'concluded', timestamptz '2024-01-01',
          timestamptz '2024-01-01' + i * interval '1 minute' from generate_series(1, 1500) i`,
      [cast.congress.id, cast.congress.termId, cast.lead.mandateId],
    )
    await runSql(
      site.db,
      `insert into party (holder_id, case_id, role, case_kind, state, changed_at)
        select $1, id, 'desk', 'motion', status, changed_at from motion where title like '%号旧案'`,
      [cast.secretariat.organ.id],
    )
    await runSql(site.db, 'analyze')
    const list = (query: string) => desk().get(`/api/motions?${query}`)
    // by deadline none is left out
    const totalOf = async (query: string) => ((await (await list(query)).json()) as { total: object }).total
    expect(await totalOf('limit=1&sort=due')).toEqual(await totalOf('limit=1'))
    const byDue = await statementsOf(site.db, () => list('limit=20&sort=due'))
    const scan = await runSql(
      site.db,
      `explain ${inline(byDue.find(({ text }) => text.includes('"counted"') && text.includes('lead_name')))}`,
    )
    expect(scan.map((row) => row['QUERY PLAN']).join('\n')).toContain('party_due')
    const short = await statementsOf(site.db, () => list('limit=5'))
    const long = await statementsOf(site.db, () => list('limit=100'))
    expect(long.length).toBe(short.length)
    const page = short.find(({ text }) => text.includes('"counted"') && text.includes('lead_name'))
    const plan = await runSql(site.db, `explain ${inline(page)}`)
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('party_changed')
    const found = (await (await list('q=第1500号&box=closed')).json()) as { items: MotionRow[] }
    expect(found.items.map(({ title }) => title)).toEqual(['第1500号旧案'])
    await runSql(site.db, `delete from party where case_id in (select id from motion where title like '%号旧案')`)
    await runSql(site.db, `delete from motion where title like '%号旧案'`)
  })

  test('the rows of all motions are as the record holds them', async () => {
    await site.beat()
    expect((await verifyRecord(site.app)).faults).toEqual([])
  })
})

test('a motion sent twice is one; sent again with other words it is refused, and no words are lost unseen', async () => {
  const draft = { id: site.app.ids.uuid(), ...motionOf() }
  const kept = await Promise.all([1, 2].map(() => motionIn(lead().post('/api/motions', draft))))
  expect(new Set(kept.map(({ version }) => version)).size).toBe(1)
  const other = await lead().post('/api/motions', { ...draft, grounds: '又补写了一段。' })
  expect(await other.json()).toMatchObject({ code: 'motion.draft_known', data: { isUntouched: true } })
})
