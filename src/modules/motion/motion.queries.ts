import { sql } from 'kysely'
import { type Cursor, totalCountedMax } from '#kernel/page.ts'
import { claimId } from '#platform/db/claimed-id.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { containing } from '#platform/db/like.ts'
import type { MotionDraft, MotionQuery } from './motion.contract.ts'
import { type MotionState, motionProcess } from './motion.ts'

const wordsOf = ({ title, subject, grounds, proposal, category, welcomesCosigners }: MotionDraft) => ({
  title,
  subject,
  grounds,
  proposal,
  category,
  welcomes_cosigners: welcomesCosigners,
})

type NewMotion = MotionDraft & {
  id: string
  congressId: string
  termId: string
  leadMandateId: string
  ruleVersion: number
  at: Date
}

/** Undefined when the device has sent this draft before, or the id is that of another thing. */
export async function insertMotion(trx: Trx, draft: NewMotion): Promise<{ id: string } | undefined> {
  if (!(await claimId(trx, 'motion', draft.id))) return undefined
  return trx
    .insertInto('motion')
    .values({
      ...wordsOf(draft),
      id: draft.id,
      congress_id: draft.congressId,
      term_id: draft.termId,
      lead_mandate_id: draft.leadMandateId,
      rule_version: draft.ruleVersion,
      status: 'draft',
      created_at: draft.at,
      changed_at: draft.at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
}

export const findMotionDraft = (trx: Trx, id: string) =>
  trx
    .selectFrom('motion')
    .select(['lead_mandate_id', 'version', 'title', 'subject', 'grounds', 'proposal', 'category', 'welcomes_cosigners'])
    .where('id', '=', id)
    .executeTakeFirst()

/** Whether a row still has the words of a draft. */
export function hasWords(row: Record<keyof ReturnType<typeof wordsOf>, unknown>, draft: MotionDraft): boolean {
  const words = Object.entries(wordsOf(draft))
  return words.every(([column, value]) => row[column as keyof typeof row] === value)
}

export const saveMotionWords = (trx: Trx, id: string, draft: MotionDraft) =>
  trx.updateTable('motion').set(wordsOf(draft)).where('id', '=', id).execute()

type Facts = Partial<{
  number: string
  congress_session_id: string
  committee_id: string
  committee_report: string
  committee_reported_at: Date
  votes_for: number
  votes_against: number
  votes_abstained: number
  deputies_counted: number
  passed: boolean
  withdrawal_asked_at: Date | null
  suggestion_id: string
  rule_version: number
  submitted_at: Date
  registered_at: Date
  decided_at: Date
  closed_at: Date | null
}>

export const saveMotion = (trx: Trx, id: string, status: MotionState, facts: Facts = {}) =>
  trx
    .updateTable('motion')
    .set({ status, ...facts })
    .where('id', '=', id)
    .execute()

export const touchMotion = (trx: Trx, id: string, at: Date) =>
  trx
    .updateTable('motion')
    .set((eb) => ({ version: eb('version', '+', 1), changed_at: at }))
    .where('id', '=', id)
    .execute()

export const finalStates = motionProcess.states.filter((state) => motionProcess.isFinal(state))

/** One range scan over the party index for the one identity acted as. A holder has one line a motion. */
const scanned = (db: Db, holderId: string, filter: MotionQuery) =>
  db
    .selectFrom('party')
    .innerJoin('motion', 'motion.id', 'party.case_id')
    .where('party.holder_id', '=', holderId)
    .where('party.case_kind', '=', 'motion')
    .$if(filter.state !== undefined, (query) => query.where('party.state', '=', filter.state ?? ''))
    .$if(filter.box === 'open', (query) => query.where('party.state', 'not in', finalStates))
    .$if(filter.box === 'closed', (query) => query.where('party.state', 'in', finalStates))
    .$if(filter.q !== undefined, (query) =>
      query.where((eb) => {
        const like = containing(filter.q ?? '')
        return eb.or([eb('motion.title', 'like', like), eb('motion.number', 'like', like)])
      }),
    )

/** The lead and those who have confirmed and are in office; of the motion in the query. */
export const countedSponsors = sql<number>`(select count(*)::int + 1 from cosign c join mandate m on m.id = c.mandate_id
  where c.case_id = motion.id and c.status = 'confirmed'
    and m.status in ('elected', 'credential_confirmed', 'active', 'suspended'))`

// as the index has it
const dueLast = sql`coalesce(party.due_before, 'infinity'::timestamptz)`

export const findMotions = (db: Db, holderId: string, filter: MotionQuery, cursor: Cursor | undefined) =>
  scanned(db, holderId, filter)
    .innerJoin('mandate', 'mandate.id', 'motion.lead_mandate_id')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .innerJoin('congress', 'congress.id', 'motion.congress_id')
    .select([
      'motion.id',
      'motion.number',
      'motion.title',
      'motion.category',
      'motion.submitted_at',
      'party.state',
      'party.todo',
      'party.due_before',
      'party.changed_at',
      'person.name as lead_name',
      'congress.name as congress_name',
      'congress.level',
      countedSponsors.as('counted'),
    ])
    .$if(filter.sort === 'due', (query) =>
      query
        .$if(cursor !== undefined, (page) =>
          page.where(sql<boolean>`(${dueLast}, party.case_id)
            > (${String(cursor?.[0] ?? 'infinity')}::timestamptz, ${String(cursor?.[1])}::uuid)`),
        )
        .orderBy(dueLast)
        .orderBy('party.case_id'),
    )
    .$if(filter.sort === 'changed', (query) =>
      query
        .$if(cursor !== undefined, (page) =>
          page.where(
            sql<boolean>`(party.changed_at, party.case_id) < (${new Date(String(cursor?.[0]))}, ${String(cursor?.[1])})`,
          ),
        )
        .orderBy('party.changed_at', 'desc')
        .orderBy('party.case_id', 'desc'),
    )
    .limit(filter.limit + 1)
    .execute()

export async function countMotions(db: Db, holderId: string, filter: MotionQuery): Promise<number> {
  const row = await db
    .selectFrom(
      scanned(db, holderId, filter)
        .select('party.case_id')
        .limit(totalCountedMax + 1)
        .as('counted'),
    )
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

/** Titles for lines of the to-do page. */
export async function findMotionTitles(db: Db, ids: readonly string[]) {
  const rows = await db.selectFrom('motion').select(['id', 'title', 'number']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, title, number }) => [id, { title, number }]))
}
