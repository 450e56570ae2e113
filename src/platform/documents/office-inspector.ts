import { Refusal } from '#kernel/refusal.ts'
import type { OfficeKind } from './office-file.ts'
import { guardZip, type ZipEntry, type ZipLimits, zipEntries } from './zip-guard.ts'

const bodies: Record<OfficeKind, string> = { docx: 'word/document.xml', xlsx: 'xl/workbook.xml' }

// what runs, and what carries another program or file inside
const activePart =
  /(?:^|\/)(?:vbaproject\.bin|vbadata\.xml|activex\/|embeddings\/[^/]*\.bin$|macrosheets\/|dialogsheets\/|customui\/)/i

// a template or frame that is fetched from elsewhere when the file is opened, and parts that say they are macros
const fetched =
  /<Relationship\b(?=[^>]*TargetMode\s*=\s*["']External)(?=[^>]*\/(?:attachedTemplate|oleObject|frame|subDocument)["'])/i
const isActive = ({ name, read }: ZipEntry): boolean =>
  (name.endsWith('.rels') && fetched.test(read().toString('utf8'))) ||
  (name === '[Content_Types].xml' && /macroEnabled|vbaProject/i.test(read().toString('utf8')))

/** A docx or xlsx by its parts, with nothing in it that runs. */
export function inspectOffice(bytes: Uint8Array, limits: ZipLimits): OfficeKind {
  try {
    guardZip(bytes, limits)
  } catch (error) {
    const isNoZip = error instanceof Refusal && error.code === 'document.not_a_workbook'
    throw isNoZip ? new Refusal('invalid', 'document.not_office') : error
  }
  const entries = zipEntries(bytes)
  const names = entries.map(({ name }) => name)
  if (names.some((name) => activePart.test(name)) || entries.some(isActive))
    throw new Refusal('invalid', 'document.has_macros')
  const kinds = (Object.keys(bodies) as OfficeKind[]).filter((kind) => names.includes(bodies[kind]))
  const [kind] = kinds
  if (kinds.length !== 1 || kind === undefined || !names.includes('[Content_Types].xml')) {
    throw new Refusal('invalid', 'document.not_office')
  }
  return kind
}
