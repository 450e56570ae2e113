import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Bytes under keys that we made ourselves. The row that names a key commits only after its bytes are durable. */
export type FileStore = {
  put(key: string, bytes: Uint8Array): Promise<void>
  get(key: string): Promise<Uint8Array>
  remove(key: string): Promise<void>
}

const keyShape = /^[a-zA-Z0-9_-]+(\/[a-zA-Z0-9_.-]+)*$/

export function localFiles(folder: string): FileStore {
  const pathOf = (key: string) => {
    if (!keyShape.test(key) || key.includes('..')) throw new Error(`not a file key of ours: ${key}`)
    return join(folder, key)
  }
  return {
    async put(key, bytes) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true })
      const temporary = `${path}.${randomUUID()}.part`
      const handle = await open(temporary, 'w', 0o600)
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(temporary, path)
    },
    get: (key) => readFile(pathOf(key)),
    remove: (key) => unlink(pathOf(key)),
  }
}
