import { beforeAll, describe, expect, test, vi } from 'vitest'
import { verifyRecord } from '#modules/record/index.ts'
import type { SuggestionView } from '#modules/suggestion/index.ts'
import { type Cast, codeOf, given, viewOf } from '#modules/suggestion/suggestion.given.ts'
import { type Stage, stage } from '#modules/suggestion/suggestion-stage.given.ts'
import { runSql } from '#tests/support/statements.ts'
import { foundInTable } from '#tests/support/tamper.ts'
import { testApp } from '#tests/support/test-app.ts'
import type { Candidate, MeetingDraft, MeetingRow, MeetingView } from './handover.contract.ts'
import { meetingIn, meetingOf } from './handover.given.ts'
import { handOverSome, keepMinutes, pickCases, planMeeting, signList } from './index.ts'

type Site = Awaited<ReturnType<typeof testApp>>
let site: Site
let cast: Cast
let play: Stage
beforeAll(async () => {
  site = await testApp({ fresh: true })
  cast = await given.cast(site.app)
  play = stage(site, cast)
})

type Name = Exclude<keyof Cast, 'congress' | 'leadUnit' | 'coUnit'>
const by = (name: Name) => site.as(cast[name])
const plan = async (change: Partial<MeetingDraft> = {}): Promise<MeetingView> =>
  meetingIn(await by('office').post('/api/handover-meetings', meetingOf(change)))
const see = async (name: Name, { id }: { id: string }): Promise<MeetingView> =>
  meetingIn(await by(name).get(`/api/handover-meetings/${id}`))
const pick = (meeting: { id: string }, cases: readonly { id: string }[]) =>
  by('office').post(`/api/handover-meetings/${meeting.id}/cases`, { suggestionIds: cases.map(({ id }) => id) })
const press = (name: Name, { id }: { id: string }, body: object = { retry: false }) =>
  by(name).post(`/api/handover-meetings/${id}/handing-over`, body)

async function planned(change: Parameters<Stage['accepted']>[0] = {}): Promise<SuggestionView> {
  const { id, version } = await play.accepted(change)
  const units = [
    { unitId: cast.leadUnit.id, part: 'lead' },
    { unitId: cast.coUnit.id, part: 'co' },
  ]
  return viewOf(await by('government').post(`/api/suggestions/${id}/assignment-plan`, { version, units }))
}
const several = async (count: number): Promise<SuggestionView[]> => {
  const cases: SuggestionView[] = []
  for (let made = 0; made < count; made += 1) cases.push(await planned())
  return cases
}
/** How often a case was handed over, by the record. */
const handings = async ({ id }: { id: string }): Promise<number> =>
  (await runSql(site.db, `select 1 from event where type = 'suggestion.assigned' and case_id = $1`, [id])).length

