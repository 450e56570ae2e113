import { expect, test } from 'vitest'
import { cloneDatabase } from '#tests/support/database.ts'
import { type Db, poolOf } from './database.ts'
import { queryRaw } from './raw.ts'
import { watchChannel } from './watch-channel.ts'

const run = (db: Db, text: string) => db.transaction().execute((trx) => queryRaw(trx, text, []))

test('what was committed before one asks has been told when the answer comes, every time', async () => {
  const { db, portalDb } = await cloneDatabase({ fresh: true })
  let told = 0
  const settled = watchChannel(portalDb, 'news', () => {
    told += 1
  })
  await run(portalDb, 'select 1')
  for (let round = 0; round < 50; round += 1) {
    const before = told
    await run(db, 'notify news')
    await Promise.all([settled(), settled(), settled()])
    expect(told).toBeGreaterThan(before)
  }
})

test('what is rolled back, and other channels, are not told', async () => {
  const { db, portalDb } = await cloneDatabase({ fresh: true })
  let told = 0
  const settled = watchChannel(portalDb, 'news', () => {
    told += 1
  })
  await settled()
  const before = told
  await run(db, 'notify weather')
  const rolledBack = db.transaction().execute(async (trx) => {
    await queryRaw(trx, 'notify news', [])
    throw new Error('never mind')
  })
  await expect(rolledBack).rejects.toThrow('never mind')
  await settled()
  expect(told).toBe(before)
})

test('a connection that breaks counts as news: nobody knows what it missed', async () => {
  const { db, portalDb } = await cloneDatabase({ fresh: true })
  let told = 0
  const settled = watchChannel(portalDb, 'news', () => {
    told += 1
  })
  await settled()
  const before = told
  await run(
    db,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'minsheng_portal'`,
  )
  await expect.poll(() => told).toBeGreaterThan(before)
  await settled()
})

test('of several connections one may come or go and nothing is news, as long as another listens', async () => {
  const { portalDb } = await cloneDatabase({ fresh: true })
  let told = 0
  watchChannel(portalDb, 'news', () => {
    told += 1
  })
  const pool = poolOf(portalDb)
  const first = await pool.connect()
  const before = told
  const second = await pool.connect()
  expect(told).toBe(before)
  const gone = (client: typeof first) =>
    new Promise<void>((resolve) => {
      pool.once('remove', () => resolve())
      client.release(true)
    })
  await gone(first)
  expect(told).toBe(before)
  await gone(second)
  expect(told).toBe(before + 1)
})

test('a second watcher on the channel hears too; one that comes after the first query is refused', async () => {
  const { db, portalDb } = await cloneDatabase({ fresh: true })
  const heard = { first: 0, second: 0 }
  watchChannel(portalDb, 'news', () => {
    heard.first += 1
  })
  const settled = watchChannel(portalDb, 'news', () => {
    heard.second += 1
  })
  await run(db, 'notify news')
  await settled()
  expect(heard.second).toBe(heard.first)
  expect(() => watchChannel(db, 'news', () => undefined)).toThrow('before the first query')
})
