import { closeSync, openSync, writeSync } from 'node:fs'
import { expect } from 'vitest'

/** Writes to a file until its disk has not a block left. */
export function fill(file: string): void {
  const handle = openSync(file, 'w')
  for (const size of [1024 * 1024, 4096]) {
    try {
      for (;;) writeSync(handle, Buffer.alloc(size))
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' })
    }
  }
  closeSync(handle)
}
