import { createHmac, createPrivateKey, createPublicKey, hkdfSync, sign, verify } from 'node:crypto'

/** Keys derived from the one secret of a deployment; none of them is ever written to the database. */
export type Keys = {
  /** Keyed hash of a text for one purpose, e.g. to find an ID number again without keeping it. */
  hmac(purpose: string, text: string): Buffer
  /** A 32-byte key for authenticated encryption. */
  sealing: { keyId: string; key: Buffer }
  /** Ed25519 over the record's checkpoints. */
  sign(bytes: Uint8Array): { keyId: string; signature: Buffer }
  verify(keyId: string, bytes: Uint8Array, signature: Uint8Array): boolean
  publicKeyPem: string
}

// RFC 8410: the DER prefix of an Ed25519 private key, before its 32-byte seed
const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** @param secret at least 32 bytes */
export function deriveKeys(secret: Uint8Array): Keys {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', `minsheng ${purpose}`, 32))
  const privateKey = createPrivateKey({
    key: Buffer.concat([ed25519Prefix, derive('record signing')]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = createPublicKey(privateKey)
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const keyId = createHmac('sha256', 'key id').update(publicKeyPem).digest('hex').slice(0, 16)
  return {
    hmac: (purpose, text) =>
      createHmac('sha256', derive(`hmac ${purpose}`))
        .update(text)
        .digest(),
    sealing: { keyId, key: derive('sealing') },
    sign: (bytes) => ({ keyId, signature: sign(null, bytes, privateKey) }),
    verify: (wanted, bytes, signature) => wanted === keyId && verify(null, bytes, publicKey, signature),
    publicKeyPem,
  }
}
