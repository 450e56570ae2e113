import { afterAll, describe, expect, test } from 'vitest'
import type { JsonValue } from '#kernel/refusal.ts'
import type { Trx } from '#platform/db/database.ts'
import { queryRaw } from '#platform/db/raw.ts'
import { localFiles } from '#platform/files/files.ts'
import { cloneDatabase } from '#tests/support/database.ts'
import { eventsOf, recordEvent, registerAfterImage, registerStoredFiles, sealRecord, verifyRecord } from './index.ts'
import { formerEventBytes } from './record.canonical.ts'
import { recordingApp } from './record.given.ts'
import { leafHash } from './record.merkle.ts'
import { fieldsOf } from './record.queries.ts'

type TestingApp = ReturnType<typeof recordingApp>

const raw = (app: Pick<TestingApp, 'db'>, text: string, values: unknown[] = []) =>
  app.db.transaction().execute((trx) => queryRaw(trx, text, values))

// a row whose number is 13 can't be read, as a case without its mandate can't
registerAfterImage('test_row', async (trx: Trx, ids) => {
  const { rows } = await queryRaw(trx, 'select id, n, 1 / (n - 13) as rest from test_row where id = any($1)', [ids])
  return new Map((rows as { id: string; n: number }[]).map(({ id, n }): [string, JsonValue] => [id, { id, n }]))
})
// a worker goes on to other files of tests, whose databases have no such table
let isHere = true
afterAll(() => {
  isHere = false
})
registerStoredFiles('test_row', async function* names(trx: Trx) {
  if (!isHere) return
  const { rows } = await queryRaw(trx, 'select id, file from test_row where file is not null order by id', [])
  for (const { id, file } of rows as { id: string; file: string }[]) {
    yield { subjectId: id, key: file, sha256: new Uint8Array(32) }
  }
})

const caseId = '01998a2e-7b60-7000-8000-00000000000c'

/** Six events of one case, sealed, that anyone may alter. */
async function openRecord() {
  const { db } = await cloneDatabase({ fresh: true })
  const app = recordingApp(db)
  await raw(app, 'create table test_row (id text primary key, n integer, file text)')
  for (let n = 0; n < 6; n += 1) {
    const [subjectKind, subjectId] = ['test_row', `row-${n}`]
    await raw(app, 'insert into test_row values ($1, $2)', [subjectId, n])
    await db.transaction().execute((trx) =>
      recordEvent(app, trx, {
        type: 'person.changed',
        subjectKind,
        subjectId,
        caseId,
        actor: 'system',
        data: { n },
        after: { id: subjectId, n },
      }),
    )
  }
  await sealRecord(app)
  await raw(app, 'alter table event disable trigger user')
  await raw(app, 'alter table event alter seq drop identity')
  return { app, ids: (await eventsOf(db, caseId)).map(({ id }) => id) }
}

const faultsOf = async (app: TestingApp) => (await verifyRecord({ ...app, files: localFiles('/nowhere') })).faults

describe('nothing hides what else was done', () => {
  test('a row that can’t be read any more is named, and so is every other', async () => {
    const { app, ids } = await openRecord()
    await raw(app, `update test_row set n = 13 where id = 'row-2'`)
    await raw(app, `update test_row set n = 77 where id = 'row-4'`)
    expect(await faultsOf(app)).toEqual([
      { code: 'row_unreadable', kind: 'test_row', subjectId: 'row-2', eventId: ids[2] },
      { code: 'row_changed', kind: 'test_row', subjectId: 'row-4', eventId: ids[4] },
    ])
  })

  test('a key that leads to no file of ours is named, and so is every file after it', async () => {
    const { app } = await openRecord()
    await raw(app, `update test_row set file = '../' || id where n in (1, 3)`)
    expect(await faultsOf(app)).toEqual(
      [1, 3].map((n) => ({ code: 'file_removed', kind: 'test_row', subjectId: `row-${n}`, key: `../row-${n}` })),
    )
  })

  test('a whole table that is gone is named', async () => {
    const { app } = await openRecord()
    await raw(app, 'drop table test_row')
    const codes = (await faultsOf(app)).map(({ code }) => code)
    expect(codes).toEqual([...Array.from({ length: 6 }, () => 'row_unreadable'), 'kind_unreadable'])
  })

  test('a checkpoint whose time has no end is named', async () => {
    const { app } = await openRecord()
    await raw(app, 'alter table checkpoint disable trigger user')
    await raw(app, `update checkpoint set signed_at = 'infinity'`)
    expect(await faultsOf(app)).toMatchObject([{ code: 'bad_signature', size: 6 }])
  })
})

