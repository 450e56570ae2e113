import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'

const among = (ids: readonly string[]) => sql<string>`any(${ids}::uuid[])`

/** What the list of an office tells of cases, with everything that hangs on them; a few queries however many there are. */
export async function findLedger(db: Db, ids: readonly string[]) {
  const cases = await db
    .selectFrom('suggestion')
    .innerJoin('mandate', 'mandate.id', 'suggestion.lead_mandate_id')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .leftJoin('congress_session as session', 'session.id', 'suggestion.congress_session_id')
    .leftJoin('term', 'term.id', 'session.term_id')
    .leftJoin('suggestion as main', 'main.id', 'suggestion.merged_into_id')
    .leftJoin('suggestion as whole', 'whole.id', 'suggestion.split_from_id')
    .select([
      'suggestion.id',
      'suggestion.number',
      'suggestion.title',
      'suggestion.subject',
      'suggestion.grounds',
      'suggestion.proposal',
      'suggestion.category',
      'suggestion.confidential',
      'suggestion.wishes_publication',
      'suggestion.status',
      'suggestion.submitted_at',
      'suggestion.closed_at',
      'person.name as lead_name',
      'mandate.number as lead_number',
      'session.number as session_number',
      'term.number as term_number',
      'main.number as merged_into',
      'whole.number as split_from',
    ])
    .where('suggestion.id', '=', among(ids))
    .execute()
  const cosigners = await db
    .selectFrom('cosign')
    .innerJoin('mandate', 'mandate.id', 'cosign.mandate_id')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select(['cosign.case_id', 'person.name', 'mandate.number'])
    .where('cosign.case_kind', '=', 'suggestion')
    .where('cosign.case_id', '=', among(ids))
    .where('cosign.status', '=', 'confirmed')
    .orderBy('mandate.number')
    .execute()
  const parts = await findLedgerParts(db, ids)
  return {
    cases,
    cosigners,
    parts,
    rounds: await findLedgerRounds(db, ids),
    promises: await findLedgerPromises(db, ids),
  }
}
export type Ledger = Awaited<ReturnType<typeof findLedger>>

/** The parts that stood to the end. */
const findLedgerParts = (db: Db, ids: readonly string[]) =>
  db
    .selectFrom('assignment')
    .innerJoin('suggestion', 'suggestion.id', 'assignment.suggestion_id')
    .innerJoin('organ', 'organ.id', 'assignment.unit_id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('deadline_request as request')
          .innerJoin('clock', 'clock.subject_id', 'request.assignment_id')
          .select(['request.reason', 'request.decision_reason', 'clock.unit'])
          .select(sql<number>`request.n + clock.n`.as('total'))
          .whereRef('request.assignment_id', '=', 'assignment.id')
          .where('request.kind', '=', 'extension')
          .where('request.status', '=', 'granted')
          .where('clock.rule_id', '=', 'suggestion.answer')
          .limit(1)
          .as('extended'),
      (join) => join.onTrue(),
    )
    .select([
      'assignment.id',
      'assignment.suggestion_id as case_id',
      'assignment.part',
      'assignment.assigned_at',
      'organ.name as unit_name',
      'extended.reason as extension_reason',
      'extended.decision_reason as extension_approval',
      'extended.unit as extension_unit',
      'extended.total as extension_total',
    ])
    .where('assignment.suggestion_id', '=', among(ids))
    .where('assignment.assigned_at', 'is not', null)
    .where((eb) =>
      eb.or([
        eb('assignment.status', 'not in', ['proposed', 'reassigned', 'cancelled']),
        eb.and([eb('assignment.status', '=', 'cancelled'), eb('suggestion.status', '=', 'withdrawn')]),
      ]),
    )
    .orderBy('assignment.suggestion_id')
    .orderBy('organ.name')
    .orderBy('assignment.id')
    .execute()

/** Every answer that was sent, with its verdict where the deputy gave one. */
const findLedgerRounds = (db: Db, ids: readonly string[]) =>
  db
    .selectFrom('reply')
    .innerJoin('assignment', 'assignment.id', 'reply.assignment_id')
    .leftJoin('evaluation_round as judged', (join) =>
      join
        .onRef('judged.assignment_id', '=', 'reply.assignment_id')
        .onRef('judged.round', '=', 'reply.round')
        .on('judged.status', '=', 'cast'),
    )
    .select([
      'assignment.suggestion_id as case_id',
      'reply.assignment_id',
      'reply.round',
      'reply.sent_at',
      'reply.class',
      'reply.body',
      'judged.attitude',
      'judged.result',
      'judged.opinion',
      'judged.cast_at',
    ])
    .where('assignment.suggestion_id', '=', among(ids))
    .where('reply.sent_at', 'is not', null)
    .orderBy('reply.assignment_id')
    .orderBy('reply.round')
    .execute()

/** Promises of answers that were sent; of those that were kept, the day on which the unit said so. */
const findLedgerPromises = (db: Db, ids: readonly string[]) =>
  db
    .selectFrom('commitment')
    .innerJoin('reply', 'reply.id', 'commitment.reply_id')
    .select(['suggestion_id as case_id', 'commitment.assignment_id', 'content', 'owner', 'due_on', 'status'])
    .select('reply.round')
    .select(
      sql<string | null>`case when commitment.status = 'confirmed' then coalesce(commitment.kept_on,
        (select (max(e.at) at time zone 'Asia/Shanghai')::date from event e
          where e.subject_id = commitment.id::text and e.type = 'commitment.fulfilled')) end`.as('kept_on'),
    )
    .where('suggestion_id', '=', among(ids))
    .where('commitment.sent_at', 'is not', null)
    .orderBy('due_on')
    .orderBy('content')
    .execute()
