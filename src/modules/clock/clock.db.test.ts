import { describe, expect, test } from 'vitest'
import type { Locale } from '#kernel/actor.ts'
import { eventsOf } from '#modules/record/index.ts'
import type { Trx } from '#platform/db/database.ts'
import { queryRaw } from '#platform/db/raw.ts'
import { within } from '#platform/db/within.ts'
import { cloneDatabase } from '#tests/support/database.ts'
import { officialList } from './calendar.source.ts'
import { clockApp, givenClock, refOf, shanghai, wrongList } from './clock.given.ts'
import type { ClockRef } from './clock.service.ts'
import {
  type Approved,
  type ClockFacts,
  clocksOfCase,
  ensureCalendar,
  extendClock,
  importCalendar,
  isLate,
  lastDayOf,
  pauseClock,
  presentClocks,
  resumeClock,
  startClock,
  stopClocks,
  stopClocksOfCase,
  sweepClocks,
} from './index.ts'

const loadClocks = async (app: ReturnType<typeof clockApp>, db: typeof app.db, caseId: string, locale: Locale) =>
  presentClocks(app, db, await clocksOfCase(db, caseId), locale)

const stopClock = async (app: ReturnType<typeof clockApp>, trx: Trx, { subjectId, ruleId }: ClockRef) =>
  (await stopClocks(app, trx, { subjectId, ruleIds: [ruleId] }))[0]

const decision: Approved = { reason: '等待上级批复', approvedBy: crypto.randomUUID(), actor: 'system' }

const columns =
  'rule_version, status, start_reason, started_at, n, unit, roll, end_of_day, pauses, extensions, soon_days, escalate_days, calendar_version, set_before, due_before'
const copies = `insert into clock (id, subject_kind, subject_id, case_id, rule_id, ${columns}, sweep_at)
  select gen_random_uuid(), subject_kind, gen_random_uuid(), case_id, rule_id, ${columns}, sweep_at + i * interval '1 hour'
  from clock, generate_series(1, 3000) i`
const sweepQuery = 'select * from clock where sweep_at <= $1 order by sweep_at, id limit 200 for update skip locked'

const waitingForCalendar = `select 1 from pg_locks where not granted and relation = 'work_calendar'::regclass`
const intake = {
  subjectKind: 'suggestion',
  ruleId: 'suggestion.intake',
  ruleVersion: 1,
  period: { n: 5, unit: 'workday' },
} as const

async function program(now: string) {
  const { db } = await cloneDatabase({ fresh: true })
  const app = clockApp(db, now)
  await ensureCalendar(app)
  const inTrx = <Result>(
    act: (trx: Parameters<Parameters<ReturnType<typeof db.transaction>['execute']>[0]>[0]) => Promise<Result>,
  ) => db.transaction().execute(act)
  const eventTypes = async (clock: ClockFacts) => (await eventsOf(db, clock.caseId)).map(({ type }) => type)
  const reload = async (clock: ClockFacts) => {
    const [found] = await clocksOfCase(db, clock.caseId)
    if (!found) throw new Error('the clock is gone')
    return found
  }
  return { app, db, inTrx, eventTypes, reload }
}

