import { sql } from 'kysely'
import { isUnitOf } from '#modules/organisation/index.ts'
import type { Db, Trx } from '#platform/db/database.ts'

const anyText = (values: readonly string[]) => sql<string>`any(${values}::text[])`

/** Every term of a congress, also those that are over, with their sessions. */
export async function findTermsAndSessions(db: Db, congressId: string) {
  const terms = await db
    .selectFrom('term')
    .select(['id', 'number', 'first_session_on', 'ended_on'])
    .where('congress_id', '=', congressId)
    .orderBy('number')
    .execute()
  const sessions = await db
    .selectFrom('congress_session')
    .innerJoin('term', 'term.id', 'congress_session.term_id')
    .select(['congress_session.id', 'term_id', 'congress_session.number', 'opens_on', 'closes_on'])
    .where('term.congress_id', '=', congressId)
    .execute()
  return { terms, sessions }
}

export const findNamedMandates = (db: Db, congressId: string, names: readonly string[], numbers: readonly string[]) =>
  db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select(['mandate.id', 'mandate.term_id', 'mandate.number', 'mandate.person_id', 'person.name'])
    .where('mandate.congress_id', '=', congressId)
    .where((eb) =>
      eb.or([eb('person.name', '=', anyText(names)), eb(sql<string>`upper(mandate.number)`, '=', anyText(numbers))]),
    )
    .execute()
export type NamedMandate = Awaited<ReturnType<typeof findNamedMandates>>[number]

/** The units of a congress under the names that they have and had. */
export async function findNamedUnits(db: Db, congressId: string) {
  const units = await db
    .selectFrom('organ')
    .leftJoin('organ as heir', 'heir.id', 'organ.acting_id')
    .select(['organ.id', 'organ.name', 'organ.short_name'])
    .select(sql<boolean>`coalesce(heir.ends_on, case when heir.id is null then organ.ends_on end) is null`.as('acts'))
    .where(isUnitOf(congressId))
    .execute()
  const earlier = await db
    .selectFrom('organ_name')
    .innerJoin('organ', 'organ.id', 'organ_name.organ_id')
    .select(['organ_id', 'organ_name.name', 'organ_name.short_name'])
    .where(isUnitOf(congressId))
    .execute()
  const namesOf = Map.groupBy(earlier, ({ organ_id }) => organ_id)
  return units.map((unit) => ({
    ...unit,
    names: [...new Set([unit, ...(namesOf.get(unit.id) ?? [])].flatMap(({ name, short_name }) => [name, short_name]))],
  }))
}
export type NamedUnit = Awaited<ReturnType<typeof findNamedUnits>>[number]

export const findNumbered = (db: Db, congressId: string, numbers: readonly string[]) =>
  db
    .selectFrom('suggestion')
    .select(['id', 'number', 'import_row_sha256', 'status', 'confidential'])
    .where('congress_id', '=', congressId)
    .where('number', '=', anyText(numbers))
    .execute()

/** Which of these cases were answered here, or went into one that was: what is brought in answered was sent to nobody here. */
export async function findAnsweredHere(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ from_id: string }>`
    with recursive line (from_id, id, merged_into_id) as (
      select id, id, merged_into_id from suggestion where id = any(${ids}::uuid[])
      union
      select line.from_id, main.id, main.merged_into_id from suggestion main join line on main.id = line.merged_into_id
    )
    select distinct from_id from line
      join assignment on assignment.suggestion_id = line.id
      join reply on reply.assignment_id = assignment.id
      join reply_receipt on reply_receipt.reply_id = reply.id`.execute(db)
  return new Set(rows.map(({ from_id }) => from_id))
}

type Rows<Table extends keyof Inserted> = readonly Inserted[Table][]
type Inserted = {
  suggestion: {
    id: string
    congress_id: string
    term_id: string
    congress_session_id: string | null
    number: string
    title: string
    subject: string
    grounds: string
    proposal: string
    category: string
    lead_mandate_id: string
    status: string
    wishes_publication: boolean
    rule_version: number
    created_at: Date
    changed_at: Date
    submitted_at: Date
    registered_at: Date
    accepted_at: Date | null
    assigned_at: Date | null
    closed_at: Date | null
    merged_into_id: string | null
    split_from_id: string | null
    import_id: string
    import_row_sha256: string
  }
  assignment: {
    id: string
    suggestion_id: string
    unit_id: string
    part: string
    status: string
    round: number
    rounds_before: number
    assigned_at: Date
  }
  reply: {
    id: string
    assignment_id: string
    round: number
    revision: number
    body: string
    class: string
    drafted_at: Date
    sent_at: Date
  }
  evaluation_round: {
    id: string
    suggestion_id: string
    assignment_id: string
    round: number
    status: string
    opened_at: Date
    attitude: string
    result: string
    opinion: string | null
    cast_at: Date
  }
  deadline_request: {
    id: string
    suggestion_id: string
    assignment_id: string
    kind: string
    status: string
    n: number
    unit: string
    reason: string
    decision_reason: string
    asked_at: Date
    decided_at: Date
  }
  commitment: {
    id: string
    suggestion_id: string
    assignment_id: string
    reply_id: string
    congress_id: string
    unit_id: string
    content: string
    owner: string
    due_on: string
    status: string
    kept_on: string | null
    sent_at: Date
  }
}
export type ImportedRows = { [Table in keyof Inserted]: Rows<Table> }

/** What comes of a batch of rows, table by table in the order in which they refer to each other. */
export async function insertImported(trx: Trx, rows: ImportedRows): Promise<void> {
  if (rows.suggestion.length > 0)
    await trx
      .insertInto('suggestion')
      .values([...rows.suggestion])
      .execute()
  if (rows.assignment.length > 0)
    await trx
      .insertInto('assignment')
      .values([...rows.assignment])
      .execute()
  if (rows.reply.length > 0)
    await trx
      .insertInto('reply')
      .values([...rows.reply])
      .execute()
  if (rows.evaluation_round.length > 0)
    await trx
      .insertInto('evaluation_round')
      .values([...rows.evaluation_round])
      .execute()
  if (rows.deadline_request.length > 0)
    await trx
      .insertInto('deadline_request')
      .values([...rows.deadline_request])
      .execute()
  if (rows.commitment.length > 0)
    await trx
      .insertInto('commitment')
      .values([...rows.commitment])
      .execute()
}
