import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { decodeCursor, listMark, type Page, toPage } from '#kernel/page.ts'
import { type JsonObject, Refusal } from '#kernel/refusal.ts'
import { type NewEvent, recordEvent, registerAfterImage } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type {
  Candidate,
  CandidateQuery,
  MeetingDraft,
  MeetingQuery,
  MeetingRow,
  MeetingView,
  Picks,
} from './handover.contract.ts'
import { asKeeper, asUnit, type MeetingScope, mayKeep, meetingScopeOf } from './handover.policy.ts'
import {
  changeMeetingRow,
  deletePicks,
  findMeetingCases,
  findSignatures,
  getMeetingRow,
  insertMeeting,
  insertPicks,
  insertSignature,
  loadMeetingImages,
  type MeetingRecord,
  saveMeeting,
  touchMeeting,
} from './handover.queries.ts'
import { handoverLimits, type MeetingState, meetingProcess } from './handover.ts'
import { presentCandidate, presentMeeting, presentRow } from './handover.view.ts'
import {
  countCandidates,
  countMeetings,
  findCandidates,
  findMeetings,
  findPickable,
  findWaiting,
  holdReached,
  seesMeeting,
} from './handover-list.queries.ts'
import { checkAcceptedBy, checkInTerm, wasAcceptedBy } from './meeting-day.service.ts'

registerAfterImage('handover_meeting', loadMeetingImages, { table: 'handover_meeting', later: ['cases'] })

/** The scope of the reader, for whom the meeting exists. */
async function reaching(db: Db | Trx, actor: Actor, id: string): Promise<MeetingScope> {
  const scope = meetingScopeOf(actor)
  if (!scope || !(await seesMeeting(db, scope, id))) throw new Refusal('not_found', 'handover.not_found')
  return scope
}

/** Holds a meeting that is there for the reader, and asks once more: while it was waited for it may have gone. */
async function lockReached(trx: Trx, actor: Actor, id: string): Promise<[MeetingRecord, MeetingScope]> {
  const scope = meetingScopeOf(actor)
  if (!scope || !(await holdReached(trx, scope, id))) throw new Refusal('not_found', 'handover.not_found')
  return [await getMeetingRow(trx, id), await reaching(trx, actor, id)]
}

export async function getMeeting(app: App, actor: Actor, id: string): Promise<MeetingView> {
  const scope = await reaching(app.db, actor, id)
  const cases = await findMeetingCases(app.db, id, scope)
  return presentMeeting(actor, scope, await getMeetingRow(app.db, id), cases, await findSignatures(app.db, id))
}

export async function listMeetings(app: App, actor: Actor, filter: MeetingQuery): Promise<Page<MeetingRow>> {
  const scope = meetingScopeOf(actor)
  if (!scope) return { items: [], next: null, total: { value: 0, exact: true } }
  const list = listMark('handover-meetings', filter)
  const rows = await findMeetings(app.db, scope, filter, decodeCursor(filter.cursor, ['date', 'id'], list))
  const counted = await countMeetings(app.db, scope, filter)
  return toPage(rows, filter.limit, counted, (row) => [row.held_on, row.id], presentRow, list)
}

/** What the office could still put on the list of a meeting. */
export async function listCandidates(app: App, actor: Actor, filter: CandidateQuery): Promise<Page<Candidate>> {
  asKeeper(actor)
  const scope = meetingScopeOf(actor)
  if (!scope) throw new Refusal('forbidden', 'handover.keepers_only')
  const list = listMark('handover-candidates', filter)
  const rows = await findCandidates(app.db, scope, filter, decodeCursor(filter.cursor, ['word', 'id'], list))
  const counted = await countCandidates(app.db, scope, filter)
  return toPage(rows, filter.limit, counted, (row) => [row.sort_key, row.id], presentCandidate, list)
}

export type EventOfMeeting = { type: NewEvent['type']; from?: string; to?: string; data?: JsonObject; note?: string }
type Story = (trx: Trx, meeting: MeetingRecord, scope: MeetingScope) => Promise<EventOfMeeting | undefined>

/** Lock, may see, not stale; then the story; then a new version and the image of the meeting on record. */
export async function changeMeeting(
  app: App,
  actor: Actor,
  id: string,
  version: number | null,
  story: Story,
): Promise<void> {
  await app.db.transaction().execute(async (trx) => {
    const [meeting, scope] = await lockReached(trx, actor, id)
    if (version !== null && meeting.version !== version) throw new Refusal('conflict', 'handover.stale_version')
    const event = await story(trx, meeting, scope)
    if (event) await settle(app, trx, id, actor, event)
  })
}

async function settle(app: App, trx: Trx, id: string, actor: Actor, event: EventOfMeeting): Promise<void> {
  await touchMeeting(trx, id, app.clock.now())
  const images = await loadMeetingImages(trx, [id])
  await recordEvent(app, trx, {
    ...event,
    subjectKind: 'handover_meeting',
    subjectId: id,
    actor,
    after: images.get(id) ?? null,
  })
}

const changed = async (...of: Parameters<typeof changeMeeting>): Promise<MeetingView> => {
  await changeMeeting(...of)
  return getMeeting(of[0], of[1], of[2])
}

