import type { Keys } from '#platform/crypto/keys.ts'
import { codeOf, type StoredEvent } from './record.canonical.ts'

export type CodeFault =
  | { code: 'not_by_program'; eventId: string; type: string }
  | { code: 'codes_of_other_key'; eventId: string; events: number }

/** The codes of the record, read in its order: those that are right begin somewhere, and from there on each has to be. */
export type Codes = ReturnType<typeof startCodes>

export const startCodes = (keys: Pick<Keys, 'hmac'>) => ({
  keys,
  /** Since one was right, every later event is the program's, or was put in past it. */
  begun: false,
  /** Before: written with a secret that is not this one, if by the program at all. */
  unknown: { eventId: '', events: 0 },
  /** Where events lie that vouch for nothing: the program did not write them, or not there. */
  foreign: [] as string[],
  faults: [] as CodeFault[],
})

/**
 * Whether this event may vouch for anything. What was recorded before there were codes may: it is proved by the tree
 * alone, as it always was.
 * @param text what the event says; undefined where it has no bytes
 */
export function checkCode(codes: Codes, event: StoredEvent, text: string | undefined): boolean {
  const { id: eventId, type, code } = event
  if (code !== null && text !== undefined && codeOf(codes.keys, text).equals(code)) {
    codes.begun = true
    return true
  }
  if (codes.begun) {
    codes.foreign.push(event.place)
    codes.faults.push({ code: 'not_by_program', eventId, type })
    return false
  }
  const { unknown } = codes
  if (code === null && unknown.events === 0) return true
  // a code that is not ours, or none among such: the secret was another one, and of these nothing can be said
  if (unknown.events === 0) unknown.eventId = eventId
  unknown.events += 1
  return true
}

export function codeFaults({ faults, unknown }: Codes): CodeFault[] {
  return unknown.events === 0 ? faults : [{ code: 'codes_of_other_key', ...unknown }, ...faults]
}
