import { beforeAll, expect, test } from 'vitest'
import { cloneDatabase } from '#tests/support/database.ts'
import { runSql } from '#tests/support/statements.ts'
import { type Db, openDatabase, type Trx } from './database.ts'
import { within } from './within.ts'

let db: Db

beforeAll(async () => {
  const database = await cloneDatabase()
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

test('where one of several fails, its own reason is told and nothing of the transaction stays', async () => {
  const trying = db.transaction().execute((trx) => Promise.all([tell(trx, 3), tell(trx, 1), tell(trx, 4)]))
  await expect(trying).rejects.toMatchObject({ code: '23505' })
  expect(await told()).toEqual([1, 2])
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
