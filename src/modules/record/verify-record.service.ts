import type { Keys } from '#platform/crypto/keys.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import type { FileStore } from '#platform/files/files.ts'
import {
  checkpointBytes,
  codedEventBytes,
  eventBytes,
  eventText,
  formerEventBytes,
  noteHash,
  type StoredEvent,
} from './record.canonical.ts'
import { append, emptyFrontier, leafHash, packFrontier, rootOf } from './record.merkle.ts'
import type { Checkpoint, EventFields } from './record.ts'
import { type CodeFault, checkCode, codeFaults, startCodes } from './verify-codes.service.ts'
import { checkFiles, type FileFault } from './verify-files.service.ts'
import {
  type Claims,
  checkpointsBetween,
  claimsOf,
  erasingsOf,
  findCopies,
  findImpossible,
  inOneSnapshot,
  type StoredLeaf,
  sealedPages,
  unsealedPages,
} from './verify-record.queries.ts'
import { checkRows, type RowFault } from './verify-rows.service.ts'

/** A fault names its row; the words are `record.faults.<code>`. */
export type Fault =
  | { code: 'changed'; leafIndex: number; eventId: string; type: string }
  | { code: 'removed'; leafIndex: number; through: number; previousEventId: string }
  | { code: 'cut_off'; leafIndex: number; through: number; previousEventId: string }
  | { code: 'rewritten'; size: number; leafIndex: number; eventId: string; through: number }
  | { code: 'not_as_exported'; size: number; leafIndex: number; eventId: string; through: number }
  | { code: 'unsigned'; leafIndex: number; eventId: string; through: number }
  | { code: 'impossible'; place: string; seq: string; eventId: string }
  | { code: 'twice'; leafIndex: number; eventId: string }
  | { code: 'copied'; eventId: string }
  | { code: 'frontier_changed'; leafIndex: number }
  | { code: 'bad_signature' | 'unannounced_key' | 'foreign_key' | 'foreign_file'; size: number; keyId: string }
  | { code: 'note_changed' | 'note_removed' | 'note_erased_silently'; eventId: string; noteId: string }
  | CodeFault
  | RowFault
  | FileFault

export type Verification = {
  events: number
  unsealed: number
  checkpoints: number
  compared: number
  rows: number
  /** How many of each kind. */
  kinds: { kind: string; rows: number }[]
  /** 0 also where no file store was given. */
  files: number
  rootHash: string
  /** How many there are; of the events, of the rows and of the files the first few stand in `faults`. */
  found: number
  faults: Fault[]
}

/** What verifying needs of the program. */
export type Verifying = {
  db: Db
  keys: Pick<Keys, 'verify' | 'signing' | 'hmac'>
  /** Left out, the files of cases are not looked at. */
  files?: Pick<FileStore, 'get'> | undefined
}

/** Of each part: what was done to the events must not hide what was done to rows and files. */
const faultsMax = 20
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const isSame = (left: Uint8Array | null, right: Uint8Array): boolean =>
  left !== null && Buffer.compare(left, right) === 0

/**
 * Recomputes the record from its rows. Every row whose content, note or case row was changed is named; rows that were
 * taken out or cut off are named by their place and the event before them. Nothing is written.
 * @param against checkpoints that had left the host; only they can show that the record was rewritten with its key
 */
