import { makeSettableClock, type SettableClock } from '#kernel/clock.ts'
import { systemIds } from '#kernel/ids.ts'
import type { Recording } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { deriveKeys } from '#platform/crypto/keys.ts'
import type { Db } from '#platform/db/database.ts'
import { officialList } from './calendar.source.ts'
import type { CalendarList } from './calendar-list.ts'
import { type ClockRef, type NewClock, startClock } from './clock.service.ts'
import type { ClockFacts } from './clock.ts'

export const shanghai = (text: string): Date => new Date(`${text}+08:00`)

/** What the clock module needs of the program, at a moment that stands still until it is set. */
export function clockApp(db: Db, start: string): Pick<App, 'db' | 'ids' | 'keys'> & { clock: SettableClock } {
  const clock = makeSettableClock({ now: () => new Date(0) }, shanghai(start))
  return { db, clock, ids: systemIds(() => clock.now().getTime()), keys: deriveKeys(Buffer.alloc(32, 7)) }
}

type GivenApp = Recording & Pick<App, 'db'>

/** A running clock of 5 workdays on a case of its own, unless told otherwise. */
export function givenClock(app: GivenApp, of: Partial<NewClock> = {}): Promise<ClockFacts> {
  const caseId = of.caseId ?? app.ids.uuid()
  return app.db.transaction().execute((trx) =>
    startClock(app, trx, {
      subjectKind: 'suggestion',
      subjectId: caseId,
      caseId,
      ruleId: 'suggestion.intake',
      ruleVersion: 1,
      period: { n: 5, unit: 'workday' },
      startReason: 'submitted',
      ...of,
    }),
  )
}

export const refOf = ({ subjectId, ruleId }: ClockFacts): ClockRef => ({ subjectId, ruleId })

/** The official list of 2026, in which 14 February is no work Saturday and 24 February a holiday: five workdays from 12 February end on the 28th. */
export function wrongList(): CalendarList {
  const { years, days } = officialList(2026, 2026)
  const name = 'spring_festival'
  return {
    years,
    days: [...days.filter(({ day }) => day !== '2026-02-14'), { day: '2026-02-24', kind: 'holiday', name }],
  }
}
