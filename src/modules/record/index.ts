export { type EventType, type EventTypeOf, eventTypes } from './event-types.ts'
export {
  type AskedAgain,
  askAgain,
  casesAheadOf,
  countSetAside,
  followAnew,
  type SetAsideRow,
  selectSetAside,
} from './follow.queries.ts'
export { followRecord, type ReaderPlace, readerPlaces } from './follow-record.service.ts'
export { keepCountedRefusals, noteRefusal, tellOfMark } from './note-refusal.service.ts'
export { checkpointText } from './record.canonical.ts'
export { CheckpointFile } from './record.contract.ts'
export { countRecorded, signersOf } from './record.queries.ts'
export {
  eraseNote,
  eventsOf,
  getCheckpoint,
  type NewEvent,
  publicKeysOf,
  type Recording,
  type RecordingActor,
  recordEvent,
  recordEvents,
  type TimelineEvent,
} from './record.service.ts'
export type { EventFields, SealedEvent } from './record.ts'
export { rowImage } from './row-image.ts'
export { sealRecord } from './seal-record.service.ts'
export { takeInRows } from './take-in-rows.service.ts'
export { registerStoredFiles } from './verify-files.service.ts'
export { type Verification, verifyRecord } from './verify-record.service.ts'
export { registerAfterImage } from './verify-rows.service.ts'
