import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { Refusal } from '#kernel/refusal.ts'

const Digest = z.object({ path: z.string(), bytes: z.number().int(), sha256: z.string().length(64) })
/** One file of a backup: its place below the folder, its size, its hash. */
export type Digest = z.infer<typeof Digest>

const Manifest = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  /** `18.4`, for the reader; any supported server takes the data. */
  server: z.string(),
  /** The names of the keys that open what is sealed in it; the secrets themselves are kept apart. */
  keyIds: z.array(z.string()),
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  tables: z.array(Digest.extend({ name: z.string(), columns: z.array(z.string()), rows: z.number().int() })),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), isCalled: z.boolean() })),
  jobs: z.array(z.object({ name: z.string(), data: z.record(z.string(), z.unknown()) })),
  files: z.array(Digest),
  /** The newest signed checkpoint of the record; what is restored is held against it. */
  checkpoint: z.unknown(),
})
export type Manifest = z.infer<typeof Manifest>

const manifestName = 'manifest.json'
const sumsName = 'SHA256SUMS'

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export async function digestOf(folder: string, path: string): Promise<Digest> {
  const hash = createHash('sha256')
  let bytes = 0
  await pipeline(createReadStream(join(folder, path)), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      bytes += chunk.length
      hash.update(chunk)
    }
  })
  return { path, bytes, sha256: hash.digest('hex') }
}

const filesOf = ({ tables, files }: Manifest): Digest[] => [...tables, ...files]

/**
 * Written last, the sums of all files at the very end: a backup that was broken off has none. `sha256sum --check
 * SHA256SUMS` says the same as `restore` does. `beforeWhole` is called when nothing but a name is left to be given.
 */
export async function writeManifest(folder: string, manifest: Manifest, beforeWhole: () => Promise<void>) {
  const text = `${JSON.stringify(manifest, undefined, 2)}\n`
  writeFileSync(join(folder, manifestName), text, { mode: 0o600, flush: true })
  const lines = [...filesOf(manifest), { path: manifestName, sha256: sha256Of(Buffer.from(text)) }]
  const draft = join(folder, `${sumsName}.part`)
  writeFileSync(draft, lines.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join(''), { mode: 0o600, flush: true })
  await beforeWhole()
  renameSync(draft, join(folder, sumsName))
}

/**
 * The manifest of a backup whose every file is there, whole and unchanged.
 * @throws {Refusal} `operation.no_backup`, `.backup_cut`, `.backup_damaged`, each naming the file
 */
export async function readBackup(folder: string): Promise<Manifest> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new Refusal('not_found', 'operation.no_backup', { folder })
  }
  for (const file of [manifestName, sumsName]) {
    if (!existsSync(join(folder, file))) throw new Refusal('invalid', 'operation.backup_cut', { file })
  }
  const text = readFileSync(join(folder, manifestName))
  const sums = readFileSync(join(folder, sumsName), 'utf8')
  const damaged = (file: string) => new Refusal('invalid', 'operation.backup_damaged', { file })
  if (!sums.split('\n').includes(`${sha256Of(text)}  ${manifestName}`)) throw damaged(manifestName)
  const parsed = Manifest.safeParse(JSON.parse(text.toString('utf8')))
  if (!parsed.success) throw damaged(manifestName)
  for (const { path, bytes, sha256 } of filesOf(parsed.data)) {
    if (!existsSync(join(folder, path))) throw new Refusal('invalid', 'operation.backup_cut', { file: path })
    const found = await digestOf(folder, path)
    if (found.bytes !== bytes || found.sha256 !== sha256) throw damaged(path)
  }
  return parsed.data
}
