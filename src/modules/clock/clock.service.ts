import { Refusal } from '#kernel/refusal.ts'
import type { Period, RollRule, WorkCalendar } from '#kernel/work-calendar.ts'
import { type Recording, type RecordingActor, recordEvent } from '#modules/record/index.ts'
import type { Trx } from '#platform/db/database.ts'
import { holdCalendar } from './calendar.queries.ts'
import { latestCalendar } from './calendar.service.ts'
import { insertClocks, lockLiveClock, lockLiveClocks, lockLiveClocksOfCase, saveClock } from './clock.queries.ts'
import {
  type ClockFacts,
  type ClockTerms,
  dueOf,
  type ExtensionFact,
  firstMarkAfter,
  isOverdue,
  type StartReason,
  sweepAtAfterMove,
} from './clock.ts'
import { tellPassed } from './sweep-clocks.service.ts'

type ClockApp = Recording

export type NewClock = {
  /** What the clock hangs on: an assignment, an evaluation round, the case itself. */
  subjectKind: string
  subjectId: string
  caseId: string
  /** The key of the rule, e.g. `suggestion.answer`; one live clock per subject and rule. */
  ruleId: string
  ruleVersion: number
  period: Period
  /** Default: now. */
  start?: Date
  startReason?: StartReason
  roll?: RollRule
  /** `24:00` (default) or an hour such as `17:30`. */
  endOfDay?: string
  /** Days before the last day on which `clock.soon` is recorded; default 3. */
  soonDays?: readonly number[]
  /** Days after the deadline on which `clock.escalated` is recorded; default none. */
  escalateDays?: readonly number[]
  /** Of a case that was handled elsewhere before: what came about until then is not told again here. */
  takenOverAt?: Date
  /** Granted before it was taken over; default none. */
  extensions?: readonly ExtensionFact[]
  /** What it was for was done before it was taken over, at this instant. */
  stoppedAt?: Date
}

/** Which clock: the live one of this rule on this subject. */
export type ClockRef = { subjectId: string; ruleId: string }
/**
 * A decision about a clock: why, and the person who approved it. What was asked for before the deadline is in time
 * whenever it is decided: nobody is late for having waited for an answer.
 */
export type Approved = { reason: string; approvedBy: string; actor: RecordingActor; askedAt?: Date }

const soonDaysDefault = [3]

/**
 * Starts clocks with the calendar published last, and returns their facts with the deadlines.
 * @throws {Refusal} `clock.already_running`
 */
export async function startClocks(app: ClockApp, trx: Trx, wanted: readonly NewClock[]): Promise<ClockFacts[]> {
  if (wanted.length === 0) return []
  const [, calendar] = await Promise.all([holdCalendar(trx), latestCalendar(trx)])
  const clocks = wanted.map((of) => newClock(app, of, calendar))
  const started = await insertClocks(trx, clocks)
  const running = clocks.find(({ id }) => !started.has(id))
  if (running) throw new Refusal('conflict', 'clock.already_running', { ruleId: running.ruleId })
  return clocks
}

/** One clock as {@link startClocks} starts several. */
export async function startClock(app: ClockApp, trx: Trx, of: NewClock): Promise<ClockFacts> {
  const [clock] = await startClocks(app, trx, [of])
  if (!clock) throw new Error('a clock that was started is missing')
  return clock
}

function newClock(app: ClockApp, of: NewClock, calendar: WorkCalendar): ClockFacts {
  const terms: ClockTerms = {
    startedAt: of.start ?? app.clock.now(),
    period: of.period,
    roll: of.roll ?? 'next_workday',
    endOfDay: of.endOfDay ?? '24:00',
    pauses: [],
    extensions: [...(of.extensions ?? [])],
  }
  const schedule = {
    dueBefore: dueOf(terms, calendar).before,
    soonDays: [...(of.soonDays ?? soonDaysDefault)],
    escalateDays: [...(of.escalateDays ?? [])],
  }
  return {
    id: app.ids.uuid(),
    subjectKind: of.subjectKind,
    subjectId: of.subjectId,
    caseId: of.caseId,
    ruleId: of.ruleId,
    ruleVersion: of.ruleVersion,
    status: of.stoppedAt ? 'stopped' : 'running',
    startReason: of.startReason ?? 'started',
    ...terms,
    ...schedule,
    movedFrom: null,
    calendarVersion: calendar.version,
    setBefore: dueOf({ ...terms, extensions: [] }, calendar).before,
    sweepAt: of.stoppedAt ? null : firstMarkAfter(schedule, of.takenOverAt ?? terms.startedAt),
    stoppedAt: of.stoppedAt ?? null,
  }
}

/**
 * Stops the clocks of these rules on a subject, as far as they are live: what they were for is done, by default now.
 * `isLate` of the facts tells whether it was in time; a deadline that passed before it was done, unnoticed, is recorded
 * first.
 */
export async function stopClocks(
  app: ClockApp,
  trx: Trx,
  { subjectId, ruleIds, doneAt }: { subjectId: string; ruleIds: readonly string[]; doneAt?: Date },
): Promise<ClockFacts[]> {
  const [, clocks] = await Promise.all([holdCalendar(trx), lockLiveClocks(trx, subjectId, ruleIds)])
  return stopAll(app, trx, clocks, doneAt ?? app.clock.now())
}

