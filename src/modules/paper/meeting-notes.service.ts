import { strToU8, zipSync } from 'fflate'
import type { Actor } from '#kernel/actor.ts'
import { Refusal } from '#kernel/refusal.ts'
import { fileNameOf } from '#modules/attachment/attachment.ts'
import { trackExport } from '#modules/export/index.ts'
import { getMeeting } from '#modules/handover/index.ts'
import { recordEvent } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { PaperFormat } from '#platform/documents/paper.ts'
import { papersOfCase, previewCasePaper, printIssued } from './paper.service.ts'
import { notesMax } from './paper.ts'
import { wordIn } from './paper-words.service.ts'

type Wanted = { unitId?: string | undefined; format: PaperFormat }
type Note = { caseId: string; number: string; unitName: string; assignmentId: string; isOpen: boolean }

/**
 * 交办单 of a handover meeting in one archive, one for each unit's part, as it was issued or as it would be now. What the
 * reader may not open is named in a text beside them. More than a hundred do not leave at once: they are fetched unit by
 * unit. Refuses `handover.not_found`, `paper.no_notes` and `paper.too_many_notes`.
 */
export async function zipNotes(
  app: App,
  actor: Actor,
  meetingId: string,
  { unitId, format }: Wanted,
): Promise<{ bytes: Buffer<ArrayBuffer>; notes: number }> {
  const { cases } = await getMeeting(app, actor, meetingId)
  const notes = cases
    .filter(({ pick }) => pick === 'handed_over')
    .flatMap((kase) =>
      kase.units
        .filter((part) => unitId === undefined || part.unitId === unitId)
        .map(({ unitName, assignmentId }): Note => {
          const number = kase.number ?? kase.id.slice(-8)
          return { caseId: kase.id, number, unitName, assignmentId, isOpen: kase.title !== null }
        }),
    )
  const open = notes.filter(({ isOpen }) => isOpen)
  if (open.length === 0) throw new Refusal('conflict', 'paper.no_notes')
  if (open.length > notesMax) throw new Refusal('invalid', 'paper.too_many_notes', { count: open.length, notesMax })
  return trackExport(actor, 'handover_notes', async (progress) => {
    const files: Record<string, Uint8Array> = {}
    for (const note of open) {
      files[nameOf(note, format)] = await printNote(app, actor, note, format)
      progress.rows += 1
    }
    const closed = notes.filter(({ isOpen }) => !isOpen)
    if (closed.length > 0) {
      const word = wordIn(actor.locale)
      const lines = [word('notes.left_out'), ...closed.map(({ number, unitName }) => `${number} ${unitName}`)]
      files[fileNameOf(word('notes.left_out_file'), 'txt', 'notes')] = strToU8(lines.join('\r\n'))
    }
    await app.db.transaction().execute((trx) =>
      recordEvent(app, trx, {
        type: 'export.taken',
        subjectKind: 'account',
        subjectId: actor.accountId,
        actor,
        data: { list: 'handover_notes', filter: { meetingId, unit: unitId ?? null, format }, rows: open.length },
      }),
    )
    // PDF and Word are packed already
    return { bytes: Buffer.from(zipSync(files, { level: 0 })), notes: open.length }
  })
}

const nameOf = ({ number, unitName, assignmentId }: Note, format: PaperFormat): string =>
  fileNameOf(`${number} ${unitName}`, format, assignmentId)

/** The one that went out; where none did, what would. */
async function printNote(
  app: App,
  actor: Actor,
  { caseId, assignmentId }: Note,
  format: PaperFormat,
): Promise<Uint8Array> {
  const { issued } = await papersOfCase(app, actor, caseId)
  const [last] = issued
    .filter((paper) => paper.kind === 'handover_note' && paper.assignmentId === assignmentId)
    .toSorted((one, other) => other.issuedAt.localeCompare(one.issuedAt))
  return last
    ? (await printIssued(app, actor, last.id, format)).bytes
    : previewCasePaper(app, actor, 'handover_note', { caseId, assignmentId, format })
}