describe('starting and sweeping', () => {
  test('H17: assigned on 20 November 2025, three months end on 24 February 2026; at midnight after it is overdue', async () => {
    const { app, db, eventTypes } = await program('2025-11-20T09:00:00')
    const clock = await givenClock(app, {
      ruleId: 'suggestion.answer',
      period: { n: 3, unit: 'month' },
      startReason: 'assigned',
    })
    expect(lastDayOf(clock.dueBefore)).toBe('2026-02-24')
    app.clock.set(shanghai('2026-02-24T23:59:00'))
    await sweepClocks(app)
    const [inTime] = await loadClocks(app, db, clock.caseId, 'zh-CN')
    expect(inTime).toMatchObject({ state: 'running', remainingDays: 0, dueOn: '2026-02-24', warning: null })
    expect(inTime?.explanation).toContain('该日为春节假期，顺延至 2 月 24 日（星期二）24:00 前')
    expect(await eventTypes(clock)).toEqual(['clock.due'])
    app.clock.set(shanghai('2026-02-25T00:00:00'))
    const [late] = await loadClocks(app, db, clock.caseId, 'zh-CN')
    expect(late).toMatchObject({ state: 'overdue', isLate: true, remainingDays: -1 })
    await sweepClocks(app)
    expect(await eventTypes(clock)).toEqual(['clock.due', 'clock.overdue'])
  })

  test('H16: an intake of five workdays is overdue on the sixth workday, and not on the fifth', async () => {
    const { app, eventTypes } = await program('2026-03-05T16:00:00')
    const clock = await givenClock(app)
    app.clock.set(shanghai('2026-03-12T23:59:59'))
    await sweepClocks(app)
    expect(await eventTypes(clock)).toEqual(['clock.due'])
    app.clock.set(shanghai('2026-03-13T00:00:00'))
    await sweepClocks(app)
    expect(await eventTypes(clock)).toEqual(['clock.due', 'clock.overdue'])
  })

  test('every reminder is recorded once, however often and by however many the sweep is run', async () => {
    const { app, db } = await program('2026-03-02T09:00:00')
    const clocks: ClockFacts[] = []
    for (let index = 0; index < 450; index += 1)
      clocks.push(await givenClock(app, { soonDays: [3], escalateDays: [2] }))
    const sweepByFive = () => Promise.all(Array.from({ length: 5 }, () => sweepClocks(app)))
    for (const day of ['06', '07', '09', '10', '11', '12', '13']) {
      app.clock.set(shanghai(`2026-03-${day}T08:00:00`))
      await sweepByFive()
      await sweepByFive()
    }
    const rows = await db
      .selectFrom('event')
      .select(({ fn }) => ['type', 'subject_id', fn.countAll<number>().as('times')])
      .where('type', 'like', 'clock.%')
      .where('subject_kind', '=', 'clock')
      .groupBy(['type', 'subject_id'])
      .execute()
    expect(new Set(rows.map(({ times }) => Number(times)))).toEqual(new Set([1]))
    for (const type of ['clock.soon', 'clock.due', 'clock.overdue', 'clock.escalated'])
      expect(rows.filter((row) => row.type === type)).toHaveLength(clocks.length)
  })

  test('the sweep finds what has come about by its index, not by reading all clocks', async () => {
    const { app, inTrx } = await program('2026-03-02T09:00:00')
    await givenClock(app)
    const plan = await inTrx(async (trx) => {
      await queryRaw(trx, copies, [])
      await queryRaw(trx, 'analyze clock', [])
      return queryRaw(trx, `explain ${sweepQuery}`, [app.clock.now()])
    })
    expect(JSON.stringify(plan.rows)).toContain('Index Scan using clock_sweep')
  })

  test('one subject has one live clock of a rule; when it has stopped there may be another', async () => {
    const { app, inTrx } = await program('2026-03-02T09:00:00')
    const clock = await givenClock(app)
    await expect(givenClock(app, { caseId: clock.caseId })).rejects.toMatchObject({ code: 'clock.already_running' })
    await inTrx((trx) => stopClock(app, trx, refOf(clock)))
    await givenClock(app, { caseId: clock.caseId })
  })
})

