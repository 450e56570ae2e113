import { shanghaiDate } from '#kernel/clock.ts'
import { followRecord, type SealedEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { lookAtPhoneListOf } from './delivery.queries.ts'
import { findLateUnit, findOffice, findPersonsOfStep, findSecurityOfficers } from './escalation.queries.ts'
import { findConcerned, findPersonsOf, findReadersOf, insertNotices, markCaseRead } from './notification.queries.ts'
import { caseKindOf, clockFactOf, noticesFor, stepOf, unheardKindOf } from './notification.ts'
import { type PlannedNotice, planDeliveries } from './plan-delivery.service.ts'

/** Reads the record and writes the notices of the persons concerned: each once per event, never to who acted. */
export const followForNotices = (app: App): Promise<number> =>
  followRecord(app, 'notification', async (trx, events) => {
    for (const event of events) await tell(app, trx, event)
  })

async function tell(app: App, trx: Trx, event: SealedEvent): Promise<void> {
  if (event.type === 'secrecy.mark_stopped') await alarmOfficers(app, trx, event)
  if (event.caseId === null) return
  if (event.actorPersonId !== null) await markCaseRead(trx, event.actorPersonId, event.caseId, event.at)
  const rows = event.type === 'clock.escalated' ? await risenTo(app, trx, event) : await toldTo(app, trx, event)
  const isNew = await insertNotices(trx, rows)
  const now = app.clock.now()
  if (app.mail || app.sms) await lookAtPhoneListOf(trx, event.caseId, { today: shanghaiDate(now), now })
  // what was brought in from earlier years, or was followed late, is no news outside the program any more
  if (now.getTime() - event.at.getTime() > newsMs) return
  await planDeliveries(
    app,
    trx,
    rows.filter(({ id }) => isNew.has(id)),
  )
}

const newsMs = 2 * 86_400_000

type NoticeOfEvent = PlannedNotice & Parameters<typeof insertNotices>[1][number]

async function toldTo(app: App, trx: Trx, event: SealedEvent): Promise<NoticeOfEvent[]> {
  const caseId = event.caseId ?? ''
  const concerned = await findConcerned(trx, caseId)
  const wanted = noticesFor(event, concerned)
  const caseKind = concerned[0]?.caseKind ?? caseKindOf(event.type)
  if (wanted.length === 0) return []
  const persons = await findPersonsOf(
    trx,
    wanted.map(({ holderId }) => holderId),
    shanghaiDate(event.at),
  )
  const deputies = new Set(
    concerned.filter(({ role }) => role === 'lead' || role === 'cosigner').map(({ holderId }) => holderId),
  )
  const confidential = concerned.some((one) => one.confidential)
  const readers = confidential ? await findReadersOf(trx, caseId) : null
  return wanted.flatMap(({ holderId, kind, data }) =>
    (persons.get(holderId) ?? [])
      .filter((personId) => personId !== event.actorPersonId)
      .filter((personId) => readers === null || readers.has(personId) || deputies.has(holderId))
      .map((personId) => noticeOf(app, event, { personId, holderId, caseKind, kind, ...(data ? { data } : {}) })),
  )
}

/**
 * An answer is overdue and stays so: the head of the unit hears of it, then the coordinating office, then the leader.
 * Where a step reaches nobody, the office of the congress is told so, lest each takes it that another has heard.
 */
async function risenTo(app: App, trx: Trx, event: SealedEvent): Promise<NoticeOfEvent[]> {
  const late = await findLateUnit(trx, event.subjectId)
  const data = clockFactOf(event.data)
  const step = late && stepOf(data.days, late.escalateDays)
  if (!late || !step) return []
  const day = shanghaiDate(event.at)
  const concerned = await findConcerned(trx, event.caseId ?? '')
  const caseKind = concerned[0]?.caseKind ?? caseKindOf(event.type)
  const isConfidential = concerned.some(({ confidential }) => confidential)
  const readers = isConfidential ? await findReadersOf(trx, event.caseId ?? '') : null
  const heard = (persons: { personId: string; holderId: string }[], kind: string) =>
    persons
      .filter(({ personId }) => readers === null || readers.has(personId))
      .map(({ personId, holderId }) => noticeOf(app, event, { personId, holderId, caseKind, kind, data }))
  const risen = heard(await findPersonsOfStep(trx, late, step, day), 'escalated')
  return risen.length > 0 ? risen : heard(await findOffice(trx, late.congressId, day), unheardKindOf(step))
}

/** That a mark of secrecy was met, and nothing of what bore it: told in the program to the officers of the area. */
async function alarmOfficers(app: App, trx: Trx, event: SealedEvent): Promise<void> {
  const officers = await findSecurityOfficers(trx, event.areaPath ?? '', shanghaiDate(event.at))
  if (officers.length === 0) return
  const notice = { kind: 'secrecy_mark_stopped', caseKind: null, caseId: null, eventId: event.id, at: event.at }
  await insertNotices(
    trx,
    officers.map((to) => ({ id: app.ids.uuid(), ...to, ...notice })),
  )
}

const noticeOf = (
  app: App,
  event: SealedEvent,
  to: Pick<NoticeOfEvent, 'personId' | 'holderId' | 'caseKind' | 'kind' | 'data'>,
): NoticeOfEvent => ({
  id: app.ids.uuid(),
  ...to,
  caseId: event.caseId ?? '',
  eventId: event.id,
  at: event.at,
})
