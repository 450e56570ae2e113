import { describe, expect, test } from 'vitest'
import { queryRaw } from '#platform/db/raw.ts'
import { translate } from '#platform/i18n/i18n.ts'
import { cloneDatabase } from '#tests/support/database.ts'
import { eraseNote, recordEvent, recordEvents, registerAfterImage, sealRecord, verifyRecord } from './index.ts'
import { afterImageHash } from './record.canonical.ts'
import { byHand, loadTestRows, recordingApp } from './record.given.ts'

type TestingApp = ReturnType<typeof recordingApp>

registerAfterImage('test_row', loadTestRows)

const eventOf = (n: number, note?: string) => ({
  type: 'person.changed' as const,
  subjectKind: 'test_row',
  subjectId: `row-${n}`,
  actor: 'system' as const,
  data: { n },
  after: { id: `row-${n}`, n },
  ...(note && { note }),
})

const write = (app: TestingApp, n: number, note?: string) =>
  app.db.transaction().execute(async (trx) => {
    await queryRaw(trx, 'insert into test_row values ($1, $2)', [`row-${n}`, n])
    return recordEvent(app, trx, eventOf(n, note))
  })

/** Four rows with their events, sealed. */
async function openRecord() {
  const { db } = await cloneDatabase({ fresh: true })
  const app = recordingApp(db)
  await byHand(app, 'create table test_row (id text primary key, n integer)')
  const ids: string[] = []
  for (let n = 0; n < 4; n += 1) ids.push(await write(app, n, n === 0 ? '理由' : undefined))
  await sealRecord(app)
  return { app, ids }
}

/** An event that was put in by hand, in all that can be known without the secret like one of the program's. */
async function putIn(app: TestingApp, event: { subject: string; n: number; code?: string }): Promise<string> {
  const id = app.ids.uuid()
  const { subject, n, code = 'null' } = event
  await byHand(
    app,
    `insert into event (id, type, subject_kind, subject_id, acting_kind, data, after_hash, at, code)
     values ($1, 'person.changed', 'test_row', $2, 'system', jsonb_build_object('n', $3::int), $4, $5, ${code})`,
    [id, subject, n, Buffer.from(afterImageHash({ id: subject, n })), app.clock.now()],
  )
  return id
}

/** As a version before this one has written it: those that wait to be sealed, or one. */
async function withoutCode(app: TestingApp, id?: string): Promise<void> {
  await byHand(app, 'alter table event disable trigger user')
  await byHand(app, 'update event set code = null where leaf_index is null and ($1::uuid is null or id = $1)', [
    id ?? null,
  ])
  await byHand(app, 'alter table event enable trigger user')
}

const faultsOf = async (app: TestingApp) => (await verifyRecord(app)).faults
const foreign = (eventId: string) => ({ code: 'not_by_program', eventId, type: 'person.changed' })

describe('an event that somebody put in with the database’s password', () => {
  test('is named before it is sealed and after, and sealing goes on', async () => {
    const { app } = await openRecord()
    const id = await putIn(app, { subject: 'row-0', n: 0 })
    expect(await faultsOf(app)).toEqual([foreign(id)])
    expect(await sealRecord(app)).toBe(1)
    await write(app, 4)
    expect(await sealRecord(app)).toBe(1)
    expect(await faultsOf(app)).toEqual([foreign(id)])
  })

  test.each(['null', `sha256('guessed')`, '(select code from event where leaf_index = 2)'])(
    'vouches for no row that was changed to match it (code %s)',
    async (code) => {
      const { app, ids } = await openRecord()
      const id = await putIn(app, { subject: 'row-2', n: 77, code })
      await byHand(app, `update test_row set n = 77 where id = 'row-2'`)
      await byHand(app, `insert into test_row values ('row-9', 9)`)
      await putIn(app, { subject: 'row-9', n: 9, code })
      await sealRecord(app)
      expect(await faultsOf(app)).toMatchObject([
        foreign(id),
        { code: 'not_by_program' },
        { code: 'row_changed', subjectId: 'row-2', eventId: ids[2] },
      ])
    },
  )

  test('is named as put in, and vouches for no row, also when its time is finer than any of the program’s', async () => {
    const { app, ids } = await openRecord()
    const id = await putIn(app, { subject: 'row-2', n: 77 })
    await byHand(app, 'alter table event disable trigger user')
    await byHand(app, `update event set at = at + interval '7 microseconds' where id = $1`, [id])
    await byHand(app, `update test_row set n = 77 where id = 'row-2'`)
    await sealRecord(app)
    expect(await faultsOf(app)).toMatchObject([foreign(id), { code: 'row_changed', eventId: ids[2] }])
  })

  test('vouches for no note whose words were taken out', async () => {
    const { app } = await openRecord()
    const { note_id } = await app.db
      .selectFrom('event')
      .select('note_id')
      .where('note_id', 'is not', null)
      .executeTakeFirstOrThrow()
    await byHand(app, 'update event_note set words = null, salt = null, erased_at = $1', [app.clock.now()])
    await byHand(
      app,
      `insert into event (id, type, subject_kind, subject_id, acting_kind, at)
       values ($1, 'record.note_erased', 'event_note', $2, 'system', $3)`,
      [app.ids.uuid(), note_id, app.clock.now()],
    )
    await sealRecord(app)
    expect(await faultsOf(app)).toMatchObject([{ code: 'note_erased_silently' }, { code: 'not_by_program' }])
  })

  test('is a sentence in both languages that names it', async () => {
    const { app } = await openRecord()
    const id = await putIn(app, { subject: 'row-0', n: 0 })
    const [fault] = await faultsOf(app)
    for (const locale of ['zh-CN', 'en'] as const) {
      expect(translate(locale, `record.faults.${fault?.code}`, fault)).toContain(id)
    }
  })
})

