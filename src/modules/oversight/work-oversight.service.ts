import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import type { FaceReply, NewActivity, OversightView } from './oversight.contract.ts'
import { handOf, mayKeep, mayKeepProposal, mayNoteFaceReply, mayWorkOn, oversightScopeOf } from './oversight.policy.ts'
import {
  changeOversightRow,
  confirmLead,
  findActivities,
  findCases,
  findLeads,
  findSignatures,
  insertActivity,
  insertSignature,
  type LeadRow,
  type OversightRecord,
  saveFaceReply,
} from './oversight.queries.ts'
import { changeOversight, type EventOfOversight } from './oversight.service.ts'
import { allConfirmed, facesMissing, isFaceable, type OversightState, oversightProcess } from './oversight.ts'
import { findReachedOversightOf } from './oversight-list.queries.ts'
import { checkHeads } from './propose-oversight.service.ts'

const postOf = ({ acting }: Actor): string => {
  if (acting?.kind !== 'post') throw new Refusal('forbidden', 'oversight.not_yours_to_do')
  return acting.id
}

/** The lead and by whose hand, or a refusal: a leader acts themself, the government office in its leader's name. */
function actAsLead(actor: Actor, row: OversightRecord, leads: readonly LeadRow[], leadId: string) {
  const lead = leads.find(({ id }) => id === leadId)
  if (!lead) throw new Refusal('not_found', 'oversight.not_found')
  const hand = handOf(actor, row, lead)
  if (hand === null) throw new Refusal('forbidden', 'oversight.leaders_only')
  return { lead, onBehalf: hand === 'behalf' }
}

/** 确认领衔: each lead for themself; with the last one the oversight is under way. */
export function confirmLeading(app: App, actor: Actor, id: string, leadId: string): Promise<OversightView> {
  return changeOversight(app, actor, id, null, async (trx, row, caseIds) => {
    const { lead, onBehalf } = actAsLead(actor, row, await findLeads(trx, id), leadId)
    const to = oversightProcess.next(row.status as OversightState, 'begin')
    if (lead.confirmed_at !== null) throw new Refusal('conflict', 'oversight.already_confirmed')
    await checkHeads(app, trx, id, caseIds)
    const at = app.clock.now()
    await confirmLead(trx, leadId, { at, postId: postOf(actor), onBehalf })
    const events: EventOfOversight[] = [
      { type: 'oversight.lead_confirmed', data: { leadId, side: lead.side, onBehalf } },
    ]
    const leads = await findLeads(trx, id)
    if (!allConfirmed(leads.map(({ confirmed_at }) => ({ confirmed: confirmed_at !== null })))) return events
    await changeOversightRow(trx, id, { status: to, moved_at: at })
    return [...events, { type: 'oversight.begun', from: row.status, to }]
  })
}

function requireDay(day: string, { from, to }: { from: string | null; to: string }): void {
  if (day > to) throw new Refusal('invalid', 'oversight.day_ahead')
  if (from !== null && day < from) throw new Refusal('invalid', 'oversight.day_before', { on: from })
}

/** 督办活动: what was done, found and asked of the unit. It waits for the leaders' signatures. */
export function noteActivity(app: App, actor: Actor, id: string, activity: NewActivity): Promise<OversightView> {
  return changeOversight(app, actor, id, null, async (trx, row) => {
    mayWorkOn(actor, row, await findLeads(trx, id))
    oversightProcess.next(row.status as OversightState, 'work')
    const at = app.clock.now()
    requireDay(activity.heldOn, { from: row.decided_on, to: shanghaiDate(at) })
    const activityId = app.ids.uuid()
    await insertActivity(trx, { ...activity, id: activityId, oversightId: id, postId: postOf(actor), at })
    await changeOversightRow(trx, id, { moved_at: at, stalled_at: null })
    const data = { activityId, kind: activity.kind, heldOn: activity.heldOn }
    return [{ type: 'oversight.activity_held', data }]
  })
}

