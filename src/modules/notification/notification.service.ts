import { shanghaiDate } from '#kernel/clock.ts'
import { followRecord, type SealedEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { findConcerned, findPersonsOf, findReadersOf, insertNotices } from './notification.queries.ts'
import { noticesFor } from './notification.ts'

/** Reads the record and writes the notices of the persons concerned: each once per event, never to who acted. */
export const followForNotices = (app: App): Promise<number> =>
  followRecord(app, 'notification', async (trx, events) => {
    for (const event of events) await tell(app, trx, event)
  })

async function tell(app: App, trx: Trx, event: SealedEvent): Promise<void> {
  if (event.caseId === null) return
  const concerned = await findConcerned(trx, event.caseId)
  const wanted = noticesFor(event, concerned)
  if (wanted.length === 0) return
  const persons = await findPersonsOf(
    trx,
    wanted.map(({ holderId }) => holderId),
    shanghaiDate(event.at),
  )
  const deputies = new Set(
    concerned.filter(({ role }) => role === 'lead' || role === 'cosigner').map(({ holderId }) => holderId),
  )
  const confidential = concerned.some((one) => one.confidential)
  const readers = confidential ? await findReadersOf(trx, event.caseId) : null
  const caseId = event.caseId
  const rows = wanted.flatMap(({ holderId, kind }) =>
    (persons.get(holderId) ?? [])
      .filter((personId) => personId !== event.actorPersonId)
      .filter((personId) => readers === null || readers.has(personId) || deputies.has(holderId))
      .map((personId) => ({ id: app.ids.uuid(), personId, holderId, kind, caseId, eventId: event.id, at: event.at })),
  )
  if (rows.length > 0) await insertNotices(trx, rows)
}