export async function planMeeting(app: App, actor: Actor, draft: MeetingDraft): Promise<MeetingView> {
  const { congressId, organId } = asKeeper(actor)
  const id = app.ids.uuid()
  await app.db.transaction().execute(async (trx) => {
    await checkInTerm(app, trx, congressId, draft.heldOn)
    await insertMeeting(trx, draft, { id, congressId, organId, at: app.clock.now() })
    await settle(app, trx, id, actor, { type: 'handover.planned', to: 'planned', data: { heldOn: draft.heldOn } })
  })
  return getMeeting(app, actor, id)
}

/** When it was held, its day stands. */
export function changePlan(
  app: App,
  actor: Actor,
  id: string,
  version: number,
  draft: MeetingDraft,
): Promise<MeetingView> {
  return changed(app, actor, id, version, async (trx, meeting) => {
    mayKeep(actor, meeting)
    if (meeting.status !== 'planned') throw new Refusal('conflict', 'handover.not_now')
    await checkInTerm(app, trx, meeting.congress_id, draft.heldOn)
    checkAcceptedBy(draft.heldOn, await findWaiting(trx, id))
    await saveMeeting(trx, id, draft)
    return { type: 'handover.plan_changed', data: { heldOn: draft.heldOn } }
  })
}

export function cancelMeeting(app: App, actor: Actor, id: string, version: number): Promise<MeetingView> {
  return changed(app, actor, id, version, async (trx, meeting) => {
    mayKeep(actor, meeting)
    const to = meetingProcess.next(meeting.status as MeetingState, 'cancel')
    await deletePicks(trx, id)
    await changeMeetingRow(trx, id, { status: to })
    return { type: 'handover.cancelled', from: meeting.status, to }
  })
}

/**
 * 选件: what waits for another meeting, is handed over or not accepted is left out without a word; so is what was
 * accepted after the day of the meeting, unless it was named.
 */
export function pickCases(app: App, actor: Actor, id: string, asked: Picks): Promise<MeetingView> {
  return changed(app, actor, id, null, async (trx, meeting, scope) => {
    mayKeep(actor, meeting)
    meetingProcess.next(meeting.status as MeetingState, 'handOver')
    const wanted = 'filter' in asked ? { filter: asked.filter } : { ids: asked.suggestionIds }
    const found = await findPickable(trx, scope, wanted, handoverLimits.pickMost)
    const inTime = found.filter((one) => wasAcceptedBy(one, meeting.held_on))
    if ('ids' in wanted || inTime.length === 0) checkAcceptedBy(meeting.held_on, found)
    const picks = inTime.map((one) => one.id)
    const picked = picks.length === 0 ? [] : await insertPicks(trx, id, picks, app.clock.now())
    if (picked.length === 0) throw new Refusal('conflict', 'handover.nothing_to_pick')
    return { type: 'handover.cases_picked', data: { suggestionIds: picked } }
  })
}

export function dropCase(app: App, actor: Actor, id: string, suggestionId: string): Promise<MeetingView> {
  return changed(app, actor, id, null, async (trx, meeting) => {
    mayKeep(actor, meeting)
    if ((await deletePicks(trx, id, suggestionId)) === 0n) throw new Refusal('conflict', 'handover.not_droppable')
    return { type: 'handover.case_dropped', data: { suggestionId } }
  })
}

/** 会议纪要: after the meeting. */
export function keepMinutes(
  app: App,
  actor: Actor,
  id: string,
  version: number,
  minutes: string,
): Promise<MeetingView> {
  return changed(app, actor, id, version, async (trx, meeting) => {
    mayKeep(actor, meeting)
    meetingProcess.next(meeting.status as MeetingState, 'minute')
    await changeMeetingRow(trx, id, { minutes })
    return { type: 'handover.minutes_kept' }
  })
}

/**
 * A unit signs for what was handed to it, and to units that were merged into it since, each line under the name it
 * bears. That it takes on each case is signed case by case.
 */
export function signList(app: App, actor: Actor, id: string, note: string): Promise<MeetingView> {
  const { id: postId, organId } = asUnit(actor)
  return changed(app, actor, id, null, async (trx, _meeting, scope) => {
    const at = app.clock.now()
    const parts = (await findMeetingCases(trx, id, scope)).flatMap(({ units }) => units)
    const lines = new Set(parts.filter(({ actingUnitId }) => actingUnitId === organId).map(({ unitId }) => unitId))
    const signed: string[] = []
    for (const unitId of lines) {
      if (await insertSignature(trx, { meetingId: id, unitId, note, at, postId })) signed.push(unitId)
    }
    if (signed.length === 0) throw new Refusal('conflict', 'handover.already_signed')
    return { type: 'handover.list_signed', data: { unitIds: signed } }
  })
}

/** The day of the meeting has come. */
export function checkDay(app: App, meeting: Pick<MeetingRecord, 'held_on'>): void {
  if (meeting.held_on > shanghaiDate(app.clock.now())) {
    throw new Refusal('conflict', 'handover.not_yet', { heldOn: meeting.held_on })
  }
}
