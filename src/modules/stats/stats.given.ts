import type { GivenDeputy } from '#modules/identity/identity.given.ts'
import { runSql } from '#tests/support/statements.ts'
import type { TestSite } from '#tests/support/test-app.ts'

type Moment = string
type Result = 'satisfied' | 'basically_satisfied' | 'dissatisfied'

/** One unit's part as a test tells it; moments are days (noon in Shanghai is meant) or whole instants. */
export type GivenPart = {
  unitId: string
  part?: 'lead' | 'co' | 'separate'
  status?: string
  handed?: Moment
  /** When it was signed for, and until when it had to be. */
  signed?: Moment
  signBefore?: Moment
  returned?: boolean
  /** The first instant too late for the answer. */
  dueBefore?: Moment
  paused?: boolean
  extended?: boolean
  replies?: { at: Moment; class?: 'A' | 'B' | 'C' | 'D'; round?: number }[]
  met?: { means: 'meeting' | 'video' | 'phone' | 'message'; on: string; confirmed?: boolean }[]
  evaluations?: ({ at: Moment; result: Result } | { status: 'open' | 'expired' })[]
  promises?: { dueOn: string; firstDueOn?: string; status?: string; keptAt?: Moment }[]
}

export type GivenCase = {
  title?: string
  status?: string
  category?: string
  session?: string
  submitted?: Moment
  accepted?: Moment
  closed?: Moment
  confidential?: boolean
  wishesPublication?: boolean
  parts?: GivenPart[]
}

const instant = (moment: Moment | undefined): Date | null =>
  moment === undefined ? null : new Date(moment.length === 10 ? `${moment}T12:00:00+08:00` : moment)

let made = 0

/** Writes a case with all that hangs on it, as it would be after the acts that a test does not want to play. */
export async function givenCase(site: TestSite, lead: GivenDeputy, told: GivenCase): Promise<string> {
  const { app, db } = site
  const insert = async (table: string, row: Record<string, unknown>): Promise<string> => {
    const whole: Record<string, unknown> = { id: app.ids.uuid(), ...row }
    const columns = Object.keys(whole)
    const places = columns.map((_, at) => `$${at + 1}`).join(', ')
    await runSql(db, `insert into ${table} (${columns.join(', ')}) values (${places})`, Object.values(whole))
    return String(whole.id)
  }
  made += 1
  const submitted = instant(told.submitted ?? '2026-01-10')
  const suggestionId = await insert('suggestion', {
    congress_id: lead.acting.congressId,
    term_id: lead.acting.termId,
    congress_session_id: told.session ?? null,
    number: `测${made}`,
    title: told.title ?? `关于第${made}件事的建议`,
    category: told.category ?? 'transport',
    lead_mandate_id: lead.mandateId,
    status: told.status ?? 'handling',
    confidential: told.confidential ?? false,
    wishes_publication: told.wishesPublication ?? true,
    created_at: submitted,
    changed_at: submitted,
    submitted_at: submitted,
    registered_at: submitted,
    accepted_at: instant(told.accepted),
    closed_at: instant(told.closed),
  })
  for (const part of told.parts ?? []) await givenPart(insert, lead, suggestionId, part)
  await insert('event', {
    type: 'suggestion.submitted',
    subject_kind: 'suggestion',
    subject_id: suggestionId,
    case_id: suggestionId,
    acting_kind: 'system',
    at: submitted,
  })
  return suggestionId
}

type Insert = (table: string, row: Record<string, unknown>) => Promise<string>

async function givenPart(insert: Insert, lead: GivenDeputy, suggestionId: string, part: GivenPart): Promise<void> {
  const handed = instant(part.handed ?? '2026-01-20')
  const assignmentId = await insert('assignment', {
    suggestion_id: suggestionId,
    unit_id: part.unitId,
    part: part.part ?? 'lead',
    status: part.status ?? 'handling',
    assigned_at: handed,
    acknowledged_at: instant(part.signed),
    return_reason: part.returned ? '不属本单位职责。' : null,
  })
  const clock = (ruleId: string, dueBefore: Moment, change: Record<string, unknown> = {}) =>
    insert('clock', {
      subject_kind: 'assignment',
      subject_id: assignmentId,
      case_id: suggestionId,
      rule_id: ruleId,
      rule_version: 0,
      status: 'running',
      start_reason: 'assigned',
      started_at: handed,
      n: 3,
      unit: 'month',
      roll: 'next_workday',
      end_of_day: '24:00',
      soon_days: [],
      escalate_days: [],
      calendar_version: 0,
      set_before: instant(dueBefore),
      due_before: instant(dueBefore),
      ...change,
    })
  // whoever asked to give it back has looked at it
  const looked = part.returned ? { status: 'stopped', stopped_at: handed } : {}
  if (part.signBefore) await clock('suggestion.acknowledge', part.signBefore, looked)
  if (part.dueBefore) {
    const extensions = part.extended ? [{ n: 1, at: handed, reason: '', approvedBy: '' }] : []
    await clock('suggestion.answer', part.dueBefore, {
      status: part.paused ? 'paused' : 'running',
      extensions: JSON.stringify(extensions),
    })
  }
  for (const one of part.met ?? []) {
    await insert('consultation', {
      assignment_id: assignmentId,
      mandate_id: lead.mandateId,
      means: one.means,
      held_on: one.on,
      summary: '看了现场。',
      noted_by_person_id: lead.personId,
      confirmed_at: one.confirmed === false ? null : handed,
    })
  }
  let replyId = ''
  for (const [index, reply] of (part.replies ?? []).entries()) {
    replyId = await insert('reply', {
      assignment_id: assignmentId,
      round: reply.round ?? index + 1,
      revision: 1,
      body: '经研究，答复如下。',
      class: reply.class ?? 'A',
      drafted_by_person_id: lead.personId,
      drafted_at: instant(reply.at),
      sent_at: instant(reply.at),
    })
  }
  for (const [index, round] of (part.evaluations ?? []).entries()) {
    const cast = 'result' in round
    await insert('evaluation_round', {
      suggestion_id: suggestionId,
      assignment_id: assignmentId,
      round: index + 1,
      status: cast ? 'cast' : round.status,
      opened_at: handed,
      ...(cast && { attitude: 'satisfied', result: round.result, opinion: '理由。', cast_at: instant(round.at) }),
    })
  }
  for (const promise of part.promises ?? []) {
    const promiseId = await insert('commitment', {
      suggestion_id: suggestionId,
      assignment_id: assignmentId,
      reply_id: replyId,
      congress_id: lead.acting.congressId,
      unit_id: part.unitId,
      content: '路灯亮起来',
      owner: '市政科',
      due_on: promise.dueOn,
      first_due_on: promise.firstDueOn ?? null,
      status: promise.status ?? 'open',
      sent_at: instant(part.replies?.at(-1)?.at),
    })
    if (promise.keptAt !== undefined) {
      await insert('event', {
        type: 'commitment.fulfilled',
        subject_kind: 'commitment',
        subject_id: promiseId,
        case_id: suggestionId,
        acting_kind: 'system',
        at: instant(promise.keptAt),
      })
    }
  }
}
