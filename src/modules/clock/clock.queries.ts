import { type Insertable, type Selectable, sql } from 'kysely'
import type { Period, RollRule } from '#kernel/work-calendar.ts'
import { compiledOnce } from '#platform/db/compiled-once.ts'
import type { Condition } from '#platform/db/condition.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { DB } from '#platform/db/db.types.ts'
import type { ClockFacts, ClockStatus, ExtensionFact, PauseFact, StartReason } from './clock.ts'

type StoredPause = Omit<PauseFact, 'from' | 'until'> & { from: string; until: string | null }
type StoredExtension = Omit<ExtensionFact, 'at'> & { at: string }

const factsOf = (row: Selectable<DB['clock']>): ClockFacts => ({
  id: row.id,
  subjectKind: row.subject_kind,
  subjectId: row.subject_id,
  caseId: row.case_id,
  ruleId: row.rule_id,
  ruleVersion: row.rule_version,
  status: row.status as ClockStatus,
  startReason: row.start_reason as StartReason,
  startedAt: row.started_at,
  period: { n: row.n, unit: row.unit as Period['unit'] },
  roll: row.roll as RollRule,
  endOfDay: row.end_of_day,
  pauses: (row.pauses as StoredPause[]).map((pause) => ({
    ...pause,
    from: new Date(pause.from),
    until: pause.until === null ? null : new Date(pause.until),
  })),
  extensions: (row.extensions as StoredExtension[]).map((extension) => ({ ...extension, at: new Date(extension.at) })),
  soonDays: row.soon_days,
  escalateDays: row.escalate_days,
  calendarVersion: row.calendar_version,
  setBefore: row.set_before,
  dueBefore: row.due_before,
  movedFrom: row.moved_from,
  sweepAt: row.sweep_at,
  stoppedAt: row.stopped_at,
})

const rowOf = (clock: ClockFacts): Insertable<DB['clock']> => ({
  id: clock.id,
  subject_kind: clock.subjectKind,
  subject_id: clock.subjectId,
  case_id: clock.caseId,
  rule_id: clock.ruleId,
  rule_version: clock.ruleVersion,
  status: clock.status,
  start_reason: clock.startReason,
  started_at: clock.startedAt,
  n: clock.period.n,
  unit: clock.period.unit,
  roll: clock.roll,
  end_of_day: clock.endOfDay,
  pauses: JSON.stringify(clock.pauses),
  extensions: JSON.stringify(clock.extensions),
  soon_days: clock.soonDays,
  escalate_days: clock.escalateDays,
  calendar_version: clock.calendarVersion,
  set_before: clock.setBefore,
  due_before: clock.dueBefore,
  moved_from: clock.movedFrom,
  sweep_at: clock.sweepAt,
  stopped_at: clock.stoppedAt,
})

/** The ids of those inserted: a subject that has a live clock of the rule already gets no second one. */
export async function insertClocks(trx: Trx, clocks: readonly ClockFacts[]): Promise<ReadonlySet<string>> {
  const inserted = await trx
    .insertInto('clock')
    .values(clocks.map(rowOf))
    // written out: with a parameter a statement that is planned once does not find the partial index
    .onConflict((conflict) =>
      conflict.columns(['subject_id', 'rule_id']).where('status', '<>', sql.lit('stopped')).doNothing(),
    )
    .returning('id')
    .execute()
  return new Set(inserted.map(({ id }) => id))
}

export const saveClock = (trx: Trx, clock: ClockFacts) =>
  trx
    .updateTable('clock')
    .set({
      status: clock.status,
      pauses: JSON.stringify(clock.pauses),
      extensions: JSON.stringify(clock.extensions),
      calendar_version: clock.calendarVersion,
      due_before: clock.dueBefore,
      moved_from: clock.movedFrom,
      sweep_at: clock.sweepAt,
      stopped_at: clock.stoppedAt,
    })
    .where('id', '=', clock.id)
    .execute()

/** The one clock of this rule that is running or paused, or undefined. */
export const lockLiveClock = async (trx: Trx, subjectId: string, ruleId: string): Promise<ClockFacts | undefined> =>
  (await lockLiveClocks(trx, subjectId, [ruleId]))[0]

/** The clocks of these rules on one subject that are running or paused. */
export async function lockLiveClocks(trx: Trx, subjectId: string, ruleIds: readonly string[]): Promise<ClockFacts[]> {
  const rows = await trx
    .selectFrom('clock')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .where('rule_id', 'in', ruleIds)
    .where('status', '<>', 'stopped')
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(factsOf)
}

export async function lockLiveClocksOfCase(trx: Trx, caseId: string): Promise<ClockFacts[]> {
  const rows = await trx
    .selectFrom('clock')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('status', '<>', 'stopped')
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(factsOf)
}

export const findClocksByIds = async (db: Db, ids: readonly string[]): Promise<ClockFacts[]> =>
  (await db.selectFrom('clock').selectAll().where('id', 'in', ids).execute()).map(factsOf)

export async function findClock(db: Db, id: string, isSeen: Condition): Promise<ClockFacts | undefined> {
  const row = await db.selectFrom('clock').selectAll().where('id', '=', id).where(isSeen).executeTakeFirst()
  return row && factsOf(row)
}

const askClocksOfCase = compiledOnce((db, { caseId }: { caseId: string }) =>
  db.selectFrom('clock').selectAll().where('case_id', '=', caseId).orderBy('started_at').orderBy('id'),
)

export const selectClocksOfCase = async (db: Db, caseId: string): Promise<ClockFacts[]> =>
  (await askClocksOfCase(db, { caseId })).map(factsOf)

/** Clocks that have something to tell by `now`; those another transaction holds are left for the next sweep. */
export async function lockClocksToSweep(trx: Trx, now: Date, limit: number): Promise<ClockFacts[]> {
  const rows = await trx
    .selectFrom('clock')
    .selectAll()
    .where('sweep_at', '<=', now)
    .orderBy('sweep_at')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map(factsOf)
}

/** One batch of running clocks that are not due by `now`, by id. */
export async function lockOpenClocks(trx: Trx, now: Date, afterId: string | null, limit: number) {
  const rows = await trx
    .selectFrom('clock')
    .selectAll()
    .where('status', '=', 'running')
    .where('due_before', '>', now)
    .$if(afterId !== null, (query) => query.where('id', '>', afterId ?? ''))
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute()
  return rows.map(factsOf)
}

export type ClockMove = Pick<ClockFacts, 'id' | 'dueBefore' | 'movedFrom' | 'sweepAt' | 'calendarVersion'>

/** Puts deadlines, what is swept when, and by which calendar, of a whole batch in one statement. */
export async function moveClocks(trx: Trx, moves: readonly ClockMove[]): Promise<void> {
  if (moves.length === 0) return
  const column = <Key extends keyof ClockMove>(key: Key) => moves.map((move) => move[key])
  await sql`update clock set due_before = move.due_before, moved_from = move.moved_from, sweep_at = move.sweep_at,
      calendar_version = move.version
    from unnest(${column('id')}::uuid[], ${column('dueBefore')}::timestamptz[], ${column('movedFrom')}::timestamptz[],
      ${column('sweepAt')}::timestamptz[], ${column('calendarVersion')}::integer[])
      as move (id, due_before, moved_from, sweep_at, version)
    where clock.id = move.id`.execute(trx)
}
