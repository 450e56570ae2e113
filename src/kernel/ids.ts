/** Ids are made by the program, never by the database. */
export type Ids = {
  /** UUIDv7: sorts by time of making. */
  uuid(): string
  /** 128 random bits in base64url, where an id must tell no time. */
  random(): string
}

/**
 * Sets version 7, variant 10, the 48-bit millisecond time and a count of 26 bits in 16 random bytes (RFC 9562, 6.2,
 * method 1); returns the usual text form. Two ids of one millisecond sort by their counts.
 */
export function uuidV7(bytes: Uint8Array, epochMs: number, count = 0): string {
  const uuid = Uint8Array.from(bytes)
  const time = BigInt(epochMs)
  for (let index = 0; index < 6; index += 1) uuid[index] = Number((time >> BigInt(40 - 8 * index)) & 255n)
  uuid[6] = 0x70 | ((count >>> 22) & 0x0f)
  uuid[7] = (count >>> 14) & 255
  uuid[8] = 0x80 | ((count >>> 8) & 0x3f)
  uuid[9] = count & 255
  const hex = Array.from(uuid, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/**
 * `randomBytes` and `nowMs` are given, so that the demo district can have the same ids at every load. The ids of one
 * source sort in the order of their making as long as its clock does not go back.
 */
export function makeIds(randomBytes: (length: number) => Uint8Array, nowMs: () => number): Ids {
  let at = -1
  let count = 0
  return {
    uuid() {
      const now = nowMs()
      count = now === at ? count + 1 : 0
      at = now
      return uuidV7(randomBytes(16), now, count)
    },
    random: () => base64url(randomBytes(16)),
  }
}

export const systemIds = (nowMs: () => number): Ids =>
  makeIds((length) => crypto.getRandomValues(new Uint8Array(length)), nowMs)
