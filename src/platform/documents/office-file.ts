import { workerPool } from './worker-pool.ts'
import type { ZipLimits } from './zip-guard.ts'

export type OfficeKind = 'docx' | 'xlsx'

export type OfficeTasks = {
  inspectOffice: { input: { bytes: Uint8Array; limits: ZipLimits }; part: never; output: OfficeKind }
}

type OfficeFiles = {
  /**
   * Unpacks the whole file against its limits and tells what it is. Refuses `document.not_office`,
   * `document.has_macros`, `document.encrypted_or_old` and `document.too_large`.
   */
  inspect(bytes: Uint8Array, limits: ZipLimits): Promise<OfficeKind>
  close(): Promise<void>
}

/** In a worker of its own: whoever uploads does not wait behind a list that is being printed. */
function openOfficeFiles(): OfficeFiles {
  const pool = workerPool<OfficeTasks>({
    entry: new URL('./office.worker.ts', import.meta.url),
    memoryMb: 512,
    idleMs: 60_000,
  })
  return {
    inspect: (bytes, limits) => pool.run('inspectOffice', { bytes, limits }, { timeoutMs: 30_000 }),
    close: () => pool.close(),
  }
}

/** The one of this process: its thread starts at the first file. */
export const officeFiles = openOfficeFiles()
