import { sql } from 'kysely'
import type { Db, Trx } from '#platform/db/database.ts'
import { startingWith } from '#platform/db/like.ts'

// where what was said in an act also stands in a row, whose image is sealed
const copies = [
  ['assignment', 'return_reason'],
  ['assignment', 'co_opinion_return_reason'],
  ['api_token', 'purpose'],
  ['clock', 'start_reason'],
  ['commitment', 'evidence'],
  ['commitment', 'explanation'],
  ['deadline_request', 'reason'],
  ['deadline_request', 'decision_reason'],
  ['evaluation_round', 'opinion'],
  ['key_oversight', 'conclusion'],
  ['mandate', 'end_reason'],
  ['roster_import', 'file_name'],
  ['rule_set', 'reason'],
  ['work_calendar', 'note'],
] as const

// or within one, as the reason of a pause or of what waits for a second person
const within = [
  ['approval', 'command'],
  ['clock', 'extensions'],
  ['clock', 'pauses'],
] as const

/** The same, as `table.column`: a test walks all notes and looks for them elsewhere. */
export const copyColumns: readonly string[] = [...copies, ...within].map(([table, column]) => `${table}.${column}`)

/** The words beside a sealed event within reach, by its place in the record; never the words themselves. */
export const findNote = (db: Db | Trx, areaPath: string, leafIndex: number) =>
  db
    .selectFrom('event')
    .innerJoin('event_note', 'event_note.id', 'event.note_id')
    .leftJoin('suggestion', (join) =>
      join.onRef('suggestion.id', '=', 'event.case_id').on('suggestion.confidential', '=', false),
    )
    .select(['event_note.id', 'event_note.erased_at', 'event.type', 'event.at', 'suggestion.number'])
    .where('event.leaf_index', '=', leafIndex)
    .where('event.area_path', 'like', startingWith(areaPath))
    .executeTakeFirst()

/** Whether the same words stand in a row of their own too, which the erasing of a note does not reach. */
export async function isCopied(db: Db | Trx, noteId: string): Promise<boolean> {
  const stands = copies.map(
    ([table, column]) =>
      sql`exists (select from ${sql.table(table)} copy where ${sql.ref(`copy.${column}`)} = note.words)`,
  )
  const standsWithin = within.map(
    ([table, column]) => sql`exists (select from ${sql.table(table)} copy where jsonb_path_exists(
      ${sql.ref(`copy.${column}`)}, 'strict $.** ? (@ == $words)', jsonb_build_object('words', note.words)))`,
  )
  const { rows } = await sql<{ is_copied: boolean }>`
    select (${sql.join([...stands, ...standsWithin], sql` or `)}) as is_copied from event_note note where note.id = ${noteId}`.execute(
    db,
  )
  return rows[0]?.is_copied === true
}
