import { sql } from 'kysely'
import { compiledOnce } from '#platform/db/compiled-once.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { hasCommittees } from './field.queries.ts'
import { isReferredTo } from './reference.queries.ts'

export type Hanging = Awaited<ReturnType<typeof findHanging>>

const askHanging = compiledOnce((db, { id }: { id: string }) => {
  const hasParts = (table: 'consultation' | 'reply') =>
    sql<boolean>`exists (select from ${sql.table(table)} of join assignment a on a.id = of.assignment_id where a.suggestion_id = ${id})`
  const has = (table: 'commitment' | 'deadline_request') =>
    sql<boolean>`exists (select from ${sql.table(table)} of where of.suggestion_id = ${id})`
  return db.selectNoFrom([
    hasParts('consultation').as('hasConsultations'),
    hasParts('reply').as('hasReplies'),
    has('commitment').as('hasCommitments'),
    has('deadline_request').as('hasRequests'),
    isReferredTo(id).as('isReferred'),
    hasCommittees(id).as('hasCommittees'),
  ])
})

const nothingHangs = {
  hasConsultations: false,
  hasReplies: false,
  hasCommitments: false,
  hasRequests: false,
  isReferred: false,
  hasCommittees: false,
}

/** What hangs on a case at all: most of it on few, and to ask once is cheaper than to find nothing six times. */
export async function findHanging(
  db: Db | Trx,
  { id, number, accepted_at }: { id: string; number: string | null; accepted_at: Date | null },
) {
  // before it has a number nothing refers to it, before it is accepted it lies with no unit
  if (number === null && accepted_at === null) return nothingHangs
  const [hanging] = await askHanging(db, { id })
  if (!hanging) throw new Error('a row of facts is missing')
  return hanging
}
