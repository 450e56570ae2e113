import { sql } from 'kysely'

/**
 * Re-elected: the mandate in force of the same person in the same congress, when there is another than the one that is
 * joined as `mandate`. Under it a deputy answers for what was begun before (H31) and reads it (H32).
 */
export const laterMandate = sql<string | null>`(select later.id from mandate as later
  where later.person_id = mandate.person_id and later.congress_id = mandate.congress_id
  and later.id <> mandate.id and later.status = 'active' limit 1)`

/**
 * For a `with`: `own`, all mandates of one person in one congress, and `left_behind`, the cases whose lines in the party index
 * lie with one of them that is not in force while another is. They are read and answered for under that one.
 */
export const withOwnMandates = (mandateId: string, caseKind: string) => sql`
  own as (select own.id, own.status from mandate as held
    join mandate as own on own.person_id = held.person_id and own.congress_id = held.congress_id
    where held.id = ${mandateId}),
  left_behind as (select party.case_id as id from own join party on party.holder_id = own.id
    where party.case_kind = ${caseKind} and own.status <> 'active'
      and exists (select from own as now where now.status = 'active'))`
