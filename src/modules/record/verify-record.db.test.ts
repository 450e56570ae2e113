import { describe, expect, test } from 'vitest'
import type { JsonValue } from '#kernel/refusal.ts'
import { deriveKeys } from '#platform/crypto/keys.ts'
import { queryRaw } from '#platform/db/raw.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { cloneDatabase } from '#tests/support/database.ts'
import { selectSealed } from './follow.queries.ts'
import { eraseNote, getCheckpoint, recordEvent, registerAfterImage, sealRecord, verifyRecord } from './index.ts'
import { codeOf, eventText, leafBytes } from './record.canonical.ts'
import { recordingApp } from './record.given.ts'
import { leafHash } from './record.merkle.ts'
import { storedOf } from './record.queries.ts'

type TestingApp = ReturnType<typeof recordingApp>

const raw = (app: TestingApp, text: string, values: unknown[] = []) =>
  app.db.transaction().execute((trx) => queryRaw(trx, text, values))

/** What someone with the database's password can do: everything. */
async function tamper(app: TestingApp, statement: string, values: unknown[] = []): Promise<void> {
  await raw(app, 'alter table event disable trigger user')
  await raw(app, 'alter table event_note disable trigger user')
  await raw(app, 'alter table checkpoint disable trigger user')
  await raw(app, statement, values)
}

const record = (app: TestingApp, n: number) =>
  app.db.transaction().execute((trx) =>
    recordEvent(app, trx, {
      type: 'person.changed',
      subjectKind: 'test_row',
      subjectId: `row-${n}`,
      actor: 'system',
      data: { n },
      ...(n % 3 === 0 && { note: `第 ${n} 条的理由` }),
      after: { id: `row-${n}`, n },
    }),
  )

async function recordRow(app: TestingApp, n: number): Promise<void> {
  await raw(app, 'insert into test_row values ($1, $2)', [`row-${n}`, n])
  await record(app, n)
}

/** Ten events in five checkpoints; the third of them has left the host. */
async function sealedRecord() {
  const { db } = await cloneDatabase({ fresh: true })
  const app = recordingApp(db)
  await raw(app, 'create table test_row (id text primary key, n integer)')
  const exported = []
  for (let n = 0; n < 10; n += 1) {
    await recordRow(app, n)
    if (n % 2 === 1) await sealRecord(app)
    if (n === 5) exported.push(await getCheckpoint(db))
  }
  return { app, exported, events: await selectSealed(db, 0, 100) }
}

registerAfterImage('test_row', async (trx, ids) => {
  const { rows } = await queryRaw(trx, 'select id, n from test_row where id = any($1)', [ids])
  return new Map((rows as { id: string; n: number }[]).map((row): [string, JsonValue] => [row.id, { ...row }]))
})

