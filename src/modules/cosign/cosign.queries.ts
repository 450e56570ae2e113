import { sql } from 'kysely'
import { laterMandate } from '#modules/identity/index.ts'
import { compiledOnce } from '#platform/db/compiled-once.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { containing } from '#platform/db/like.ts'
import type { CosignedText, CosignState } from './cosign.ts'

export type CaseKind = 'suggestion' | 'motion'
export type CosignRow = Awaited<ReturnType<typeof findCosigns>>[number]

/** Everybody who was asked or has joined, in the order in which they were. */
export const findCosigns = (db: Db | Trx, caseId: string) => askCosigns(db, { caseId })

const askCosigns = compiledOnce((db, { caseId }: { caseId: string }) =>
  db
    .selectFrom('cosign')
    .innerJoin('mandate', 'mandate.id', 'cosign.mandate_id')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select([
      'mandate_id',
      'cosign.status',
      'invited_at',
      'answered_at',
      'on_paper',
      'text_sha256',
      'person.name',
      'person.id as person_id',
      'mandate.status as mandate_status',
      laterMandate.as('later_mandate_id'),
    ])
    .where('case_id', '=', caseId)
    .orderBy('invited_at')
    .orderBy('mandate_id'),
)

type NewCosign = {
  caseKind: CaseKind
  caseId: string
  mandateId: string
  status: CosignState
  at: Date
  answeredAt?: Date
  onPaper?: boolean
  textSha256?: string
}

const columnsOf = (one: NewCosign) => ({
  case_kind: one.caseKind,
  case_id: one.caseId,
  mandate_id: one.mandateId,
  status: one.status,
  invited_at: one.at,
  answered_at: one.answeredAt ?? null,
  on_paper: one.onPaper ?? false,
  text_sha256: one.textSha256 ?? null,
})

/** Names that stand as they come: of a sheet, of a list, of the motion or the suggestion they were put under. */
export async function insertCosigns(trx: Trx, cosigns: readonly NewCosign[]): Promise<void> {
  if (cosigns.length === 0) return
  await trx.insertInto('cosign').values(cosigns.map(columnsOf)).execute()
}

/**
 * Whom an invitation reaches: who was not asked yet, and whose invitation or name was taken back. Who has declined is
 * not asked a second time.
 */
export async function saveInvitations(trx: Trx, invitations: readonly NewCosign[]): Promise<string[]> {
  const rows = await trx
    .insertInto('cosign')
    .values(invitations.map(columnsOf))
    .onConflict((conflict) =>
      conflict
        .columns(['case_id', 'mandate_id'])
        .doUpdateSet((eb) => ({
          status: eb.ref('excluded.status'),
          invited_at: eb.ref('excluded.invited_at'),
          answered_at: null,
          text_sha256: null,
        }))
        .where('cosign.status', '=', 'withdrawn'),
    )
    .returning('mandate_id')
    .execute()
  return rows.map((row) => row.mandate_id)
}

/** A deputy comes on their own, whatever they answered before. */
export const saveJoining = (trx: Trx, joining: NewCosign) =>
  trx
    .insertInto('cosign')
    .values(columnsOf(joining))
    .onConflict((conflict) =>
      conflict.columns(['case_id', 'mandate_id']).doUpdateSet((eb) => ({
        status: eb.ref('excluded.status'),
        answered_at: eb.ref('excluded.answered_at'),
        text_sha256: eb.ref('excluded.text_sha256'),
      })),
    )
    .execute()

type Answer = { status: CosignState; at: Date; textSha256?: string | null }

/** What a deputy answers here takes the place of a signature on paper. */
export const saveAnswer = (trx: Trx, caseId: string, mandateId: string, { status, at, textSha256 }: Answer) =>
  trx
    .updateTable('cosign')
    .set({ status, answered_at: at, on_paper: false, ...(textSha256 !== undefined && { text_sha256: textSha256 }) })
    .where('case_id', '=', caseId)
    .where('mandate_id', '=', mandateId)
    .execute()

/** Who is no longer asked; whether they had ever answered is left as it was. */
export const endInvitation = (trx: Trx, caseId: string, mandateId: string) =>
  trx
    .updateTable('cosign')
    .set({ status: 'withdrawn' })
    .where('case_id', '=', caseId)
    .where('mandate_id', '=', mandateId)
    .execute()

/** The confirmed are asked once more, and it is known which text they had confirmed. */
export const askConfirmedAgain = async (trx: Trx, caseId: string, textSha256: string): Promise<string[]> =>
  (
    await trx
      .updateTable('cosign')
      .set((eb) => ({ status: 'invited', text_sha256: eb.fn.coalesce('text_sha256', eb.val(textSha256)) }))
      .where('case_id', '=', caseId)
      .where('status', '=', 'confirmed')
      .returning('mandate_id')
      .execute()
  ).map(({ mandate_id }) => mandate_id)

export const keepText = (trx: Trx, caseId: string, sha256: string, text: CosignedText) =>
  trx
    .insertInto('cosigned_text')
    .values({ case_id: caseId, sha256, ...text })
    .onConflict((conflict) => conflict.doNothing())
    .execute()

export const findKeptText = (db: Db | Trx, caseId: string, sha256: string) =>
  db
    .selectFrom('cosigned_text')
    .select(['title', 'subject', 'grounds', 'proposal'])
    .where('case_id', '=', caseId)
    .where('sha256', '=', sha256)
    .executeTakeFirst()

/** The names that stand under one case are put under another that was made of it. */
export const copyConfirmed = (trx: Trx, caseKind: CaseKind, fromId: string, toId: string) =>
  trx
    .insertInto('cosign')
    .columns(['case_kind', 'case_id', 'mandate_id', 'status', 'invited_at', 'answered_at', 'on_paper'])
    .expression((eb) =>
      eb
        .selectFrom('cosign')
        .select([
          eb.val(caseKind).as('case_kind'),
          eb.val(toId).as('case_id'),
          'mandate_id',
          'status',
          'invited_at',
          'answered_at',
          'on_paper',
        ])
        .where('case_id', '=', fromId)
        .where('status', '=', 'confirmed'),
    )
    .execute()

type Asked = { caseId: string; termId: string; leadMandateId: string; q: string }

/** Those of the congress and term who may still be asked to co-sign. */
export async function findInvitable(db: Db, { caseId, termId, leadMandateId, q }: Asked) {
  const rows = await db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .leftJoin('delegation', 'delegation.id', 'mandate.delegation_id')
    .select(['mandate.id as mandateId', 'person.name', 'delegation.name as delegation'])
    .where('mandate.term_id', '=', termId)
    .where('mandate.status', '=', 'active')
    .where('mandate.id', '<>', leadMandateId)
    .where('person.name', 'like', containing(q))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('cosign')
            .select('mandate_id')
            .where('case_id', '=', caseId)
            .where('cosign.status', '<>', 'withdrawn')
            .whereRef('cosign.mandate_id', '=', 'mandate.id'),
        ),
      ),
    )
    .orderBy('person.name')
    .orderBy('mandate.id')
    .limit(20)
    .execute()
  return rows.map((row) => ({ ...row, delegation: row.delegation ?? '' }))
}

export async function countActiveMandates(trx: Trx, mandateIds: readonly string[], termId: string): Promise<number> {
  const row = await trx
    .selectFrom('mandate')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('id', 'in', mandateIds)
    .where('term_id', '=', termId)
    .where('status', '=', 'active')
    .executeTakeFirstOrThrow()
  return row.count
}
