import { Dexie, type EntityTable } from 'dexie'

/** What lies on this device. Contents are sealed with a key that scripts can use but nobody can take out. */
export type Sealed = { nonce: Uint8Array<ArrayBuffer> | null; content: Uint8Array<ArrayBuffer> }
type StoredKey = { accountId: string; key: CryptoKey }
export type StoredForm = { id: string; accountId: string; savedAt: Date; sealed: Sealed }
export type StoredDraft = {
  id: string
  accountId: string
  mandateId: string
  /** What waits: `local` only here, `sent` the server has this text, `conflict` the server has another one. */
  state: 'local' | 'sent' | 'conflict'
  /** The server's version that this text was written upon; null when the server has none yet. */
  version: number | null
  /** The digest of what the server had at that version. */
  sentAs?: string
  savedAt: Date
  /** The window that wrote it last. */
  writtenIn?: string
  sealed: Sealed
  /** What another window wrote over the same words; both wait until their writer has chosen. */
  otherSealed?: Sealed
}
/** A picture or file that waits to be sent with its draft. */
export type StoredFile = {
  id: string
  accountId: string
  mandateId: string
  draftId: string
  /** `refused`: the server said no; it waits for its owner. */
  state: 'waiting' | 'refused'
  refusal: string
  size: number
  savedAt: Date
  /** What it is called and of what type. */
  sealed: Sealed
  bytes: Sealed
}
export type StoredSnapshot = { name: string; accountId: string; savedAt: Date; sealed: Sealed }

const database = new Dexie('minsheng') as Dexie & {
  keys: EntityTable<StoredKey, 'accountId'>
  forms: EntityTable<StoredForm, 'id'>
  drafts: EntityTable<StoredDraft, 'id'>
  snapshots: EntityTable<StoredSnapshot, 'name'>
  files: EntityTable<StoredFile, 'id'>
}
database.version(1).stores({
  keys: 'accountId',
  forms: 'id, accountId',
  drafts: 'id, [accountId+mandateId], accountId',
  snapshots: 'name, accountId',
})

database.version(2).stores({ files: 'id, draftId, accountId' })

export const deviceStore = database

/** Outside of a secure context the browser offers no cryptography; then the page has to say so. */
export const canSeal = (): boolean => globalThis.isSecureContext && crypto.subtle !== undefined

async function keyOf(accountId: string): Promise<CryptoKey> {
  const kept = await database.keys.get(accountId)
  if (kept) return kept.key
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  // Two tabs may get here at once: the first key to be stored is the key.
  await database.keys.add({ accountId, key }).catch(() => undefined)
  return (await database.keys.get(accountId))?.key ?? key
}

/** The row's own id goes into the seal, so that no stored text can be passed off as another. */
export const seal = (accountId: string, rowId: string, content: unknown): Promise<Sealed> =>
  sealBytes(accountId, rowId, new TextEncoder().encode(JSON.stringify(content)))

export async function sealBytes(accountId: string, rowId: string, plain: Uint8Array<ArrayBuffer>): Promise<Sealed> {
  if (!canSeal()) return { nonce: null, content: plain }
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const additionalData = new TextEncoder().encode(rowId)
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData },
    await keyOf(accountId),
    plain,
  )
  return { nonce, content: new Uint8Array(sealed) }
}

/** Undefined when it cannot be opened any more: a lost key loses a draft, it must not break the page. */
export async function unseal<Content>(accountId: string, rowId: string, sealed: Sealed): Promise<Content | undefined> {
  try {
    const plain = await unsealBytes(accountId, rowId, sealed)
    return plain && (JSON.parse(new TextDecoder().decode(plain)) as Content)
  } catch {
    return undefined
  }
}

export async function unsealBytes(
  accountId: string,
  rowId: string,
  { nonce, content }: Sealed,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!nonce) return content
  try {
    const additionalData = new TextEncoder().encode(rowId)
    const key = await keyOf(accountId)
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce, additionalData }, key, content))
  } catch {
    return undefined
  }
}
