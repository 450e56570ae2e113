import { type Verification, verifyRecord } from '#modules/record/index.ts'
import { runSql } from './statements.ts'
import type { TestSite } from './test-app.ts'

/** What verifying finds after a statement past the program, which `undo` takes back. */
export async function foundAfter(site: TestSite, statement: string, undo: string): Promise<Verification['faults']> {
  await runSql(site.db, statement)
  const { faults } = await verifyRecord({ db: site.db, keys: site.app.keys })
  await runSql(site.db, undo)
  return faults
}

/** The same for a table to which no other refers: all its rows come back. */
export const foundInTable = (site: TestSite, table: string, statement: string): Promise<Verification['faults']> =>
  foundAfter(
    site,
    `create table kept as select * from ${table}; ${statement}`,
    `delete from ${table}; insert into ${table} select * from kept; drop table kept`,
  )