describe('an event beside the tree', () => {
  test.each(['-8', '9223372036854775807'])('at place %s is named and vouches for no row', async (place) => {
    const { app, ids } = await openRecord()
    await raw(app, 'alter table event drop constraint event_leaf_index_check')
    await raw(app, `update test_row set n = 77 where id = 'row-5'`)
    await raw(app, 'create table forged as select * from event where id = $1', [ids[5]])
    await raw(app, `update forged set id = $1, seq = 100, leaf_index = ${place}`, [app.ids.uuid()])
    await raw(app, 'insert into event select * from forged')
    const faults = await faultsOf(app)
    expect(faults).toContainEqual(expect.objectContaining({ code: 'impossible', place, seq: '100' }))
    expect(faults).toContainEqual(expect.objectContaining({ code: 'row_changed', subjectId: 'row-5' }))
  })

  test('at a place that is another’s is named', async () => {
    const { app, ids } = await openRecord()
    await raw(app, 'alter table event drop constraint event_leaf_index_key')
    await raw(app, 'create table forged as select * from event where id = $1', [ids[3]])
    await raw(app, 'update forged set id = $1, seq = 100', [app.ids.uuid()])
    await raw(app, 'insert into event select * from forged')
    const faults = await faultsOf(app)
    expect(
      faults.some(({ code }) => code === 'twice' || code === 'changed'),
      JSON.stringify(faults),
    ).toBe(true)
  })
})

describe('the order of what happened', () => {
  test('the numbers of two events were exchanged: both are named, and the timeline keeps the order that was sealed', async () => {
    const { app, ids } = await openRecord()
    await raw(app, 'update event set seq = case seq when 2 then 3 else 2 end where seq in (2, 3)')
    expect(await faultsOf(app)).toMatchObject([
      { code: 'changed', eventId: ids[1] },
      { code: 'changed', eventId: ids[2] },
    ])
    expect((await eventsOf(app.db, caseId)).map(({ id }) => id)).toEqual(ids)
  })

  test('events that were sealed before their number was in the leaf still pass, and one changed byte of them is found', async () => {
    const { app, ids } = await openRecord()
    for (const row of await app.db.selectFrom('event').selectAll().execute()) {
      await raw(app, 'update event set leaf_hash = $2, code = null where id = $1', [
        row.id,
        leafHash(formerEventBytes(fieldsOf(row))),
      ])
    }
    const codes = async () => (await faultsOf(app)).map(({ code }) => code)
    // the tree is another one, the leaves are right
    expect(await codes()).toEqual(['rewritten'])
    await raw(app, `update event set to_state = 'x' where id = $1`, [ids[1]])
    expect(await codes()).toEqual(['changed', 'rewritten'])
  })

  test.each([
    ['hashes', `'\\x'`],
    ['size', '0'],
    ['hashes', `set_byte(hashes, 3, 255 - get_byte(hashes, 3))`],
  ])('what the next sealing begins with was changed (%s = %s): it is named', async (column, value) => {
    const { app } = await openRecord()
    await raw(app, `update record_frontier set ${column} = ${value}`)
    expect(await faultsOf(app)).toEqual([{ code: 'frontier_changed', leafIndex: 6 }])
    await raw(app, 'delete from record_frontier')
    expect(await faultsOf(app)).toEqual([{ code: 'frontier_changed', leafIndex: 6 }])
  })
})
