import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { beforeAll, expect, test, vi } from 'vitest'
import { cloneDatabase, type TestDatabase } from '#tests/support/database.ts'
import { runSql } from '#tests/support/statements.ts'
import { compiledOnce } from './compiled-once.ts'
import { type Db, openDatabase, poolOf } from './database.ts'

let database: TestDatabase
let db: Db

const askDoubled = compiledOnce<{ n: number }, { n: number; slept: unknown }>((of, { n }) =>
  of.selectNoFrom([sql<number>`12 / ${n}::int`.as('n'), sql`repeat('x', 1000)`.as('slept')]),
)
const asked = async (n: number) => (await askDoubled(db, { n }))[0]?.n

beforeAll(async () => {
  database = await cloneDatabase()
  db = openDatabase({ connectionString: database.connectionString, schema: 'minsheng', max: 8 })
  // from the third time on its plan is kept, and with the next one there is a line
  for (let at = 0; at < 5; at += 1) await asked(3)
  return () => db.destroy()
})

test('many short reads at one time need few connections, and each has its own answer', async () => {
  const before = poolOf(db).totalCount
  const divisors = Array.from({ length: 200 }, (_, at) => (at % 12) + 1)
  expect(await Promise.all(divisors.map(asked))).toEqual(divisors.map((n) => Math.trunc(12 / n)))
  expect(poolOf(db).totalCount).toBeLessThanOrEqual(before + 1)
})

test('one that fails is told of it alone', async () => {
  const answers = await Promise.allSettled([1, 0, 2, 0, 3].map(asked))
  expect(answers.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.code))).toEqual([
    12,
    '22012',
    6,
    '22012',
    4,
  ])
})

test('what a transaction has written it reads, and nobody else before its commit', async () => {
  await runSql(db, 'create table kept_line (id int primary key)')
  const find = (of: Db) => runSql(of, 'select id from kept_line where id = $1', [1])
  for (let at = 0; at < 4; at += 1) await find(db)
  await db.transaction().execute(async (trx) => {
    await runSql(trx, 'insert into kept_line (id) values ($1)', [1])
    expect(await find(trx)).toEqual([{ id: 1 }])
    expect(await find(db)).toEqual([])
  })
  expect(await find(db)).toEqual([{ id: 1 }])
})

test('a long statement of one does not keep the short ones of others waiting', async () => {
  const long = runSql(db, 'select count(*) from (select pg_sleep(0.4)) as slow where $1 = 1', [1])
  let isOver = false
  void long.then(() => {
    isOver = true
  })
  expect(await asked(4)).toBe(3)
  expect(isOver).toBe(false)
  await long
})

test('behind reads that wait for a lock nobody else waits', async () => {
  await runSql(db, 'create table locked_line (id int primary key)')
  const find = (of: Db) => runSql(of, 'select id from locked_line where id = $1', [1])
  for (let at = 0; at < 4; at += 1) await find(db)
  const gate = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const holding = database.db.transaction().execute(async (trx) => {
    await runSql(trx, 'lock table locked_line')
    locked.resolve()
    await gate.promise
  })
  await locked.promise
  let answered = 0
  const waiting = Array.from({ length: 6 }, async () => {
    await find(db)
    answered += 1
  })
  await expect.poll(() => Promise.race([asked(4), setTimeout(200, 'waits')]), { timeout: 20_000 }).toBe(3)
  expect(answered).toBe(0)
  gate.resolve()
  await Promise.all([holding, ...waiting])
})

test('when its connections are cut, the next reads are answered on others', async () => {
  await runSql(
    database.db,
    `select pg_terminate_backend(pid) from pg_stat_activity
    where pid <> pg_backend_pid() and datname = current_database()`,
  )
  await expect.poll(async () => asked(6).catch(() => 'cut')).toBe(2)
  expect(await Promise.all([1, 2, 3].map(asked))).toEqual([12, 6, 4])
})

test('who closes the database has the answers of what was asked before', async () => {
  const own = openDatabase({ connectionString: database.connectionString, schema: 'minsheng', max: 8 })
  const opened = async () => {
    await askDoubled(own, { n: 3 })
    const { totalCount, idleCount } = poolOf(own)
    // one is lent already when the second is on its way
    return totalCount - idleCount > 1
  }
  await vi.waitUntil(opened, { timeout: 20_000 })
  const answers = Array.from({ length: 20 }, () => askDoubled(own, { n: 2 }))
  await own.destroy()
  expect((await Promise.all(answers)).map(([row]) => row?.n)).toEqual(Array.from({ length: 20 }, () => 6))
})
