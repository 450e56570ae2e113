/** Where in the life of a case a file belongs; who may put it there is the case's own rule. */
export const places = ['draft', 'paper', 'cosign_sheet', 'reply', 'evidence', 'stamped', 'activity'] as const
export type Place = (typeof places)[number]

export const fileKinds = ['picture', 'pdf', 'docx', 'xlsx'] as const
export type FileKind = (typeof fileKinds)[number]

export type AttachmentState = 'quarantined' | 'clean' | 'withdrawn'

export const attachmentLimits = {
  bytesMax: 20 * 1024 * 1024,
  perCaseMax: 20,
  nameMax: 200,
  /** A telephone of today takes 48 million; a picture that claims more is refused before it is unpacked. */
  pixelsMax: 50_000_000,
  /** Stored no larger than this: enough to read a sheet of A4 that was photographed. */
  edgeMax: 4096,
  previewEdgeMax: 480,
  /** A check that has not ended by then never will: the program was stopped in the middle of it. */
  checkMinutesMax: 15,
  /** Bytes without a row are left alone this long: their row may be about to commit. */
  orphanHoursMin: 24,
} as const

/** What a device offers to choose from; the server goes by the content alone. */
export const acceptedTypes =
  '.jpg,.jpeg,.png,.webp,.gif,.pdf,.docx,.xlsx,image/jpeg,image/png,image/webp,image/gif,application/pdf'

const kindsAt: Record<Place, readonly FileKind[]> = {
  draft: fileKinds,
  paper: ['picture', 'pdf'],
  cosign_sheet: ['picture', 'pdf'],
  reply: fileKinds,
  evidence: fileKinds,
  stamped: ['picture', 'pdf'],
  activity: fileKinds,
}

/** A paper that was signed or sealed comes as a picture or as PDF, never as something that can still be written in. */
export const isAcceptedAt = (place: Place, kind: FileKind): boolean => kindsAt[place].includes(kind)

// invisible marks that turn the reading direction or hide letters: `‮gpj.exe` would read exe.jpg
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\u2028\u2029]/gu
const unsafe = /[/\\:*?"<>|]/g

/**
 * The name for people: without folders, invisible characters and signs that file systems refuse; at most 200 characters,
 * with the extension that its content has.
 */
export function fileNameOf(given: string, extension: string, fallback: string): string {
  const last = given.normalize('NFC').replaceAll('\\', '/').split('/').at(-1) ?? ''
  const clean = last.replace(invisible, '').replace(unsafe, '_').replace(/\s+/gu, ' ')
  const stem = clean.replace(/\.[\p{L}\p{N}]{1,5}$/u, '').replace(/^[.\s]+|[.\s]+$/gu, '')
  const letters = [...(stem === '' ? fallback : stem)]
  return `${letters.slice(0, attachmentLimits.nameMax - extension.length - 1).join('')}.${extension}`
}
