import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { decodeCursor, listMark, type Page, toPage } from '#kernel/page.ts'
import { type JsonObject, Refusal } from '#kernel/refusal.ts'
import { attachmentsOfEach } from '#modules/attachment/index.ts'
import { type Awaiting, keepParties } from '#modules/party/index.ts'
import { type NewEvent, recordEvent } from '#modules/record/index.ts'
import { openToPersons, seesSuggestion } from '#modules/suggestion/index.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { OversightQuery, OversightRow, OversightView } from './oversight.contract.ts'
import { asProposer, type OversightScope, oversightScopeOf } from './oversight.policy.ts'
import {
  findActivities,
  findCaseIds,
  findCases,
  findLeads,
  findSignatures,
  getOversightRow,
  lockCases,
  type OversightRecord,
  touchOversight,
} from './oversight.queries.ts'
import { activityFiles, isActivityClosed, type LeadSide, type OversightState } from './oversight.ts'
import { presentOversight, presentRow } from './oversight.view.ts'
import { loadOversightImages } from './oversight-image.queries.ts'
import {
  countOversights,
  findCommittees,
  findLeaders,
  findOversights,
  findOversightsOfCase,
  findRelated,
  holdReached,
  type OversightListRow,
  seesOversight,
} from './oversight-list.queries.ts'
import { keeperOf, partiesOfOversight } from './oversight-parties.ts'

/** What one may not see does not exist. */
export async function maySee(db: Db | Trx, actor: Actor, id: string): Promise<OversightScope> {
  const scope = oversightScopeOf(actor)
  if (!scope || !(await seesOversight(db, scope, id))) throw new Refusal('not_found', 'oversight.not_found')
  return scope
}

/** Holds an oversight that is there for the reader, and asks once more: while it was waited for it may have gone. */
export async function lockSeen(trx: Trx, actor: Actor, id: string): Promise<OversightRecord> {
  const scope = oversightScopeOf(actor)
  if (!scope || !(await holdReached(trx, scope, id))) throw new Refusal('not_found', 'oversight.not_found')
  await maySee(trx, actor, id)
  return getOversightRow(trx, id)
}

export async function getOversight(app: App, actor: Actor, id: string): Promise<OversightView> {
  const scope = await maySee(app.db, actor, id)
  const row = await getOversightRow(app.db, id)
  const [activities, signatures] = [await findActivities(app.db, id), await findSignatures(app.db, id)]
  const signed = new Set(signatures.map(({ activity_id }) => activity_id))
  const caseIds = activities.map((activity) => activity.id)
  return presentOversight(actor, row, {
    leads: await findLeads(app.db, id),
    cases: await findCases(app.db, id, scope),
    activities,
    signatures,
    files: await attachmentsOfEach(
      app.db,
      actor,
      { caseKind: activityFiles.kind, caseIds },
      { maySee: () => true, isActDone: ({ case_id }) => isActivityClosed(row.status, signed.has(case_id)) },
    ),
    related: await findRelated(app.db, scope, { id, continuesId: row.continues_id }),
  })
}

export async function listOversights(app: App, actor: Actor, filter: OversightQuery): Promise<Page<OversightRow>> {
  const scope = oversightScopeOf(actor)
  if (!scope) return { items: [], next: null, total: { value: 0, exact: true } }
  const list = listMark('oversights', filter)
  const rows = await findOversights(
    app.db,
    scope,
    filter,
    decodeCursor(filter.cursor, [filter.sort === 'still' ? 'instant?' : 'instant', 'id'], list),
  )
  const counted = await countOversights(app.db, scope, filter)
  const sortedBy = (row: OversightListRow) => (filter.sort === 'still' ? row.moved_at : row.changed_at)
  return toPage(rows, filter.limit, counted, (row) => [sortedBy(row)?.toISOString() ?? null, row.id], presentRow, list)
}

/** The oversights of a case for whoever sees the case: a year after the other, the last on top. */
export async function oversightsOfCase(app: App, actor: Actor, suggestionId: string): Promise<OversightView[]> {
  if (!(await seesSuggestion(app.db, actor, suggestionId))) throw new Refusal('not_found', 'suggestion.not_found')
  const scope = oversightScopeOf(actor)
  if (!scope) return []
  const views: OversightView[] = []
  for (const id of await findOversightsOfCase(app.db, scope, suggestionId)) {
    views.push(await getOversight(app, actor, id))
  }
  return views
}

