import { describe, expect, test } from 'vitest'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { queryRaw } from '#platform/db/raw.ts'
import { cloneDatabase } from '#tests/support/database.ts'
import {
  type EventType,
  eraseNote,
  eventsOf,
  getCheckpoint,
  type NewEvent,
  recordEvent,
  recordEvents,
  sealRecord,
} from './index.ts'
import { checkpointBytes } from './record.canonical.ts'
import { eventTypesOf, recordingApp } from './record.given.ts'

const clerk: Actor = {
  accountId: '01998a2e-7b60-7000-8000-00000000000a',
  personId: '01998a2e-7b60-7000-8000-00000000000b',
  locale: 'zh-CN',
  acting: {
    kind: 'post',
    id: '01998a2e-7b60-7000-8000-00000000000c',
    role: 'deputy_office',
    organId: '01998a2e-7b60-7000-8000-00000000000d',
    congressId: '01998a2e-7b60-7000-8000-00000000000e',
    congressLevel: 3,
    areaPath: '/32/3204/320412/',
  },
}

async function freshApp() {
  const { db } = await cloneDatabase({ fresh: true })
  return recordingApp(db)
}

type TestingApp = Awaited<ReturnType<typeof freshApp>>

const write = (app: TestingApp, subjectId: string, type: EventType = 'person.changed') =>
  app.db
    .transaction()
    .execute((trx) => recordEvent(app, trx, { type, subjectKind: 'test', subjectId, actor: 'system' }))

const raw = (app: TestingApp, text: string, values: unknown[] = []) =>
  app.db.transaction().execute((trx) => queryRaw(trx, text, values))

describe('recording', () => {
  test('an event tells what, on what, as whom and from which state to which, and its note stands apart', async () => {
    const app = await freshApp()
    const caseId = app.ids.uuid()
    await app.db.transaction().execute((trx) =>
      recordEvent(app, trx, {
        type: 'suggestion.returned_for_revision',
        subjectKind: 'suggestion',
        subjectId: caseId,
        actor: clerk,
        from: 'submitted',
        to: 'returned_for_revision',
        ruleVersion: 3,
        data: { reason: 'unclear' },
        note: '请张三代表补充案据',
        after: { status: 'returned_for_revision' },
      }),
    )
    const [event] = await eventsOf(app.db, caseId, () => true)
    expect(event).toMatchObject({
      type: 'suggestion.returned_for_revision',
      actorPersonId: clerk.personId,
      actingKind: 'post',
      actingRole: 'deputy_office',
      areaPath: '/32/3204/320412/',
      from: 'submitted',
      to: 'returned_for_revision',
      ruleVersion: 3,
      note: '请张三代表补充案据',
      noteErased: false,
      at: app.clock.now(),
    })
    const { rows } = await raw(app, 'select row_to_json(event)::text as text from event')
    expect(JSON.stringify(rows)).not.toContain('张三')
  })

  test('the timeline of a case has the events of what hangs on it, and gives no words unless they may be read', async () => {
    const app = await freshApp()
    const caseId = app.ids.uuid()
    await app.db.transaction().execute(async (trx) => {
      const common = { subjectKind: 'assignment', subjectId: app.ids.uuid(), caseId, actor: clerk }
      await recordEvent(app, trx, { ...common, type: 'assignment.acknowledged' })
      await recordEvent(app, trx, { ...common, type: 'assignment.return_approved', note: '不属于本单位职责' })
      await recordEvent(app, trx, { ...common, type: 'person.changed', caseId: app.ids.uuid() })
    })
    const events = await eventsOf(app.db, caseId)
    expect(events.map(({ type, note }) => [type, note])).toEqual([
      ['assignment.acknowledged', null],
      ['assignment.return_approved', null],
    ])
  })

  test('an event whose data hold a name is refused together with the act it tells of', async () => {
    const app = await freshApp()
    const subjectId = app.ids.uuid()
    const act = app.db.transaction().execute((trx) =>
      recordEvent(app, trx, {
        type: 'person.changed',
        subjectKind: 'test',
        subjectId,
        actor: 'system',
        data: { who: '张三' },
      }),
    )
    await expect(act).rejects.toThrow('data.who')
    expect(await eventTypesOf(app.db, subjectId)).toEqual([])
  })

  test('the thousands of acts of one import are recorded in their order', async () => {
    const app = await freshApp()
    const many: NewEvent[] = Array.from({ length: 1200 }, (_, n) => ({
      type: 'roster.person_created',
      subjectKind: 'test',
      subjectId: `row-${n}`,
      actor: clerk,
      ...(n % 400 === 0 && { note: `第 ${n} 行` }),
    }))
    await app.db.transaction().execute((trx) => recordEvents(app, trx, many))
    await sealRecord(app)
    const { rows } = await raw(app, 'select subject_id from event order by leaf_index')
    expect(rows).toEqual(many.map(({ subjectId }) => ({ subject_id: subjectId })))
  })

  test('a note can be erased once; the event stays, its words are gone and the erasing is an event', async () => {
    const app = await freshApp()
    const caseId = app.ids.uuid()
    await app.db.transaction().execute((trx) =>
      recordEvent(app, trx, {
        type: 'backup.made',
        subjectKind: 'test',
        subjectId: caseId,
        actor: clerk,
        note: '家住三楼',
      }),
    )
    const noteId = (await eventsOf(app.db, caseId))[0]?.noteId ?? ''
    const erase = () =>
      app.db.transaction().execute((trx) => eraseNote(app, trx, { noteId, reason: 'right_to_erasure', actor: clerk }))
    await erase()
    await expect(erase()).rejects.toThrow(Refusal)
    expect((await eventsOf(app.db, caseId, () => true))[0]).toMatchObject({ note: null, noteErased: true })
    expect(await eventTypesOf(app.db, noteId)).toEqual(['record.note_erased'])
    expect(await raw(app, 'select salt, words from event_note')).toMatchObject({ rows: [{ salt: null, words: null }] })
  })

  test('the database refuses to change, delete or empty what was recorded', async () => {
    const app = await freshApp()
    const subjectId = app.ids.uuid()
    await app.db.transaction().execute((trx) =>
      recordEvent(app, trx, {
        type: 'backup.made',
        subjectKind: 'test',
        subjectId,
        actor: 'system',
        note: '因天气延期',
      }),
    )
    const refused = [
      `update event set type = 'a.c'`,
      `update event set leaf_index = 0, leaf_hash = sha256(''), type = 'a.c'`,
      'delete from event',
      'truncate event',
      `update event_note set words = 'x'`,
      'delete from event_note',
    ]
    for (const statement of refused) await expect(raw(app, statement), statement).rejects.toThrow('append-only')
    await sealRecord(app)
    const afterSealing = [
      'update event set leaf_index = null, leaf_hash = null',
      'update event set leaf_index = 7',
      'update checkpoint set size = 7',
      'delete from checkpoint',
      'truncate checkpoint',
    ]
    for (const statement of afterSealing) await expect(raw(app, statement), statement).rejects.toThrow('append-only')
  })
})

