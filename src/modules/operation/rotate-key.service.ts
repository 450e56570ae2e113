import { recordEvent, sealRecord } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import { seal, unseal } from '#platform/crypto/seal-box.ts'
import { countByKey, lockOldRows, type SealedColumn, saveResealed, sealedColumns } from './sealed.queries.ts'

const rowsAtOnce = 200

export type Rotation = {
  rows: number
  /** Of the keys that may open, those that have sealed nothing any more and are not the secret's own. */
  idle: string[]
}

/**
 * Seals anew, with the key that seals now, all that older keys have sealed: some rows a transaction, each with its
 * event. Broken off, it goes on where it stopped; while it runs the program reads old and new.
 * @throws when a row opens with none of the keys, with the place of the row
 */
export async function rotateKey(
  app: Pick<App, 'db' | 'clock' | 'ids' | 'keys'>,
  onRows: (rows: number) => void = () => undefined,
): Promise<Rotation> {
  let rows = 0
  for (const column of sealedColumns) {
    let done: number
    do {
      done = await resealSome(app, column)
      rows += done
      if (done > 0) onRows(rows)
    } while (done > 0)
  }
  const inUse = await countByKey(app.db)
  const { opening, sealing, keyId: own } = app.keys
  const idle = opening.map(({ keyId }) => keyId).filter((id) => id !== sealing.keyId && id !== own && !inUse.has(id))
  return { rows, idle }
}

/**
 * Has the record sealed: where the newest signing key is not the one that signed last, the older one signs the event that
 * names it, and the newest what comes after. Checkpoints of older keys stay what they are. @returns the newest key's name
 */
export async function rotateSigningKey(app: Pick<App, 'db' | 'clock' | 'ids' | 'keys'>): Promise<string> {
  await sealRecord(app)
  return app.keys.signing[0].keyId
}

function resealSome(app: Pick<App, 'db' | 'clock' | 'ids' | 'keys'>, column: SealedColumn): Promise<number> {
  const { keys } = app
  return app.db.transaction().execute(async (trx) => {
    const old = await lockOldRows(trx, column, keys.sealing.keyId, rowsAtOnce)
    if (old.length === 0) return 0
    const fresh = old.map(({ place, rowId, keyId, cipher }) => {
      const text = unseal(keys, rowId, { keyId: keyId ?? keys.keyId, cipher })
      return { place, rowId, ...seal(keys, rowId, text) }
    })
    await saveResealed(trx, column, fresh)
    await recordEvent(app, trx, {
      type: 'key.rotated',
      subjectKind: 'key',
      subjectId: keys.sealing.keyId,
      actor: 'system',
      data: {
        table: column.table,
        rows: fresh.length,
        from: [...new Set(old.map(({ keyId }) => keyId ?? keys.keyId))],
      },
    })
    return fresh.length
  })
}