/** 进展会签: once for each lead. The same signature again is told so and changes nothing. */
export async function countersign(app: App, actor: Actor, activityId: string, leadId: string): Promise<OversightView> {
  const id = await findReachedOversightOf(app.db, oversightScopeOf(actor), activityId)
  return changeOversight(app, actor, id, null, async (trx, row) => {
    const { lead, onBehalf } = actAsLead(actor, row, await findLeads(trx, id), leadId)
    oversightProcess.next(row.status as OversightState, 'work')
    const signed = await findSignatures(trx, id)
    if (signed.some((one) => one.activity_id === activityId && one.lead_id === leadId)) {
      throw new Refusal('conflict', 'oversight.already_signed')
    }
    const at = app.clock.now()
    await insertSignature(trx, { activityId, leadId, at, postId: postOf(actor), onBehalf })
    await changeOversightRow(trx, id, { moved_at: at, stalled_at: null })
    return [{ type: 'oversight.countersigned', data: { activityId, leadId, side: lead.side, onBehalf } }]
  })
}

/** 面复: a case under key oversight is answered in person by the main head of the unit. */
export function noteFaceReply(
  app: App,
  actor: Actor,
  id: string,
  suggestionId: string,
  reply: FaceReply,
): Promise<OversightView> {
  return changeOversight(app, actor, id, reply.version, async (trx, row) => {
    const kase = (await findCases(trx, id, null)).find(({ suggestion_id }) => suggestion_id === suggestionId)
    if (!kase) throw new Refusal('not_found', 'oversight.not_found')
    mayNoteFaceReply(
      actor,
      row,
      kase.units.map((unit) => unit.id),
    )
    oversightProcess.next(row.status as OversightState, 'work')
    if (!isFaceable({ state: kase.status })) throw new Refusal('conflict', 'oversight.not_in_hand')
    const at = app.clock.now()
    const handedOn = kase.handed_at && shanghaiDate(kase.handed_at)
    requireDay(reply.repliedOn, { from: handedOn, to: shanghaiDate(at) })
    await saveFaceReply(trx, id, suggestionId, reply, postOf(actor))
    await changeOversightRow(trx, id, { moved_at: at, stalled_at: null })
    return [{ type: 'oversight.answered_in_person', data: { repliedOn: reply.repliedOn }, caseIds: [suggestionId] }]
  })
}

/** It ends when what was found is signed by all who lead it and every case was answered in person. */
export function conclude(
  app: App,
  actor: Actor,
  id: string,
  version: number,
  conclusion: string,
): Promise<OversightView> {
  return changeOversight(app, actor, id, version, async (trx, row) => {
    mayKeep(actor, row)
    const to = oversightProcess.next(row.status as OversightState, 'conclude')
    const [leads, activities] = [await findLeads(trx, id), await findActivities(trx, id)]
    if (activities.length === 0) throw new Refusal('conflict', 'oversight.nothing_done')
    const missing = leads.length * activities.length - (await findSignatures(trx, id)).length
    if (missing > 0) throw new Refusal('conflict', 'oversight.signatures_missing', { count: missing })
    const cases = await findCases(trx, id, null)
    const faces = facesMissing(cases.map((one) => ({ state: one.status, faceRepliedOn: one.face_replied_on })))
    if (faces > 0) throw new Refusal('conflict', 'oversight.face_reply_missing', { count: faces })
    await changeOversightRow(trx, id, { status: to, conclusion, ended_at: app.clock.now(), stalled_at: null })
    return [{ type: 'oversight.concluded', from: row.status, to, note: conclusion }]
  })
}

export function withdrawOversight(
  app: App,
  actor: Actor,
  id: string,
  version: number,
  reason: string,
): Promise<OversightView> {
  return changeOversight(app, actor, id, version, async (trx, row) => {
    mayKeepProposal(actor, row)
    const to = oversightProcess.next(row.status as OversightState, 'withdraw')
    await changeOversightRow(trx, id, { status: to, ended_at: app.clock.now(), stalled_at: null })
    return [{ type: 'oversight.withdrawn', from: row.status, to, note: reason }]
  })
}
