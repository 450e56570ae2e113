import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { cloneDatabase, type TestDatabase } from '#tests/support/database.ts'
import { runSql } from '#tests/support/statements.ts'
import { type Db, openDatabase, type Trx } from './database.ts'
import { planNameOf } from './kept-plans.ts'
import { within } from './within.ts'

let database: TestDatabase
let db: Db

beforeAll(async () => {
  database = await cloneDatabase()
  db = openDatabase({ connectionString: database.connectionString, schema: 'minsheng', max: 4 })
  await runSql(db, 'create table told (id int primary key)')
  return () => db.destroy()
})

const tell = (of: Db | Trx, id: number) => runSql(of, 'insert into told (id) values ($1)', [id])
const told = async () => (await runSql(db, 'select id from told order by id')).map(({ id }) => id)

test('what is asked at one time is done in its order, each with its own answer', async () => {
  await db.transaction().execute(async (trx) => {
    const answers = await Promise.all([
      tell(trx, 1),
      runSql(trx, 'select count(*)::int as n from told'),
      tell(trx, 2),
      runSql(trx, 'select count(*)::int as n from told'),
    ])
    expect([answers[1], answers[3]]).toEqual([[{ n: 1 }], [{ n: 2 }]])
  })
  expect(await told()).toEqual([1, 2])
})

test('what is asked at one time leaves before the first of it is answered', async () => {
  const asking = vi.spyOn(pg.Client.prototype, 'query')
  onTestFinished(() => asking.mockRestore())
  const fresh = openDatabase({ connectionString: database.connectionString, schema: 'minsheng', max: 2 })
  onTestFinished(() => fresh.destroy())
  await fresh.transaction().execute(async (trx) => {
    let isAnswered = false
    const slow = runSql(trx, 'select pg_sleep(0.2)').then(() => {
      isAnswered = true
    })
    const quick = runSql(trx, 'select 2 as two')
    await setTimeout(20)
    expect(isAnswered).toBe(false)
    expect(asking.mock.calls.map(([text]) => text)).toEqual(['begin', 'select pg_sleep(0.2)', 'select 2 as two'])
    await Promise.all([slow, quick])
  })
})

test('the reason is told also to who stands behind a statement with a kept plan and has none', async () => {
  const adding = 'insert into told (id) values ($1) returning id, id'
  for (let at = 0; at < 3; at += 1) planNameOf(adding)
  const trying = db.transaction().execute(async (trx) => {
    const far = async (): Promise<unknown> => await runSql(trx, adding, [1])
    await Promise.all([far(), runSql(trx, 'lock table told in row share mode')])
  })
  await expect(trying).rejects.toMatchObject({ code: '23505' })
})

test('where one of several fails, its own reason is told and nothing of the transaction stays', async () => {
  const trying = db.transaction().execute((trx) => Promise.all([tell(trx, 3), tell(trx, 1), tell(trx, 4)]))
  await expect(trying).rejects.toMatchObject({ code: '23505' })
  expect(await told()).toEqual([1, 2])
})

test('the reason is told also where the part that failed has further to go than those that failed with it', async () => {
  const trying = db.transaction().execute((trx) => {
    const far = async (): Promise<unknown> => {
      const [done] = await Promise.all([tell(trx, 1)])
      return done
    }
    return Promise.all([far(), tell(trx, 3)])
  })
  await expect(trying).rejects.toMatchObject({ code: '23505' })
})

test('what a part still asks when another has failed is not done after the end', async () => {
  const late = Promise.withResolvers<unknown>()
  const trying = db.transaction().execute((trx) => {
    // answered before the end, and then asks once more
    const slow = tell(trx, 5).then(() => tell(trx, 6))
    void slow.then(late.resolve, late.resolve)
    return Promise.all([slow, Promise.reject(new Error('refused'))])
  })
  await expect(trying).rejects.toThrow('refused')
  expect(await late.promise).toMatchObject({ message: 'The transaction is over.' })
  expect(await told()).toEqual([1, 2])
})

test('an act within an act that fails takes back what it asked at one time, and the other goes on', async () => {
  await db.transaction().execute(async (trx) => {
    const inner = within(trx)
      .transaction()
      .execute((act) => Promise.all([tell(act, 7), tell(act, 1), tell(act, 8)]))
    await expect(inner).rejects.toMatchObject({ code: '23505' })
    await tell(trx, 9)
  })
  expect(await told()).toEqual([1, 2, 9])
})

test('what a part of a failed act within an act still asks is taken back with it', async () => {
  await db.transaction().execute(async (trx) => {
    const inner = within(trx)
      .transaction()
      .execute((act) => {
        const slow = tell(act, 10).then(() => tell(act, 11))
        return Promise.all([slow, Promise.reject(new Error('refused'))])
      })
    await expect(inner).rejects.toThrow('refused')
    await tell(trx, 12)
  })
  expect(await told()).toEqual([1, 2, 9, 12])
})

test('a connection that lets go of old plans on the way loses neither the order nor the transaction', async () => {
  const plan = (text: string) => [1, 2, 3].map(() => planNameOf(text)).at(-1)
  const adding = 'insert into told (id) values ($1) returning id'
  const finding = 'select id from told where id = $1 limit 1'
  const counting = 'select id from told where id > $1 limit 2'
  const fresh = openDatabase({ connectionString: database.connectionString, schema: 'minsheng', max: 2 })
  onTestFinished(() => fresh.destroy())
  await fresh.transaction().execute(async (trx) => {
    for (let at = 0; at < 3; at += 1) await runSql(trx, finding, [13])
    // with this one as many as a connection holds
    for (let at = 0; at < 549; at += 1) {
      const text = `select id from told where id = $1 limit ${at + 10}`
      plan(text)
      planNameOf(finding)
      await runSql(trx, text, [13])
    }
    expect([plan(adding), plan(counting)]).toEqual([expect.any(String), expect.any(String)])
    const [, found, counted] = await Promise.all([
      runSql(trx, adding, [13]),
      runSql(trx, finding, [13]),
      runSql(trx, counting, [12]),
    ])
    expect([found, counted]).toEqual([[{ id: 13 }], [{ id: 13 }]])
  })
  expect(await told()).toEqual([1, 2, 9, 12, 13])
})