export function verifyRecord(app: Verifying, against: readonly Checkpoint[] = []): Promise<Verification> {
  return inOneSnapshot(app.db, async (trx) => {
    const walk = startWalk(app, against)
    for await (const page of sealedPages(trx)) {
      const [first, last] = [page[0]?.leafIndex ?? 0, page.at(-1)?.leafIndex ?? 0]
      walk.own = bySize(await checkpointsBetween(trx, first, last + 1))
      for (const event of page) checkEvent(walk, event)
    }
    finishWalk(walk, await claimsOf(trx))
    let unsealed = 0
    for await (const page of unsealedPages(trx)) {
      unsealed += page.length
      for (const event of page) checkCode(walk.codes, event, textOf(event))
    }
    const { foreign } = walk.codes
    for (const copy of await findCopies(trx)) {
      walk.faults.push({ code: 'copied', eventId: copy.eventId })
      foreign.push(copy.place)
    }
    await checkErased(walk, trx, foreign)
    const impossible = (await findImpossible(trx)).map((event) => ({ code: 'impossible' as const, ...event }))
    walk.faults.push(...impossible)
    const { kinds, faults } = await checkRows(trx, foreign)
    const stored = await checkFiles(trx, app.files)
    const parts: Fault[][] = [walk.faults, codeFaults(walk.codes), faults, stored.faults]
    return {
      events: walk.frontier.size,
      unsealed,
      checkpoints: walk.checkpoints,
      compared: against.length,
      rows: kinds.reduce((sum, { rows }) => sum + rows, 0),
      kinds,
      files: stored.files,
      rootHash: hex(rootOf(walk.frontier)),
      found: parts.reduce((sum, part) => sum + part.length, 0),
      faults: parts.flatMap((part) => part.slice(0, faultsMax)),
    }
  })
}

type Walk = ReturnType<typeof startWalk>

const bySize = (checkpoints: readonly Checkpoint[]) => Map.groupBy(checkpoints, ({ size }) => size)

function startWalk({ keys }: Verifying, against: readonly Checkpoint[]) {
  const isSigned = (checkpoint: Checkpoint): boolean =>
    keys.verify(checkpoint.keyId, checkpointBytes(checkpoint), Buffer.from(checkpoint.signature, 'base64'))
  const faults: Fault[] = against
    .filter((checkpoint) => !isSigned(checkpoint))
    .map(({ size, keyId }) => ({ code: 'foreign_file', size, keyId }))
  return {
    isSigned,
    isKnown: (keyId: string) => keys.signing.some((key) => key.keyId === keyId),
    faults,
    against: bySize(against),
    own: bySize([]),
    erased: [] as { eventId: string; noteId: string }[],
    codes: startCodes(keys),
    /** Keys whose word counts: the first that signed, and those that a trusted one has sealed the naming of. */
    trusted: new Set<string>(),
    announced: [] as string[],
    frontier: emptyFrontier,
    nextLeaf: 0,
    /** False once a row is missing or the tree is another one: no later root can then be right. */
    whole: true,
    checkpoints: 0,
    previousEventId: '',
    /** The first event since the last checkpoint that was right: there a rewriting begins at the earliest. */
    suspect: { leafIndex: 0, eventId: '' },
  }
}

/** What a leaf covers may be nothing that has bytes at all, a date without end for one: then it is not what was sealed. */
function textOf(event: StoredEvent): string | undefined {
  try {
    return eventText(event)
  } catch {
    return undefined
  }
}

function isAsSealed(event: StoredLeaf, text: string): boolean {
  const isLeafOf = (bytes: Uint8Array) => isSame(event.leafHash, leafHash(bytes))
  if (event.code !== null) return isLeafOf(codedEventBytes(event.code, event.seq, text))
  return isLeafOf(eventBytes(event, event.seq)) || isLeafOf(formerEventBytes(event))
}

function checkEvent(walk: Walk, event: StoredLeaf): void {
  if (event.leafIndex < walk.nextLeaf) {
    walk.faults.push({ code: 'twice', leafIndex: event.leafIndex, eventId: event.id })
    walk.codes.foreign.push(event.place)
    return
  }
  if (event.leafIndex !== walk.nextLeaf) {
    const [leafIndex, through] = [walk.nextLeaf, event.leafIndex - 1]
    walk.faults.push({ code: 'removed', leafIndex, through, previousEventId: walk.previousEventId })
    walk.whole = false
  }
  const text = textOf(event)
  const isSealed = text !== undefined && isAsSealed(event, text)
  // one that was changed is named already, and its code is that of what it said before
  const mayVouch = !isSealed || checkCode(walk.codes, event, text)
  if (!isSealed || (mayVouch && !event.isExact)) {
    walk.faults.push({ code: 'changed', leafIndex: event.leafIndex, eventId: event.id, type: event.type })
  }
  checkNote(walk, event)
  if (event.type === 'key.signing_changed' && mayVouch) walk.announced.push(event.subjectId)
  if (walk.suspect.eventId === '') walk.suspect = { leafIndex: event.leafIndex, eventId: event.id }
  // the stored hash, not the recomputed one: a changed row is named once and the rest of the tree is still proved
  walk.frontier = append(walk.frontier, event.leafHash)
  walk.previousEventId = event.id
  walk.nextLeaf = event.leafIndex + 1
  checkRoots(walk, walk.nextLeaf)
}

