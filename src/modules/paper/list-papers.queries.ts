import { sql } from 'kysely'
import type { Db } from '#platform/db/database.ts'

const localDay = (instant: string) => sql<string | null>`(${sql.ref(instant)} at time zone 'Asia/Shanghai')::date`

/** Which cases a list is about: those of the congress that the organ has to do with. */
type Reach = { congressId: string; organId: string }

const within = (db: Db, { congressId, organId }: Reach) =>
  db
    .selectFrom('suggestion')
    .innerJoin('mandate', 'mandate.id', 'suggestion.lead_mandate_id')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .where('suggestion.congress_id', '=', congressId)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('party')
          .select('party.case_id')
          .whereRef('party.case_id', '=', 'suggestion.id')
          .where('party.holder_id', '=', organId),
      ),
    )

/** Answers that are not there though their time is over, by unit. */
export const findOverdue = (db: Db, reach: Reach, now: Date, today: string) =>
  within(db, reach)
    .innerJoin('assignment', 'assignment.suggestion_id', 'suggestion.id')
    .innerJoin('organ', 'organ.id', 'assignment.unit_id')
    .innerJoin('clock', 'clock.subject_id', 'assignment.id')
    .select([
      'suggestion.number',
      'suggestion.title',
      'suggestion.confidential',
      'organ.name as unit_name',
      sql<string>`((clock.due_before - interval '1 second') at time zone 'Asia/Shanghai')::date`.as('due_on'),
      sql<number>`${today}::date - ((clock.due_before - interval '1 second') at time zone 'Asia/Shanghai')::date`.as(
        'days_late',
      ),
    ])
    .where('clock.rule_id', 'in', ['suggestion.answer', 'suggestion.answerAgain', 'suggestion.coOpinion'])
    .where('clock.status', '=', 'running')
    .where('clock.due_before', '<=', now)
    .orderBy('organ.code')
    .orderBy('clock.due_before')
    .execute()
export type Overdue = Awaited<ReturnType<typeof findOverdue>>[number]

/** @param from first day @param until first day after the period, both instants */
export const findHandedOver = (db: Db, reach: Reach, from: Date, until: Date) =>
  within(db, reach)
    .innerJoin('assignment', 'assignment.suggestion_id', 'suggestion.id')
    .innerJoin('organ', 'organ.id', 'assignment.unit_id')
    .leftJoin('clock', (join) =>
      join
        .onRef('clock.subject_id', '=', 'assignment.id')
        .on('clock.rule_id', 'in', ['suggestion.answer', 'suggestion.coOpinion']),
    )
    .select([
      'suggestion.id as case_id',
      'suggestion.number',
      'suggestion.title',
      'suggestion.confidential',
      'person.name as lead_name',
      'organ.name as unit_name',
      'assignment.part',
      localDay('assignment.assigned_at').as('assigned_on'),
      sql<string | null>`((clock.set_before - interval '1 second') at time zone 'Asia/Shanghai')::date`.as('due_on'),
    ])
    .where('assignment.assigned_at', '>=', from)
    .where('assignment.assigned_at', '<', until)
    .where('assignment.status', 'not in', ['reassigned', 'cancelled'])
    .orderBy('organ.code')
    .orderBy('suggestion.number')
    .execute()
export type HandedOver = Awaited<ReturnType<typeof findHandedOver>>[number]

// over for the congress though it was accepted: its figures leave these out as well
const endedOtherwise = ['withdrawn', 'merged', 'split', 'converted_to_letter']

const acceptedWithin = (db: Db, reach: Reach, from: Date, until: Date) =>
  within(db, reach).where('suggestion.accepted_at', '>=', from).where('suggestion.accepted_at', '<', until)

/** How many were accepted in the period, and how many of them no volume prints. */
export const countAccepted = (db: Db, reach: Reach, from: Date, until: Date) =>
  acceptedWithin(db, reach, from, until)
    .select(({ fn }) => [
      fn.countAll<number>().as('accepted'),
      fn.countAll<number>().filterWhere('suggestion.status', 'in', endedOtherwise).as('ended'),
      fn
        .countAll<number>()
        .filterWhere('suggestion.status', 'not in', endedOtherwise)
        .filterWhere('suggestion.confidential', '=', true)
        .as('confidential'),
    ])
    .executeTakeFirstOrThrow()
export type AcceptedCounts = Awaited<ReturnType<typeof countAccepted>>

/** Accepted in the period and not confidential, with the answers that were sent. */
export async function findCompiled(db: Db, reach: Reach, from: Date, until: Date, limit: number) {
  const cases = await acceptedWithin(db, reach, from, until)
    .select([
      'suggestion.id',
      'suggestion.number',
      'suggestion.title',
      'suggestion.subject',
      'suggestion.grounds',
      'suggestion.proposal',
      'person.name as lead_name',
      localDay('suggestion.accepted_at').as('accepted_on'),
    ])
    .where('suggestion.confidential', '=', false)
    .where('suggestion.status', 'not in', endedOtherwise)
    .orderBy('suggestion.accepted_at')
    .orderBy('suggestion.id')
    .limit(limit)
    .execute()
  if (cases.length === 0) return []
  const answers = await db
    .selectFrom('reply')
    .innerJoin('assignment', 'assignment.id', 'reply.assignment_id')
    .innerJoin('organ', 'organ.id', 'assignment.unit_id')
    .select([
      'assignment.suggestion_id',
      'organ.name as unit_name',
      'reply.body',
      'reply.class',
      localDay('reply.sent_at').as('sent_on'),
    ])
    .where(
      'assignment.suggestion_id',
      'in',
      cases.map(({ id }) => id),
    )
    .where('reply.sent_at', 'is not', null)
    .orderBy('reply.sent_at')
    .execute()
  const byCase = Map.groupBy(answers, ({ suggestion_id }) => suggestion_id)
  return cases.map((one) => ({ ...one, answers: byCase.get(one.id) ?? [] }))
}
export type CompiledCase = Awaited<ReturnType<typeof findCompiled>>[number]
