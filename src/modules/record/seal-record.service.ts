import type { App } from '#platform/app.ts'
import type { SigningKey } from '#platform/crypto/keys.ts'
import type { Trx } from '#platform/db/database.ts'
import { checkpointBytes, leafBytes } from './record.canonical.ts'
import { append, type Frontier, leafHash, rootOf } from './record.merkle.ts'
import {
  findAnnouncement,
  findLatestCheckpoint,
  insertCheckpoint,
  type Leaf,
  lockFrontier,
  saveFrontier,
  saveLeaves,
  selectSquatters,
  selectUnsealed,
  storedOf,
} from './record.queries.ts'
import { recordEvent } from './record.service.ts'
import type { Checkpoint } from './record.ts'

/** What sealing needs of the program: also what a test or a command can give. */
export type Sealing = Pick<App, 'db' | 'clock' | 'ids' | 'keys'>

const batchMax = 1000

/**
 * Gives every committed event its place in the tree and signs the new root. Safe to call from many places at once.
 * Returns how many events were sealed.
 */
export async function sealRecord(app: Sealing): Promise<number> {
  let sealed = 0
  for (;;) {
    const batch = await sealBatch(app)
    sealed += batch.sealed
    if (!batch.isMore) return sealed
  }
}

// Commit order is not id order: an event may become visible after later ones were sealed. So the unsealed are a set,
// never "all after the last one". Within a batch `seq` puts causes first, because it is drawn under the row's lock. One
// that the program did not write is sealed too: that it was put in is evidence, and it must hold nobody up.
function sealBatch(app: Sealing): Promise<{ sealed: number; isMore: boolean }> {
  return app.db.transaction().execute(async (trx) => {
    let frontier: Frontier = await lockFrontier(trx)
    const signer = await signerNow(app, trx)
    const begun = frontier.size
    const until = begun + 2 * batchMax
    const [unsealed, squatters] = await Promise.all([selectUnsealed(trx, batchMax), selectSquatters(trx, begun, until)])
    const leaves: Leaf[] = []
    for (const row of unsealed) {
      for (let taken = squatters.get(frontier.size); taken; taken = squatters.get(frontier.size)) {
        frontier = append(frontier, taken)
      }
      if (frontier.size >= until) break
      const hash = leafHash(leafBytes(storedOf(row)))
      leaves.push({ id: row.id, place: row.place, index: frontier.size, hash })
      frontier = append(frontier, hash)
    }
    // also where it has only gone over others
    if (frontier.size === begun) return { sealed: 0, isMore: false }
    if (leaves.length > 0) await saveLeaves(trx, leaves)
    await saveFrontier(trx, frontier)
    await insertCheckpoint(trx, signCheckpoint(app, signer, frontier))
    return { sealed: leaves.length, isMore: leaves.length < unsealed.length || unsealed.length === batchMax }
  })
}

/**
 * The key that signs this time: the newest, once the key that signed last has sealed the event that names it. Who trusts
 * the older key can so trust the newer one.
 */
async function signerNow(app: Sealing, trx: Trx): Promise<SigningKey> {
  const [newest, ...older] = app.keys.signing
  if (older.length === 0) return newest
  const last = await findLatestCheckpoint(trx)
  const former = older.find(({ keyId }) => keyId === last?.key_id)
  // nothing was signed before; or only by the newest; or by a key that was lost, for which nobody can vouch
  if (!former) return newest
  const announcement = await findAnnouncement(trx, newest.keyId)
  if (announcement?.isSealed) return newest
  if (!announcement) {
    await recordEvent(app, trx, {
      type: 'key.signing_changed',
      subjectKind: 'key',
      subjectId: newest.keyId,
      actor: 'system',
      data: { from: former.keyId },
    })
  }
  return former
}

function signCheckpoint(app: Sealing, signer: SigningKey, frontier: Frontier): Checkpoint {
  const unsigned = {
    size: frontier.size,
    rootHash: Buffer.from(rootOf(frontier)).toString('hex'),
    signedAt: app.clock.now().toISOString(),
  }
  const signature = signer.sign(checkpointBytes(unsigned)).toString('base64')
  return { ...unsigned, keyId: signer.keyId, signature }
}