describe('verifying the record', () => {
  test('an untouched record passes, with its erased notes, its unsealed events and rows that were deleted in order', async () => {
    const { app, exported, events } = await sealedRecord()
    await app.db.transaction().execute(async (trx) => {
      await eraseNote(app, trx, { noteId: events[0]?.noteId ?? '', reason: 'right_to_erasure', actor: 'system' })
      await queryRaw(trx, `delete from test_row where id = 'row-4'`, [])
      const gone = { type: 'privacy.erased', subjectKind: 'test_row', subjectId: 'row-4' } as const
      await recordEvent(app, trx, { ...gone, actor: 'system', after: null })
    })
    const result = await verifyRecord(app, exported)
    expect(result).toMatchObject({ events: 10, unsealed: 2, checkpoints: 5, compared: 1, rows: 10, faults: [] })
    expect(result.rootHash).toBe((await getCheckpoint(app.db)).rootHash)
  })

  test('a record of which nothing was sealed yet passes', async () => {
    const { db } = await cloneDatabase({ fresh: true })
    const app = recordingApp(db)
    await record(app, 1)
    await raw(app, 'create table test_row (id text primary key, n integer)')
    await raw(app, `insert into test_row values ('row-1', 1)`)
    expect(await verifyRecord(app)).toMatchObject({ events: 0, unsealed: 1, checkpoints: 0, faults: [] })
  })

  test('a changed event is named, whichever of its fields it was', async () => {
    const changes = [
      `data = '{"n": 99}'`,
      `type = 'test.other'`,
      `subject_id = 'row-1'`,
      `actor_person_id = '01998a2e-7b60-7000-8000-00000000000b'`,
      `acting_role = 'leader'`,
      `area_path = '/32/'`,
      `from_state = 'draft'`,
      `to_state = 'closed'`,
      'rule_version = 2',
      `case_id = '01998a2e-7b60-7000-8000-00000000000b'`,
      `at = at - interval '1 day'`,
      `at = at + interval '1 microsecond'`,
      `at = 'infinity'`,
      `data = '{"n": 1e999}'`,
      `after_hash = sha256('')`,
    ]
    const { app, events } = await sealedRecord()
    const victim = events[4]
    for (const change of changes) {
      await tamper(app, `create table kept as select * from event where leaf_index = 4`)
      await tamper(app, `update event set ${change} where leaf_index = 4`)
      expect((await verifyRecord(app)).faults[0], change).toMatchObject({
        code: 'changed',
        leafIndex: 4,
        eventId: victim?.id,
      })
      await tamper(app, 'delete from event where leaf_index = 4')
      await tamper(app, 'insert into event overriding system value select * from kept')
      await tamper(app, 'drop table kept')
    }
    expect((await verifyRecord(app)).faults).toEqual([])
  })

  test('a removed event is named by its place and the event before it', async () => {
    const { app, events } = await sealedRecord()
    await tamper(app, 'delete from event where leaf_index = 4')
    const { faults } = await verifyRecord(app)
    expect(faults[0]).toEqual({ code: 'removed', leafIndex: 4, through: 4, previousEventId: events[3]?.id })
  })

  test('a removed event is found also when the places after it were closed up', async () => {
    const { app, events } = await sealedRecord()
    await tamper(app, 'delete from event where leaf_index = 4')
    for (let place = 5; place < 10; place += 1) {
      await tamper(app, 'update event set leaf_index = leaf_index - 1 where leaf_index = $1', [place])
    }
    const { faults } = await verifyRecord(app)
    expect(faults.map(({ code }) => code)).toEqual(['rewritten', 'cut_off'])
    expect(faults[0]).toMatchObject({ size: 6, leafIndex: 4, eventId: events[5]?.id, through: 5 })
  })

  test('a tail that was cut off is noticed by the checkpoints, and when those are cut too, by the exported one', async () => {
    const { app, events, exported } = await sealedRecord()
    await tamper(app, 'delete from event where leaf_index >= 5')
    const cut = { code: 'cut_off', leafIndex: 5, previousEventId: events[4]?.id }
    expect((await verifyRecord(app)).faults[0]).toEqual({ ...cut, through: 9 })
    await tamper(app, 'delete from checkpoint where size > 4')
    await tamper(app, 'update record_frontier set size = 5')
    const faults = async (against = exported) => (await verifyRecord(app, against)).faults
    const unsigned = { code: 'unsigned', leafIndex: 4, eventId: events[4]?.id, through: 4 }
    expect(await faults([])).toEqual([unsigned, { code: 'frontier_changed', leafIndex: 5 }])
    expect(await faults()).toEqual([{ ...cut, through: 5 }, unsigned])
  })

  test('an event rewritten together with its hash is narrowed down to the events since the last true checkpoint', async () => {
    const { app, events } = await sealedRecord()
    await rewrite(app, 3)
    expect((await verifyRecord(app)).faults).toEqual([
      { code: 'rewritten', size: 4, leafIndex: 2, eventId: events[2]?.id, through: 3 },
      { code: 'not_by_program', eventId: events[3]?.id, type: 'person.changed' },
    ])
  })

  test('a record sealed anew with the true key passes by itself and fails against the exported checkpoint', async () => {
    const { app, events, exported } = await sealedRecord()
    await rewrite(app, 3, app.keys)
    await sealAnew(app)
    expect((await verifyRecord(app)).faults).toEqual([])
    expect((await verifyRecord(app, exported)).faults).toEqual([
      { code: 'not_as_exported', size: 6, leafIndex: 0, eventId: events[0]?.id, through: 5 },
    ])
  })

  test('a checkpoint signed with another key is named, in the database and in the file', async () => {
    const { app, exported } = await sealedRecord()
    const stranger = recordingApp(app.db, 8)
    expect((await verifyRecord(stranger, exported)).faults.map(({ code }) => code)).toEqual([
      'foreign_file',
      ...Array.from({ length: 5 }, () => 'foreign_key'),
      'codes_of_other_key',
    ])
    await tamper(app, `update checkpoint set signature = decode(repeat('00', 64), 'hex') where size = 4`)
    expect((await verifyRecord(app)).faults).toMatchObject([{ code: 'bad_signature', size: 4 }])
  })

  test('the signing key is changed: the older key names the newer, and the seals of both are proved', async () => {
    const { app, exported } = await sealedRecord()
    const changed = { ...app, keys: deriveKeys(Buffer.alloc(32, 7), [], [Buffer.alloc(32, 9)]) }
    const [newest, former] = changed.keys.signing
    const signers = async () =>
      (await app.db.selectFrom('checkpoint').select('key_id').orderBy('size').execute()).map(({ key_id }) => key_id)
    // many at once, and again: the key is named once
    await Promise.all([sealRecord(changed), sealRecord(changed), sealRecord(changed)])
    expect(await sealRecord(changed)).toBe(0)
    await recordRow(app, 10)
    await sealRecord(changed)
    expect(await signers()).toEqual([...Array.from({ length: 6 }, () => former?.keyId), newest.keyId])
    expect(await verifyRecord(changed, exported)).toMatchObject({ events: 12, checkpoints: 7, faults: [] })
    // a program that was not started anew yet goes on with the older key, and nothing is wrong with that
    await recordRow(app, 11)
    await sealRecord(app)
    expect((await verifyRecord(changed)).faults).toEqual([])
  })

  test('a checkpoint of a key that no older key has named is a fault, though its signature is right', async () => {
    const { app } = await sealedRecord()
    const foreign = { ...app, keys: deriveKeys(Buffer.alloc(32, 9)) }
    await recordRow(app, 10)
    await sealRecord(foreign)
    const both = { ...app, keys: deriveKeys(Buffer.alloc(32, 7), [], [Buffer.alloc(32, 9)]) }
    expect((await verifyRecord(both)).faults).toEqual([
      { code: 'unannounced_key', size: 11, keyId: foreign.keys.keyId },
    ])
  })

  test('a note that was changed, removed or erased without a word is named with its event', async () => {
    const { app, events } = await sealedRecord()
    const [first, second, third] = [0, 3, 6].map((leaf) => ({
      eventId: events[leaf]?.id,
      noteId: events[leaf]?.noteId,
    }))
    await tamper(app, `update event_note set words = '另一条理由' where id = $1`, [first?.noteId])
    await tamper(app, 'alter table event drop constraint event_note_id_fkey')
    await tamper(app, 'delete from event_note where id = $1', [second?.noteId])
    await tamper(app, 'update event_note set words = null, salt = null, erased_at = $2 where id = $1', [
      third?.noteId,
      app.clock.now(),
    ])
    expect((await verifyRecord(app)).faults).toEqual([
      { code: 'note_changed', ...first },
      { code: 'note_removed', ...second },
      { code: 'note_erased_silently', ...third },
    ])
  })

  test('a case row that was changed or deleted behind the back of the program is named with its last event', async () => {
    const { app, events } = await sealedRecord()
    await raw(app, `update test_row set n = 77 where id = 'row-2'`)
    await raw(app, `delete from test_row where id = 'row-7'`)
    expect((await verifyRecord(app)).faults).toEqual([
      { code: 'row_changed', kind: 'test_row', subjectId: 'row-2', eventId: events[2]?.id },
      { code: 'row_removed', kind: 'test_row', subjectId: 'row-7', eventId: events[7]?.id },
    ])
  })

  test('each fault is a sentence in both languages that names its row', async () => {
    const { app, events } = await sealedRecord()
    await tamper(app, 'delete from event where leaf_index = 4')
    const [fault] = (await verifyRecord(app)).faults
    for (const locale of ['zh-CN', 'en'] as const) {
      const sentence = translate(locale, `record.faults.${fault?.code}`, fault)
      expect(sentence).toContain(events[3]?.id)
    }
  })
})

/** Who has the keys can give it its code too. */
async function rewrite(app: TestingApp, leaf: number, keys?: TestingApp['keys']): Promise<void> {
  await tamper(app, `update event set data = '{"n": 99}' where leaf_index = $1`, [leaf])
  const row = await app.db.selectFrom('event').selectAll().where('leaf_index', '=', leaf).executeTakeFirstOrThrow()
  const event = storedOf({ ...row, place: '' })
  const code = keys ? codeOf(keys, eventText(event)) : event.code
  await tamper(app, 'update event set leaf_hash = $2, code = $3 where leaf_index = $1', [
    leaf,
    leafHash(leafBytes({ ...event, code })),
    code,
  ])
}

async function sealAnew(app: TestingApp): Promise<void> {
  await tamper(app, 'delete from checkpoint')
  await tamper(app, `update record_frontier set size = 0, hashes = ''`)
  await tamper(app, 'update event set leaf_index = null, leaf_hash = null')
  await sealRecord(app)
}
