import { describe, expect, test } from 'vitest'
import { queryRaw } from '#platform/db/raw.ts'
import { cloneDatabase } from '#tests/support/database.ts'
import { followRecord, recordEvent, registerAfterImage, sealRecord, verifyRecord } from './index.ts'
import { afterImageHash } from './record.canonical.ts'
import { byHand, loadTestRows, recordingApp } from './record.given.ts'

type TestingApp = ReturnType<typeof recordingApp>

registerAfterImage('test_row', loadTestRows)

/** The row as the program puts it, with its event. */
const put = (app: TestingApp, id: string, n: number) =>
  app.db.transaction().execute(async (trx) => {
    await queryRaw(trx, 'insert into test_row values ($1, $2) on conflict (id) do update set n = excluded.n', [id, n])
    const of = { type: 'person.changed', subjectKind: 'test_row', subjectId: id } as const
    return recordEvent(app, trx, { ...of, actor: 'system', after: { id, n } })
  })

/** Three rows, the first of them changed once; all sealed, and nobody held back from altering it. */
async function openRecord() {
  const { db } = await cloneDatabase({ fresh: true })
  const app = recordingApp(db)
  await byHand(app, 'create table test_row (id text primary key, n integer)')
  const ids: string[] = []
  for (const [id, n] of [
    ['closed', 0],
    ['other', 1],
    ['third', 2],
    ['closed', 9],
  ] as const)
    ids.push(await put(app, id, n))
  await sealRecord(app)
  await byHand(app, 'alter table event disable trigger user')
  await byHand(app, 'alter table event alter seq drop identity')
  await byHand(app, 'create sequence event_number start 1000')
  await byHand(app, `alter table event alter seq set default nextval('event_number')`)
  return { app, ids }
}

/** A copy of an event, with these columns as they are given. */
async function copyOf(app: TestingApp, id: string | undefined, change: string, values: unknown[] = []): Promise<void> {
  await byHand(app, 'drop table if exists forged')
  await byHand(app, 'create table forged as select * from event where id = $1', [id])
  await byHand(app, `update forged set ${change}`, values)
  await byHand(app, 'insert into event select * from forged')
}

const faultsOf = async (app: TestingApp) => (await verifyRecord(app)).faults
const rowChanged = (subjectId: string) => expect.objectContaining({ code: 'row_changed', subjectId })

test('a true event of before that is put in once more, to set its row back: it is named, the row too, before it is sealed and after', async () => {
  const { app, ids } = await openRecord()
  await byHand(app, 'alter table event drop constraint event_pkey')
  await byHand(app, `update test_row set n = 0 where id = 'closed'`)
  await copyOf(app, ids[0], `leaf_index = null, leaf_hash = null, seq = 100`)
  const named = [{ code: 'copied', eventId: ids[0] }, rowChanged('closed')]
  expect(await faultsOf(app)).toEqual(named)
  const later = await put(app, 'fourth', 4)
  expect(await sealRecord(app)).toBe(2)
  expect(await faultsOf(app)).toEqual(named)
  const sealed = await app.db.selectFrom('event').select('leaf_index').where('id', '=', later).executeTakeFirst()
  expect(sealed?.leaf_index).toBe(5)
})

describe('an event that was put in to vouch for a row that was changed', () => {
  test.each([
    ['at a place beyond all', `seq = 100, leaf_index = 9223372036854775807`, 'impossible'],
    ['with a number below all', `seq = -5, leaf_index = null, leaf_hash = null`, 'impossible'],
    ['at the place of another', `seq = 100`, 'twice'],
  ])('%s is named, and so is the row', async (_, change, code) => {
    const { app, ids } = await openRecord()
    await byHand(app, 'alter table event drop constraint event_leaf_index_key')
    await byHand(app, `update test_row set n = 77 where id = 'third'`)
    const hash = Buffer.from(afterImageHash({ id: 'third', n: 77 }))
    // an id after the true one's: read behind it
    await copyOf(app, ids[2], `id = 'ffffffff-ffff-7fff-bfff-ffffffffffff', after_hash = $1, ${change}`, [hash])
    const faults = await faultsOf(app)
    expect(faults).toContainEqual(expect.objectContaining({ code }))
    expect(faults).toContainEqual(rowChanged('third'))
  })
})

describe('what was put in by hand holds nobody up', () => {
  test('at places that are still to be given: what comes is sealed around it, each reader goes on, and it is named', async () => {
    const { app, ids } = await openRecord()
    for (const leaf of [4, 6])
      await copyOf(app, ids[1], `id = $1, seq = 2000 + ${leaf}, leaf_index = ${leaf}`, [app.ids.uuid()])
    const seen: string[] = []
    const follow = () =>
      followRecord(app, 'test', async (_, events) => {
        seen.push(...events.map(({ subjectId }) => subjectId))
      })
    await follow()
    expect(seen).toEqual(['closed', 'other', 'third', 'closed'])
    for (const id of ['a', 'b', 'c']) await put(app, id, 1)
    expect(await sealRecord(app)).toBe(3)
    await follow()
    expect(seen.filter((id) => id.length === 1)).toEqual(['a', 'b', 'c'])
    const codes = (await faultsOf(app)).map(({ code }) => code)
    expect(codes.length).toBeGreaterThanOrEqual(2)
    expect(new Set(codes)).toEqual(new Set(['changed']))
  })

  test('at more places in a row than are sealed at a time: they are gone over, and what comes is sealed behind them', async () => {
    const { app, ids } = await openRecord()
    await byHand(app, 'create table forged as select * from event where id = $1', [ids[1]])
    await byHand(
      app,
      `insert into event select row.* from generate_series(4, 2503) leaf, lateral (
         select (jsonb_populate_record(f, jsonb_build_object('id', gen_random_uuid(), 'seq', 5000 + leaf,
           'leaf_index', leaf))).* from forged f) row`,
    )
    const later = await put(app, 'fourth', 4)
    expect(await sealRecord(app)).toBe(1)
    const sealed = await app.db.selectFrom('event').select('leaf_index').where('id', '=', later).executeTakeFirst()
    expect(sealed?.leaf_index).toBe(2504)
    expect(await sealRecord(app)).toBe(0)
  })

  test.each([
    ['a time without end', `at = 'infinity'`],
    ['a time beyond all years', `at = '290000-01-01'`],
    ['a number beyond all', `data = '{"a": 1e400}'`],
    ['a number of its own that can’t be read exactly', 'seq = 9007199254740993'],
  ])('with %s: what comes is sealed, and it is named', async (_, change) => {
    const { app, ids } = await openRecord()
    await copyOf(app, ids[1], `id = $1, seq = 100, code = null, leaf_index = null, leaf_hash = null`, [app.ids.uuid()])
    await byHand(app, `update event set ${change} where leaf_index is null`)
    const later = await put(app, 'fourth', 4)
    await sealRecord(app)
    const sealed = await app.db.selectFrom('event').select('leaf_index').where('id', '=', later).executeTakeFirst()
    expect(sealed?.leaf_index).toBeGreaterThanOrEqual(4)
    expect((await faultsOf(app)).length).toBeGreaterThan(0)
  })
})
