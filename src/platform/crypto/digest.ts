import { createHash } from 'node:crypto'

/** For tokens and one-time codes with enough random bits of their own: only the digest is stored. */
export const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()

/**
 * A version made of the content, for what is kept in several rows and counts no changes of its own: who has read this
 * very content may change it. Of nine digits, like every version in an `ETag`.
 */
export const versionOf = (digest: Buffer): number => digest.readUInt32BE() % 1_000_000_000
