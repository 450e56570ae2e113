import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { type DeputyDecision, decideDeputy } from './decide-deputy.service.ts'
import { insertDelegations, insertMandates, updateMandates } from './deputy-import.queries.ts'
import { loadDeputyWorld } from './deputy-world.service.ts'
import { writeHolders } from './holder-register.service.ts'
import type { ImportPlan } from './import-plan.ts'
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
  const newDelegations = [...world.delegations.values()].filter(({ isNew }) => isNew)
  return {
    rows: decided.map(({ draft }) => finish(draft)),
    alsoNew: {
      delegations: newDelegations.map(({ name, congress }) =>
        congress === world.own.shortName ? name : `${congress} ${name}`,
      ),
    },
    written: made
      .filter(({ fields }) => fields.length > 0)
      .map(({ mandate, isNew, fields }) => ({ kind: 'mandate', id: mandate.id, isNew, fields })),
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
