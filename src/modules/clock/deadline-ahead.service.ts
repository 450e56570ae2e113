import { dueBefore, type Period } from '#kernel/work-calendar.ts'
import type { Db } from '#platform/db/database.ts'
import { latestCalendar } from './calendar.service.ts'

/** When a period would end that starts at an instant, by the calendar published last; no clock is started. */
export const deadlineIf = async (db: Db, start: Date, period: Period): Promise<Date> =>
  dueBefore(start, period, await latestCalendar(db)).before
