import { describe, expect, test } from 'vitest'
import type { Trx } from '#platform/db/database.ts'
import { queryRaw } from '#platform/db/raw.ts'
import { type LogFields, silentLog } from '#platform/log.ts'
import { cloneDatabase } from '#tests/support/database.ts'
import { askAgain, followRecord, readerPlaces, recordEvent, sealRecord } from './index.ts'
import { eventTypesOf, recordingApp } from './record.given.ts'

async function freshApp() {
  const { db } = await cloneDatabase({ fresh: true })
  return recordingApp(db)
}

type TestingApp = Awaited<ReturnType<typeof freshApp>>

const write = (app: TestingApp, subjectId: string) =>
  app.db
    .transaction()
    .execute((trx) =>
      recordEvent(app, trx, { type: 'person.changed', subjectKind: 'test', subjectId, actor: 'system' }),
    )

const raw = (app: TestingApp, text: string) => app.db.transaction().execute((trx) => queryRaw(trx, text, []))

describe('following', () => {
  const collect = (into: string[]) => async (_trx: Trx, events: readonly { subjectId: string }[]) => {
    into.push(...events.map(({ subjectId }) => subjectId))
  }

  test('each reader gets every sealed event once and in order, also when it reads in two places at once', async () => {
    const app = await freshApp()
    for (let n = 0; n < 5; n += 1) await write(app, `${n}`)
    await sealRecord(app)
    await write(app, 'unsealed')
    const [mine, other]: [string[], string[]] = [[], []]
    await Promise.all([followRecord(app, 'mine', collect(mine)), followRecord(app, 'mine', collect(mine))])
    expect(mine).toEqual(['0', '1', '2', '3', '4'])
    await sealRecord(app)
    await followRecord(app, 'mine', collect(mine))
    expect(mine.at(-1)).toBe('unsealed')
    await followRecord(app, 'other', collect(other))
    expect(other).toEqual(mine)
  })

  test('a reader for whom no place can be kept stops, instead of reading everything from the beginning each time', async () => {
    const app = await freshApp()
    await write(app, 'one')
    await sealRecord(app)
    await raw(app, 'create function no_place() returns trigger language plpgsql as $$ begin return null; end $$')
    await raw(app, 'create trigger no_place before insert on reader_cursor for each row execute function no_place()')
    const seen: string[] = []
    await expect(followRecord(app, 'lost', collect(seen))).rejects.toThrow('lost has no place in the record')
    expect(seen).toEqual([])
  })

  test('a reader that fails gets the same events again, and what it had written is gone', async () => {
    const app = await freshApp()
    await write(app, 'one')
    await sealRecord(app)
    const failing = followRecord(app, 'reader', async (trx) => {
      await recordEvent(app, trx, { type: 'backup.made', subjectKind: 'test', subjectId: 'half', actor: 'system' })
      throw new Error('the power failed')
    })
    await expect(failing).rejects.toThrow('the power failed')
    const seen: string[] = []
    await followRecord(app, 'reader', collect(seen))
    expect(seen).toEqual(['one'])
    expect(await eventTypesOf(app.db, 'half')).toEqual([])
  })

  test('an event that a reader can never take is found and set aside after ten tries; all others are read', async () => {
    const app = await freshApp()
    for (let n = 0; n < 9; n += 1) await write(app, `${n}`)
    await sealRecord(app)
    const said: LogFields[] = []
    const told = {
      ...app,
      log: { ...silentLog, error: (_: string, __: unknown, fields?: LogFields) => said.push(fields ?? {}) },
    }
    const seen: string[] = []
    let isCured = false
    const reading = () =>
      followRecord(told, 'reader', async (_, events) => {
        if (!isCured && events.some(({ subjectId }) => subjectId === '5')) throw new RangeError('no such date')
        seen.push(...events.map(({ subjectId }) => subjectId))
        await Promise.resolve()
      })
    const place = async () => (await readerPlaces(app))[0]

    for (let tries = 1; tries < 10; tries += 1) await expect(reading()).rejects.toThrow('no such date')
    expect(seen).toEqual(['0', '1', '2', '3', '4'])
    app.clock.advance(60_000)
    expect(await place()).toEqual(
      expect.objectContaining({ reader: 'reader', events: 4, failures: 9, failingSeconds: 60, setAside: 0 }),
    )
    expect(said).toEqual([])

    await reading()
    expect(seen).toEqual(['0', '1', '2', '3', '4', '6', '7', '8'])
    expect(await place()).toEqual(expect.objectContaining({ events: 0, seconds: 0, failures: 0, setAside: 1 }))
    expect(said).toEqual([expect.objectContaining({ reader: 'reader', type: 'person.changed' })])

    // asked for again it is tried once; while the cause is there it stays aside, and holds up nobody
    const again = () => app.db.transaction().execute((trx) => askAgain(trx, {}, app.clock.now()))
    expect(await again()).toBe(1)
    await reading()
    await reading()
    expect(said).toHaveLength(2)
    isCured = true
    await reading()
    expect(seen).not.toContain('5')
    await again()
    await reading()
    expect(seen.at(-1)).toBe('5')
    expect(await place()).toEqual(expect.objectContaining({ setAside: 0 }))
  })

  test('a database that is away, or a deadlock, is no fault of an event: it is tried for as long as it lasts', async () => {
    const app = await freshApp()
    await write(app, 'one')
    await sealRecord(app)
    for (const code of ['ECONNREFUSED', '57P01', '40P01', '53100'].flatMap((one) => [one, one, one, one])) {
      const reading = followRecord(app, 'reader', () => Promise.reject(Object.assign(new Error('away'), { code })))
      await expect(reading).rejects.toThrow('away')
    }
    const seen: string[] = []
    await followRecord(app, 'reader', collect(seen))
    expect(seen).toEqual(['one'])
  })
})