describe('stopping, pausing, extending', () => {
  test('stopped a second too late it is late, and the deadline that nobody had swept is recorded first', async () => {
    const { app, inTrx, eventTypes } = await program('2026-03-02T09:00:00')
    const [early, late] = [await givenClock(app), await givenClock(app)]
    app.clock.set(shanghai('2026-03-09T23:59:59'))
    expect(isLate((await inTrx((trx) => stopClock(app, trx, refOf(early)))) ?? early, app.clock.now())).toBe(false)
    app.clock.set(shanghai('2026-03-10T00:00:00'))
    expect(isLate((await inTrx((trx) => stopClock(app, trx, refOf(late)))) ?? late, app.clock.now())).toBe(true)
    expect(await eventTypes(late)).toEqual(['clock.overdue'])
    expect(await inTrx((trx) => stopClock(app, trx, refOf(late)))).toBeUndefined()
    await sweepClocks(app)
    expect(await eventTypes(early)).toEqual(['clock.due'])
  })

  test('a paused clock is not swept, and goes on with the days it stood still added', async () => {
    const { app, db, inTrx, eventTypes, reload } = await program('2025-11-20T09:00:00')
    const clock = await givenClock(app, { ruleId: 'suggestion.answer', period: { n: 3, unit: 'month' } })
    app.clock.set(shanghai('2026-02-10T10:00:00'))
    await inTrx((trx) => pauseClock(app, trx, refOf(clock), decision))
    app.clock.set(shanghai('2026-03-02T10:00:00'))
    await sweepClocks(app)
    const [standing] = await loadClocks(app, db, clock.caseId, 'zh-CN')
    expect(standing).toMatchObject({ state: 'paused', isLate: false })
    const resumed = await inTrx((trx) => resumeClock(app, trx, refOf(clock), 'system'))
    expect(lastDayOf(resumed.dueBefore)).toBe('2026-03-12')
    expect(resumed.pauses).toEqual([{ ...decisionFact, from: shanghai('2026-02-10T10:00:00'), until: app.clock.now() }])
    expect(await eventTypes(clock)).toEqual(['clock.paused', 'clock.resumed'])
    expect((await reload(clock)).dueBefore).toEqual(shanghai('2026-03-13T00:00:00'))
  })

  test('an extension by three months counts from the original start; after the deadline it is too late for one', async () => {
    const { app, inTrx } = await program('2025-11-30T09:00:00')
    const clock = await givenClock(app, { ruleId: 'suggestion.answer', period: { n: 3, unit: 'month' } })
    app.clock.set(shanghai('2026-02-20T10:00:00'))
    const extended = await inTrx((trx) => extendClock(app, trx, refOf(clock), { ...decision, n: 3 }))
    expect(lastDayOf(extended.dueBefore)).toBe('2026-06-01')
    app.clock.set(shanghai('2026-06-02T00:00:00'))
    const again = inTrx((trx) => extendClock(app, trx, refOf(clock), { ...decision, n: 1 }))
    await expect(again).rejects.toMatchObject({ kind: 'too_late', code: 'clock.overdue' })
  })

  test('the end of a case stops all its clocks, also a paused one', async () => {
    const { app, db, inTrx } = await program('2026-03-02T09:00:00')
    const clock = await givenClock(app)
    const other = await givenClock(app, { caseId: clock.caseId, ruleId: 'suggestion.answer' })
    await inTrx((trx) => pauseClock(app, trx, refOf(other), decision))
    await inTrx((trx) => stopClocksOfCase(app, trx, clock.caseId))
    expect((await clocksOfCase(db, clock.caseId)).map(({ status }) => status)).toEqual(['stopped', 'stopped'])
  })

  const decisionFact = { reason: decision.reason, approvedBy: decision.approvedBy }
})