describe('sealing', () => {
  test('many writers and three sealers at once: no event is lost, the leaves have no gap', async () => {
    const app = await freshApp()
    const writers = Array.from({ length: 150 }, (_, n) => write(app, `subject-${n}`))
    let isWriting = true
    const sealers = Array.from({ length: 3 }, async () => {
      while (isWriting) await sealRecord(app)
    })
    await Promise.all(writers)
    isWriting = false
    await Promise.all(sealers)
    await sealRecord(app)
    const { rows } = await raw(app, 'select leaf_index from event order by leaf_index')
    expect(rows).toEqual(Array.from({ length: 150 }, (_, n) => ({ leaf_index: n })))
    expect((await getCheckpoint(app.db)).size).toBe(150)
  })

  test('an event that commits late is sealed late: it is neither waited for nor forgotten', async () => {
    const app = await freshApp()
    const slow = Promise.withResolvers<void>()
    const written = Promise.withResolvers<void>()
    const late = app.db.transaction().execute(async (trx) => {
      await recordEvent(app, trx, { type: 'backup.made', subjectKind: 'test', subjectId: 'late', actor: 'system' })
      written.resolve()
      await slow.promise
    })
    await written.promise
    await write(app, 'early')
    expect(await sealRecord(app)).toBe(1)
    slow.resolve()
    await late
    expect(await sealRecord(app)).toBe(1)
    const { rows } = await raw(app, 'select subject_id from event order by leaf_index')
    expect(rows).toEqual([{ subject_id: 'early' }, { subject_id: 'late' }])
  })

  test('each sealing signs a checkpoint that anyone with the public key can verify', async () => {
    const app = await freshApp()
    await expect(getCheckpoint(app.db)).rejects.toThrow('record.no_checkpoint')
    await write(app, 'one')
    await sealRecord(app)
    const checkpoint = await getCheckpoint(app.db)
    const signature = Buffer.from(checkpoint.signature, 'base64')
    expect(app.keys.verify(checkpoint.keyId, checkpointBytes(checkpoint), signature)).toBe(true)
    const another = checkpointBytes({ ...checkpoint, size: 2 })
    expect(app.keys.verify(checkpoint.keyId, another, signature)).toBe(false)
    expect(await sealRecord(app)).toBe(0)
  })
})