/** Whom and what an oversight can name in the congress of the office that writes it. */
export async function listChoices(app: App, actor: Actor) {
  const { congressId } = asProposer(actor)
  const leaders = await findLeaders(app.db, congressId, shanghaiDate(app.clock.now()))
  return {
    leaders: leaders.map(({ organId: _organ, ...leader }) => leader),
    committees: await findCommittees(app.db, congressId),
  }
}

export type EventOfOversight = {
  type: NewEvent['type']
  from?: string
  to?: string
  data?: JsonObject
  note?: string
  /** The cases on whose timeline it stands; all of them unless said. */
  caseIds?: readonly string[]
}
export type Story = (trx: Trx, row: OversightRecord, caseIds: readonly string[]) => Promise<EventOfOversight[]>

/**
 * Lock, may see, not stale; then the story; then parties, events and the image of all rows on record. The cases that
 * come to it are held together with those that are in it: one after the other would be out of order.
 */
export async function changeOversight(
  app: App,
  actor: Actor,
  id: string,
  version: number | null,
  story: Story,
  coming: readonly string[] = [],
): Promise<OversightView> {
  await app.db.transaction().execute(async (trx) => {
    const row = await lockSeen(trx, actor, id)
    if (version !== null && row.version !== version) throw new Refusal('conflict', 'oversight.stale_version')
    const caseIds = await findCaseIds(trx, id)
    await lockCases(trx, [...caseIds, ...coming])
    await settle(app, trx, id, actor, await story(trx, row, caseIds))
  })
  return getOversight(app, actor, id)
}

/** Ends every change. The cases are held by whoever calls. */
export async function settle(
  app: App,
  trx: Trx,
  id: string,
  actor: Actor | 'system',
  events: readonly EventOfOversight[],
): Promise<void> {
  await touchOversight(trx, id, app.clock.now())
  const row = await getOversightRow(trx, id)
  const caseIds = await findCaseIds(trx, id)
  const cases = await lockCases(trx, caseIds)
  const secretIds = new Set(cases.filter(({ confidential }) => confidential).map((one) => one.id))
  const subject = { subjectKind: 'key_oversight', subjectId: id, actor } as const
  for (const { caseIds: of, note, ...event } of events) {
    const words = note === undefined ? {} : { note }
    // a proposal is the office's own paper and stands on no timeline
    const shownOn = row.decided_on === null ? [] : (of ?? caseIds)
    for (const caseId of shownOn) {
      // who reads an open case doesn't read what is said of a confidential one
      const isOpen = secretIds.size === 0 || secretIds.has(caseId)
      await recordEvent(app, trx, { ...subject, ...event, ...(isOpen && words), caseId })
    }
    if (shownOn.length === 0) await recordEvent(app, trx, { ...subject, ...event, ...words })
  }
  for (const caseId of caseIds) {
    const awaited = await refreshParties(app, trx, row, caseId, secretIds.has(caseId))
    if (awaited.length > 0) {
      await recordEvent(app, trx, { ...subject, type: 'oversight.changed', caseId, data: { awaited } })
    }
  }
  const images = await loadOversightImages(trx, [id])
  await recordEvent(app, trx, {
    ...subject,
    type: 'oversight.changed',
    data: { version: row.version },
    after: images.get(id) ?? null,
  })
}

async function refreshParties(
  app: App,
  trx: Trx,
  row: OversightRecord,
  caseId: string,
  isSecret: boolean,
): Promise<Awaiting[]> {
  const leads = await findLeads(trx, row.id)
  const activities = await findActivities(trx, row.id)
  const signatures = await findSignatures(trx, row.id)
  const unsigned = (leadId: string): number =>
    activities.filter(({ id }) => !signatures.some((one) => one.activity_id === id && one.lead_id === leadId)).length
  const parties = partiesOfOversight({
    id: row.id,
    state: row.status as OversightState,
    officeId: row.organ_id,
    committeeId: row.committee_id,
    stalled: row.stalled_at !== null,
    leads: leads.map((lead) => ({
      id: lead.id,
      side: lead.side as LeadSide,
      organId: lead.organ_id,
      confirmed: lead.confirmed_at !== null,
      unsigned: unsigned(lead.id),
    })),
  })
  // who leads reads what is confidential, by name and not by organ
  const persons = leads.flatMap(({ person_id }) => person_id ?? [])
  if (isSecret && parties.length > 0 && persons.length > 0) await openToPersons(app, trx, caseId, persons)
  return keepParties(trx, keeperOf(row.id), caseId, parties)
}
