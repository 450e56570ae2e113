import { createHash } from 'node:crypto'

/** For tokens and one-time codes with enough random bits of their own: only the digest is stored. */
export const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()
