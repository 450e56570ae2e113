/** Ids are made by the program, never by the database. */
export type Ids = {
  /** UUIDv7: sorts by time of making. */
  uuid(): string
  /** 128 random bits in base64url, where an id must tell no time. */
  random(): string
}

/** Sets version 7, variant 10 and the 48-bit millisecond time in 16 random bytes; returns the usual text form. */
export function uuidV7(bytes: Uint8Array, epochMs: number): string {
  const uuid = Uint8Array.from(bytes)
  const time = BigInt(epochMs)
  for (let index = 0; index < 6; index += 1) uuid[index] = Number((time >> BigInt(40 - 8 * index)) & 255n)
  uuid[6] = 0x70 | ((uuid[6] ?? 0) & 0x0f)
  uuid[8] = 0x80 | ((uuid[8] ?? 0) & 0x3f)
  const hex = Array.from(uuid, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** `randomBytes` and `nowMs` are given, so that the demo district can have the same ids at every load. */
export const makeIds = (randomBytes: (length: number) => Uint8Array, nowMs: () => number): Ids => ({
  uuid: () => uuidV7(randomBytes(16), nowMs()),
  random: () => base64url(randomBytes(16)),
})

export const systemIds = (nowMs: () => number): Ids =>
  makeIds((length) => crypto.getRandomValues(new Uint8Array(length)), nowMs)
