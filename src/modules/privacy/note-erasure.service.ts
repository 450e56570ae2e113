import { type Actor, actsAsRole, type Locale } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { type JsonObject, Refusal } from '#kernel/refusal.ts'
import { askApproval, registerApproval } from '#modules/approval/index.ts'
import { eraseNote } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { isTranslated, translate } from '#platform/i18n/i18n.ts'
import { findNote, isCopied } from './note-erasure.queries.ts'
import type { NoteErasure } from './privacy.contract.ts'
import { type ErasureGround, requestHandlers } from './privacy.ts'

const erasureKind = 'privacy.note_erasure'

type Stored = {
  noteId: string
  leafIndex: number
  type: string
  number: string
  on: string
  ground: ErasureGround
  reason: string
}
const storedOf = (command: JsonObject) => command as unknown as Stored

/**
 * 个人信息保护法 art. 47, 保守国家秘密法: the security officer asks that the words beside an event are erased; they stay until
 * the office that answers for personal data has agreed. Neither reads them here.
 * Refuses `privacy.erasers_only`, `.no_such_note`, `.words_elsewhere`, `record.note_erased_already`, `approval.asked_already`.
 */
export function askNoteErasure(
  app: App,
  actor: Actor,
  { leafIndex, ground, reason }: NoteErasure,
): Promise<{ approvalId: string }> {
  return app.db.transaction().execute(async (trx) => {
    if (!actor.acting || !actsAsRole(actor, 'secadmin')) throw new Refusal('forbidden', 'privacy.erasers_only')
    const note = await findNote(trx, actor.acting.areaPath, leafIndex)
    if (!note) throw new Refusal('not_found', 'privacy.no_such_note')
    if (note.erased_at !== null) throw new Refusal('conflict', 'record.note_erased_already')
    if (await isCopied(trx, note.id)) throw new Refusal('conflict', 'privacy.words_elsewhere')
    const command: Stored = {
      noteId: note.id,
      leafIndex,
      type: note.type,
      number: note.number ?? '',
      on: shanghaiDate(note.at),
      ground,
      reason,
    }
    return { approvalId: await askApproval(app, trx, actor, { kind: erasureKind, subjectId: note.id, command }) }
  })
}

// where the kinds of events have their words
const eventWords = ['suggestion.events', 'motion.events', 'audit.types']

function tellErasure(locale: Locale, { type, ground, number, ...rest }: Stored): string {
  const words = eventWords.map((place) => `${place}.${type}`).find((key) => isTranslated(locale, key))
  const act = words ? translate(locale, words) : type
  const what = { ...rest, number, act, ground: translate(locale, `privacy.erasure.grounds.${ground}`) }
  return translate(locale, number ? 'privacy.erasure.of_case' : 'privacy.erasure.of_event', what)
}

registerApproval(erasureKind, {
  approverRoles: requestHandlers,
  describe: (_, asked, locale) => Promise.resolve(asked.map(({ command }) => tellErasure(locale, storedOf(command)))),
  async execute(app, trx, actor, { command }) {
    const { noteId, ground, reason } = storedOf(command)
    // meanwhile they may have come to stand in a row as well
    if (await isCopied(trx, noteId)) throw new Refusal('conflict', 'privacy.words_elsewhere')
    await eraseNote(app, trx, { noteId, reason: ground, words: reason, actor })
    return {}
  },
})