/** Stops every live clock of a case that ends, whatever it was for. */
export async function stopClocksOfCase(app: ClockApp, trx: Trx, caseId: string): Promise<ClockFacts[]> {
  const [, clocks] = await Promise.all([holdCalendar(trx), lockLiveClocksOfCase(trx, caseId)])
  return stopAll(app, trx, clocks, app.clock.now())
}

async function stopAll(app: ClockApp, trx: Trx, clocks: readonly ClockFacts[], stoppedAt: Date): Promise<ClockFacts[]> {
  for (const clock of clocks) await tellPassed(app, trx, clock, stoppedAt)
  const stopped = clocks.map((clock): ClockFacts => ({ ...clock, status: 'stopped', sweepAt: null, stoppedAt }))
  await Promise.all(stopped.map((clock) => saveClock(trx, clock)))
  return stopped
}

/**
 * Lets the clock stand still from now; where the deadline passed before it was decided, from when it was asked for.
 * @throws {Refusal} `clock.not_running`, `clock.overdue`
 */
export async function pauseClock(
  app: ClockApp,
  trx: Trx,
  ref: ClockRef,
  { reason, approvedBy, actor, askedAt }: Approved,
): Promise<ClockFacts> {
  const { clock, now } = await lockToChange(app, trx, ref, askedAt)
  if (clock.status === 'paused') throw new Refusal('conflict', 'clock.already_paused', { ruleId: clock.ruleId })
  const from = askedAt && isOverdue(clock, now) ? askedAt : now
  await tellPassed(app, trx, clock, from)
  const pauses = [...clock.pauses, { from, until: null, reason, approvedBy }]
  const paused: ClockFacts = { ...clock, status: 'paused', pauses, sweepAt: null }
  await saveClock(trx, paused)
  await recordChange(app, trx, 'clock.paused', clock, paused, { actor, note: reason, approvedBy })
  return paused
}

/**
 * Lets a paused clock go on; the deadline moves by the time it stood still.
 * @throws {Refusal} `clock.not_running`, `clock.not_paused`
 */
export async function resumeClock(app: ClockApp, trx: Trx, ref: ClockRef, actor: RecordingActor): Promise<ClockFacts> {
  const { clock, now } = await lockToChange(app, trx, ref)
  if (clock.status !== 'paused') throw new Refusal('conflict', 'clock.not_paused', { ruleId: clock.ruleId })
  const calendar = await latestCalendar(trx)
  const pauses = clock.pauses.map((pause) => (pause.until === null ? { ...pause, until: now } : pause))
  const moved = { ...clock, pauses, dueBefore: dueOf({ ...clock, pauses }, calendar).before, movedFrom: null }
  const resumed: ClockFacts = {
    ...moved,
    status: 'running',
    calendarVersion: calendar.version,
    sweepAt: firstMarkAfter(moved, now),
  }
  await saveClock(trx, resumed)
  await recordChange(app, trx, 'clock.resumed', clock, resumed, { actor })
  return resumed
}

/**
 * Gives `n` more of the period's unit, counted from the original start (3 months and 3 more are 6 from the start).
 * @throws {Refusal} `clock.not_running`, `clock.overdue`
 */
export async function extendClock(
  app: ClockApp,
  trx: Trx,
  ref: ClockRef,
  { n, reason, approvedBy, actor, askedAt }: Approved & Pick<ExtensionFact, 'n'>,
): Promise<ClockFacts> {
  const { clock, now } = await lockToChange(app, trx, ref, askedAt)
  const calendar = await latestCalendar(trx)
  const extensions = [...clock.extensions, { n, at: now, reason, approvedBy }]
  const dueBefore = dueOf({ ...clock, extensions }, calendar).before
  const extended: ClockFacts = {
    ...clock,
    extensions,
    dueBefore,
    movedFrom: null,
    calendarVersion: calendar.version,
    sweepAt: clock.status === 'running' ? sweepAtAfterMove(clock, dueBefore, now) : null,
  }
  await saveClock(trx, extended)
  await recordChange(app, trx, 'clock.extended', clock, extended, { actor, note: reason, approvedBy, n })
  return extended
}

async function lockToChange(
  app: ClockApp,
  trx: Trx,
  ref: ClockRef,
  askedAt?: Date,
): Promise<{ clock: ClockFacts; now: Date }> {
  await holdCalendar(trx)
  const clock = await lockLiveClock(trx, ref.subjectId, ref.ruleId)
  if (!clock) throw new Refusal('conflict', 'clock.not_running', { ruleId: ref.ruleId })
  const now = app.clock.now()
  if (isOverdue(clock, askedAt ?? now)) throw new Refusal('too_late', 'clock.overdue', { ruleId: clock.ruleId })
  return { clock, now }
}

type Change = { actor: RecordingActor; note?: string; approvedBy?: string; n?: number }

const recordChange = (
  app: ClockApp,
  trx: Trx,
  type: 'clock.paused' | 'clock.resumed' | 'clock.extended',
  before: ClockFacts,
  after: ClockFacts,
  { actor, note, ...data }: Change,
) =>
  recordEvent(app, trx, {
    type,
    subjectKind: 'clock',
    subjectId: before.id,
    caseId: before.caseId,
    actor,
    from: before.status,
    to: after.status,
    ruleVersion: before.ruleVersion,
    data: {
      ruleId: before.ruleId,
      subjectKind: before.subjectKind,
      subjectId: before.subjectId,
      dueBefore: after.dueBefore.toISOString(),
      ...data,
    },
    ...(note === undefined ? {} : { note }),
  })
