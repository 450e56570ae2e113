import { randomUUID } from 'node:crypto'
import { mkdir, open, opendir, readFile, rename, rm, stat, unlink } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'

/** Bytes under keys that we made ourselves. The row that names a key commits only after its bytes are durable. */
export type FileStore = {
  put(key: string, bytes: Uint8Array): Promise<void>
  get(key: string): Promise<Uint8Array>
  remove(key: string): Promise<void>
  has(key: string): Promise<boolean>
  /** Everything below a folder, also what was left half written. */
  list(prefix: string): AsyncIterable<{ key: string; storedAt: Date }>
  /** Writes some bytes as `put` does, and takes them away again. @throws what `put` would throw */
  tryWriting(): Promise<void>
}

const triedBytes = 64 * 1024

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
      await writeDurably(temporary, bytes)
      await rename(temporary, path)
    },
    async tryWriting() {
      await mkdir(folder, { recursive: true })
      // the name of something half written, which no backup takes along; another's must not stand in its way
      const path = join(folder, `writable.${randomUUID()}.part`)
      try {
        await writeDurably(path, new Uint8Array(triedBytes))
      } finally {
        await rm(path, { force: true })
      }
    },
    get: (key) => readFile(pathOf(key)),
    remove: (key) => unlink(pathOf(key)),
    has: async (key) => {
      const entry = await stat(pathOf(key)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      })
      return entry?.isFile() ?? false
    },
    list: (prefix) => filesBelow(folder, pathOf(prefix)),
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'w', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function* filesBelow(root: string, start: string): AsyncGenerator<{ key: string; storedAt: Date }> {
  const entries = await opendir(start, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!entries) return
  for await (const entry of entries) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    // gone meanwhile: somebody removed it
    const found = await stat(path).catch(() => undefined)
    if (found) yield { key: relative(root, path).split(sep).join('/'), storedAt: found.mtime }
  }
}
