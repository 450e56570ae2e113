/** What a file is by its own bytes; what it is called and what the sender says of it count for nothing. */
export type ContentKind = 'jpeg' | 'png' | 'webp' | 'gif' | 'heic' | 'pdf' | 'zip' | 'old_office' | 'unknown'

const starts = (bytes: Uint8Array, ...signature: number[]): boolean =>
  bytes.length >= signature.length && signature.every((byte, at) => bytes[at] === byte)

const letters = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to))

export function contentKindOf(bytes: Uint8Array): ContentKind {
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'jpeg'
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png'
  if (letters(bytes, 0, 6) === 'GIF87a' || letters(bytes, 0, 6) === 'GIF89a') return 'gif'
  if (letters(bytes, 0, 4) === 'RIFF' && letters(bytes, 8, 12) === 'WEBP') return 'webp'
  if (letters(bytes, 4, 8) === 'ftyp' && /hei[cfmsx]|hev[cx]|mif1|msf1|avif/.test(letters(bytes, 8, 32))) return 'heic'
  if (letters(bytes, 0, 5) === '%PDF-') return 'pdf'
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04)) return 'zip'
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return 'old_office'
  return 'unknown'
}

export type PdfFault = 'broken' | 'active' | 'second_content'

const tailBytes = 1024
const zipTailBytes = 22 + 65_535
const activeNames = ['/JavaScript', '/Launch', '/RichMedia', '/EmbeddedFile']

/**
 * What speaks against a PDF: no proper end, something that runs or another file in it, or a second file behind it that a
 * program reading from the end would take instead.
 */
export function findPdfFault(bytes: Uint8Array): PdfFault | undefined {
  const text = new TextDecoder('latin1').decode(bytes)
  if (!text.slice(-tailBytes).includes('%%EOF')) return 'broken'
  if (text.slice(-zipTailBytes).includes('PK\u0005\u0006')) return 'second_content'
  return activeNames.some((name) => text.includes(name)) ? 'active' : undefined
}
