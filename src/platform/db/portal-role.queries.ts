import { sql } from 'kysely'
import { type Db, schemaOf } from './database.ts'

/** The role as which the public portal reads: it can log in nowhere and owns nothing. */
export const portalRole = 'minsheng_portal'

/** What that role may, in the tenant's schema and in that of its jobs. */
export type PortalRights = {
  /** Whether the user of the database may become it; undefined where there is no such role. */
  isOurs: boolean | undefined
  /** Attributes and memberships that it needs for nothing. */
  powers: readonly string[]
  /** Whether it may look into the schema, without which no right on a table is one. */
  enters: boolean
  reads: readonly string[]
  /** Tables of which it may read some columns at least. */
  peeps: readonly string[]
  writes: readonly string[]
}

type Role = { oid: number; isOurs: boolean; enters: boolean; powers: string[] | null }

export async function findPortalRights(db: Db): Promise<PortalRights> {
  const schema = await schemaOf(db)
  const found = await sql<Role>`
    select role.oid::int8 as oid,
      pg_has_role(role.oid, case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end)
        as "isOurs",
      has_schema_privilege(role.oid, ${schema}, 'usage') as enters,
      (select array_agg(power order by power) from (
        select unnest(array_remove(array[
          case when rolsuper then 'superuser' end, case when rolcreaterole then 'createrole' end,
          case when rolcreatedb then 'createdb' end, case when rolcanlogin then 'login' end,
          case when rolreplication then 'replication' end, case when rolbypassrls then 'bypassrls' end,
          case when has_schema_privilege(role.oid, ${schema}, 'create') then 'create on schema ' || ${schema} end,
          case when has_database_privilege(role.oid, current_database(), 'create') then 'create on database' end
        ], null)) as power
        union all select 'member of ' || roleid::regrole from pg_auth_members where member = role.oid) as held) as powers
    from pg_roles as role where rolname = ${portalRole}`.execute(db)
  const role = found.rows[0]
  if (!role) return { isOurs: undefined, powers: [], enters: false, reads: [], peeps: [], writes: [] }
  const { rows } = await sql<{ name: string; reads: boolean; peeps: boolean; writes: boolean }>`
    select case when nspname = ${schema} then relname else nspname || '.' || relname end as name,
      has_table_privilege(${role.oid}::oid, held.oid, 'select') as reads,
      has_any_column_privilege(${role.oid}::oid, held.oid, 'select') as peeps,
      has_table_privilege(${role.oid}::oid, held.oid, 'insert, update, delete, truncate, references, trigger')
        or has_any_column_privilege(${role.oid}::oid, held.oid, 'insert, update, references')
        or case when relkind = 'S' then has_sequence_privilege(${role.oid}::oid, held.oid, 'usage') else false end
        as writes
    from pg_class as held join pg_namespace as space on space.oid = relnamespace
    where relkind in ('r', 'p', 'v', 'm', 'f', 'S') and nspname in (${schema}, ${`${schema}_jobs`})
    order by name`.execute(db)
  const named = (right: 'reads' | 'peeps' | 'writes') => rows.filter((row) => row[right]).map(({ name }) => name)
  return {
    isOurs: role.isOurs,
    powers: role.powers ?? [],
    enters: role.enters,
    reads: named('reads'),
    peeps: named('peeps'),
    writes: named('writes'),
  }
}