describe('the code of an event', () => {
  test.each(['null', `sha256('other')`])('that was sealed is set to %s: the event is named', async (code) => {
    const { app, ids } = await openRecord()
    await byHand(app, 'alter table event disable trigger user')
    await byHand(app, `update event set code = ${code} where leaf_index = 1`)
    expect(await faultsOf(app)).toMatchObject([{ code: 'changed', leafIndex: 1, eventId: ids[1] }])
  })

  test('that was taken from an event before it was sealed: the event is named', async () => {
    const { app } = await openRecord()
    const id = await write(app, 4)
    await withoutCode(app, id)
    await sealRecord(app)
    expect(await faultsOf(app)).toEqual([foreign(id)])
  })

  test('is right for whatever an event may hold, of one and of many', async () => {
    const { app } = await openRecord()
    const data = {
      z: [1, -0, 1e21, null],
      a: { b: '交办〔2026〕17号', at: '2026-03-02T01:00:00.000Z' },
      gone: undefined,
    }
    const caseId = app.ids.uuid().toUpperCase()
    await app.db.transaction().execute(async (trx) => {
      const event = { ...eventOf(0), caseId, data: data as never, ruleVersion: 3, from: '', to: 'open', note: ' 字 ' }
      await recordEvents(app, trx, [event, { ...event, actor: 'anonymous', areaPath: '/32/' }])
    })
    expect(await faultsOf(app)).toEqual([])
    await sealRecord(app)
    expect(await faultsOf(app)).toEqual([])
  })
})

describe('a record from before events had a code', () => {
  test('passes with what was recorded since, and from there on an event without one is named', async () => {
    const { db } = await cloneDatabase({ fresh: true })
    const app = recordingApp(db)
    await byHand(app, 'create table test_row (id text primary key, n integer)')
    await write(app, 0, '理由')
    await write(app, 1)
    await withoutCode(app)
    await sealRecord(app)
    // some wait to be sealed when the new version starts
    await write(app, 2)
    await withoutCode(app)
    expect(await faultsOf(app)).toEqual([])
    await write(app, 3)
    expect(await faultsOf(app)).toEqual([])
    await sealRecord(app)
    const { note_id } = await db.selectFrom('event').select('note_id').orderBy('seq').executeTakeFirstOrThrow()
    const erasing = { noteId: note_id ?? '', reason: 'right_to_erasure', actor: 'system' as const }
    await db.transaction().execute((trx) => eraseNote(app, trx, erasing))
    expect(await verifyRecord(app)).toMatchObject({ events: 4, unsealed: 1, rows: 4, faults: [] })
    const id = await putIn(app, { subject: 'row-0', n: 0 })
    await sealRecord(app)
    expect(await faultsOf(app)).toEqual([foreign(id)])
  })
})

describe('a secret that was lost', () => {
  test('what it has coded is named once, and since the new one every event is checked', async () => {
    const { app, ids } = await openRecord()
    const renewed = { ...app, keys: recordingApp(app.db, 9).keys }
    const other = { code: 'codes_of_other_key', eventId: ids[0], events: 4 }
    const codes = async () => (await faultsOf(renewed)).filter(({ code }) => code !== 'foreign_key')
    expect(await codes()).toEqual([other])
    // one that was put in meanwhile is among those of which nothing can be said
    await putIn(app, { subject: 'row-0', n: 0 })
    await write(renewed, 4)
    await sealRecord(renewed)
    expect(await codes()).toEqual([{ ...other, events: 5 }])
    const id = await putIn(app, { subject: 'row-0', n: 0 })
    await sealRecord(renewed)
    expect(await codes()).toEqual([{ ...other, events: 5 }, foreign(id)])
  })
})
