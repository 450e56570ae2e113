import { createHash } from 'node:crypto'
import type { Trx } from '#platform/db/database.ts'
import type { FileStore } from '#platform/files/files.ts'

export type FileFault = { code: 'file_changed' | 'file_removed'; kind: string; subjectId: string; key: string }

/** A file that has to be in the store, with the hash that its row states; the row is proved by its own event. */
type StoredFile = { subjectId: string; key: string; sha256: Uint8Array }
type StoredFilesLoader = (trx: Trx) => AsyncIterable<StoredFile>

const loaders = new Map<string, StoredFilesLoader>()

/** Tells verify-record which files belong to the rows of a kind. */
export function registerStoredFiles(kind: string, load: StoredFilesLoader): void {
  loaders.set(kind, load)
}

/** Reads every file once, one at a time, and compares its hash. */
export async function checkFiles(
  trx: Trx,
  store: Pick<FileStore, 'get'> | undefined,
): Promise<{ files: number; faults: FileFault[] }> {
  const faults: FileFault[] = []
  let files = 0
  for (const [kind, load] of store ? loaders : []) {
    for await (const { subjectId, key, sha256 } of load(trx)) {
      files += 1
      const bytes = await store?.get(key).catch(() => undefined)
      if (bytes === undefined) faults.push({ code: 'file_removed', kind, subjectId, key })
      else if (Buffer.compare(createHash('sha256').update(bytes).digest(), sha256) !== 0) {
        faults.push({ code: 'file_changed', kind, subjectId, key })
      }
    }
  }
  return { files, faults }
}
