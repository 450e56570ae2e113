import { existsSync } from 'node:fs'
import type { Db } from '#platform/db/database.ts'
import type { FileStore } from '#platform/files/files.ts'
import { type Finding, fault, well } from './finding.ts'
import { findNewestFiles } from './operation.queries.ts'

/** The folder of the files, and how it is read. */
export type Kept = { folder: string; files: FileStore }

const lookedAtMost = 1_000

/** Whether the newest of the files that the database names are there; `verify-record` reads every one. */
export async function examineFiles(db: Db, { folder, files }: Kept): Promise<Finding[]> {
  const missing = async () => {
    const newest = await findNewestFiles(db, lookedAtMost)
    const isThere = await Promise.all(
      newest.map(async ({ keys }) => (await Promise.all(keys.map(files.has))).every(Boolean)),
    )
    return { looked: newest.length, ids: newest.flatMap(({ id }, place) => (isThere[place] ? [] : [id])) }
  }
  const first = await missing()
  if (first.looked === 0) return []
  if (!existsSync(folder)) return [fault('files_gone', { folder })]
  if (first.ids.length === 0) return [well('files_well', { looked: first.looked })]
  // what was taken back meanwhile is gone with its row
  const { looked, ids } = await missing()
  const [id] = ids
  return id === undefined
    ? [well('files_well', { looked })]
    : [fault('files_missing', { looked, missing: ids.length, id })]
}
