import type { App } from '#platform/app.ts'
import { checkpointBytes, eventBytes } from './record.canonical.ts'
import { append, type Frontier, leafHash, rootOf } from './record.merkle.ts'
import {
  fieldsOf,
  insertCheckpoint,
  type Leaf,
  lockFrontier,
  saveFrontier,
  saveLeaves,
  selectUnsealed,
} from './record.queries.ts'
import type { Checkpoint } from './record.ts'

/** What sealing needs of the program: also what a test or a command can give. */
export type Sealing = Pick<App, 'db' | 'clock'> & {
  keys: { sign(bytes: Uint8Array): { keyId: string; signature: Uint8Array } }
}

const batchMax = 1000

/**
 * Gives every committed event its place in the tree and signs the new root. Safe to call from many places at once.
 * Returns how many events were sealed.
 */
export async function sealRecord(app: Sealing): Promise<number> {
  let sealed = 0
  for (;;) {
    const batch = await sealBatch(app)
    sealed += batch
    if (batch < batchMax) return sealed
  }
}

// Commit order is not id order: an event may become visible after later ones were sealed. So the unsealed are a set,
// never "all after the last one". Within a batch `seq` puts causes first, because it is drawn under the row's lock.
function sealBatch(app: Sealing): Promise<number> {
  return app.db.transaction().execute(async (trx) => {
    let frontier: Frontier = await lockFrontier(trx)
    const leaves: Leaf[] = []
    for (const row of await selectUnsealed(trx, batchMax)) {
      const hash = leafHash(eventBytes(fieldsOf(row)))
      leaves.push({ id: row.id, index: frontier.size, hash })
      frontier = append(frontier, hash)
    }
    if (leaves.length === 0) return 0
    await saveLeaves(trx, leaves)
    await saveFrontier(trx, frontier)
    await insertCheckpoint(trx, signCheckpoint(app, frontier))
    return leaves.length
  })
}

function signCheckpoint(app: Sealing, frontier: Frontier): Checkpoint {
  const unsigned = {
    size: frontier.size,
    rootHash: Buffer.from(rootOf(frontier)).toString('hex'),
    signedAt: app.clock.now().toISOString(),
  }
  const { keyId, signature } = app.keys.sign(checkpointBytes(unsigned))
  return { ...unsigned, keyId, signature: Buffer.from(signature).toString('base64') }
}