function checkRoots(walk: Walk, size: number): void {
  const own = walk.own.get(size) ?? []
  const exported = walk.against.get(size) ?? []
  for (const checkpoint of own) {
    walk.checkpoints += 1
    checkSigner(walk, checkpoint)
  }
  const given = [...own, ...exported]
  if (!walk.whole || given.length === 0) return
  const root = hex(rootOf(walk.frontier))
  const at = { size, ...walk.suspect, through: size - 1 }
  if (own.some(({ rootHash }) => rootHash !== root)) walk.faults.push({ code: 'rewritten', ...at })
  if (exported.some(({ rootHash }) => rootHash !== root)) walk.faults.push({ code: 'not_as_exported', ...at })
  walk.whole = given.every(({ rootHash }) => rootHash === root)
  walk.suspect = { leafIndex: 0, eventId: '' }
}

function checkSigner(walk: Walk, checkpoint: Checkpoint): void {
  const { size, keyId } = checkpoint
  if (!walk.isKnown(keyId)) walk.faults.push({ code: 'foreign_key', size, keyId })
  else if (!walk.isSigned(checkpoint)) walk.faults.push({ code: 'bad_signature', size, keyId })
  else if (walk.trusted.size > 0 && !walk.trusted.has(keyId)) walk.faults.push({ code: 'unannounced_key', size, keyId })
  else for (const trusted of [keyId, ...walk.announced.splice(0)]) walk.trusted.add(trusted)
}

function finishWalk(walk: Walk, { claimed, frontier }: Claims): void {
  const promised = Math.max(claimed, ...walk.against.keys())
  const through = promised - 1
  if (promised > walk.nextLeaf) {
    walk.faults.push({ code: 'cut_off', leafIndex: walk.nextLeaf, through, previousEventId: walk.previousEventId })
  }
  // every sealing ends with a signature: leaves after the last one had theirs taken away
  if (walk.whole && walk.suspect.eventId !== '' && claimed <= walk.nextLeaf) {
    walk.faults.push({ code: 'unsigned', ...walk.suspect, through: walk.nextLeaf - 1 })
  }
  // what the next sealing begins with: a wrong one would make it sign a wrong root
  const isRight = frontier?.size === walk.nextLeaf && isSame(frontier.hashes, packFrontier(walk.frontier))
  if (walk.whole && promised === walk.nextLeaf && !isRight) {
    walk.faults.push({ code: 'frontier_changed', leafIndex: walk.nextLeaf })
  }
}

const notesAtOnce = 1000

async function checkErased(walk: Walk, trx: Trx, foreign: readonly string[]): Promise<void> {
  for (let at = 0; at < walk.erased.length; at += notesAtOnce) {
    const some = walk.erased.slice(at, at + notesAtOnce)
    const told = await erasingsOf(
      trx,
      some.map(({ noteId }) => noteId),
      foreign,
    )
    const silent = some.filter(({ noteId }) => !told.has(noteId))
    walk.faults.push(...silent.map((note) => ({ code: 'note_erased_silently' as const, ...note })))
  }
}

function checkNote(walk: Walk, event: EventFields & Pick<StoredLeaf, 'note'>): void {
  const { id: eventId, noteId, note } = event
  if (noteId === null) return
  if (note === null) walk.faults.push({ code: 'note_removed', eventId, noteId })
  else if (note.erased) walk.erased.push({ eventId, noteId })
  else if (!isSame(event.noteHash, noteHash(note.salt ?? new Uint8Array(), note.words ?? ''))) {
    walk.faults.push({ code: 'note_changed', eventId, noteId })
  }
}
