import { type Actor, standInOf } from '#kernel/actor.ts'
import { mayWithinPowers, withinPowers } from '#kernel/power.ts'
import type { AttachmentView } from '#modules/attachment/index.ts'
import type { OversightRow, OversightView } from './oversight.contract.ts'
import { handOf, keepsOversight, keepsProposal, notesDecision, notesFaceReply, worksOn } from './oversight.policy.ts'
import type { ActivityRow, CaseRow, LeadRow, OversightRecord, SignatureRow } from './oversight.queries.ts'
import {
  type ActivityKind,
  activityFiles,
  isFaceable,
  type LeadSide,
  type OversightState,
  oversightProcess,
} from './oversight.ts'
import type { OversightListRow } from './oversight-list.queries.ts'
import { oversightPowers } from './powers.ts'

const iso = (at: Date | null): string | null => at?.toISOString() ?? null

export const presentRow = (row: OversightListRow): OversightRow => ({
  id: row.id,
  title: row.title,
  year: row.year,
  state: row.status as OversightState,
  decidedOn: row.decided_on,
  decisionNumber: row.decision_number,
  committeeName: row.committee_name,
  stalledAt: iso(row.stalled_at),
  movedAt: iso(row.moved_at),
  changedAt: row.changed_at.toISOString(),
  leadNames: row.leads,
  cases: row.cases,
  activities: row.activities,
})

type Parts = {
  leads: readonly LeadRow[]
  cases: readonly CaseRow[]
  activities: readonly ActivityRow[]
  signatures: readonly SignatureRow[]
  files: ReadonlyMap<string, AttachmentView[]>
  related: readonly { id: string; title: string; year: number }[]
}

/** The only way an oversight leaves the module: what this reader may see of it, and what they may do. */
export function presentOversight(actor: Actor, row: OversightRecord, parts: Parts): OversightView {
  const state = row.status as OversightState
  const works = oversightProcess.allows(state, 'work')
  const keeps = keepsOversight(actor, row)
  // in person, or by the government office itself
  const acts = (lead: LeadRow): boolean => handOf(actor, row, lead) !== null && !standInOf(actor)
  const allowed: [string, boolean][] = [
    ['edit', keepsProposal(actor, row) && state === 'proposed'],
    ['decide', notesDecision(actor, row) && oversightProcess.allows(state, 'decide')],
    ['addCase', keeps && !oversightProcess.isFinal(state)],
    ['noteActivity', works && worksOn(actor, row, parts.leads)],
    ['conclude', keeps && oversightProcess.allows(state, 'conclude')],
    ['withdraw', keepsProposal(actor, row) && oversightProcess.allows(state, 'withdraw')],
  ]
  return {
    id: row.id,
    title: row.title,
    year: row.year,
    state,
    decidedOn: row.decided_on,
    decisionNumber: row.decision_number,
    committeeName: row.committee_name,
    stalledAt: iso(row.stalled_at),
    movedAt: iso(row.moved_at),
    changedAt: row.changed_at.toISOString(),
    grounds: row.grounds,
    committeeId: row.committee_id,
    continues: parts.related.find(({ id }) => id === row.continues_id) ?? null,
    continuedBy: parts.related.filter(({ id }) => id !== row.continues_id),
    conclusion: row.conclusion,
    leads: parts.leads.map((lead) => ({
      id: lead.id,
      side: lead.side as LeadSide,
      personId: lead.person_id,
      name: lead.name,
      title: lead.title,
      confirmedAt: iso(lead.confirmed_at),
      onBehalf: lead.on_behalf,
      mayAct: acts(lead) && state === 'decided' && lead.confirmed_at === null,
    })),
    cases: parts.cases.map((kase) => ({
      id: kase.suggestion_id,
      number: kase.number,
      title: kase.is_open ? kase.title : null,
      state: kase.status,
      units: kase.units.map(({ name }) => name),
      faceRepliedOn: kase.face_replied_on,
      faceReplyHead: kase.face_reply_head,
      faceReplyNote: kase.is_open ? kase.face_reply_note : null,
      mayNoteFaceReply:
        works &&
        isFaceable({ state: kase.status }) &&
        mayWithinPowers(actor, oversightPowers, 'noteFaceReply') &&
        notesFaceReply(
          actor,
          row,
          kase.units.map(({ id }) => id),
        ),
    })),
    activities: parts.activities.map((activity) =>
      presentActivity(
        activity,
        parts,
        works ? acts : () => false,
        // files are added by who acts as themselves
        works && !standInOf(actor) && worksOn(actor, row, parts.leads),
      ),
    ),
    allowed: withinPowers(
      actor,
      oversightPowers,
      allowed.filter(([, may]) => may).map(([action]) => action),
    ),
    version: row.version,
  }
}

function presentActivity(
  activity: ActivityRow,
  { leads, signatures, files }: Parts,
  acts: (lead: LeadRow) => boolean,
  works: boolean,
): OversightView['activities'][number] {
  const own = signatures.filter(({ activity_id }) => activity_id === activity.id)
  const isSigned = (lead: LeadRow): boolean => own.some(({ lead_id }) => lead_id === lead.id)
  return {
    id: activity.id,
    kind: activity.kind as ActivityKind,
    heldOn: activity.held_on,
    place: activity.place,
    people: activity.people,
    found: activity.found,
    asked: activity.asked,
    recordedAt: activity.recorded_at.toISOString(),
    recordedBy: activity.recorded_by,
    signatures: leads.flatMap(({ id, name }) =>
      own
        .filter(({ lead_id }) => lead_id === id)
        .map((one) => ({ leadId: id, name, signedAt: one.signed_at.toISOString(), onBehalf: one.on_behalf })),
    ),
    attachments: files.get(activity.id) ?? [],
    attachable: works && own.length === 0 ? [{ place: activityFiles.place, subjectId: null }] : [],
    mayCountersign: leads.filter((lead) => acts(lead) && !isSigned(lead)).map(({ id }) => id),
  }
}