describe('publishing a calendar', () => {
  test('H19: a corrected calendar moves what is not due, leaves a trace, and does not judge again what is overdue', async () => {
    const { app, db, eventTypes, reload } = await program('2026-02-03T09:00:00')
    await importCalendar(app, 'system', { source: 'posted', ...wrongList() })
    const overdue = await givenClock(app, { period: { n: 3, unit: 'workday' } })
    app.clock.set(shanghai('2026-02-12T09:00:00'))
    const open = await givenClock(app)
    expect(lastDayOf(open.dueBefore)).toBe('2026-02-28')
    await sweepClocks(app)
    const published = await importCalendar(app, 'system', { source: 'posted', ...officialList(2026, 2026) }, 2)
    expect(published).toMatchObject({ isNew: true, recomputed: 1, kept: 0, calendar: { version: 3 } })
    expect(lastDayOf((await reload(open)).dueBefore)).toBe('2026-02-26')
    expect((await reload(overdue)).dueBefore).toEqual(overdue.dueBefore)
    expect((await reload(overdue)).calendarVersion).toBe(2)
    expect(await eventTypes(overdue)).toEqual(['clock.overdue'])
    const [trace] = await eventsOf(db, open.caseId)
    expect(trace).toMatchObject({
      type: 'clock.recomputed',
      data: {
        dueBeforeOld: shanghai('2026-03-01T00:00:00').toISOString(),
        dueBefore: shanghai('2026-02-27T00:00:00').toISOString(),
        kept: false,
        calendarVersion: 3,
      },
    })
    const [view] = await loadClocks(app, db, open.caseId, 'zh-CN')
    expect(view?.explanation).toContain('工作日历更正后重算，原期限为 2 月 28 日')
    // a later calendar that moves nothing is not what moved it
    const later = await importCalendar(app, 'system', { source: 'posted', ...officialList(2025, 2026) }, 3)
    expect([later.recomputed, (await loadClocks(app, db, open.caseId, 'zh-CN'))[0]?.explanation]).toEqual([
      0,
      view?.explanation,
    ])
  })

  test('a correction never makes a clock overdue at once: it keeps its deadline, and the arithmetic that belongs to it', async () => {
    const { app, db, eventTypes, reload } = await program('2026-02-12T09:00:00')
    await importCalendar(app, 'system', { source: 'posted', ...wrongList() })
    const clock = await givenClock(app)
    app.clock.set(shanghai('2026-02-28T09:00:00'))
    const published = await importCalendar(app, 'system', { source: 'chinese-days', from: 2026, to: 2026 })
    expect(published).toMatchObject({ recomputed: 0, kept: 1 })
    expect((await reload(clock)).dueBefore).toEqual(clock.dueBefore)
    await sweepClocks(app)
    expect(await eventTypes(clock)).toEqual(['clock.recomputed', 'clock.due'])
    const [view] = await loadClocks(app, db, clock.caseId, 'zh-CN')
    expect(view).toMatchObject({ state: 'running', calendarVersion: 2 })
    expect(view?.explanation).toContain('期限为 2 月 28 日')
  })

  test('the same list again changes nothing; a list made from an older version is refused', async () => {
    const { app } = await program('2026-02-12T09:00:00')
    const again = await importCalendar(app, 'system', { source: 'chinese-days', from: 2024, to: 2026 })
    expect(again).toMatchObject({ isNew: false, calendar: { version: 1, years: [2024, 2025, 2026] } })
    await importCalendar(app, 'system', { source: 'posted', ...wrongList() }, 1)
    const stale = importCalendar(app, 'system', { source: 'posted', ...officialList(2026, 2026) }, 1)
    await expect(stale).rejects.toMatchObject({ kind: 'conflict', code: 'clock.stale_version', data: { version: 2 } })
  })

  test('a clock that is being started when a calendar is published is not missed: publishing waits for it', async () => {
    const { app, inTrx, reload } = await program('2026-02-12T09:00:00')
    const [started, mayCommit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const caseId = app.ids.uuid()
    const starting = inTrx(async (trx) => {
      const begin = (db: Trx, subjectId: string) => startClock(app, db, { ...intake, subjectId, caseId: subjectId })
      // one before it in the same transaction was taken back
      await expect(
        within(trx)
          .transaction()
          .execute(async (inner) => {
            await begin(inner, app.ids.uuid())
            throw new Error('taken back')
          }),
      ).rejects.toThrow('taken back')
      const clock = await begin(trx, caseId)
      started.resolve()
      await mayCommit.promise
      return clock
    })
    await started.promise
    let isPublished = false
    const publishing = importCalendar(app, 'system', { source: 'posted', ...wrongList() }).finally(() => {
      isPublished = true
    })
    const isWaiting = () =>
      inTrx(async (trx) => (await queryRaw(trx, waitingForCalendar, [])).rows.length > 0 || isPublished)
    while (!(await isWaiting()));
    mayCommit.resolve()
    const [clock, published] = await Promise.all([starting, publishing])
    expect(published.recomputed).toBe(1)
    expect(await reload(clock)).toMatchObject({ calendarVersion: 2, dueBefore: shanghai('2026-03-01T00:00:00') })
  })

  test('clocks that start and stop while a calendar is published all end up with the new one, and none waits for ever', async () => {
    const { app, db, inTrx } = await program('2026-02-12T09:00:00')
    const before: ClockFacts[] = []
    for (let index = 0; index < 40; index += 1) before.push(await givenClock(app))
    const replaceClock = (clock: ClockFacts) =>
      inTrx(async (trx) => {
        await stopClock(app, trx, refOf(clock))
      }).then(() => givenClock(app, { caseId: clock.caseId }))
    await Promise.all([
      ...before.slice(0, 20).map(replaceClock),
      importCalendar(app, 'system', { source: 'posted', ...wrongList() }),
      ...before.slice(20).map(replaceClock),
    ])
    const live = await db
      .selectFrom('clock')
      .select(['due_before', 'calendar_version'])
      .where('status', '=', 'running')
      .execute()
    expect(live).toHaveLength(40)
    for (const clock of live) {
      expect(clock.calendar_version).toBe(2)
      expect(clock.due_before).toEqual(shanghai('2026-03-01T00:00:00'))
    }
  })

  test('a year whose notice is not out yet carries a warning until its calendar is imported', async () => {
    const { app, db } = await program('2026-12-29T09:00:00')
    const clock = await givenClock(app)
    const [guessed] = await loadClocks(app, db, clock.caseId, 'en')
    expect(guessed?.warning).toContain('2027')
    const days = ['01-01', '05-01', '10-01', '10-02', '10-03'].map((day) => ({ day: `2027-${day}`, name: 'x' }))
    const list = { years: [2027], days: days.map((day) => ({ ...day, kind: 'holiday' as const })) }
    await importCalendar(app, 'system', { source: 'posted', ...list })
    const [known] = await loadClocks(app, db, clock.caseId, 'en')
    expect(known).toMatchObject({ warning: null, calendarVersion: 2, dueOn: '2027-01-06' })
  })
})
