import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { cloneDatabase } from '#tests/support/database.ts'
import { runSql } from '#tests/support/statements.ts'
import { type Db, openDatabase } from './database.ts'
import { migrate } from './migrate.ts'

const shipped = join(import.meta.dirname, '../../../migrations')
const folder = mkdtempSync(join(tmpdir(), 'minsheng-double-id-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Copies the migrations that come before a name, or all. */
function ship(before?: string): void {
  for (const name of readdirSync(shipped)) {
    if (before === undefined || name < before) copyFileSync(join(shipped, name), join(folder, name))
  }
}

const uuid = (end: number) => `01960000-0000-7000-8000-${String(end).padStart(12, '0')}`
const [first, second, alone, holder] = [uuid(1), uuid(2), uuid(3), uuid(9)]

// what these rows hang on is not what is asked here
async function withoutForeignKeys(db: Db, tables: string[]): Promise<void> {
  const keys = await runSql(
    db,
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as dropping
     from pg_constraint where contype = 'f' and conrelid = any($1::regclass[])`,
    [tables],
  )
  for (const { dropping } of keys) await runSql(db, String(dropping))
}

// a device could send a motion under the id of a suggestion, and the other way round, before ids were claimed
test('a suggestion and a motion of one id are both kept; whoever came in through the id of the earlier one is out again', async () => {
  const { connectionString } = await cloneDatabase()
  const db = openDatabase({ connectionString, schema: 'double', max: 1 })
  try {
    ship('20261130_0100')
    await migrate(db, { folder })
    await withoutForeignKeys(db, ['suggestion', 'motion'])
    const make = (table: string, id: string, day: number) =>
      runSql(
        db,
        `insert into ${table} (id, congress_id, term_id, title, lead_mandate_id, status, created_at, changed_at)
         values ($1, $2, $2, $3, $2, 'draft', $4, $4)`,
        [id, holder, `${table} ${day}`, `2026-03-0${day}T01:00:00Z`],
      )
    const partyOf = (kind: string, id: string) =>
      runSql(
        db,
        `insert into party (case_kind, case_id, holder_id, role, state, changed_at)
         values ($1, $2, $3, 'lead', 'draft', '2026-03-04T01:00:00Z')`,
        [kind, id, kind === 'motion' ? uuid(8) : holder],
      )
    await make('suggestion', first, 1)
    await make('motion', first, 2)
    await make('motion', second, 3)
    await make('suggestion', second, 4)
    await make('motion', alone, 5)
    for (const id of [first, second]) for (const kind of ['suggestion', 'motion']) await partyOf(kind, id)
    await partyOf('motion', alone)

    ship()
    await migrate(db, { folder })
    const titles = `select title from suggestion union all select title from motion order by 1`
    expect((await runSql(db, titles)).map(({ title }) => title)).toEqual([
      'motion 2',
      'motion 3',
      'motion 5',
      'suggestion 1',
      'suggestion 4',
    ])
    const claims = await runSql(db, 'select id, kind from claimed_id where id = any($1) order by 1', [
      [first, second, alone],
    ])
    const owners = [
      [first, 'suggestion'],
      [second, 'motion'],
      [alone, 'motion'],
    ]
    expect(claims.map(({ id, kind }) => [id, kind])).toEqual(owners)
    const parties = await runSql(db, 'select case_id, case_kind from party order by 1, 2')
    expect(parties.map(({ case_id, case_kind }) => [case_id, case_kind])).toEqual(owners)
    // and the id of the earlier one is nobody else's from now on
    await expect(make('suggestion', alone, 6)).rejects.toThrow(
      'an id of another kind of thing was given to a suggestion',
    )
  } finally {
    await db.destroy()
  }
})
