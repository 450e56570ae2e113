import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Keys } from './keys.ts'

const nonceLength = 12
const tagLength = 16

/** What is stored of a sealed text: the key's id beside it says which key opens it after a rotation. */
export type Sealed = { keyId: string; cipher: Buffer }

/**
 * AES-256-GCM. `rowId` is bound in as additional data, so a cipher copied to another row does not open there.
 * Layout: nonce (12) · cipher · tag (16).
 */
export function seal(keys: Pick<Keys, 'sealing'>, rowId: string, text: string): Sealed {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', keys.sealing.key, nonce)
  cipher.setAAD(additional(keys.sealing.keyId, rowId))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return { keyId: keys.sealing.keyId, cipher: Buffer.concat([nonce, body, cipher.getAuthTag()]) }
}

/** Throws when no key of ours, the row or one bit of the cipher is the one it was sealed with. */
export function unseal(keys: Pick<Keys, 'opening'>, rowId: string, sealed: Sealed): string {
  const opening = keys.opening.find(({ keyId }) => keyId === sealed.keyId)
  if (!opening) throw new Error(`sealed with another key: ${sealed.keyId}`)
  const nonce = sealed.cipher.subarray(0, nonceLength)
  const tag = sealed.cipher.subarray(sealed.cipher.length - tagLength)
  const decipher = createDecipheriv('aes-256-gcm', opening.key, nonce)
  decipher.setAAD(additional(sealed.keyId, rowId))
  decipher.setAuthTag(tag)
  const body = sealed.cipher.subarray(nonceLength, sealed.cipher.length - tagLength)
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
}

const additional = (keyId: string, rowId: string): Buffer => Buffer.from(`${keyId} ${rowId}`, 'utf8')
