import { areaKindOf } from '#modules/organisation/organisation.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { areaLevelOf, parentCode, plainAreaCode } from './area-code.ts'
import type { ImportPlan } from './import-plan.ts'
import type { ImportScope } from './import-scope.ts'
import { findAreasWithCodes, insertAreaRows, type KnownArea, updateAreaNames } from './place-import.queries.ts'
import { demand, draftOf, finish, type ImportRow, propose, type RowDraft, refuse } from './row-plan.ts'
import { inTurns, type Turn } from './turns.ts'

/** Areas below the one of the importing congress, parents before children whatever the order of the rows. */
export async function planAreas(
  app: App,
  db: Db,
  scope: ImportScope,
  rows: readonly ImportRow[],
  turn: Turn,
): Promise<ImportPlan<Trx>> {
  const codes = rows.flatMap(({ cells }) => plainAreaCode(cells.code ?? '') ?? [])
  const parents = codes.map((code) => parentCode(code) ?? code)
  const known = new Map(
    (await findAreasWithCodes(db, [...new Set([...codes, ...parents])])).map((area) => [area.code, area]),
  )
  const made: { area: KnownArea; isNew: boolean; fields: string[] }[] = []
  const drafts = rows.map(draftOf)
  const seen = new Map<string, number>()
  const topFirst = drafts.toSorted((one, other) => codeLength(one) - codeLength(other))
  await inTurns(topFirst, turn, (batch) => {
    for (const draft of batch) {
      const area = decideArea(app, scope, draft, known, seen)
      if (!area) continue
      if (draft.isNew || draft.changes.length > 0)
        made.push({ area, isNew: draft.isNew, fields: draft.changes.map(({ field }) => field) })
      known.set(area.code, area)
    }
  })
  return {
    rows: drafts.map(finish),
    alsoNew: { delegations: [] },
    written: made.map(({ area, isNew, fields }) => ({ kind: 'area', id: area.id, isNew, fields })),
    write: (trx, writing) =>
      inTurns(made, writing, async (batch) => {
        await insertAreaRows(
          trx,
          batch.filter(({ isNew }) => isNew).map(({ area }) => area),
        )
        await updateAreaNames(
          trx,
          batch.filter(({ isNew }) => !isNew).map(({ area: { id, name } }) => ({ id, name })),
        )
      }),
  }
}

const codeLength = ({ row }: RowDraft): number => plainAreaCode(row.cells.code ?? '')?.length ?? 0

function decideArea(
  app: App,
  scope: ImportScope,
  draft: RowDraft,
  known: ReadonlyMap<string, KnownArea>,
  seen: Map<string, number>,
): KnownArea | undefined {
  demand(draft, 'code', 'name')
  const { cells, number } = draft.row
  const code = plainAreaCode(cells.code ?? '')
  if (cells.code !== undefined && code === undefined) refuse(draft, 'area_code_wrong', { value: cells.code })
  if (code === undefined || cells.name === undefined || draft.refusals.length > 0) return undefined
  const before = seen.get(code)
  if (before !== undefined) return refuse(draft, 'repeated', { row: before })
  const area = known.get(code) ?? newArea(app, draft, known, code, cells.name)
  if (!area) return undefined
  if (!area.path.startsWith(scope.congress.areaPath)) return refuse(draft, 'area_outside', { code })
  seen.set(code, number)
  draft.isNew = !known.has(code)
  if (draft.isNew) propose(draft, 'code', null, code)
  propose(draft, 'name', draft.isNew ? null : area.name, cells.name)
  return { ...area, name: cells.name }
}

function newArea(
  app: App,
  draft: RowDraft,
  known: ReadonlyMap<string, KnownArea>,
  code: string,
  name: string,
): KnownArea | undefined {
  const parent = known.get(parentCode(code) ?? '')
  if (!parent) return refuse(draft, 'area_parent_unknown', { code: parentCode(code) ?? code })
  const level = areaLevelOf(code)
  const path = `${parent.path}${code}/`
  return { id: app.ids.uuid(), code, name, level, kind: areaKindOf(level, name), parent_id: parent.id, path }
}
