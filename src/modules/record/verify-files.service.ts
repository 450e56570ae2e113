import { createHash } from 'node:crypto'
import type { Trx } from '#platform/db/database.ts'
import type { FileStore } from '#platform/files/files.ts'
import { attempt } from './verify-record.queries.ts'

export type FileFault =
  | { code: 'file_changed' | 'file_removed'; kind: string; subjectId: string; key: string }
  | { code: 'kind_unreadable'; kind: string }

/** A file that has to be in the store, with the hash that its row states; the row is proved by its own event. */
type StoredFile = { subjectId: string; key: string; sha256: Uint8Array }
type StoredFilesLoader = (trx: Trx) => AsyncIterable<StoredFile>

const loaders = new Map<string, StoredFilesLoader>()

/** Tells verify-record which files belong to the rows of a kind. */
export function registerStoredFiles(kind: string, load: StoredFilesLoader): void {
  loaders.set(kind, load)
}

type Store = Pick<FileStore, 'get'>

/** Reads every file once, one at a time, and compares its hash. */
export async function checkFiles(trx: Trx, store: Store | undefined): Promise<{ files: number; faults: FileFault[] }> {
  const found = { files: 0, faults: [] as FileFault[] }
  for (const [kind, load] of store ? loaders : []) {
    const isRead = await attempt(trx, async () => {
      for await (const { subjectId, key, sha256 } of load(trx)) {
        found.files += 1
        const code = store && (await faultOf(store, key, sha256))
        if (code) found.faults.push({ code, kind, subjectId, key })
      }
      return true
    })
    if (!isRead) found.faults.push({ code: 'kind_unreadable', kind })
  }
  return found
}

/** A key that is none of the store's leads to no file. */
async function faultOf(store: Store, key: string, sha256: Uint8Array) {
  const bytes = await Promise.try(() => store.get(key)).catch(() => undefined)
  if (bytes === undefined) return 'file_removed'
  return Buffer.compare(createHash('sha256').update(bytes).digest(), sha256) === 0 ? undefined : 'file_changed'
}
