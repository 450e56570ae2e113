import { type RawBuilder, sql } from 'kysely'
import { isOpenTo } from '#modules/party/index.ts'
import { liesWith } from '#modules/suggestion/index.ts'
import type { Intake } from './stats.ts'

/** What is counted: the cases of some congresses, narrowed. With a unit, its parts are counted instead of cases. */
export type Scope = {
  congressIds: readonly string[]
  system: 'government' | null
  /** One unit's parts, every unit's parts, or cases. */
  parts: { unitId: string } | 'all' | null
  category: string | null
  delegationId: string | null
  intake: Intake | null
  /** 对口: what lies in the field of this committee. */
  committeeId: string | null
  /** Who reads; nobody for what is published. */
  reader: Reader | null
  /** Of these cases alone, whatever their congress. */
  caseIds?: readonly string[]
}
/** By whom the words of a confidential case may be read: a deputy with a line in it, a named reader of the staff. */
export type Reader = { holderId: string; personId: string; readsAs: 'deputy' | 'committee' | 'staff' }

const hasLine = ({ holderId }: Reader) =>
  sql`exists (select from party where party.holder_id = ${holderId} and party.case_id = s.id)`

/**
 * Whether the fields of the case `s` may be read. One that may not has neither category nor delegation for its reader:
 * it matches no filter on them and stands in no group.
 */
function isReadableBy(reader: Reader | null) {
  const isPlain = isOpenTo(null, 's')
  if (reader?.readsAs === 'deputy') return sql`(${isPlain} or ${hasLine(reader)})`
  const isOpen = isOpenTo(reader, 's')
  return reader?.readsAs === 'committee' ? sql`(${isPlain} or (${hasLine(reader)} and ${isOpen}))` : isOpen
}

/** What is asked about the case `s` and its sponsor's mandate `m`. */
export const narrowed = (scope: Scope): RawBuilder<unknown> => sql`
  ${scope.category === null ? sql`` : sql`and s.category = ${scope.category} and ${isReadableBy(scope.reader)}`}
  ${scope.delegationId === null ? sql`` : sql`and m.delegation_id = ${scope.delegationId} and ${isReadableBy(scope.reader)}`}
  ${scope.committeeId === null ? sql`` : sql`and ${liesWith('s.id', scope.committeeId)} and ${isReadableBy(scope.reader)}`}
  ${scope.intake === null ? sql`` : scope.intake === 'session' ? sql`and s.congress_session_id is not null` : sql`and s.congress_session_id is null`}`

/** Field and delegation of the case `s`, as far as the reader may know them. */
export const toldOf = ({ reader }: Scope) => sql`
  case when ${isReadableBy(reader)} then s.category end as category,
  case when ${isReadableBy(reader)} then m.delegation_id end as delegation_id`

/**
 * Cases that were submitted. What was withdrawn, merged, split or turned into a letter is out of most figures; a deputy's
 * judgement stays valid though the case is withdrawn after it (domain E: 有效评价件; only 办复率 leaves 撤回件 out).
 */
const cases = (scope: Scope, isKept = sql`materialized`) => sql`
  kase as ${isKept} (
    select s.id, s.congress_id, ${toldOf(scope)}, s.congress_session_id is not null as in_session, s.status,
      s.import_id is not null as is_imported,
      s.submitted_at, s.accepted_at, s.closed_at,
      s.status in ('withdrawn', 'merged', 'split', 'converted_to_letter') as is_out, s.status = 'withdrawn' as is_withdrawn
    from suggestion s join mandate m on m.id = s.lead_mandate_id
    where ${scope.caseIds ? sql`s.id = any(${scope.caseIds}::uuid[])` : sql`s.congress_id = any(${scope.congressIds}::uuid[])`}
      and s.submitted_at is not null and s.status not in ('draft', 'cosigning') ${narrowed(scope)}
  )`

/** What was handed to a unit, or to one that was merged into it. */
export const ofUnit = (unitId: string) =>
  sql`unit_id in (select id from organ where id = ${unitId} or acting_id = ${unitId})`