describe('preparing', () => {
  test('what can be picked is what is accepted and not handed over; what waits for one meeting is in no other', async () => {
    const [ready, unplanned] = [await planned(), await play.accepted()]
    const found = async (query: string) =>
      ((await (await by('office').get(`/api/handover-candidates?limit=100&${query}`)).json()) as { items: Candidate[] })
        .items
    expect((await found('')).map(({ id }) => id)).toEqual(expect.arrayContaining([ready.id, unplanned.id]))
    const latest = await found('sort=latest')
    expect((await found('sort=earliest')).map(({ id }) => id)).toEqual(latest.map(({ id }) => id).toReversed())
    const paged = (await (await by('office').get('/api/handover-candidates?limit=1&sort=latest')).json()) as {
      next: string
    }
    expect((await found(`sort=latest&cursor=${paged.next}`))[0]?.id).toBe(latest[1]?.id)
    const open = (await found('ready=planned')).find(({ id }) => id === ready.id)
    expect(open?.units).toHaveLength(2)
    expect((await found('ready=planned')).map(({ id }) => id)).not.toContain(unplanned.id)
    const meeting = await plan()
    await meetingIn(await pick(meeting, [ready]))
    expect((await found('')).map(({ id }) => id)).not.toContain(ready.id)
    expect(await codeOf(await pick(await plan(), [ready]))).toBe('409 handover.nothing_to_pick')
    const sheet = await by('office').get('/api/handover-candidates/export.xlsx?ready=planned')
    expect(Number(sheet.headers.get('x-export-rows'))).toBe((await found('ready=planned')).length)
    expect((await by('clerk').get('/api/handover-candidates/export.xlsx')).status).toBe(403)
    await by('office').delete(`/api/handover-meetings/${meeting.id}/cases/${ready.id}`)
    expect((await found('')).map(({ id }) => id)).toContain(ready.id)
  })

  test('before anything is handed over it shows what goes to whom, and what needs a look', async () => {
    const [ready, unplanned, secret] = [await planned(), await play.accepted(), await planned({ confidential: true })]
    const view = await meetingIn(await pick(await plan(), [ready, unplanned, secret]))
    expect(view.units.map(({ unitName, lead, co, confidential }) => [unitName, lead, co, confidential])).toEqual([
      ['武进区民政局', 2, 0, 1],
      ['武进区卫生健康局', 0, 2, 1],
    ])
    const warned = Object.fromEntries(view.cases.map(({ id, warnings }) => [id, warnings]))
    expect(warned).toEqual({ [ready.id]: [], [unplanned.id]: ['missing_plan'], [secret.id]: ['confidential'] })
  })

  test('its day is not before the term began, and not before what it hands over was accepted', async () => {
    const old = await by('office').post('/api/handover-meetings', meetingOf({ heldOn: '2020-05-12' }))
    expect(await codeOf(old)).toBe('422 handover.day_before_term')
    const kase = await planned()
    const yesterday = await plan({ heldOn: '2026-03-03' })
    const refused = await pick(yesterday, [kase])
    expect(((await refused.clone().json()) as { detail: string }).detail).toContain(kase.number)
    expect(await codeOf(refused)).toBe('409 handover.day_before_case')
    const all = { filter: { q: kase.number } }
    expect(await codeOf(await by('office').post(`/api/handover-meetings/${yesterday.id}/cases`, all))).toBe(
      '409 handover.day_before_case',
    )
    const today = await plan()
    const { version } = await meetingIn(await pick(today, [kase]))
    const moved = { ...meetingOf({ heldOn: '2026-03-03' }), version }
    expect(await codeOf(await by('office').put(`/api/handover-meetings/${today.id}`, moved))).toBe(
      '409 handover.day_before_case',
    )
  })

  test('nothing is handed over before the day of the meeting', async () => {
    const meeting = await plan({ heldOn: '2026-03-05' })
    await meetingIn(await pick(meeting, [await planned()]))
    expect(await codeOf(await press('office', meeting))).toBe('409 handover.not_yet')
  })
})

