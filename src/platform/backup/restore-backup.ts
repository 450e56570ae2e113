import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Refusal } from '#kernel/refusal.ts'
import { forgetBegunRestore } from '../begun-restore.ts'
import { assertServer, openDatabase } from '../db/database.ts'
import { migrate, readMigrations } from '../db/migrate.ts'
import { keptFolders } from './make-backup.ts'
import type { Manifest } from './manifest.ts'
import {
  type Connection,
  connect,
  copyIn,
  isEmptyPlace,
  isUnfinished,
  markFinished,
  refill,
  setSequence,
  takePlace,
} from './snapshot.queries.ts'

export type RestoreRequest = {
  connectionString: string
  schema: string
  dataDir: string
  folder: string
  manifest: Manifest
  /** Called when the place was found empty and is marked as not finished, before anything is filled in. */
  onBegun?: () => void
}

/**
 * Fills an empty database and an empty data folder. Until {@link finishRestore} no program starts on it, and what was
 * broken off is begun anew by the next restore.
 * @throws {Refusal} `operation.place_taken`, `.files_taken`, `.backup_newer`, `.rows_missing`
 */
export async function restoreBackup(request: RestoreRequest) {
  const { connectionString, schema, dataDir, folder, manifest, onBegun } = request
  await requireKnown(manifest)
  const client = await connect(connectionString)
  try {
    const again = await isUnfinished(client, schema)
    if (!again) await requireEmpty(client, schema, dataDir)
    await takePlace(client, schema)
    if (again) removeFiles(dataDir)
    onBegun?.()
    forgetBegunRestore(dataDir)
    await migrateTo(connectionString, schema, manifest.migrations.at(-1)?.name)
    await copyFiles(folder, dataDir, manifest)
    await refill(client, schema, manifest.tables, () => fill(client, schema, folder, manifest))
  } finally {
    await client.end()
  }
  // a backup of an older version: its rows go the same way as on an upgrade
  await migrateTo(connectionString, schema)
}

/** When what was restored is proved and its work is ordered again: from now on a program may start on it. */
export async function finishRestore({ connectionString, schema }: Pick<RestoreRequest, 'connectionString' | 'schema'>) {
  const client = await connect(connectionString)
  try {
    await markFinished(client, schema)
  } finally {
    await client.end()
  }
}

async function requireEmpty(client: Connection, schema: string, dataDir: string): Promise<void> {
  if (!(await isEmptyPlace(client, schema))) throw new Refusal('conflict', 'operation.place_taken', { schema })
  const taken = keptFolders
    .map((kept) => join(dataDir, kept))
    .find((place) => existsSync(place) && readdirSync(place).length > 0)
  if (taken !== undefined) throw new Refusal('conflict', 'operation.files_taken', { folder: taken })
}

function removeFiles(dataDir: string): void {
  for (const kept of keptFolders) rmSync(join(dataDir, kept), { recursive: true, force: true })
}

async function requireKnown({ migrations }: Manifest): Promise<void> {
  const known = new Map((await readMigrations()).map(({ name, sha256 }) => [name, sha256]))
  const foreign = migrations.find(({ name, sha256 }) => known.get(name) !== sha256)
  if (foreign) throw new Refusal('invalid', 'operation.backup_newer', { migration: foreign.name })
}

async function migrateTo(connectionString: string, schema: string, last?: string): Promise<void> {
  const db = openDatabase({ connectionString, schema, max: 1 })
  try {
    await assertServer(db, schema, { isRestoring: true })
    await migrate(db, last === undefined ? {} : { last })
  } finally {
    await db.destroy()
  }
}

async function copyFiles(folder: string, dataDir: string, { files }: Manifest): Promise<void> {
  for (const { path } of files) {
    mkdirSync(dirname(join(dataDir, path)), { recursive: true })
    await copyFile(join(folder, path), join(dataDir, path))
  }
}

async function fill(client: Connection, schema: string, folder: string, manifest: Manifest): Promise<void> {
  for (const table of manifest.tables) {
    const rows = await copyIn(client, schema, table, join(folder, table.path))
    if (rows !== table.rows) throw new Refusal('invalid', 'operation.rows_missing', { table: table.name })
  }
  for (const sequence of manifest.sequences) await setSequence(client, schema, sequence)
}