/** What was handed over at some time. */
const handed = (scope: Scope) => sql`
  handed as materialized (
    select a.id, a.suggestion_id, a.unit_id, a.assigned_at, a.acknowledged_at, a.part, a.status, a.return_reason,
      kase.is_imported, kase.is_withdrawn
    from assignment a join kase on kase.id = a.suggestion_id join organ o on o.id = a.unit_id
    where a.assigned_at is not null ${scope.system === null ? sql`` : sql`and o.system = ${scope.system}`}
      ${scope.parts === null || scope.parts === 'all' ? sql`` : sql`and a.${ofUnit(scope.parts.unitId)}`}
  )`

// the deadline of the first answer: a part has one such clock, and where it was handled anew the first counts
const firstClock = (ruleId: string) => sql`
  select distinct on (c.subject_id) c.subject_id, c.due_before, c.stopped_at, c.status = 'paused' as is_paused,
    jsonb_array_length(c.extensions) > 0 as is_extended
  from clock c join handed on handed.id = c.subject_id
  where c.rule_id = ${ruleId}
  order by c.subject_id, c.started_at`

// 1 满意, 2 基本满意, 3 不满意: of several the highest is the worst; beside its round, the first and the last are found
const rank = sql`case e.result when 'satisfied' then 1 when 'basically_satisfied' then 2 else 3 end`
const rankInRound = sql`(e.round * 4 + ${rank})`
const answerInOrder = sql`((r.round::bigint << 32) + (r.revision::bigint << 8) + ascii(r.class))`

/** What came of the parts, each of them grouped once: to look it up for each part would be a search for each. */
const outcomes = sql`
  sent as materialized (
    select r.assignment_id, min(r.sent_at) as first_at, chr((max(${answerInOrder}) & 255)::int) as last_class,
      bool_or(handed.is_imported and r.drafted_by_person_id is null) as is_from_list
    from handed join reply r on r.assignment_id = handed.id and r.sent_at is not null
    group by r.assignment_id
  ),
  met as (
    select c.assignment_id, bool_or(c.held_on <= first.day) as contacted,
      bool_or(c.held_on <= first.day and c.means in ('meeting', 'video') and c.confirmed_at is not null) as consulted,
      bool_or(c.held_on >= first.day and c.means = 'meeting' and c.confirmed_at is not null) as in_person
    from consultation c
    join (select assignment_id, (first_at at time zone 'Asia/Shanghai')::date as day from sent) first
      on first.assignment_id = c.assignment_id
    group by c.assignment_id
  ),
  overseen as (select distinct k.suggestion_id from key_oversight_case k where k.face_replied_on is not null),
  judged as (
    select e.assignment_id, min(${rankInRound}) % 4 as first_rank, min(e.cast_at) as first_at,
      max(${rankInRound}) % 4 as last_rank, max(e.cast_at) as last_at,
      min(e.cast_at) filter (where e.result = 'dissatisfied') as dissatisfied_at
    from handed join evaluation_round e on e.assignment_id = handed.id and e.status = 'cast'
    group by e.assignment_id
  ),
  promised as (
    select p.assignment_id, bool_and(p.status = 'confirmed') as all_kept
    from handed join commitment p on p.assignment_id = handed.id join reply r on r.id = p.reply_id and r.sent_at is not null
    group by p.assignment_id
  )`

/**
 * One unit's part in a case, handed over at some time, with what came of it. A list of earlier suggestions tells neither
 * when they were signed for nor whom the unit spoke with: what nobody told is no fault, and is `told` false.
 */