describe('handing over', () => {
  test('all go at one instant, each to its units, whose clocks then run', async () => {
    const cases = await several(3)
    const meeting = await plan()
    await meetingIn(await pick(meeting, cases))
    const after = await meetingIn(await press('office', meeting))
    expect(after).toMatchObject({ state: 'held', progress: { cases: 3, waiting: 0, handedOver: 3, failed: 0 } })
    expect(new Set(after.cases.map(({ handedAt }) => handedAt)).size).toBe(1)
    const kase = await viewOf(await by('clerk').get(`/api/suggestions/${cases[0]?.id}`))
    expect(kase.state).toBe('assigned')
    expect(kase.assignments.find(({ unitId }) => unitId === cast.leadUnit.id)?.clocks.length).toBeGreaterThan(0)
  })

  test('what was withdrawn before the meeting is told as withdrawn, is not tried, and holds up no other', async () => {
    const [good, withdrawn] = [await planned(), await planned()]
    const meeting = await plan()
    await meetingIn(await pick(meeting, [good, withdrawn]))
    const { version } = withdrawn
    const path = `/api/suggestions/${withdrawn.id}/withdrawal`
    await viewOf(await by('lead').post(path, { version, reason: '另行提出。' }))
    const gone = { pick: 'gone', failure: '已撤回，不再交办。', warnings: [] }
    const of = (view: MeetingView) => view.cases.find(({ id }) => id === withdrawn.id)
    expect(of(await see('office', meeting))).toMatchObject(gone)
    const after = await meetingIn(await press('office', meeting))
    expect(after.progress).toEqual({ cases: 2, waiting: 0, handedOver: 1, failed: 0, gone: 1 })
    expect(of(after)).toMatchObject(gone)
    expect(after.allowed).not.toContain('retry')
    expect((await meetingIn(await press('office', meeting, { retry: true }))).progress).toEqual(after.progress)
    expect([await handings(withdrawn), await handings(good)]).toEqual([0, 1])
  })

  test('a meeting of which all was withdrawn has nothing to hand over', async () => {
    const kase = await planned()
    const meeting = await plan()
    await meetingIn(await pick(meeting, [kase]))
    const { version } = kase
    await viewOf(await by('lead').post(`/api/suggestions/${kase.id}/withdrawal`, { version, reason: '另行提出。' }))
    expect((await see('office', meeting)).allowed).not.toContain('handOver')
    expect(await codeOf(await press('office', meeting))).toBe('409 handover.nothing_picked')
  })

  test('what has no plan is handed to nobody: it says so, and goes once it is planned', async () => {
    const kase = await play.accepted()
    const meeting = await plan()
    await meetingIn(await pick(meeting, [kase]))
    const after = await meetingIn(await press('office', meeting))
    expect(after.cases[0]).toMatchObject({ pick: 'failed', failure: '还没有拟定承办单位，请先拟办再交办。' })
    const units = [{ unitId: cast.leadUnit.id, part: 'lead' }]
    const path = `/api/suggestions/${kase.id}/assignment-plan`
    await viewOf(await by('government').post(path, { version: kase.version, units }))
    const again = await meetingIn(await press('office', meeting, { retry: true }))
    expect(again.cases[0]).toMatchObject({ pick: 'handed_over', failure: null })
  })

  test('two clerks press at once: everything is handed over, and nothing twice', async () => {
    const cases = await several(6)
    const meeting = await plan()
    await meetingIn(await pick(meeting, cases))
    const replies = await Promise.all([press('office', meeting), press('colleague', meeting)])
    expect(replies.map(({ status }) => status)).toEqual([200, 200])
    const after = await see('office', meeting)
    expect(after.progress).toEqual({ cases: 6, waiting: 0, handedOver: 6, failed: 0, gone: 0 })
    expect(await Promise.all(cases.map(handings))).toEqual([1, 1, 1, 1, 1, 1])
    await meetingIn(await press('office', meeting))
    expect(await Promise.all(cases.map(handings))).toEqual([1, 1, 1, 1, 1, 1])
  })

  test('under a key too each is handed over by itself: one that somebody works on does not hold what went before it', async () => {
    const [first, second] = (await several(2)).toSorted((one, other) => (one.id < other.id ? -1 : 1))
    const meeting = await plan()
    await meetingIn(
      await pick(
        meeting,
        [first, second].filter((one) => one !== undefined),
      ),
    )
    const pressUnderKey = () =>
      by('office').fetch(`/api/handover-meetings/${meeting.id}/handing-over`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'press-1' },
        body: JSON.stringify({ retry: false }),
      })
    const pressed = await site.db.transaction().execute(async (trx) => {
      await runSql(trx, 'select 1 from suggestion where id = $1 for update', [second?.id])
      const under = pressUnderKey()
      await vi.waitFor(async () => expect(await handings(first as SuggestionView)).toBe(1), { timeout: 20_000 })
      expect(await codeOf(await pressUnderKey())).toBe('409 http.under_way')
      return { under }
    })
    expect((await meetingIn(await pressed.under)).progress).toMatchObject({ handedOver: 2, failed: 0 })
    const again = await pressUnderKey()
    expect([again.headers.get('idempotency-replayed'), (await meetingIn(again)).progress.handedOver]).toEqual([
      'true',
      2,
    ])
    expect(await Promise.all([first, second].map((one) => handings(one as SuggestionView)))).toEqual([1, 1])
  })

  test('a key that its program holds no longer is taken over once; who was thought gone and comes back hands nothing over twice', async () => {
    const [first, second] = (await several(2)).toSorted((one, other) => (one.id < other.id ? -1 : 1)) as [
      SuggestionView,
      SuggestionView,
    ]
    const meeting = await plan()
    await meetingIn(await pick(meeting, [first, second]))
    const press = (retry = false) =>
      by('office').fetch(`/api/handover-meetings/${meeting.id}/handing-over`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'press-2' },
        body: JSON.stringify({ retry }),
      })
    const pass = (seconds: number) =>
      runSql(site.db, `update received_command set held_until = held_until - make_interval(secs => $1)`, [seconds])
    const { stalled } = await site.db.transaction().execute(async (trx) => {
      await runSql(trx, 'select 1 from suggestion where id = $1 for update', [second.id])
      const stalled = press()
      await vi.waitFor(async () => expect(await handings(first)).toBe(1), { timeout: 20_000 })
      await pass(5)
      expect(await codeOf(await press())).toBe('409 http.under_way')
      await pass(6)
      expect(await codeOf(await press(true))).toBe('422 http.idempotency_key_reused')
      // the second case stays with who took it: it is not asked for twice
      expect((await meetingIn(await press())).progress).toMatchObject({ handedOver: 1, waiting: 1 })
      return { stalled }
    })
    expect((await meetingIn(await stalled)).progress).toMatchObject({ handedOver: 2, failed: 0 })
    const again = await press()
    expect([again.headers.get('idempotency-replayed'), (await meetingIn(again)).progress.handedOver]).toEqual([
      'true',
      2,
    ])
    expect([await handings(first), await handings(second)]).toEqual([1, 1])
  })

  test('what was handed to a unit that has since been merged stands on the list of the unit that took it over', async () => {
    const old = await given.unit(site.app, { congress: cast.congress, name: '武进区老龄工作办公室' })
    const heir = await given.unit(site.app, { congress: cast.congress, name: '武进区社会工作局' })
    const clerk = site.as(await given.post(site.app, 'unit_clerk', { congress: cast.congress, organ: heir }))
    const { id, version } = await play.accepted()
    const units = [{ unitId: old.id, part: 'lead' }]
    const kase = await viewOf(await by('government').post(`/api/suggestions/${id}/assignment-plan`, { version, units }))
    const meeting = await plan()
    await meetingIn(await pick(meeting, [kase]))
    await meetingIn(await press('office', meeting))
    const merger = { intoId: heir.id, effectiveOn: '2026-03-04', version: 1 }
    expect((await by('office').post(`/api/organs/${old.id}/merge`, merger)).status).toBe(200)
    const { items } = (await (await clerk.get('/api/handover-meetings')).json()) as { items: MeetingRow[] }
    expect(items.map((row) => row.id)).toEqual([meeting.id])
    const seen = await meetingIn(await clerk.get(`/api/handover-meetings/${meeting.id}`))
    expect(seen.cases.map((row) => row.units.map(({ unitName }) => unitName))).toEqual([['武进区老龄工作办公室']])
  })

  test('what was cut off in the middle is free again after two minutes', async () => {
    const kase = await planned()
    const meeting = await plan()
    await meetingIn(await pick(meeting, [await planned()]))
    await meetingIn(await press('office', meeting))
    await meetingIn(await pick(meeting, [kase]))
    await runSql(site.db, `update handover_case set status = 'handing', claimed_at = $1 where suggestion_id = $2`, [
      site.clock.now(),
      kase.id,
    ])
    expect((await meetingIn(await press('office', meeting))).progress.waiting).toBe(1)
    site.clock.advance(121_000)
    expect((await meetingIn(await press('office', meeting))).progress.handedOver).toBe(2)
    expect(await handings(kase)).toBe(1)
  })

  test('who hands over is the office, nobody else', async () => {
    const meeting = await plan()
    await meetingIn(await pick(meeting, [await planned()]))
    expect(await codeOf(await press('government', meeting))).toBe('403 handover.not_yours_to_do')
    expect(await codeOf(await press('clerk', meeting))).toBe('404 handover.not_found')
  })
})

