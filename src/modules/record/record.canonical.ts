import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { JsonValue } from '#kernel/refusal.ts'
import type { Keys } from '#platform/crypto/keys.ts'
import type { Checkpoint, EventFields } from './record.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')
const hex = (bytes: Uint8Array | null): string | null => (bytes === null ? null : Buffer.from(bytes).toString('hex'))

/** RFC 8785: the same value gives the same bytes on every machine, in every year. */
export const canonicalBytes = (value: JsonValue): Uint8Array => Buffer.from(canonicalText(value), 'utf8')

function canonicalText(value: JsonValue): string {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('a value without a JSON form cannot be recorded')
  return text
}

const fieldsInLeaf = (event: EventFields) => ({
  id: event.id,
  type: event.type,
  subjectKind: event.subjectKind,
  subjectId: event.subjectId,
  caseId: event.caseId,
  actorAccountId: event.actorAccountId,
  actorPersonId: event.actorPersonId,
  actingKind: event.actingKind,
  actingId: event.actingId,
  actingRole: event.actingRole,
  areaPath: event.areaPath,
  from: event.from,
  to: event.to,
  ruleVersion: event.ruleVersion,
  data: event.data,
  noteId: event.noteId,
  noteHash: hex(event.noteHash),
  afterHash: hex(event.afterHash),
  at: event.at.toISOString(),
})

/** What the program says by an event, all but the number that the database gives it. */
export const eventText = (event: EventFields): string => canonicalText(fieldsInLeaf(event))

/** What only who has the secret can add to an event: that the program itself wrote it. */
export const codeOf = (keys: Pick<Keys, 'hmac'>, text: string): Buffer => keys.hmac('record event', text)

/**
 * The bytes that the leaf hash covers, with the code and the number that it was given when it was written. A change here
 * needs a new `v`, or old leaves no longer verify.
 */
export const codedEventBytes = (code: Uint8Array, seq: number, text: string): Uint8Array =>
  // RFC 8785 as well: the keys are in order, and the text is canonical
  Buffer.from(`{"code":"${hex(code)}","event":${text},"seq":${seq},"v":3}`, 'utf8')

/** The form of leaves whose event has no code. */
export const eventBytes = (event: EventFields, seq: number): Uint8Array =>
  canonicalBytes({ v: 2, seq, ...fieldsInLeaf(event) })

/** The form of leaves that were sealed before the number was in them. */
export const formerEventBytes = (event: EventFields): Uint8Array => canonicalBytes({ v: 1, ...fieldsInLeaf(event) })

/** `place` is where the row lies, as long as one snapshot lasts: an id may have been given to two. */
export type StoredEvent = EventFields & { seq: number; code: Uint8Array | null; place: string }

/**
 * The leaf of an event as it is sealed today. What has no canonical form (a time without end, a number beyond all) no
 * program has written: it takes a place in the tree that nothing proves, and holds nobody up.
 */
export function leafBytes(event: StoredEvent): Uint8Array {
  try {
    return event.code === null ? eventBytes(event, event.seq) : codedEventBytes(event.code, event.seq, eventText(event))
  } catch {
    return canonicalBytes({ v: 3, seq: event.seq, unreadable: event.id })
  }
}

/** The salt keeps a short note from being found out by trying words against its hash after it was erased. */
export const noteHash = (salt: Uint8Array, words: string): Uint8Array =>
  sha256(Buffer.concat([salt, Buffer.from(words, 'utf8')]))

export const afterImageHash = (after: JsonValue): Uint8Array => sha256(canonicalBytes(after))

/** What the signature of a checkpoint covers. */
export const checkpointBytes = (checkpoint: Pick<Checkpoint, 'size' | 'rootHash' | 'signedAt'>): Uint8Array =>
  canonicalBytes({
    kind: 'minsheng.record.checkpoint.v1',
    size: checkpoint.size,
    rootHash: checkpoint.rootHash,
    signedAt: checkpoint.signedAt,
  })

/** The same, to be read, kept and verified with any tool that knows Ed25519. */
export const checkpointText = (checkpoint: Pick<Checkpoint, 'size' | 'rootHash' | 'signedAt'>): string =>
  Buffer.from(checkpointBytes(checkpoint)).toString('utf8')