const parts = (scope: Scope) => sql`
  ${handed(scope)}, ack as (${firstClock('suggestion.acknowledge')}), answer as (${firstClock('suggestion.answer')}),
  ${outcomes},
  part as (
    select a.id, a.suggestion_id as case_id, a.unit_id, a.assigned_at as handed_at, a.part <> 'co' as answers,
      a.status not in ('reassigned', 'cancelled') as is_live,
      a.status <> 'reassigned' and (a.status <> 'cancelled' or a.is_withdrawn) as stands, a.status = 'reassigned' as was_reassigned,
      (a.return_reason is not null)::int as returns,
      coalesce(a.acknowledged_at < ack.due_before
        or (a.return_reason is not null and ack.stopped_at < ack.due_before), false) as signed_in_time,
      case when not answer.is_paused then answer.due_before end as answer_due,
      coalesce(answer.is_extended, false) as was_extended,
      sent.first_at as replied_at, sent.last_class,
      coalesce(met.consulted, false) as consulted, coalesce(met.contacted, false) as contacted,
      coalesce(met.in_person, false) or overseen.suggestion_id is not null as face_replied,
      judged.first_rank, judged.first_at as first_cast_at, judged.last_rank, judged.last_at as last_cast_at,
      judged.dissatisfied_at, coalesce(promised.all_kept, false) as all_kept,
      ack.subject_id is not null or not a.is_imported as signing_told, sent.is_from_list is not true as contact_told,
      sent.is_from_list is not true or sent.last_class = 'A' or promised.assignment_id is not null as outcome_told
    from handed a
    left join ack on ack.subject_id = a.id
    left join answer on answer.subject_id = a.id
    left join sent on sent.assignment_id = a.id
    left join met on met.assignment_id = a.id
    left join overseen on overseen.suggestion_id = a.suggestion_id
    left join judged on judged.assignment_id = a.id
    left join promised on promised.assignment_id = a.id
  )`

// A 类 is confirmed by an evaluation that does not find it wanting, B and C by promises that were kept and confirmed
const isResolved = sql`coalesce(case part.last_class when 'A' then part.last_rank <= 2
  when 'B' then part.all_kept when 'C' then part.all_kept else false end, false)`

const partItems = (name: ItemsName) => sql`
  ${sql.ref(name)} as materialized (
    select part.id as item_id, part.case_id, part.unit_id, kase.congress_id, kase.category, kase.delegation_id,
      kase.in_session, kase.status, kase.submitted_at, kase.accepted_at, kase.closed_at,
      kase.is_out or not part.is_live as is_out, not kase.is_out or kase.is_withdrawn as is_judged,
      part.answers, part.handed_at, part.signed_in_time, part.answer_due,
      coalesce(part.replied_at < part.answer_due, false) as in_time,
      part.replied_at, part.consulted, part.contacted, part.face_replied, part.first_rank, part.first_cast_at, part.last_rank,
      part.last_cast_at, part.dissatisfied_at, part.returns, part.was_reassigned, part.was_extended,
      part.signing_told, part.contact_told, part.outcome_told,
      ${isResolved} as resolved
    from part join kase on kase.id = part.case_id
  )`

/**
 * A case is as good as its worst part. Co-handlers sign for it; the others answer. A judgement stays with the unit that
 * was judged, whoever has the part now; for the case it is the last one until the next unit is judged as well.
 */
