import { sql } from 'kysely'
import type { Db, Trx } from '#platform/db/database.ts'

/** A column that holds something sealed: with which key, and what of its row is bound into the cipher. */
export type SealedColumn = { table: string; cipher: string; keyId: string; rowId: readonly string[] }

/** Every sealed column of the database, whichever module it belongs to; a test holds this list complete. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'person_contact', cipher: 'phone_cipher', keyId: 'key_id', rowId: ['person_id'] },
  { table: 'person_mail_address', cipher: 'address_cipher', keyId: 'key_id', rowId: ['person_id'] },
  { table: 'account', cipher: 'totp_cipher', keyId: 'totp_key_id', rowId: ['id'] },
  { table: 'privacy_request', cipher: 'contact_cipher', keyId: 'contact_key_id', rowId: ['id'] },
  { table: 'privacy_message', cipher: 'words_cipher', keyId: 'key_id', rowId: ['id'] },
  { table: 'roster_import_row', cipher: 'sealed', keyId: 'key_id', rowId: ['import_id', 'ordinal'] },
]

export type SealedRow = { place: string; rowId: string; keyId: string | null; cipher: Buffer }

const rowIdOf = ({ rowId }: SealedColumn) =>
  sql`concat_ws('/', ${sql.join(rowId.map((column) => sql`${sql.ref(column)}::text`))})`

const isOld = ({ cipher, keyId }: SealedColumn, current: string) =>
  sql`${sql.ref(cipher)} is not null and ${sql.ref(keyId)} is distinct from ${current}`

/** Some rows that another key than the current one has sealed; whoever changes one of them meanwhile waits. */
export async function lockOldRows(trx: Trx, column: SealedColumn, current: string, limit: number) {
  const { rows } =
    await sql<SealedRow>`select ctid::text as place, ${rowIdOf(column)} as "rowId", ${sql.ref(column.keyId)} as "keyId",
      ${sql.ref(column.cipher)} as cipher
    from ${sql.table(column.table)} where ${isOld(column, current)} limit ${limit} for update`.execute(trx)
  return rows
}

/** The rows are locked, so each is still where it was found. */
export const saveResealed = (trx: Trx, column: SealedColumn, rows: readonly (SealedRow & { keyId: string })[]) =>
  sql`update ${sql.table(column.table)} as old set ${sql.ref(column.cipher)} = fresh.cipher,
      ${sql.ref(column.keyId)} = fresh.key_id
    from unnest(${rows.map(({ place }) => place)}::tid[], ${rows.map(({ keyId }) => keyId)}::text[],
      ${rows.map(({ cipher }) => cipher)}::bytea[]) as fresh (place, key_id, cipher)
    where old.ctid = fresh.place`.execute(trx)

/** A database that is not migrated yet may lack some of them. */
async function columnsThere(db: Db): Promise<SealedColumn[]> {
  const { rows } = await sql<{ name: string }>`select relname || '.' || attname as name
    from pg_class join pg_attribute on attrelid = pg_class.oid
    where relnamespace = to_regnamespace(current_setting('search_path')) and not attisdropped
      and relname in (${sql.join(sealedColumns.map(({ table }) => table))})`.execute(db)
  const there = new Set(rows.map(({ name }) => name))
  return sealedColumns.filter(({ table, keyId }) => there.has(`${table}.${keyId}`))
}

/** How many rows each key has sealed; null is the secret's own. */
export async function countByKey(db: Db): Promise<ReadonlyMap<string | null, number>> {
  const counts = new Map<string | null, number>()
  for (const { table, cipher, keyId } of await columnsThere(db)) {
    const { rows } = await sql<{ keyId: string | null; count: number }>`
      select ${sql.ref(keyId)} as "keyId", count(*) as count from ${sql.table(table)}
      where ${sql.ref(cipher)} is not null group by 1`.execute(db)
    for (const { keyId: id, count } of rows) counts.set(id, (counts.get(id) ?? 0) + count)
  }
  return counts
}
