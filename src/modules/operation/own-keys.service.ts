import { Refusal } from '#kernel/refusal.ts'
import { signersOf } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Keys } from '#platform/crypto/keys.ts'
import type { Db } from '#platform/db/database.ts'
import { countByKey } from './sealed.queries.ts'

type Known = Pick<Keys, 'signing' | 'opening'>

/** Keys that have signed the record or sealed rows of this database, and that the secrets of this installation do not give. */
export async function foreignKeys(db: Db, { signing, opening }: Known) {
  const [signers, sealers] = [await signersOf(db), await countByKey(db)]
  const opens = (id: string) => opening.some(({ keyId }) => keyId === id)
  const isSealed = (id: string | null): id is string => id !== null && !opens(id)
  return {
    signing: signers.filter((id) => !signing.some(({ keyId }) => keyId === id)),
    sealing: [...sealers.keys()].filter(isSealed),
  }
}

/**
 * The program does not go on with strange keys: it would sign the record with them for good. A key that is lost is named
 * in MINSHENG_LOST_KEYS.
 * @throws {Refusal} `operation.foreign_signing`, `operation.foreign_sealing`
 */
export async function assertOwnKeys({ db, keys, env }: Pick<App, 'db' | 'keys' | 'env'>): Promise<void> {
  const { signing, sealing } = await foreignKeys(db, keys)
  const unknown = (ids: readonly string[]) => ids.filter((id) => !env.MINSHENG_LOST_KEYS.includes(id))
  for (const [code, ids] of [
    ['operation.foreign_signing', unknown(signing)],
    ['operation.foreign_sealing', unknown(sealing)],
  ] as const) {
    if (ids.length > 0) throw new Refusal('conflict', code, { keyId: ids.join(','), own: keys.signing[0].keyId })
  }
}