const caseItems = (scope: Scope, name: ItemsName) => sql`
  ${sql.ref(name)} as materialized (
    select kase.id as item_id, kase.id as case_id, null::uuid as unit_id, kase.congress_id, kase.category,
      kase.delegation_id, kase.in_session, kase.status, kase.submitted_at, kase.accepted_at, kase.closed_at, kase.is_out,
      not kase.is_out or kase.is_withdrawn as is_judged, true as answers, whole.handed_at, coalesce(whole.signed_in_time, false) as signed_in_time,
      whole.answer_due, coalesce(whole.in_time, false) as in_time, whole.replied_at,
      coalesce(whole.consulted, false) as consulted, coalesce(whole.contacted, false) as contacted,
      coalesce(whole.face_replied, false) as face_replied,
      whole.first_rank, whole.first_cast_at, whole.last_rank, whole.last_cast_at, whole.dissatisfied_at,
      coalesce(whole.returns, 0) as returns, coalesce(whole.was_reassigned, false) as was_reassigned,
      coalesce(whole.was_extended, false) as was_extended, coalesce(whole.resolved, false) as resolved,
      whole.signing_told, whole.contact_told, whole.outcome_told
    from kase ${scope.system === null ? sql`left join` : sql`join`} (
      select part.case_id, min(part.handed_at) as handed_at,
        bool_and(part.signed_in_time) filter (where part.is_live) as signed_in_time,
        case when not bool_or(part.answer_due is null) filter (where part.is_live and part.answers)
          then max(part.answer_due) filter (where part.is_live and part.answers) end as answer_due,
        bool_and(coalesce(part.replied_at < part.answer_due, false)) filter (where part.is_live and part.answers) as in_time,
        case when bool_and(part.replied_at is not null) filter (where part.is_live and part.answers)
          then max(part.replied_at) filter (where part.is_live and part.answers) end as replied_at,
        bool_and(part.consulted) filter (where part.is_live and part.answers) as consulted,
        bool_and(part.contacted) filter (where part.is_live and part.answers) as contacted,
        bool_and(part.face_replied) filter (where part.is_live and part.answers) as face_replied,
        max(part.first_rank) as first_rank, max(part.first_cast_at) as first_cast_at,
        coalesce(max(part.last_rank) filter (where part.stands), max(part.last_rank)) as last_rank,
        coalesce(max(part.last_cast_at) filter (where part.stands), max(part.last_cast_at)) as last_cast_at,
        min(part.dissatisfied_at) as dissatisfied_at,
        sum(part.returns)::int as returns, bool_or(part.was_reassigned) as was_reassigned,
        bool_or(part.was_extended) filter (where part.is_live) as was_extended,
        bool_and(${isResolved}) filter (where part.is_live and part.answers) as resolved,
        bool_and(part.signing_told) filter (where part.is_live) as signing_told,
        bool_and(part.contact_told) filter (where part.is_live and part.answers) as contact_told,
        bool_and(part.outcome_told) filter (where part.is_live and part.answers) as outcome_told
      from part group by part.case_id
    ) whole on whole.case_id = kase.id
  )`

/** What there is of each item, beside its field and its delegation, which not every reader may know. */
export const itemColumns = [
  'item_id',
  'case_id',
  'unit_id',
  'congress_id',
  'in_session',
  'status',
  'submitted_at',
  'accepted_at',
  'closed_at',
  'is_out',
  'is_judged',
  'answers',
  'handed_at',
  'signed_in_time',
  'answer_due',
  'in_time',
  'replied_at',
  'consulted',
  'contacted',
  'face_replied',
  'first_rank',
  'first_cast_at',
  'last_rank',
  'last_cast_at',
  'dissatisfied_at',
  'returns',
  'was_reassigned',
  'was_extended',
  'resolved',
  'signing_told',
  'contact_told',
  'outcome_told',
] as const

type ItemsName = 'item' | 'anew'

/** The items of a scope as common table expressions: `item` has one row for each thing that is counted. */
export const itemsOf = (scope: Scope, name: ItemsName = 'item') => sql`
  ${cases(scope)}, ${parts(scope)}, ${scope.parts === null ? caseItems(scope, name) : partItems(name)}`

/**
 * Promises of answers that were sent. A promise was made for its first day; the record, or a list, knows when it was kept.
 * Few cases have one: theirs are looked up, not all gone through.
 */
export const promisesOf = (scope: Scope) => sql`
  ${cases(scope, sql`not materialized`)},
  item as (
    select p.id as item_id, p.suggestion_id as case_id, a.unit_id, kase.congress_id, kase.category, kase.delegation_id,
      coalesce(p.first_due_on, p.due_on) as promised_for, p.status = 'confirmed' as kept,
      coalesce(p.kept_on, told.kept_on) as kept_on,
      p.status <> 'confirmed' or p.kept_on is not null or told.kept_on is not null as day_told
    from commitment p
    join kase on kase.id = p.suggestion_id and not kase.is_out
    join assignment a on a.id = p.assignment_id
    join organ o on o.id = a.unit_id
    join reply r on r.id = p.reply_id and r.sent_at is not null
    left join lateral (
      select (max(e.at) at time zone 'Asia/Shanghai')::date as kept_on from event e
      where e.subject_id = p.id::text and e.type = 'commitment.fulfilled'
    ) told on true
    where true ${scope.system === null ? sql`` : sql`and o.system = ${scope.system}`}
      ${scope.parts === null || scope.parts === 'all' ? sql`` : sql`and a.${ofUnit(scope.parts.unitId)}`}
  )`
