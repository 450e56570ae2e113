import { sha256 } from '#platform/crypto/digest.ts'

/** Eight bytes of a row's digest: enough to know it again among those of one list, and nothing of it can be read there. */
const markBytes = 8
const markOf = (key: string): string => sha256(key).subarray(0, markBytes).toString('base64url')

/** The rows that there were, packed for the approval's command; and taken out of it again. */
export const packRows = (keys: readonly string[]): string =>
  Buffer.concat(keys.map((key) => Buffer.from(markOf(key), 'base64url'))).toString('base64url')

export function unpackRows(packed: string): (key: string) => boolean {
  const bytes = Buffer.from(packed, 'base64url')
  const marks = new Set<string>()
  for (let at = 0; at < bytes.length; at += markBytes)
    marks.add(bytes.subarray(at, at + markBytes).toString('base64url'))
  return (key) => marks.has(markOf(key))
}
