import { inflateRawSync } from 'node:zlib'
import { Refusal } from '#kernel/refusal.ts'

export type ZipLimits = { entriesMax: number; unpackedBytesMax: number }

const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50

/**
 * Unpacks every entry against one budget before anything else reads the file: the sizes that a zip states about itself
 * are whatever its maker wrote there. Refuses `document.not_a_workbook`, `document.encrypted_or_old` and `document.too_large`.
 */
export function guardZip(bytes: Uint8Array, limits: ZipLimits): void {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(file)
  const entries = file.readUInt16LE(end + 10)
  if (entries > limits.entriesMax) throw new Refusal('invalid', 'document.too_large')
  let budget = limits.unpackedBytesMax
  let at = file.readUInt32LE(end + 16)
  for (let entry = 0; entry < entries; entry += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== directoryEntry) throw notAWorkbook()
    budget -= unpackedSize(file, at, budget)
    at += 46 + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
}

export type ZipEntry = { name: string; read(): Buffer }

/** The entries of a zip that has passed its guard; each is unpacked when it is read. */
export function zipEntries(bytes: Uint8Array): ZipEntry[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(file)
  const entries: ZipEntry[] = []
  let at = file.readUInt32LE(end + 16)
  for (let entry = 0; entry < file.readUInt16LE(end + 10); entry += 1) {
    const [method, packed, local] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20), file.readUInt32LE(at + 42)]
    const length = file.readUInt16LE(at + 28)
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const content = file.subarray(start, start + packed)
    entries.push({
      name: file.toString('utf8', at + 46, at + 46 + length),
      read: () => (method === 0 ? content : inflateRawSync(content)),
    })
    at += 46 + length + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return entries
}

const notAWorkbook = (): Refusal => new Refusal('invalid', 'document.not_a_workbook')

// The end record is the last thing in the file but for a comment of at most 65,535 bytes.
function findEnd(file: Buffer): number {
  if (isCompoundFile(file)) throw new Refusal('invalid', 'document.encrypted_or_old')
  for (let at = file.length - 22; at >= Math.max(0, file.length - 22 - 65_535); at -= 1)
    if (file.readUInt32LE(at) === endOfDirectory) return at
  throw notAWorkbook()
}

// .xls of Excel 97–2003 and a workbook under a password are both OLE compound files.
const isCompoundFile = (file: Buffer): boolean =>
  file.length > 8 && file.readUInt32BE(0) === 0xd0cf11e0 && file.readUInt32BE(4) === 0xa1b11ae1

function unpackedSize(file: Buffer, at: number, budget: number): number {
  const flags = file.readUInt16LE(at + 8)
  const method = file.readUInt16LE(at + 10)
  const packed = file.readUInt32LE(at + 20)
  const local = file.readUInt32LE(at + 42)
  if ((flags & 1) === 1) throw new Refusal('invalid', 'document.encrypted_or_old')
  if (local + 30 > file.length) throw notAWorkbook()
  const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
  if (start + packed > file.length) throw notAWorkbook()
  if (method === 0) {
    if (packed > budget) throw new Refusal('invalid', 'document.too_large')
    return packed
  }
  if (method !== 8) throw notAWorkbook()
  try {
    return inflateRawSync(file.subarray(start, start + packed), { maxOutputLength: Math.max(1, budget) }).length
  } catch (error) {
    const tooLarge = error instanceof RangeError
    throw tooLarge ? new Refusal('invalid', 'document.too_large') : notAWorkbook()
  }
}
