import { sql } from 'kysely'
import type { Db } from './database.ts'

/** What a table is made of, by name. What PostgreSQL 18 names and 15 does not, that a column is not null, is left out. */
export type TableShape = Record<'columns' | 'triggers' | 'indexes' | 'constraints', readonly string[]>
export type Shape = Readonly<Record<string, TableShape>>

/** What is there and does nothing: a trigger that is disabled, an index that is invalid, a constraint not enforced. */
export type Idle = Omit<TableShape, 'columns'>

type Found = TableShape & { table: string; idleTriggers: string[]; idleIndexes: string[]; idleConstraints: string[] }

/** The tables of a schema as they are. A foreign key is enforced by triggers of the server, which can be disabled too. */
export async function findShape(db: Db): Promise<{ shape: Shape; idle: Readonly<Record<string, Idle>> }> {
  const { rows } = await sql<Found>`
    select relname as table, columns,
      coalesce(triggers, '{}') as triggers, coalesce(idle_triggers, '{}') as "idleTriggers",
      coalesce(indexes, '{}') as indexes, coalesce(idle_indexes, '{}') as "idleIndexes",
      coalesce(constraints, '{}') as constraints, coalesce(idle_constraints, '{}') as "idleConstraints"
    from pg_class as made
    cross join lateral (
      select coalesce(array_agg(attname::text order by attname), '{}') as columns
      from pg_attribute where attrelid = made.oid and attnum > 0 and not attisdropped) as of_columns
    cross join lateral (
      select array_agg(tgname::text order by tgname) as triggers,
        array_agg(tgname::text order by tgname) filter (where tgenabled not in ('O', 'A')) as idle_triggers
      from pg_trigger where tgrelid = made.oid and not tgisinternal) as of_triggers
    cross join lateral (
      select array_agg(relname::text order by relname) as indexes,
        array_agg(relname::text order by relname) filter (where not (indisvalid and indisready)) as idle_indexes
      from pg_index join pg_class as index on index.oid = indexrelid where indrelid = made.oid) as of_indexes
    cross join lateral (
      select array_agg(conname::text order by conname) as constraints,
        array_agg(conname::text order by conname) filter (where not convalidated or exists (
          select from pg_trigger where tgconstraint = constrained.oid and tgenabled not in ('O', 'A'))) as idle_constraints
      from pg_constraint as constrained where conrelid = made.oid and contype in ('c', 'f')) as of_constraints
    where relkind in ('r', 'p') and not relispartition
      and relnamespace = (select oid from pg_namespace where nspname = current_schema())
    order by relname`.execute(db)
  const shape = rows.map(
    ({ table, columns, triggers, indexes, constraints }) =>
      [table, { columns, triggers, indexes, constraints }] as const,
  )
  const idle = rows.map(
    ({ table, idleTriggers, idleIndexes, idleConstraints }) =>
      [table, { triggers: idleTriggers, indexes: idleIndexes, constraints: idleConstraints }] as const,
  )
  return { shape: Object.fromEntries(shape), idle: Object.fromEntries(idle) }
}
