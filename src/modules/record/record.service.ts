import { type Acting, type Actor, recordedAs } from '#kernel/actor.ts'
import { type JsonObject, type JsonValue, Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import type { Keys } from '#platform/crypto/keys.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { EventType } from './event-types.ts'
import { afterImageHash, codeOf, eventText, noteHash } from './record.canonical.ts'
import {
  checkpointOf,
  eraseNoteWords,
  fieldsOf,
  findEventOfNote,
  findLatestCheckpoint,
  insertEvents,
  insertNote,
  selectTimeline,
} from './record.queries.ts'
import { type ActingKind, type Checkpoint, type EventFields, firstPersonalWord, type RecordedActor } from './record.ts'

export type RecordingActor = Actor | 'system' | 'anonymous'

export type NewEvent = {
  type: EventType
  subjectKind: string
  subjectId: string
  /** The case whose timeline shows the event, when the subject hangs on a case (an assignment, a round). */
  caseId?: string
  actor: RecordingActor | RecordedActor
  from?: string | null
  to?: string | null
  ruleVersion?: number
  /** Ids and codes only: what is said in words belongs into `note`. */
  data?: JsonObject
  /** Reasons and other words, kept apart so that they can be erased. */
  note?: string
  /** The row as it stands after the act; null when it is gone. Its hash is sealed. */
  after?: JsonValue
  /** Where it happened, for the reach of auditors; left out, the area of the acting identity. */
  areaPath?: string
}

/** What recording needs of the program: its secret too, or the event would pass for one that was put in by hand. */
export type Recording = Pick<App, 'clock' | 'ids' | 'keys'>

/**
 * Appends one event in the transaction of the act that it tells of, and returns its id.
 * @throws when `data` holds words: those could never be erased
 */
export async function recordEvent(app: Recording, trx: Trx, event: NewEvent): Promise<string> {
  const fields = await completeEvent(app, trx, event)
  await insertEvents(trx, [fields])
  return fields.id
}

const eventsAtOnce = 500

/** The same for the thousands of acts that one import is, in their order. */
export async function recordEvents(app: Recording, trx: Trx, events: readonly NewEvent[]): Promise<void> {
  for (let at = 0; at < events.length; at += eventsAtOnce) {
    const batch: CodedEvent[] = []
    for (const event of events.slice(at, at + eventsAtOnce)) batch.push(await completeEvent(app, trx, event))
    await insertEvents(trx, batch)
  }
}

type CodedEvent = EventFields & { code: Buffer }

async function completeEvent(app: Recording, trx: Trx, event: NewEvent): Promise<CodedEvent> {
  const data = event.data ?? {}
  const word = firstPersonalWord(data)
  if (word !== undefined) throw new Error(`${event.type}: ${word} holds words; events keep ids and codes, notes words`)
  const note = event.note?.trim() ? await keepNote(app, trx, event.note) : { noteId: null, noteHash: null }
  const fields: EventFields = {
    id: app.ids.uuid(),
    type: event.type,
    subjectKind: event.subjectKind,
    subjectId: event.subjectId,
    caseId: event.caseId ?? null,
    ...actorFields(event.actor),
    from: event.from ?? null,
    to: event.to ?? null,
    ruleVersion: event.ruleVersion ?? null,
    data,
    ...note,
    afterHash: event.after === undefined ? null : afterImageHash(event.after),
    at: app.clock.now(),
  }
  const said = asStored({ ...fields, areaPath: event.areaPath ?? fields.areaPath })
  return { ...said, code: codeOf(app.keys, eventText(said)) }
}

const lower = (id: string | null): string | null => id?.toLowerCase() ?? null

/** As the database gives it back: it writes ids in small letters, and the code has to be right for what is read. */
const asStored = (event: EventFields): EventFields => ({
  ...event,
  caseId: lower(event.caseId),
  actorAccountId: lower(event.actorAccountId),
  actorPersonId: lower(event.actorPersonId),
  actingId: lower(event.actingId),
})

async function keepNote(app: Pick<App, 'ids'>, trx: Trx, words: string) {
  const noteId = app.ids.uuid()
  const salt = Buffer.concat([app.ids.random(), app.ids.random()].map((half) => Buffer.from(half, 'base64url')))
  await insertNote(trx, { id: noteId, salt, words })
  return { noteId, noteHash: noteHash(salt, words) }
}

/** Who acts, as an event keeps it. */
export function actorFields(actor: NewEvent['actor']): RecordedActor {
  if (typeof actor === 'string')
    return { actorAccountId: null, actorPersonId: null, ...actingFields(null), actingKind: actor }
  if ('actingKind' in actor) return actor
  return { actorAccountId: actor.accountId, actorPersonId: actor.personId, ...actingFields(actor.acting) }
}

const actingFields = (acting: Acting | null) => ({
  actingKind: (acting ? recordedAs(acting).kind : 'none') satisfies ActingKind as ActingKind,
  actingId: acting ? recordedAs(acting).id : null,
  actingRole: acting?.kind === 'post' ? acting.role : null,
  areaPath: acting?.areaPath ?? null,
})

/**
 * Deletes the words of a note and its salt; the event keeps the hash, which then tells nothing. The erasing is an
 * event itself, and without it verify-record reports the note.
 * @param erasing `reason` is a code; `words` say more, and can be erased in their turn
 * @throws {Refusal} `record.note_not_found`, `record.note_erased_already`
 */
export async function eraseNote(
  app: Recording,
  trx: Trx,
  erasing: { noteId: string; reason: string; words?: string; actor: RecordingActor },
): Promise<void> {
  const { noteId, reason, words, actor } = erasing
  const event = await findEventOfNote(trx, noteId)
  if (!event) throw new Refusal('not_found', 'record.note_not_found')
  const erased = await eraseNoteWords(trx, noteId, app.clock.now())
  if (!erased) throw new Refusal('conflict', 'record.note_erased_already')
  await recordEvent(app, trx, {
    type: 'record.note_erased',
    subjectKind: 'event_note',
    subjectId: noteId,
    actor,
    data: { eventId: event.id, reason },
    ...(words ? { note: words } : {}),
    ...(event.case_id === null ? {} : { caseId: event.case_id }),
    ...(event.area_path === null ? {} : { areaPath: event.area_path }),
  })
}

export type TimelineEvent = EventFields & {
  /** The words, when the reader may have them and they were not erased. */
  note: string | null
  /** They were, and the reader could have read them: who could not learns nothing of it. */
  noteErased: boolean
}

/**
 * The timeline of a case, oldest first: events that name the case, or of which it is the subject.
 * @param mayReadNote decides event by event; left out, no words are given
 */
export async function eventsOf(
  db: Db,
  caseId: string,
  mayReadNote: (event: EventFields) => boolean = () => false,
): Promise<TimelineEvent[]> {
  const rows = await selectTimeline(db, caseId)
  return rows.map(({ words, erased_at, ...row }) => {
    const event = fieldsOf(row)
    const isReaders = mayReadNote(event)
    return { ...event, note: isReaders ? words : null, noteErased: isReaders && erased_at !== null }
  })
}

/**
 * The newest signed checkpoint.
 * @throws {Refusal} `record.no_checkpoint` before the first event is sealed
 */
export async function getCheckpoint(db: Db): Promise<Checkpoint> {
  const row = await findLatestCheckpoint(db)
  if (!row) throw new Refusal('not_found', 'record.no_checkpoint')
  return checkpointOf(row)
}

/** The public key that a checkpoint was signed with, '' when its secret was lost, and the others whose signatures are known. */
export function publicKeysOf({ signing }: Pick<Keys, 'signing'>, keyId: string) {
  const [own, others] = [signing.find((one) => one.keyId === keyId), signing.filter((one) => one.keyId !== keyId)]
  return {
    publicKey: own?.publicKeyPem ?? '',
    formerKeys: others.map((one) => ({ keyId: one.keyId, publicKey: one.publicKeyPem })),
  }
}
