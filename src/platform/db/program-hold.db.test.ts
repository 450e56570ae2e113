import { hostname } from 'node:os'
import { pid } from 'node:process'
import { beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '#tests/support/database.ts'
import { runSql } from '#tests/support/statements.ts'
import { silentLog } from '../log.ts'
import { holdDatabase } from './program-hold.ts'

let database: TestDatabase
const [told, taken]: [string[], string[]] = [[], []]

beforeAll(async () => {
  database = await cloneDatabase()
})

const hold = (patienceMs = 0, schema = 'minsheng') =>
  holdDatabase({
    connectionString: database.connectionString,
    schema,
    log: silentLog,
    patienceMs,
    tell: (sentence) => told.push(sentence),
    onTaken: (sentence) => taken.push(sentence),
  })

const holders = () =>
  runSql(
    database.db,
    `select pid from pg_locks where locktype = 'advisory' and classid = 7364614 and granted
     and database = (select oid from pg_database where datname = current_database())`,
  )

test('a second program on the database is refused in a sentence that says where the first one runs and since when', async () => {
  const first = await hold()
  const refused = await hold().catch((error: Error) => error.message)
  expect(refused).toMatch(
    /^这个数据库正由另一个运行中的程序使用（主机 .+，进程 \d+，自 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d 起）/,
  )
  expect(refused).toContain(`(host ${hostname().slice(0, 36)}, process ${pid}, since 20`)
  // another tenant of the same database is another installation
  await (await hold(0, 'neighbour')).release()
  await first.release()
  await (await hold()).release()
})

test('one that is just ending is waited for, and that is said', async () => {
  const first = await hold()
  const second = hold(10_000)
  await expect.poll(() => told.at(-1)).toContain('等待几秒')
  await first.release()
  await (await second).release()
})

test('when the connection breaks the database is kept again by itself, before anybody else comes in', async () => {
  const first = await hold()
  const [before] = await holders()
  await runSql(database.db, 'select pg_terminate_backend($1)', [before?.pid])
  await expect.poll(async () => (await holders()).map((holder) => holder.pid !== before?.pid)).toEqual([true])
  await expect(hold()).rejects.toThrow('in use by another running program')
  await first.release()
  await expect.poll(holders).toEqual([])
  expect(taken).toEqual([])
})

test('whoever lost the database to another program while its connection was broken is told so', async () => {
  const first = await hold(1_000)
  const [before] = await holders()
  // the other one waits on the server itself, so it comes first
  const usurper = runSql(database.db, `select pg_advisory_lock(7364614, hashtext('minsheng')), pg_sleep(3)`)
  await expect
    .poll(() =>
      runSql(
        database.db,
        `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%pg_sleep(3)%' and pid <> pg_backend_pid()`,
      ),
    )
    .toHaveLength(1)
  await runSql(database.db, 'select pg_terminate_backend($1)', [before?.pid])
  await expect.poll(() => taken.at(-1), { timeout: 20_000 }).toContain('另一个程序开始使用这个数据库')
  await first.release()
  await usurper
  await runSql(database.db, 'select pg_advisory_unlock_all()')
})
