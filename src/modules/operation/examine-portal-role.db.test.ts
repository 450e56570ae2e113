import { expect, test } from 'vitest'
import { locales } from '#platform/i18n/i18n.ts'
import { cloneDatabase } from '#tests/support/database.ts'
import { runSql } from '#tests/support/statements.ts'
import { examinePortalRole } from './examine-portal-role.service.ts'
import { sentenceOfFinding } from './say-finding.service.ts'

/** What is said after these statements, which are taken back: the role is that of the whole server. */
async function saidAfter(...statements: string[]): Promise<string[]> {
  const { db } = await cloneDatabase()
  const trx = await db.startTransaction().execute()
  try {
    for (const statement of statements) await runSql(trx, statement)
    const found = await examinePortalRole(trx)
    return found.map((finding) => locales.map((locale) => sentenceOfFinding(locale, finding)).join('\n'))
  } finally {
    await trx.rollback().execute()
  }
}

test('as the migrations make it the role of the portal may do what it should and nothing else', async () => {
  expect(await saidAfter()).toEqual([expect.stringMatching(/^公开门户的数据库角色只能读取.+\n.+may write nothing\.$/)])
})

test('a table or a single column that it can read and should not is named, to everybody opened or to it', async () => {
  expect(
    await saidAfter(
      'grant select on privacy_request to minsheng_portal',
      'grant select (name) on person to public',
      'create schema minsheng_jobs',
      'create table minsheng_jobs.job (data jsonb)',
      'grant select on minsheng_jobs.job to minsheng_portal',
    ),
  ).toEqual([
    expect.stringMatching(
      /读取未公开的数据（共 3 张表）：minsheng_jobs\.job、person、privacy_request。.+\n.+ \(3 tables /,
    ),
  ])
})

test('a right to write is named, be it to a column or to a sequence', async () => {
  expect(
    await saidAfter(
      'grant insert on checkpoint to minsheng_portal',
      'grant update (title) on published_page to minsheng_portal',
      'grant trigger on published_step to minsheng_portal',
      'grant usage on sequence event_seq_seq to public',
    ),
  ).toEqual([
    expect.stringMatching(
      /能写入（共 4 张表或序列）：checkpoint、event_seq_seq、published_page、published_step。.+\n.+can write \(4 /,
    ),
  ])
})

test('a published table that it cannot read is named, and all of them where it may not enter the schema', async () => {
  expect(await saidAfter('revoke select on checkpoint from minsheng_portal')).toEqual([
    expect.stringMatching(/读不到应公开的内容（共 1 张表）：checkpoint。.+\n.+ \(1 tables in all\): checkpoint\./),
  ])
  expect(await saidAfter('revoke usage on schema minsheng from minsheng_portal')).toEqual([
    expect.stringContaining('共 6 张表'),
  ])
})

test('powers of the role itself are named: a login, making databases, the schema, another role', async () => {
  expect(
    await saidAfter(
      'alter role minsheng_portal login createdb',
      'grant create on schema minsheng to minsheng_portal',
      'create role minsheng_test_reader',
      'grant minsheng_test_reader to minsheng_portal',
    ),
  ).toEqual([
    expect.stringMatching(
      /（共 4 项）：create on schema minsheng、createdb、login、member of minsheng_test_reader。.+\n.+powers.+\(4 in all\): /,
    ),
  ])
})

test('a role that is missing, or that the program may not become, keeps it from starting and is named', async () => {
  expect(await saidAfter('alter role minsheng_portal rename to minsheng_test_portal')).toEqual([
    expect.stringMatching(/^数据库中没有公开门户所用的角色 minsheng_portal.+\n.+lacks the role/),
  ])
  expect(await saidAfter('revoke minsheng_portal from minsheng')).toEqual([
    expect.stringMatching(/不能切换为公开门户的角色.+\n.+may not become/),
  ])
})
