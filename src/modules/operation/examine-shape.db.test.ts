import { expect, test } from 'vitest'
import { type Db, openDatabase } from '#platform/db/database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { asSuperuser } from '#platform/db/postgres-server.ts'
import { locales } from '#platform/i18n/i18n.ts'
import { cloneDatabase } from '#tests/support/database.ts'
import { otherServer, startEmptyServer, urlOf } from '#tests/support/postgres.ts'
import { runSql } from '#tests/support/statements.ts'
import { examinePortalRole } from './examine-portal-role.service.ts'
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
    expect.stringContaining('event.event_code_check'),
  ])
})

const refusesNothing = `create or replace function refuse_change() returns trigger language plpgsql
  as $$ begin return coalesce(new, old); end $$`

test('what has its name and is something else is named: columns, triggers, functions, indexes and constraints', async () => {
  const said = await saidAfter([
    'alter table organ alter column name type varchar(200)',
    'alter table person alter column name drop not null',
    `alter table account alter column locale set default 'en'`,
    'drop trigger event_is_kept on event',
    'create trigger event_is_kept before delete on event for each row when (false) execute function refuse_change()',
    'drop trigger checkpoint_is_kept on checkpoint',
    'create trigger checkpoint_is_kept before delete on checkpoint for each row execute function refuse_change()',
    refusesNothing,
    'drop index assignment_one_lead',
    'create index assignment_one_lead on assignment (suggestion_id)',
    'alter table organ drop constraint organ_kind_check',
    `alter table organ add constraint organ_kind_check check (kind <> '')`,
    'alter table post drop constraint post_organ_id_fkey',
    'alter table post add constraint post_organ_id_fkey foreign key (organ_id) references organ on delete cascade',
  ])
  expect(said).toEqual([
    expect.stringMatching(/（共 3 个）：account\.locale、organ\.name、person\.name。.+\nColumns .+ \(3 in all\): /),
    expect.stringMatching(
      /（共 2 个）：checkpoint\.checkpoint_is_kept、event\.event_is_kept。.+\nTriggers .+changed \(2 /,
    ),
    expect.stringMatching(/^数据库的函数被改动（共 1 个）：refuse_change\(\)。.+\nFunctions .+changed \(1 in all\): /),
    expect.stringMatching(/^数据库的索引被改动（共 1 个）：assignment_one_lead。.+\nIndexes .+changed \(1 in all\): /),
    expect.stringMatching(
      /（共 2 个）：organ\.organ_kind_check、post\.post_organ_id_fkey。.+\nConstraints .+changed \(2 in all\): /,
    ),
  ])
})

test('a function that is gone or changed is named, also by verify-record, whose guards call it', async () => {
  const said = await saidAfter([
    'drop index suggestion_bigrams',
    'drop function bigrams(text)',
    'alter function claim_ids() reset search_path',
  ])
  expect(said[0]).toMatch(/^数据库缺少函数（共 1 个）：bigrams\(words text\)。.+\n.+lacks functions \(1 in all\): /)
  expect(said[1]).toMatch(/：claim_ids\(\)。/)
  expect(await saidAfter([refusesNothing], examineGuards)).toEqual([expect.stringContaining('refuse_change()')])
})

test('what the program did not make and what hides, swallows or loses rows is named', async () => {
  const said = await saidAfter([
    'alter table person enable row level security',
    'alter table password_history set unlogged',
    `create function swallow() returns trigger language plpgsql as $$ begin return null; end $$`,
    'create trigger aa_swallow before insert on event for each row execute function swallow()',
    'create rule swallow as on insert to event_note do instead nothing',
    `create function peek() returns setof person language sql security definer as 'select * from person'`,
  ])
  expect(said).toEqual([
    expect.stringMatching(/^数据库的表启用了行级安全（共 1 张）：person。.+\nTables .+row level security \(1 in all\)/),
    expect.stringMatching(/^数据库的表不写日志（共 1 张）：password_history。.+\nTables .+not logged \(1 in all\)/),
    expect.stringMatching(
      /（共 2 个）：event\.aa_swallow、event_note\.swallow。.+\nTables .+did not make \(2 in all\)/,
    ),
    expect.stringMatching(/（共 1 个）：peek\(\)。.+\nThe database has functions .+\(1 in all\): peek\(\)/),
  ])
  expect(await saidAfter(['create rule swallow as on insert to event do instead nothing'], examineGuards)).toEqual([
    expect.stringContaining('event.swallow'),
  ])
})

test('what an administrator may set for speed is no fault', async () => {
  expect(
    await saidAfter([
      'alter index event_at set (fillfactor = 80)',
      'alter index event_pkey set (fillfactor = 80)',
      'alter table event set (autovacuum_vacuum_scale_factor = 0.05)',
      'alter table event alter column type set statistics 500',
      'create index event_own on event (type)',
    ]),
  ).toEqual([expect.stringContaining('齐全')])
})

test('on the other version as well all is well, until triggers are passed over', async () => {
  const { cluster, server, stop } = await startEmptyServer(otherServer() ?? 'bundled')
  try {
    const asAdministrator = (statement: string) =>
      asSuperuser(cluster, server.port, (client) => client.query(statement))
    await asAdministrator('create database other owner minsheng')
    const open = () => openDatabase({ connectionString: urlOf(server, 'other'), schema: 'citya', max: 1 })
    const db = open()
    await migrate(db)
    expect(await examineShape(db)).toEqual(whole)
    expect(await examinePortalRole(db)).toEqual([{ level: 'well', code: 'portal_role_well', data: {} }])
    await db.destroy()
    await asAdministrator('alter role minsheng set session_replication_role = replica')
    const later = open()
    const passedOver = { level: 'fault', code: 'shape_triggers_passed_over', data: {} }
    expect([await examineShape(later), await examineGuards(later)]).toEqual([[passedOver], [passedOver]])
    await later.destroy()
  } finally {
    await stop()
  }
})
