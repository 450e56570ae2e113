import { existsSync } from 'node:fs'
import type { Db } from '#platform/db/database.ts'
import type { FileStore } from '#platform/files/files.ts'
import { type Finding, fault, well } from './finding.ts'
import { findNewestFiles } from './operation.queries.ts'

/** The folder of the files, and how it is read. */
export type Kept = { folder: string; files: FileStore }

const lookedAtMost = 1_000

/**
 * Whether the newest of the files that the database names are there; `verify-record` reads every one. Files that nobody
 * can look at, of another user or on a disk that fails, say nothing about the database.
 */
export async function examineFiles(db: Db, { folder, files }: Kept): Promise<Finding[]> {
  const missing = async () => {
    const newest = await findNewestFiles(db, lookedAtMost)
    const looks = newest.map(async ({ keys }) => (await Promise.all(keys.map(files.has))).every(Boolean))
    const isThere = await Promise.all(looks).catch(codeOf)
    const [unread, there] = typeof isThere === 'string' ? [isThere, []] : [undefined, isThere]
    return { unread, looked: newest.length, ids: newest.flatMap(({ id }, place) => (there[place] ? [] : [id])) }
  }
  const first = await missing()
  if (first.unread !== undefined) return [fault('files_not_read', { folder, code: first.unread })]
  if (first.looked === 0) return []
  if (!existsSync(folder)) return [fault('files_gone', { folder })]
  if (first.ids.length === 0) return [well('files_well', { looked: first.looked })]
  // what was taken back meanwhile is gone with its row
  const { unread, looked, ids } = await missing()
  if (unread !== undefined) return [fault('files_not_read', { folder, code: unread })]
  const [id] = ids
  return id === undefined
    ? [well('files_well', { looked })]
    : [fault('files_missing', { looked, missing: ids.length, id })]
}

/** What the system calls it; anything else is a fault of ours. */
function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  throw error
}
