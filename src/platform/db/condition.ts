import { type RawBuilder, sql } from 'kysely'

/** A condition that one module gives to the statement of another, which knows nothing of the tables it asks. */
export type Condition = RawBuilder<boolean>

/** Whether one of them holds; of none, none does. */
export const anyOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(conditions, sql` or `)})`

/** Whether the id in a column is one of these. */
export const isOneOf = (column: string, ids: readonly string[]): Condition =>
  sql<boolean>`${sql.ref(column)} = any(${[...ids]}::uuid[])`
