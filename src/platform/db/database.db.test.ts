import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { cloneDatabase } from '#tests/support/database.ts'
import { compiledOnce } from './compiled-once.ts'
import { assertServer, openDatabase } from './database.ts'
import { within } from './within.ts'

const typed = sql<Record<string, unknown>>`select date '2026-02-24' as day, array[date '2026-02-24'] as days,
  timestamptz '2026-02-24 08:00:00+08' as moment, 9007199254740991::bigint as count, array[1::bigint] as counts,
  1.10::numeric as amount, '{"a":[1]}'::jsonb as facts, null::date as never`

test('dates stay as written, moments become Date, counts become numbers, amounts keep their digits', async () => {
  const { db } = await cloneDatabase()
  const { rows } = await typed.execute(db)
  expect(rows).toEqual([
    {
      day: '2026-02-24',
      days: ['2026-02-24'],
      moment: new Date('2026-02-24T00:00:00Z'),
      count: Number.MAX_SAFE_INTEGER,
      counts: [1],
      amount: '1.10',
      facts: { a: [1] },
      never: null,
    },
  ])
})

test('a count too large to be exact is refused rather than rounded', async () => {
  const { db } = await cloneDatabase()
  await expect(sql`select 9007199254740992::bigint as count`.execute(db)).rejects.toThrow('too large to be exact')
})

test('every connection is in UTC and in the schema of its tenant', async () => {
  const { db, connectionString } = await cloneDatabase()
  await assertServer(db, 'minsheng')
  await expect(assertServer(db, 'elsewhere')).rejects.toThrow('schema')
  const shanghai = new URL(connectionString)
  shanghai.searchParams.set('options', '-c timezone=Asia/Shanghai -c search_path=public')
  const stubborn = openDatabase({ connectionString: shanghai.href, schema: 'minsheng', max: 1 })
  await assertServer(stubborn, 'minsheng')
  await stubborn.destroy()
})

test('the portal reads published pages, the signed checkpoints and not one other table', async () => {
  const { db, portalDb } = await cloneDatabase()
  const { rows } = await sql<{ name: string; readable: boolean; writable: boolean }>`
    select relname as name, has_table_privilege('minsheng_portal', oid, 'select') as readable,
      has_table_privilege('minsheng_portal', oid, 'insert, update, delete, truncate') as writable
    from pg_class where relnamespace = 'minsheng'::regnamespace and relkind in ('r', 'v', 'm', 'p')`.execute(db)
  const readable = rows.filter((row) => row.readable).map(({ name }) => name)
  expect(readable.toSorted()).toEqual([
    'checkpoint',
    'published_congress',
    'published_page',
    'published_promise',
    'published_step',
    'published_unit_figure',
  ])
  expect(rows.filter(({ writable }) => writable)).toEqual([])
  await portalDb.selectFrom('published_page').selectAll().execute()
  await expect(portalDb.selectFrom('person').selectAll().execute()).rejects.toThrow('permission denied')
})

test('a clone is its own database: what one test file writes no other sees', async () => {
  const [first, second] = [await cloneDatabase(), await cloneDatabase({ fresh: true })]
  expect(await cloneDatabase()).toBe(first)
  await sql`create table own_mark ()`.execute(first.db)
  await expect(sql`select from own_mark`.execute(second.db)).rejects.toThrow('does not exist')
})

test('a connection lets go of the plans that are no longer named, and goes on asking what was named anew', async () => {
  const { connectionString } = await cloneDatabase()
  const db = openDatabase({ connectionString, schema: 'minsheng', max: 1 })
  const ask = (at: number) => sql`select ${1}::int as one from area limit ${sql.lit(at)}`.execute(db)
  for (let at = 0; at < 620; at += 1) for (let times = 0; times < 3; times += 1) await ask(at)
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from pg_prepared_statements`.execute(db)
  expect(rows[0]?.count).toBeLessThanOrEqual(551)
  for (let times = 0; times < 3; times += 1) await ask(0)
  await db.destroy()
})

test('an open transaction is of the isolation it has: who asks for another is told so, not given less', async () => {
  const { db } = await cloneDatabase()
  await db.transaction().execute(async (trx) => {
    const inner = within(trx).transaction()
    expect(() => inner.setIsolationLevel('repeatable read')).toThrow('isolation')
    expect(() => inner.setAccessMode('read only')).toThrow('access mode')
    expect(await inner.execute((again) => sql`select 1 as one`.execute(again))).toMatchObject({ rows: [{ one: 1 }] })
  })
})

test('a statement that is compiled once answers each question with its own values', async () => {
  const { db } = await cloneDatabase()
  const built: string[] = []
  const add = compiledOnce<{ left: number; right: number }, { sum: number }>((kysely, { left, right }) => {
    built.push('once')
    return kysely.selectNoFrom(sql<number>`${left}::int + ${right}::int + ${1}::int`.as('sum'))
  })
  expect(await Promise.all([add(db, { left: 1, right: 2 }), add(db, { left: 3, right: 4 })])).toEqual([
    [{ sum: 4 }],
    [{ sum: 8 }],
  ])
  expect(built).toEqual(['once'])
})
