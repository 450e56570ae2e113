import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { type DeputyDecision, decideDeputy } from './decide-deputy.service.ts'
import {
  findSeats,
  insertDelegations,
  insertMandates,
  type MandateWrite,
  type Seats,
  updateMandates,
} from './deputy-import.queries.ts'
import { loadDeputyWorld } from './deputy-world.service.ts'
import { writeHolders, writtenHolders } from './holder-register.service.ts'
import type { BeyondSeats, ImportPlan } from './import-plan.ts'
import type { ImportScope } from './import-scope.ts'
import { draftOf, finish, type ImportRow, type RowDraft } from './row-plan.ts'
import { inTurns, pause, type Turn } from './turns.ts'

/** Decides on every row of a roster of deputies. A dozen queries, however many rows. */
export async function planDeputies(
  app: App,
  db: Db,
  scope: ImportScope,
  rows: readonly ImportRow[],
  turn: Turn,
): Promise<ImportPlan<Trx>> {
  const world = await loadDeputyWorld(app, db, scope, rows)
  const decided: { draft: RowDraft; decision: DeputyDecision | undefined }[] = []
  await inTurns(rows, turn, (batch) => {
    for (const row of batch) {
      const draft = draftOf(row)
      decided.push({ draft, decision: decideDeputy(world, draft) })
    }
  })
  const made = decided.flatMap(({ decision }) => (decision ? [decision] : []))
  const added = made.filter(({ isNew }) => isNew).map(({ mandate }) => mandate)
  const newDelegations = [...world.delegations.values()].filter(({ isNew }) => isNew)
  return {
    rows: decided.map(({ draft }) => finish(draft)),
    alsoNew: {
      delegations: newDelegations.map(({ name, congress }) =>
        congress === world.own.shortName ? name : `${congress} ${name}`,
      ),
      beyondSeats: beyondSeats(added, await findSeats(db, [...new Set(added.map(({ term_id }) => term_id))])),
    },
    written: [
      ...writtenHolders(world.register),
      ...made
        .filter(({ fields }) => fields.length > 0)
        .map(({ mandate, isNew, fields }) => ({ kind: 'mandate' as const, id: mandate.id, isNew, fields })),
    ],
    async write(trx, writing) {
      await writeHolders(app, trx, world.register, pause)
      const positions = world.delegationNames.size
      await insertDelegations(
        trx,
        newDelegations.map(({ id, termId, name }, index) => ({
          id,
          term_id: termId,
          name,
          position: positions + index,
        })),
      )
      await inTurns(made, writing, async (batch) => {
        await insertMandates(
          trx,
          batch.filter(({ isNew }) => isNew).map(({ mandate }) => mandate),
        )
        await updateMandates(
          trx,
          batch.filter(({ isNew, isMandateChanged }) => !isNew && isMandateChanged).map(({ mandate }) => mandate),
        )
      })
    },
  }
}

/** Where the added deputies with those in office are more than the seats. */
function beyondSeats(added: readonly MandateWrite[], known: readonly Seats[]): BeyondSeats[] {
  const more = new Map<string, number>()
  for (const { term_id, constituency_id } of added)
    for (const id of [term_id, constituency_id]) if (id !== null) more.set(id, (more.get(id) ?? 0) + 1)
  return known
    .map(({ id, name, seats, filled }) => ({
      name,
      seats,
      deputies: filled + (more.get(id) ?? 0),
      isMore: more.has(id),
    }))
    .filter(({ isMore, seats, deputies }) => isMore && deputies > seats)
    .map(({ name, seats, deputies }) => ({ name, seats, deputies }))
}
