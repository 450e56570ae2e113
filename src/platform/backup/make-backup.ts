import { constants, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { copyFile, mkdir, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { Refusal } from '#kernel/refusal.ts'
import { type Digest, digestOf, type Manifest, writeManifest } from './manifest.ts'
import {
  type Connection,
  connect,
  copyOut,
  exportSnapshot,
  jobsOf,
  joinSnapshot,
  migrationsOf,
  sequencesOf,
  serverVersionOf,
  type Table,
  tablesOf,
} from './snapshot.queries.ts'

export type BackupRequest = {
  connectionString: string
  schema: string
  /** `files/` and `logs/` in it are taken along. */
  dataDir: string
  /** New or empty; where the backup goes. */
  folder: string
  madeAt: Date
  keyIds: string[]
  /** A checkpoint that was signed before: the snapshot covers it. */
  checkpoint: unknown
  /** Called when all is on the disk; where it fails the backup passes for one that was broken off. */
  onCopied?: (manifest: Manifest) => Promise<void>
}

/** The folders of the data folder that are no database and no secret. */
export const keptFolders = ['files', 'logs'] as const

/**
 * Copies a running or a resting installation: all rows as they stood at one moment, and every file those rows name.
 * @throws {Refusal} `operation.folder_taken`
 */
export async function makeBackup(request: BackupRequest): Promise<Manifest> {
  const { folder, schema, dataDir } = request
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Refusal('conflict', 'operation.folder_taken', { folder })
  }
  mkdirSync(join(folder, 'tables'), { recursive: true, mode: 0o700 })
  // A file is durable before its row, and may go right after it: whoever copies before and after the snapshot has all
  // that the snapshot names.
  await copyFiles(dataDir, folder)
  const keeper = await connect(request.connectionString)
  const helper = await connect(request.connectionString)
  try {
    await joinSnapshot(helper, await exportSnapshot(keeper))
    const tables = await copyTables([keeper, helper], schema, folder)
    await copyFiles(dataDir, folder)
    const manifest: Manifest = {
      format: 1,
      madeAt: request.madeAt.toISOString(),
      server: await serverVersionOf(keeper),
      keyIds: request.keyIds,
      migrations: await migrationsOf(keeper, schema),
      tables: tables.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
      sequences: await sequencesOf(keeper, schema),
      jobs: await jobsOf(keeper, schema),
      files: await digestsOf(folder),
      checkpoint: request.checkpoint,
    }
    await writeManifest(folder, manifest, async () => request.onCopied?.(manifest))
    return manifest
  } finally {
    await Promise.all([keeper.end(), helper.end()])
  }
}

async function copyTables(clients: readonly Connection[], schema: string, folder: string): Promise<Manifest['tables']> {
  const [first] = clients
  const waiting: Table[] = first ? await tablesOf(first, schema) : []
  const done: Manifest['tables'] = []
  await Promise.all(
    clients.map(async (client) => {
      for (let table = waiting.shift(); table; table = waiting.shift()) {
        const path = `tables/${table.name}.copy.gz`
        const rows = await copyOut(client, schema, table, join(folder, path))
        done.push({ ...table, rows, ...(await digestOf(folder, path)) })
      }
    }),
  )
  return done
}

/** Takes along what is not there yet, or has grown meanwhile as a log does; half-written files are nobody's. */
async function copyFiles(dataDir: string, folder: string): Promise<void> {
  for (const path of filesBelow(dataDir)) await takeAlong(join(dataDir, path), join(folder, path))
}

function filesBelow(root: string): string[] {
  return keptFolders.flatMap((kept) =>
    existsSync(join(root, kept))
      ? readdirSync(join(root, kept), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
          .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      : [],
  )
}

async function digestsOf(folder: string): Promise<Digest[]> {
  const digests: Digest[] = []
  for (const path of filesBelow(folder).toSorted()) digests.push(await digestOf(folder, path))
  return digests
}

async function takeAlong(source: string, target: string): Promise<void> {
  try {
    const [from, to] = [await stat(source), await stat(target).catch(() => undefined)]
    if (to?.size === from.size) return
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    await copyFile(source, target, constants.COPYFILE_FICLONE)
  } catch (error) {
    // removed in this moment: nothing that the snapshot names
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}
