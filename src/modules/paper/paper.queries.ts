import { sql } from 'kysely'
import { type Cursor, totalCountedMax } from '#kernel/page.ts'
import type { JsonValue } from '#kernel/refusal.ts'
import { rowImage } from '#modules/record/index.ts'
import type { Condition } from '#platform/db/condition.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { containing } from '#platform/db/like.ts'
import type { Paper } from '#platform/documents/paper.ts'
import { officeRoles, type paperSorts } from './paper.ts'

export type NewPaper = {
  id: string
  congressId: string
  organId: string
  kind: string
  caseId: string | null
  assignmentId: string | null
  number: string
  content: Paper
  issuedAt: Date
  issuedBy: string
}

/** Holds the case as it is until the paper has its number. */
export const lockCaseVersion = async (trx: Trx, caseId: string): Promise<number | undefined> =>
  (await trx.selectFrom('suggestion').select('version').where('id', '=', caseId).forUpdate().executeTakeFirst())
    ?.version

export const insertPaper = (trx: Trx, paper: NewPaper) =>
  trx
    .insertInto('issued_paper')
    .values({
      id: paper.id,
      congress_id: paper.congressId,
      organ_id: paper.organId,
      kind: paper.kind,
      case_id: paper.caseId,
      assignment_id: paper.assignmentId,
      number: paper.number,
      content: JSON.stringify(paper.content),
      issued_at: paper.issuedAt,
      issued_by_person_id: paper.issuedBy,
    })
    .execute()

const issued = (db: Db) =>
  db
    .selectFrom('issued_paper')
    .innerJoin('organ', 'organ.id', 'issued_paper.organ_id')
    .leftJoin('suggestion', 'suggestion.id', 'issued_paper.case_id')
    .select([
      'issued_paper.id',
      'issued_paper.kind',
      'issued_paper.number',
      'issued_paper.case_id',
      'issued_paper.assignment_id',
      'issued_paper.organ_id',
      'issued_paper.issued_at',
      'issued_paper.voided_at',
      'organ.name as organ_name',
      'suggestion.number as case_number',
      (eb) =>
        eb
          .selectFrom('issued_paper as later')
          .select('later.number')
          .whereRef('later.id', '=', 'issued_paper.voided_by_paper_id')
          .as('replaced_by'),
    ])

export const findPapersOfCase = (db: Db, caseId: string) =>
  issued(db)
    .where('issued_paper.case_id', '=', caseId)
    .orderBy('issued_paper.issued_at')
    .orderBy('issued_paper.id')
    .execute()
export type PaperRow = Awaited<ReturnType<typeof findPapersOfCase>>[number]

/** What an organ has issued about a case and what stands, the newest first. */
export async function findStandingPapers(db: Db | Trx, caseId: string, organId: string) {
  const rows = await issued(db)
    .select('issued_paper.content')
    .where('issued_paper.case_id', '=', caseId)
    .where('issued_paper.organ_id', '=', organId)
    .where('issued_paper.voided_at', 'is', null)
    .orderBy('issued_paper.issued_at', 'desc')
    .orderBy('issued_paper.id', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, content: row.content as unknown as Paper }))
}
export type StandingPaper = Awaited<ReturnType<typeof findStandingPapers>>[number]

export const saveVoided = (trx: Trx, id: string, by: { paperId: string; at: Date }) =>
  trx
    .updateTable('issued_paper')
    .set({ voided_at: by.at, voided_by_paper_id: by.paperId })
    .where('id', '=', id)
    .execute()

const ofOrgan = (db: Db, organId: string, { q, kind }: PaperFilter) =>
  issued(db)
    .where('issued_paper.organ_id', '=', organId)
    .$if(kind !== undefined, (query) => query.where('issued_paper.kind', '=', String(kind)))
    .$if(q !== undefined, (query) => {
      const named = containing(String(q))
      return query.where((eb) =>
        eb.or([eb('issued_paper.number', 'like', named), eb('suggestion.number', 'like', named)]),
      )
    })

export type PaperFilter = { q?: string | undefined; kind?: string | undefined }

