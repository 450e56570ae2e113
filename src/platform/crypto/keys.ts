import { createHmac, createPrivateKey, createPublicKey, hkdfSync, sign, verify } from 'node:crypto'

export type SealingKey = { keyId: string; key: Buffer }
/** Ed25519 over the record's checkpoints. */
export type SigningKey = {
  keyId: string
  publicKeyPem: string
  sign(bytes: Uint8Array): Buffer
  verify(bytes: Uint8Array, signature: Uint8Array): boolean
}

/** Keys derived from the secrets of a deployment; none of them is ever written to the database. */
export type Keys = {
  /** Keyed hash of a text for one purpose, e.g. to find an ID number again without keeping it. */
  hmac(purpose: string, text: string): Buffer
  /** The 32-byte key that seals from now on. */
  sealing: SealingKey
  /** All that still open what they have sealed: the one that seals first, the secret's own always among them. */
  opening: readonly SealingKey[]
  /** The name of the secret itself: of its signing key, and of the sealing key that is derived from it. */
  keyId: string
  /** All whose signatures are known: the one that signs from now on first, the secret's own always among them. */
  signing: readonly [SigningKey, ...SigningKey[]]
  /** False as well for a key that is not among {@link Keys.signing}. */
  verify(keyId: string, bytes: Uint8Array, signature: Uint8Array): boolean
}

// RFC 8410: the DER prefix of an Ed25519 private key, before its 32-byte seed
const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

const deriveFrom = (secret: Uint8Array, purpose: string) =>
  Buffer.from(hkdfSync('sha256', secret, '', `minsheng ${purpose}`, 32))

function sealingKeyOf(secret: Uint8Array): SealingKey {
  const key = deriveFrom(secret, 'sealing')
  return { key, keyId: createHmac('sha256', 'key id').update(key).digest('hex').slice(0, 16) }
}

function signingKeyOf(secret: Uint8Array): SigningKey {
  const privateKey = createPrivateKey({
    key: Buffer.concat([ed25519Prefix, deriveFrom(secret, 'record signing')]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = createPublicKey(privateKey)
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  return {
    keyId: createHmac('sha256', 'key id').update(publicKeyPem).digest('hex').slice(0, 16),
    publicKeyPem,
    sign: (bytes) => sign(null, bytes, privateKey),
    verify: (bytes, signature) => verify(null, bytes, publicKey, signature),
  }
}

/**
 * @param secret at least 32 bytes
 * @param sealingSecrets secrets for sealing alone, the newest first; without any, the secret's own key seals
 * @param signingSecrets secrets for signing alone, the newest first; without any, the secret's own key signs
 */
export function deriveKeys(
  secret: Uint8Array,
  sealingSecrets: readonly Uint8Array[] = [],
  signingSecrets: readonly Uint8Array[] = [],
): Keys {
  // deriving one takes longer than using it, and every event of the record is given a code
  const hashing = new Map<string, Buffer>()
  const hashingKey = (purpose: string): Buffer => {
    const known = hashing.get(purpose) ?? deriveFrom(secret, `hmac ${purpose}`)
    hashing.set(purpose, known)
    return known
  }
  const ownSigning = signingKeyOf(secret)
  const { keyId } = ownSigning
  const own: SealingKey = { keyId, key: deriveFrom(secret, 'sealing') }
  const opening = [...sealingSecrets.map(sealingKeyOf), own]
  const signers = [...signingSecrets.map(signingKeyOf), ownSigning]
  return {
    hmac: (purpose, text) => createHmac('sha256', hashingKey(purpose)).update(text).digest(),
    sealing: opening[0] ?? own,
    opening,
    keyId,
    signing: [signers[0] ?? ownSigning, ...signers.slice(1)],
    verify: (wanted, bytes, signature) =>
      signers.find((one) => one.keyId === wanted)?.verify(bytes, signature) ?? false,
  }
}
