import { type Selectable, sql } from 'kysely'
import type { Cursor } from '#kernel/page.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { DB } from '#platform/db/db.types.ts'
import { containing } from '#platform/db/like.ts'
import type { ImportKind, ImportStatus, importSorts, Outcome } from './roster.ts'
import type { FieldChange, RowFault } from './row-plan.ts'

export type ImportRecord = Omit<Selectable<DB['roster_import']>, 'kind' | 'status'> & {
  kind: ImportKind
  status: ImportStatus
}

export type NewImport = {
  id: string
  kind: ImportKind
  congress_id: string
  made_by_person_id: string
  acting: string
  file_name: string
  file_sha256: Buffer
  file_key: string
  created_at: Date
}

export const insertImport = (trx: Trx, row: NewImport) =>
  trx
    .insertInto('roster_import')
    .values({ ...row, status: 'previewing' })
    .execute()

export const findImport = (db: Db, id: string): Promise<ImportRecord | undefined> =>
  db.selectFrom('roster_import').selectAll().where('id', '=', id).executeTakeFirst() as Promise<
    ImportRecord | undefined
  >

export const lockImport = (trx: Trx, id: string): Promise<ImportRecord> =>
  trx
    .selectFrom('roster_import')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('not_found', 'roster.no_such_import')) as Promise<ImportRecord>

export type ImportFilter = {
  kind?: ImportKind | undefined
  state?: ImportStatus | undefined
  q?: string | undefined
}

const importsOf = (db: Db, congressId: string, kinds: readonly ImportKind[], { kind, state, q }: ImportFilter) =>
  db
    .selectFrom('roster_import')
    .where('congress_id', '=', congressId)
    .where('kind', 'in', kinds)
    .where('status', '!=', 'discarded')
    .$if(kind !== undefined, (query) => query.where('kind', '=', String(kind)))
    .$if(state !== undefined, (query) => query.where('status', '=', String(state)))
    .$if(q !== undefined, (query) => query.where('file_name', 'ilike', containing(String(q))))

export const findImports = (
  db: Db,
  congressId: string,
  kinds: readonly ImportKind[],
  { sort, ...filter }: ImportFilter & { sort: (typeof importSorts)[number] },
  after: Cursor | undefined,
  limit: number,
): Promise<ImportRecord[]> => {
  let query = importsOf(db, congressId, kinds, filter).selectAll()
  const [towards, direction] = sort === 'oldest' ? (['>', 'asc'] as const) : (['<', 'desc'] as const)
  if (after) {
    const [at, id] = [new Date(String(after[0])), String(after[1])]
    query = query.where((eb) => eb(eb.refTuple('created_at', 'id'), towards, eb.tuple(at, id)))
  }
  return query
    .orderBy('created_at', direction)
    .orderBy('id', direction)
    .limit(limit + 1)
    .execute() as Promise<ImportRecord[]>
}

export const countImports = async (
  db: Db,
  congressId: string,
  kinds: readonly ImportKind[],
  filter: ImportFilter,
): Promise<number> => {
  const { counted } = await importsOf(db, congressId, kinds, filter)
    .select((eb) => eb.fn.countAll<number>().as('counted'))
    .executeTakeFirstOrThrow()
  return counted
}

/** Waiting for a decision since before this instant, or stuck on the way to one. */
export const findForgottenImports = async (db: Db, before: Date): Promise<string[]> => {
  const rows = await db
    .selectFrom('roster_import')
    .select('id')
    .where('status', 'in', ['previewing', 'ready', 'failed'])
    .where('created_at', '<', before)
    .limit(20)
    .execute()
  return rows.map(({ id }) => id)
}

export type ImportChange = Partial<{
  status: ImportStatus
  file_key: string | null
  form: string
  rows_total: number
  create_count: number
  change_count: number
  unchanged_count: number
  refused_count: number
  plan_hash: Buffer
  failure_code: string | null
  failure_data: string
  previewed_at: Date
  applied_at: Date
}>

/** False when somebody else has changed the import meanwhile; then nothing is saved. */
export async function saveImport(
  db: Db,
  { id, version }: { id: string; version: number },
  change: ImportChange,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('roster_import')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export type Phase = 'reading' | 'checking' | 'writing'
export type Progress = { phase: Phase; done: number; total: number }

export const saveProgress = (db: Db, importId: string, progress: Progress, at: Date) =>
  db
    .insertInto('roster_import_progress')
    .values({ import_id: importId, ...progress, at })
    .onConflict((conflict) => conflict.column('import_id').doUpdateSet({ ...progress, at }))
    .execute()

export const findProgress = (db: Db, importId: string): Promise<Progress | undefined> =>
  db
    .selectFrom('roster_import_progress')
    .select(['phase', 'done', 'total'])
    .where('import_id', '=', importId)
    .executeTakeFirst() as Promise<Progress | undefined>

export type StoredRow = {
  ordinal: number
  sheet: string
  row_number: number
  cells: Record<string, string>
  faults: Record<string, string>
  sealed: Buffer | null
  key_id: string | null
}

export type PlannedRow = StoredRow & {
  outcome: Outcome
  label: string
  changes: FieldChange[]
  refusals: RowFault[]
}

export const insertRows = (trx: Db, importId: string, rows: readonly PlannedRow[]) =>
  trx
    .insertInto('roster_import_row')
    .values(
      rows.map((row) => ({
        ...row,
        import_id: importId,
        cells: JSON.stringify(row.cells),
        faults: JSON.stringify(row.faults),
        changes: JSON.stringify(row.changes),
        refusals: JSON.stringify(row.refusals),
      })),
    )
    .execute()

export const findStoredRows = (db: Db, importId: string): Promise<StoredRow[]> =>
  db
    .selectFrom('roster_import_row')
    .select(['ordinal', 'sheet', 'row_number', 'cells', 'faults', 'sealed', 'key_id'])
    .where('import_id', '=', importId)
    .orderBy('ordinal')
    .execute() as Promise<StoredRow[]>

export const deleteRows = (db: Db, importId: string) =>
  db.deleteFrom('roster_import_row').where('import_id', '=', importId).execute()

/** What stood in the file is gone; what became of each row stays. */
export const forgetCells = (trx: Trx, importId: string) =>
  trx
    .updateTable('roster_import_row')
    .set({ cells: '{}', sealed: null, key_id: null })
    .where('import_id', '=', importId)
    .execute()

export const findPlannedRows = (
  db: Db,
  importId: string,
  outcome: Outcome | undefined,
  after: Cursor | undefined,
  limit: number,
) => {
  let query = db
    .selectFrom('roster_import_row')
    .select(['ordinal', 'sheet', 'row_number', 'outcome', 'label', 'changes', 'refusals'])
    .where('import_id', '=', importId)
  if (outcome) query = query.where('outcome', '=', outcome)
  if (after) query = query.where('ordinal', '>', Number(after[0]))
  return query
    .orderBy('ordinal')
    .limit(limit + 1)
    .execute()
}

/** Rows that would be written and say something of this field. */
export async function countProposed(db: Db, importId: string, field: string): Promise<number> {
  const row = await db
    .selectFrom('roster_import_row')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('import_id', '=', importId)
    .where('outcome', 'in', ['create', 'change'])
    .where(sql<boolean>`changes @> ${JSON.stringify([{ field }])}::jsonb`)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
