import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from './database.ts'

/** A name, and a digest of what stands under it as PostgreSQL 15 to 18 print it alike, whatever the schema's name. */
type Digests = Readonly<Record<string, string>>

/** What a table is made of. What PostgreSQL 18 names and 15 does not, that a column is not null, is of its column. */
export type TableShape = Record<'columns' | 'triggers' | 'indexes' | 'constraints', Digests>
export type Shape = { tables: Readonly<Record<string, TableShape>>; functions: Digests }

/** What is there and does nothing: a trigger that is disabled, an index that is invalid, a constraint not enforced. */
export type Idle = Record<Exclude<keyof TableShape, 'columns'>, readonly string[]>

type Definitions = Readonly<Record<string, string>> | null
type Found = Record<keyof TableShape, Definitions> & {
  table: string
  idleTriggers: string[] | null
  idleIndexes: string[] | null
  idleConstraints: string[] | null
}

/**
 * The tables and functions of a schema as they are. A foreign key is enforced by triggers of the server, which can be
 * disabled too. How full an index keeps its pages, and whether a constraint was validated, is not what it says.
 */
export async function findShape(db: Db): Promise<{ shape: Shape; idle: Readonly<Record<string, Idle>> }> {
  const { rows } = await sql<Found>`
    select relname as table, columns, triggers, indexes, constraints,
      idle_triggers as "idleTriggers", idle_indexes as "idleIndexes", idle_constraints as "idleConstraints"
    from pg_class as made
    cross join lateral (
      select jsonb_object_agg(attname, concat_ws(' ', format_type(atttypid, atttypmod), collname,
          case when attnotnull then 'not null' end, nullif(attidentity::text, ''), nullif(attgenerated::text, ''),
          pg_get_expr(adbin, adrelid, true))) as columns
      from pg_attribute
      left join pg_attrdef on adrelid = attrelid and adnum = attnum
      left join pg_collation as ordered on ordered.oid = attcollation
      where attrelid = made.oid and attnum > 0 and not attisdropped) as of_columns
    cross join lateral (
      select jsonb_object_agg(tgname, pg_get_triggerdef(oid, true)) as triggers,
        array_agg(tgname::text order by tgname) filter (where tgenabled not in ('O', 'A')) as idle_triggers
      from pg_trigger where tgrelid = made.oid and not tgisinternal) as of_triggers
    cross join lateral (
      select jsonb_object_agg(index.relname, concat_ws(' ',
          regexp_replace(pg_get_indexdef(indexrelid, 0, true), ' WITH [(][^()]*[)](?= WHERE |$)', ''),
          pg_get_constraintdef(kept.oid, true))) as indexes,
        array_agg(index.relname::text order by index.relname) filter (where not (indisvalid and indisready)) as idle_indexes
      from pg_index
      join pg_class as index on index.oid = indexrelid
      left join pg_constraint as kept on kept.conindid = indexrelid and kept.contype in ('p', 'u', 'x')
      where indrelid = made.oid) as of_indexes
    cross join lateral (
      select jsonb_object_agg(conname,
          regexp_replace(pg_get_constraintdef(constrained.oid, true), ' (NOT VALID|NOT ENFORCED)$', '')) as constraints,
        array_agg(conname::text order by conname) filter (where not convalidated or exists (
          select from pg_trigger where tgconstraint = constrained.oid and tgenabled not in ('O', 'A'))) as idle_constraints
      from pg_constraint as constrained where conrelid = made.oid and contype in ('c', 'f')) as of_constraints
    where relkind in ('r', 'p') and not relispartition
      and relnamespace = (select oid from pg_namespace where nspname = current_schema())
    order by relname`.execute(db)
  const tables = rows.map(({ table, columns, triggers, indexes, constraints }) => {
    const parts = { columns, triggers, indexes, constraints }
    return [table, mapParts(parts)] as const
  })
  const idle = rows.map(
    ({ table, idleTriggers, idleIndexes, idleConstraints }) =>
      [
        table,
        { triggers: idleTriggers ?? [], indexes: idleIndexes ?? [], constraints: idleConstraints ?? [] },
      ] as const,
  )
  return {
    shape: { tables: Object.fromEntries(tables), functions: digests(await findFunctions(db)) },
    idle: Object.fromEntries(idle),
  }
}

const mapParts = ({ columns, triggers, indexes, constraints }: Record<keyof TableShape, Definitions>): TableShape => ({
  columns: digests(columns),
  triggers: digests(triggers),
  indexes: digests(indexes),
  constraints: digests(constraints),
})

/** The functions of the schema, with the schema's own name taken out of their heads. */
async function findFunctions(db: Db): Promise<Definitions> {
  const { rows } = await sql<{ functions: Definitions }>`
    select jsonb_object_agg(proname || '(' || pg_get_function_identity_arguments(oid) || ')',
      replace(replace(pg_get_functiondef(oid), 'FUNCTION ' || quote_ident(current_schema()) || '.', 'FUNCTION '),
        'SET search_path TO ' || quote_literal(current_schema()), 'SET search_path TO own')) as functions
    from pg_proc
    where prokind = 'f' and pronamespace = (select oid from pg_namespace where nspname = current_schema())`.execute(db)
  return rows[0]?.functions ?? null
}

/** What makes tables do something else than they are asked, and is made by no migration of any version. */
export type Strange = Record<'rules' | 'secured' | 'unlogged' | 'lent', readonly string[]>

/**
 * Rules on tables, tables whose rows are hidden from some or are lost in a crash, and functions that run with the rights
 * of their owner, whoever calls them.
 */
export async function findStrange(db: Db): Promise<Strange> {
  const { rows } = await sql<Strange>`
    with own as (
      select made.* from pg_class as made
      where relkind in ('r', 'p') and relnamespace = (select oid from pg_namespace where nspname = current_schema()))
    select
      array(select relname || '.' || rulename from pg_rewrite join own on own.oid = ev_class order by 1) as rules,
      array(select relname::text from own where relrowsecurity order by 1) as secured,
      array(select relname::text from own where relpersistence <> 'p' order by 1) as unlogged,
      array(select proname || '(' || pg_get_function_identity_arguments(oid) || ')' from pg_proc
        where prosecdef and pronamespace = (select oid from pg_namespace where nspname = current_schema())
        order by 1) as lent`.execute(db)
  const [strange] = rows
  if (!strange) throw new Error('a row of names is missing')
  return strange
}

/** Whether the server passes over triggers that are enabled, foreign keys among them, as for what a replica takes in. */
export async function passesOverTriggers(db: Db): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select current_setting('session_replication_role') = 'replica' as is`.execute(db)
  return rows[0]?.is ?? false
}

const digestLength = 10

const digests = (definitions: Definitions): Digests =>
  Object.fromEntries(
    Object.entries(definitions ?? {})
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, text]) => [name, createHash('sha256').update(text).digest('hex').slice(0, digestLength)]),
  )