export async function findPapersOfOrgan(
  db: Db,
  organId: string,
  { sort, ...filter }: PaperFilter & { sort: (typeof paperSorts)[number] },
  after: Cursor | undefined,
  limit: number,
) {
  const found = ofOrgan(db, organId, filter)
  const { counted } = await db
    .selectFrom(found.limit(totalCountedMax + 1).as('found'))
    .select((eb) => eb.fn.countAll<number>().as('counted'))
    .executeTakeFirstOrThrow()
  const [towards, direction] = sort === 'oldest' ? (['>', 'asc'] as const) : (['<', 'desc'] as const)
  const rows = await found
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple('issued_paper.issued_at', 'issued_paper.id'),
          towards,
          eb.tuple(new Date(String(after?.[0])), String(after?.[1])),
        ),
      ),
    )
    .orderBy('issued_paper.issued_at', direction)
    .orderBy('issued_paper.id', direction)
    .limit(limit + 1)
    .execute()
  return { rows, counted }
}

type PaperReader = { seesCase: Condition; organId: string | null }

/** A paper about a case that is there for the reader, or of their own organ: a hidden one is told from none by nothing. */
export async function findPaper(db: Db, id: string, { seesCase, organId }: PaperReader) {
  const row = await issued(db)
    .select('issued_paper.content')
    .where('issued_paper.id', '=', id)
    .where((eb) =>
      eb.or([
        eb.and([eb('issued_paper.case_id', 'is', null), eb('issued_paper.organ_id', '=', organId)]),
        eb.and([eb('issued_paper.case_id', 'is not', null), seesCase]),
      ]),
    )
    .executeTakeFirst()
  return row && { ...row, content: row.content as unknown as Paper }
}

export const findOrganOf = (db: Db, organId: string) =>
  db
    .selectFrom('organ')
    .innerJoin('congress', 'congress.id', 'organ.congress_id')
    .select([
      'organ.id',
      'organ.name',
      'organ.short_name',
      'congress.id as congress_id',
      'congress.name as congress_name',
    ])
    .where('organ.id', '=', organId)
    .executeTakeFirstOrThrow()

/** The organ that acts for a unit: itself, or the one that took it over. */
export const findOrganActingFor = (db: Db, unitId: string) =>
  db
    .selectFrom('organ as unit')
    .innerJoin('organ', (join) =>
      join.on(({ eb, ref }) => eb('organ.id', '=', eb.fn.coalesce(ref('unit.acting_id'), ref('unit.id')))),
    )
    .select('organ.name')
    .where('unit.id', '=', unitId)
    .executeTakeFirstOrThrow()

/** The office that did one of these acts last to a part of a case, whoever stood in for its people. */
export const findOfficeThatActed = (
  db: Db,
  { caseId, assignmentId }: { caseId: string; assignmentId: string },
  types: readonly string[],
) =>
  db
    .selectFrom('event')
    .leftJoin('stand_in', 'stand_in.id', 'event.acting_id')
    .leftJoin('api_token', 'api_token.id', 'event.acting_id')
    .innerJoin('post', (join) =>
      join.on(({ eb, ref }) =>
        eb('post.id', '=', eb.fn.coalesce(ref('stand_in.post_id'), ref('api_token.post_id'), ref('event.acting_id'))),
      ),
    )
    .innerJoin('organ', 'organ.id', 'post.organ_id')
    .select('organ.name')
    .where('event.case_id', '=', caseId)
    .where('event.type', 'in', types)
    .where('event.acting_role', 'in', officeRoles)
    .where((eb) =>
      eb.or([eb('event.subject_id', '=', assignmentId), sql<boolean>`event.data -> 'assignmentIds' ? ${assignmentId}`]),
    )
    .orderBy('event.seq', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Issued papers as they stand, for verify-record. */
export async function loadPaperImages(trx: Trx, ids: readonly string[]): Promise<ReadonlyMap<string, JsonValue>> {
  const rows = await trx.selectFrom('issued_paper').selectAll().where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, rowImage(row)]))
}
