import type { Actor, Locale } from '#kernel/actor.ts'
import { mayWithinPowers, withinPowers } from '#kernel/power.ts'
import type { JsonObject } from '#kernel/refusal.ts'
import { sentenceOf } from '#platform/http/problem.ts'
import { translate } from '#platform/i18n/i18n.ts'
import type { Candidate, MeetingRow, MeetingView } from './handover.contract.ts'
import { keepsMeeting, type MeetingScope } from './handover.policy.ts'
import type { findSignatures, MeetingCaseRow, MeetingRecord } from './handover.queries.ts'
import {
  type MeetingLine,
  type MeetingState,
  meetingProcess,
  type PickState,
  type ToldPick,
  tellPick,
  warningsOf,
} from './handover.ts'
import type { CandidateRow, MeetingListRow } from './handover-list.queries.ts'
import { handoverPowers } from './powers.ts'

export const presentRow = (row: MeetingListRow): MeetingRow => ({
  id: row.id,
  title: row.title,
  line: row.line as MeetingLine,
  heldOn: row.held_on,
  place: row.place,
  state: row.status as MeetingState,
  changedAt: row.changed_at.toISOString(),
  cases: row.cases,
  handedOver: row.handed_over,
  failed: row.failed,
  signed: row.signed,
})

export const presentCandidate = (row: CandidateRow): Candidate => ({
  id: row.id,
  number: row.number,
  title: row.is_open ? row.title : null,
  state: row.status,
  category: row.is_open ? row.category : 'other',
  confidential: row.confidential,
  units: row.units,
})

/** The only way a meeting leaves the module. A unit has its own cases before it, and in them its own part. */
export function presentMeeting(
  actor: Actor,
  scope: MeetingScope,
  meeting: MeetingRecord,
  rows: readonly MeetingCaseRow[],
  signatures: Awaited<ReturnType<typeof findSignatures>>,
): MeetingView {
  const state = meeting.status as MeetingState
  const keeps = keepsMeeting(actor, meeting)
  const cases = rows.map((row) => presentCase(actor, scope, row))
  const count = (...picks: ToldPick[]): number => cases.filter(({ pick }) => picks.includes(pick)).length
  const allowed: [string, boolean][] = [
    ['edit', keeps && state === 'planned'],
    ['pick', keeps && meetingProcess.allows(state, 'handOver')],
    ['handOver', keeps && meetingProcess.allows(state, 'handOver') && count('picked', 'handing') > 0],
    ['retry', keeps && state === 'held' && count('failed') > 0],
    ['cancel', keeps && meetingProcess.allows(state, 'cancel')],
    ['minute', keeps && meetingProcess.allows(state, 'minute')],
  ]
  return {
    id: meeting.id,
    title: meeting.title,
    line: meeting.line as MeetingLine,
    heldOn: meeting.held_on,
    place: meeting.place,
    state,
    changedAt: meeting.changed_at.toISOString(),
    note: meeting.note,
    minutes: meeting.minutes,
    begunAt: meeting.begun_at?.toISOString() ?? null,
    progress: {
      cases: cases.length,
      waiting: count('picked', 'handing'),
      handedOver: count('handed_over'),
      failed: count('failed'),
      gone: count('gone'),
    },
    units: unitsOf(actor, scope, cases, signatures),
    cases,
    allowed: withinPowers(
      actor,
      handoverPowers,
      allowed.filter(([, may]) => may).map(([action]) => action),
    ),
    version: meeting.version,
  }
}

function presentCase(actor: Actor, scope: MeetingScope, row: MeetingCaseRow): MeetingView['cases'][number] {
  const pick = tellPick(row.status as PickState, row.state)
  return {
    id: row.suggestion_id,
    number: row.number,
    title: row.is_open ? row.title : null,
    confidential: row.confidential,
    state: row.state,
    pick,
    units: row.units
      .filter(({ actingUnitId }) => scope.unitId === null || actingUnitId === scope.unitId)
      .map(({ unitId, unitName, part, assignmentId }) => ({ unitId, unitName, part, assignmentId })),
    warnings: warningsOf({ pick, state: row.state, units: row.units.length, confidential: row.confidential }),
    handedAt: row.handed_at?.toISOString() ?? null,
    failure: pick === 'gone' ? goneWords(actor.locale, row.state) : failureOf(actor.locale, row),
  }
}

const goneWords = (locale: Locale, state: string): string =>
  translate(locale, `handover.gone.${state === 'withdrawn' ? 'withdrawn' : 'elsewhere'}`)

const failureOf = (locale: Locale, { refusal_code, refusal_data }: MeetingCaseRow): string | null =>
  refusal_code === null ? null : sentenceOf(locale, refusal_code, (refusal_data ?? {}) as JsonObject)

/** What goes to whom: a line for each unit, in the order of their first case. */
function unitsOf(
  actor: Actor,
  scope: MeetingScope,
  cases: readonly MeetingView['cases'][number][],
  signatures: Awaited<ReturnType<typeof findSignatures>>,
): MeetingView['units'] {
  const maySign = scope.unitId !== null && mayWithinPowers(actor, handoverPowers, 'sign')
  const parts = cases.flatMap((kase) => kase.units.map((unit) => ({ ...unit, kase })))
  return [...Map.groupBy(parts, ({ unitId }) => unitId)].map(([unitId, own]) => {
    const signature = signatures.find(({ unit_id }) => unit_id === unitId)
    const count = (part: string): number => own.filter((one) => one.part === part).length
    return {
      unitId,
      unitName: own[0]?.unitName ?? '',
      lead: count('lead'),
      co: count('co'),
      separate: count('separate'),
      confidential: own.filter(({ kase }) => kase.confidential).length,
      signedAt: signature?.signed_at.toISOString() ?? null,
      signatureNote: signature?.note ?? null,
      // a unit is shown the lines for which it acts, its own and those of units it took over
      maySign: maySign && signature === undefined,
    }
  })
}
