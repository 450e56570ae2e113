import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { decideUnit, type FoundUnit, type UnitWorld } from './decide-unit.service.ts'
import type { ImportPlan } from './import-plan.ts'
import { byNames, type ImportScope } from './import-scope.ts'
import {
  findAreasNamed,
  findLatestRenames,
  findUnits,
  insertEarlierNames,
  insertUnits,
  type KnownUnit,
  updateUnits,
} from './place-import.queries.ts'
import { draftOf, finish, type ImportRow } from './row-plan.ts'
import { inTurns, type Turn } from './turns.ts'

/** Units of the importing congress; a new name takes effect on its day and the old one keeps its period. */
export async function planUnits(
  app: App,
  db: Db,
  scope: ImportScope,
  rows: readonly ImportRow[],
  turn: Turn,
): Promise<ImportPlan<Trx>> {
  const world = await loadWorld(app, db, scope, rows)
  const made: { unit: KnownUnit; before: FoundUnit | undefined; renamedOn: string | undefined; fields: string[] }[] = []
  const drafts = rows.map(draftOf)
  await inTurns(drafts, turn, (batch) => {
    for (const draft of batch) {
      const decided = decideUnit(world, draft)
      if (!decided) continue
      const { unit, before, renamedOn } = decided
      world.byCode.set(unit.code.toUpperCase(), unit)
      world.byName.set(unit.name, unit)
      if (!draft.isNew && draft.changes.length === 0) continue
      const { area_name: _name, area_path: _path, ...written } = unit
      made.push({ unit: written, before, renamedOn, fields: draft.changes.map(({ field }) => field) })
    }
  })
  return {
    rows: drafts.map(finish),
    alsoNew: { delegations: [] },
    written: made.map(({ unit, before, fields }) => ({ kind: 'organ', id: unit.id, isNew: !before, fields })),
    write: (trx, writing) =>
      inTurns(made, writing, async (batch) => {
        await insertEarlierNames(
          trx,
          batch.flatMap(({ before, renamedOn }) =>
            before && renamedOn ? [earlierName(world, before, renamedOn)] : [],
          ),
        )
        await insertUnits(
          trx,
          batch.filter(({ before }) => !before).map(({ unit }) => unit),
        )
        await updateUnits(
          trx,
          batch.filter(({ before }) => before).map(({ unit }) => unit),
        )
      }),
  }
}

const earlierName = (world: UnitWorld, before: FoundUnit, renamedOn: string) => ({
  organ_id: before.id,
  name: before.name,
  short_name: before.short_name,
  starts_on: world.renamedOn.get(before.id) ?? before.starts_on,
  ends_on: renamedOn,
})

async function loadWorld(app: App, db: Db, scope: ImportScope, rows: readonly ImportRow[]): Promise<UnitWorld> {
  const cellsOf = (key: string): string[] => [...new Set(rows.flatMap(({ cells }) => cells[key] ?? []))]
  const units = await findUnits(db, scope.congress.id, cellsOf('code'))
  const own = units.filter(({ congress_id }) => congress_id === scope.congress.id)
  const renames = await findLatestRenames(
    db,
    own.map(({ id }) => id),
  )
  const areas = await findAreasNamed(db, scope.congress.areaPath, cellsOf('area'))
  return {
    scope,
    newId: () => app.ids.uuid(),
    byCode: new Map(units.map((unit) => [unit.code.toUpperCase(), unit])),
    byName: byNames(own, ({ name }) => [name]),
    byId: new Map(units.map((unit) => [unit.id, unit])),
    renamedOn: new Map(renames.map(({ organ_id, renamed_on }) => [organ_id, renamed_on])),
    areas: byNames(areas, ({ name, code }) => [name, code]),
    seen: new Map(),
  }
}
