import { copyColumns } from '#modules/privacy/note-erasure.queries.ts'
import type { Db } from '#platform/db/database.ts'
import { runSql } from './statements.ts'

// how the words of a column are taken out, by the type of the column
const wordsIn: Readonly<Record<string, (column: string) => string>> = {
  text: (column) => `(select ${column})`,
  jsonb: (column) =>
    `(select one #>> '{}' from jsonb_path_query(${column}, 'strict $.** ? (@.type() == "string")') one)`,
  ARRAY: (column) => `(select unnest(${column})::text)`,
}

/**
 * Every column that holds the words of a note besides the note, as `table.column`, and of which the erasing of notes does
 * not know: there the words would stay when they are erased.
 */
export async function unknownCopies(db: Db): Promise<string[]> {
  const columns = (await runSql(
    db,
    `select c.table_name, c.column_name, c.data_type from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.data_type = any($1)
     order by 1, 2`,
    [Object.keys(wordsIn)],
  )) as { table_name: string; column_name: string; data_type: string }[]
  const found: string[] = []
  for (const { table_name: table, column_name: column, data_type: type } of columns) {
    const place = `${table}.${column}`
    if (place === 'event_note.words' || copyColumns.includes(place)) continue
    const held = await runSql(
      db,
      `select 1 from "${table}" held, lateral ${wordsIn[type]?.(`held."${column}"`)} as said (words)
       join event_note note on btrim(note.words) = btrim(said.words) where length(note.words) > 3 limit 1`,
    )
    if (held.length > 0) found.push(place)
  }
  return found
}
