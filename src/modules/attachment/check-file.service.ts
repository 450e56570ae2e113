import { createHash } from 'node:crypto'
import { Refusal } from '#kernel/refusal.ts'
import { officeFiles } from '#platform/documents/office-file.ts'
import { pictures } from '#platform/pictures/pictures.ts'
import { attachmentLimits, type FileKind, fileNameOf, isAcceptedAt, type Place } from './attachment.ts'
import { contentKindOf, findPdfFault } from './content-kind.ts'

/** A file as it may be stored: what it is, by its content. */
export type CheckedFile = {
  name: string
  kind: FileKind
  mediaType: string
  bytes: Uint8Array
  sha256: Buffer
  width: number | null
  height: number | null
  preview: Uint8Array | null
  previewSha256: Buffer | null
}

export const mediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

const zipLimits = { entriesMax: 5000, unpackedBytesMax: 200 * 1024 * 1024 }

const refuse = (reason: string): never => {
  throw new Refusal('invalid', `attachment.${reason}`)
}

/**
 * Looks at the content, whatever its name says. Pictures come back drawn anew; the other kinds as they are.
 * @throws {Refusal} `attachment.…` in a sentence that tells what to do
 */
export async function checkFile(bytes: Uint8Array, name: string, place: Place, fallback: string): Promise<CheckedFile> {
  const kind = contentKindOf(bytes)
  if (kind === 'unknown') return refuse('wrong_kind')
  if (kind === 'heic') return refuse('heic')
  if (kind === 'old_office') return refuse('old_office')
  const checked = await inWords(() =>
    kind === 'pdf' ? checkPdf(bytes) : kind === 'zip' ? checkOffice(bytes) : checkPicture(bytes),
  )
  if (!isAcceptedAt(place, checked.kind)) return refuse('not_here')
  const { extension, ...file } = checked
  return {
    ...file,
    name: fileNameOf(name, extension, fallback),
    sha256: hash(file.bytes),
    previewSha256: file.preview && hash(file.preview),
  }
}

const hash = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

type Looked = Omit<CheckedFile, 'name' | 'sha256' | 'previewSha256'> & { extension: string }

const plain = (kind: 'pdf' | 'docx' | 'xlsx', bytes: Uint8Array): Looked => ({
  kind,
  extension: kind,
  mediaType: mediaTypes[kind],
  bytes,
  width: null,
  height: null,
  preview: null,
})

async function checkPdf(bytes: Uint8Array): Promise<Looked> {
  const fault = findPdfFault(bytes)
  if (fault) refuse(fault === 'broken' ? 'broken_pdf' : 'active_content')
  return plain('pdf', bytes)
}

const checkOffice = async (bytes: Uint8Array): Promise<Looked> =>
  plain(await officeFiles.inspect(bytes, zipLimits), bytes)

async function checkPicture(given: Uint8Array): Promise<Looked> {
  const { extension, mediaType, bytes, width, height, preview } = await pictures.clean(given, attachmentLimits)
  return { kind: 'picture', extension, mediaType, bytes, width, height, preview }
}

const sentences: Readonly<Record<string, string>> = {
  'document.not_office': 'wrong_kind',
  'document.has_macros': 'active_content',
  'document.encrypted_or_old': 'encrypted',
  'document.too_large': 'unpacks_too_large',
  'document.too_complex': 'unpacks_too_large',
  'document.took_too_long': 'unpacks_too_large',
  'picture.too_many_pixels': 'too_many_pixels',
  'picture.not_readable': 'broken_picture',
}

// the platform speaks of workbooks and pixels; the one who uploads hears of the file at hand
async function inWords(check: () => Promise<Looked>): Promise<Looked> {
  try {
    return await check()
  } catch (error) {
    const reason = error instanceof Refusal ? sentences[error.code] : undefined
    if (reason) return refuse(reason)
    throw error
  }
}