describe('after the meeting', () => {
  test('a unit sees its own list, signs it once, and sees nothing of the others', async () => {
    const kase = await planned()
    const meeting = await plan()
    await meetingIn(await pick(meeting, [kase]))
    expect((await by('clerk').get(`/api/handover-meetings/${meeting.id}`)).status).toBe(404)
    await meetingIn(await press('office', meeting))
    const own = await see('clerk', meeting)
    expect(own.units.map(({ unitId, maySign }) => [unitId, maySign])).toEqual([[cast.leadUnit.id, true]])
    const sign = () => by('clerk').post(`/api/handover-meetings/${meeting.id}/signature`, { note: '已收悉。' })
    const replies = await Promise.all([sign(), sign()])
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const seen = await see('office', meeting)
    expect(seen.units.filter(({ signedAt }) => signedAt !== null).map(({ unitId }) => unitId)).toEqual([
      cast.leadUnit.id,
    ])
  })

  test('the unit that took over another one signs the line that bears the old name', async () => {
    const old = await given.unit(site.app, { congress: cast.congress, name: '武进区老龄办' })
    const kase = await play.accepted()
    const { version } = await play.open(by('government'), kase.id)
    const units = [{ unitId: old.id, part: 'lead' }]
    await viewOf(await by('government').post(`/api/suggestions/${kase.id}/assignment-plan`, { version, units }))
    const meeting = await plan()
    await meetingIn(await pick(meeting, [kase]))
    await meetingIn(await press('office', meeting))
    const merger = { intoId: cast.leadUnit.id, effectiveOn: '2026-03-04', version: 1 }
    expect((await by('office').post(`/api/organs/${old.id}/merge`, merger)).status).toBe(200)
    await site.beat()
    const own = await see('clerk', meeting)
    expect(own.units.map(({ unitName, maySign }) => [unitName, maySign])).toEqual([['武进区老龄办', true]])
    const signed = await meetingIn(
      await by('clerk').post(`/api/handover-meetings/${meeting.id}/signature`, { note: '' }),
    )
    expect(signed.units.map(({ unitId, maySign, signedAt }) => [unitId, maySign, signedAt !== null])).toEqual([
      [old.id, false, true],
    ])
    const list = (await (await by('office').get('/api/organs?q=老龄办')).json()) as {
      items: { mergedIntoName: string; endsOn: string }[]
    }
    expect(list.items).toMatchObject([{ mergedIntoName: cast.leadUnit.name, endsOn: '2026-03-04' }])
  })

  test('the minutes are kept; who has an older version in front of them is told so', async () => {
    const meeting = await plan()
    await meetingIn(await pick(meeting, [await planned()]))
    const { version } = await meetingIn(await press('office', meeting))
    const path = `/api/handover-meetings/${meeting.id}/minutes`
    const minutes = { version, minutes: '会议要求各单位五个工作日内签收。' }
    expect((await meetingIn(await by('office').put(path, minutes))).minutes).toBe(minutes.minutes)
    expect(await codeOf(await by('office').put(path, minutes))).toBe('409 handover.stale_version')
  })

  test('the list of meetings is searched and counted; a cancelled one frees what was picked', async () => {
    const kase = await planned()
    const meeting = await plan({ title: '湖塘片区专题交办会' })
    const { version } = await meetingIn(await pick(meeting, [kase]))
    await meetingIn(await by('office').post(`/api/handover-meetings/${meeting.id}/cancellation`, { version }))
    const list = (await (await by('office').get('/api/handover-meetings?q=湖塘片区')).json()) as {
      items: MeetingRow[]
      total: { value: number }
    }
    expect(list.items.map(({ id, state, cases }) => [id, state, cases])).toEqual([[meeting.id, 'cancelled', 0]])
    expect(list.total.value).toBe(1)
    const days = async (sort: string) =>
      (
        (await (await by('office').get(`/api/handover-meetings?sort=${sort}&limit=100`)).json()) as {
          items: MeetingRow[]
        }
      ).items.map(({ id }) => id)
    expect(await days('earliest')).toEqual((await days('latest')).toReversed())
    expect((await pick(await plan(), [kase])).status).toBe(200)
  })
})

test('a meeting from its plan to its minutes through the door of the module', async () => {
  const kase = await planned()
  const { id } = await planMeeting(site.app, cast.office, meetingOf())
  await pickCases(site.app, cast.office, id, { suggestionIds: [kase.id] })
  expect((await handOverSome(site.app, cast.office, id, { retry: false })).progress.handedOver).toBe(1)
  await signList(site.app, cast.clerk, id, '')
  const { version } = await see('office', { id })
  expect((await keepMinutes(site.app, cast.office, id, version, '已交办。')).minutes).toBe('已交办。')
})

test('what the record holds of meetings is what stands in the tables', async () => {
  await site.beat()
  expect((await verifyRecord(site.app)).faults).toEqual([])
  for (const statement of [
    'delete from handover_case',
    `update handover_case set picked_at = picked_at + interval '1 day'`,
  ]) {
    const faults = await foundInTable(site, 'handover_case', statement)
    expect(faults, statement).toContainEqual(expect.objectContaining({ code: 'row_changed', kind: 'handover_meeting' }))
    expect(faults.filter((fault) => !('kind' in fault) || fault.kind !== 'handover_meeting')).toEqual([])
  }
})
