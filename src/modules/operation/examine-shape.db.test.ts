import { expect, test } from 'vitest'
import { type Db, openDatabase } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { locales } from '#platform/i18n/i18n.ts'
import { cloneDatabase } from '#tests/support/database.ts'
import { runSql } from '#tests/support/statements.ts'
import { examineGuards, examineShape } from './examine-shape.service.ts'
import { sentenceOfFinding } from './say-finding.service.ts'

const whole = [{ level: 'well', code: 'shape_well', data: {} }]

/** What is said, in Chinese and in English, after these statements of somebody with the database's password. */
async function saidAfter(
  statements: readonly string[],
  look: (db: Db) => ReturnType<typeof examineShape> = examineShape,
) {
  const { db } = await cloneDatabase({ fresh: true })
  for (const statement of statements) await runSql(db, statement)
  const found = await look(db)
  return found.map((finding) => locales.map((locale) => sentenceOfFinding(locale, finding)).join('\n'))
}

test('a fresh database is whole, and so is one of another tenant that came from an older version', async () => {
  const { db, connectionString } = await cloneDatabase({ fresh: true })
  expect(await examineShape(db)).toEqual(whole)
  const older = openDatabase({ connectionString, schema: 'older', max: 1 })
  await migrate(older, { last: '20261127_9999.sql' })
  expect((await examineShape(older)).map(({ code }) => code)).toContain('shape_tables_missing')
  await migrate(older)
  expect(await examineShape(older)).toEqual(whole)
  await older.destroy()
})

test('a table that is gone or a column that is gone is named, and nothing that hung on it', async () => {
  const said = await saidAfter([
    'alter table clock rename to clock_x',
    'alter table organ rename column name to name_x',
  ])
  expect(said).toEqual([
    expect.stringMatching(/^数据库缺少数据表（共 1 张）：clock。.+\nThe database lacks tables \(1 in all\): clock\./),
    expect.stringMatching(/^数据库的表缺少字段（共 1 个）：organ\.name。.+\n.+ \(1 in all\): organ\.name\./),
  ])
})

test('triggers that are missing or disabled are named, and how many of many', async () => {
  const many = ['event', 'event_note', 'checkpoint'].map((table) => `alter table ${table} disable trigger user`)
  const said = await saidAfter(['drop trigger event_is_kept on event', ...many])
  expect(said).toEqual([
    expect.stringMatching(
      /^数据库缺少触发器（共 1 个）：event\.event_is_kept。.+\n.+ \(1 in all\): event\.event_is_kept\./,
    ),
    expect.stringMatching(
      /^数据库的触发器被停用（共 7 个）：checkpoint\.checkpoint_is_kept、.+\n.+disabled \(7 in all\): /,
    ),
  ])
  expect(said[1]?.match(/checkpoint\.|event\.|event_note\./g)).toHaveLength(2 * 5)
  expect(await saidAfter(many.slice(0, 1), examineGuards)).toEqual([
    expect.stringContaining('event.event_is_not_emptied、event.event_is_sealed_once'),
  ])
  // of the rest the doctor speaks
  expect(await saidAfter(['drop index event_at', 'alter table clock rename to clock_x'], examineGuards)).toEqual([])
})

test('an index that was dropped and a check or foreign key that is missing or not enforced are named', async () => {
  const said = await saidAfter([
    'drop index event_at',
    'alter table event drop constraint event_type_check',
    'alter table event drop constraint event_note_id_fkey',
    'alter table event drop constraint event_code_check',
    'alter table event add constraint event_code_check check (false) not valid',
  ])
  expect(said).toEqual([
    expect.stringMatching(/^数据库缺少索引（共 1 个）：event_at。.+\n.+ \(1 in all\): event_at\./),
    expect.stringMatching(
      /^数据库缺少约束（共 2 个）：event\.event_note_id_fkey、event\.event_type_check。.+\n.+, event\./,
    ),
    expect.stringMatching(
      /^数据库的约束不起作用（共 1 个）：event\.event_code_check。.+\n.+not enforced \(1 in all\): /,
    ),
  ])
})
