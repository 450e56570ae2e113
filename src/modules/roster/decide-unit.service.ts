import { dayFault } from '#kernel/entered-day.ts'
import type { ImportScope } from './import-scope.ts'
import { storedDate } from './person-row.ts'
import type { KnownUnit } from './place-import.queries.ts'
import { meaningOf, unitKinds, unitSystems, wordOf } from './roster.form.ts'
import { demand, propose, type RowDraft, readCell, refuse } from './row-plan.ts'

export type FoundUnit = KnownUnit & { area_name: string; area_path: string }

export type UnitWorld = {
  scope: ImportScope
  newId: () => string
  byCode: Map<string, FoundUnit>
  byName: Map<string, FoundUnit>
  byId: Map<string, FoundUnit>
  renamedOn: Map<string, string>
  areas: Map<string, { id: string; name: string; path: string }>
  seen: Map<string, number>
}

export type DecidedUnit = { unit: FoundUnit; before: FoundUnit | undefined; renamedOn: string | undefined }

const systemOfKind: Readonly<Record<string, string>> = { unit: 'government', gov_office: 'government' }

export function decideUnit(world: UnitWorld, draft: RowDraft): DecidedUnit | undefined {
  demand(draft, 'name')
  const { cells, number } = draft.row
  const kind = readCell(draft, 'kind', meaningOf(unitKinds))
  const system = readCell(draft, 'system', meaningOf(unitSystems))
  const area = cells.area === undefined ? undefined : world.areas.get(cells.area)
  if (cells.area !== undefined && !area) refuse(draft, 'area_unknown', { value: cells.area })
  const parent = cells.parent === undefined ? undefined : unitNamed(world, cells.parent)
  if (cells.parent !== undefined && !parent) refuse(draft, 'parent_unknown', { value: cells.parent })
  const known = knownUnit(world, draft)
  if (known && kind !== undefined && kind !== known.kind) refuse(draft, 'unit_kind_fixed')
  const endsOn = cells.endsOn === undefined ? undefined : storedDate(cells.endsOn)
  const startsOn = cells.startsOn === undefined ? undefined : storedDate(cells.startsOn)
  const starts = known?.starts_on ?? startsOn ?? world.scope.today
  if (endsOn !== undefined && endsOn <= starts) refuse(draft, 'ends_before_start')
  if (endsOn !== undefined && endsOn > world.scope.today) refuse(draft, 'day_not_come', { field: 'endsOn' })
  const fault = startsOn === undefined ? undefined : dayFault(startsOn, world.scope.today)
  if (fault) refuse(draft, fault, { field: 'startsOn' })
  const renamedOn = renameDay(world, draft, known)
  if (draft.refusals.length > 0 || cells.name === undefined) return undefined
  const code = known?.code ?? cells.code ?? ''
  const before = world.seen.get(code)
  if (before !== undefined) return refuse(draft, 'repeated', { row: before })
  world.seen.set(code, number)
  draft.isNew = !known
  const unit: FoundUnit = {
    id: known?.id ?? world.newId(),
    code,
    name: cells.name,
    short_name: cells.shortName ?? (known && known.name === cells.name ? known.short_name : cells.name),
    kind: known?.kind ?? kind ?? 'unit',
    system: system ?? known?.system ?? systemOfKind[kind ?? 'unit'] ?? 'congress',
    congress_id: world.scope.congress.id,
    area_id: area?.id ?? known?.area_id ?? world.scope.congress.areaId,
    parent_id: parent?.id ?? known?.parent_id ?? null,
    starts_on: starts,
    ends_on: endsOn ?? known?.ends_on ?? null,
    area_name: area?.name ?? known?.area_name ?? '',
    area_path: area?.path ?? known?.area_path ?? world.scope.congress.areaPath,
  }
  compare(world, draft, known, unit)
  return { unit, before: known, renamedOn }
}

function compare(world: UnitWorld, draft: RowDraft, known: FoundUnit | undefined, unit: FoundUnit): void {
  propose(draft, 'code', known?.code ?? null, unit.code)
  propose(draft, 'name', known?.name ?? null, unit.name)
  propose(draft, 'shortName', known?.short_name ?? null, unit.short_name)
  propose(draft, 'kind', known ? wordOf(unitKinds, known.kind) : null, wordOf(unitKinds, unit.kind))
  propose(draft, 'system', known ? wordOf(unitSystems, known.system) : null, wordOf(unitSystems, unit.system))
  propose(draft, 'area', known?.area_name ?? null, unit.area_name)
  const parentName = (id: string | null): string | undefined => world.byId.get(id ?? '')?.name
  propose(
    draft,
    'parent',
    parentName(known?.parent_id ?? null) ?? null,
    draft.row.cells.parent && unit.parent_id ? (parentName(unit.parent_id) ?? draft.row.cells.parent) : undefined,
  )
  if (!known) propose(draft, 'startsOn', null, unit.starts_on)
  propose(draft, 'endsOn', known?.ends_on ?? null, unit.ends_on ?? undefined)
}

const unitNamed = (world: UnitWorld, text: string): FoundUnit | undefined =>
  world.byName.get(text) ?? world.byCode.get(text.toUpperCase())

function knownUnit(world: UnitWorld, draft: RowDraft): FoundUnit | undefined {
  const { code, name } = draft.row.cells
  const byName = world.byName.get(name ?? '')
  if (code === undefined) return byName ?? refuse(draft, 'code_missing')
  const known = world.byCode.get(code)
  if (known && known.congress_id !== world.scope.congress.id) return refuse(draft, 'unit_elsewhere', { code })
  if (byName && byName !== known) return refuse(draft, 'name_taken', { code: byName.code })
  return known
}

/** A name changes on a day, and what was signed before keeps the old one: history is not rewritten. */
function renameDay(world: UnitWorld, draft: RowDraft, known: FoundUnit | undefined): string | undefined {
  const { name, effectiveOn } = draft.row.cells
  if (!known || name === undefined || name === known.name) return undefined
  if (known.ends_on !== null) return refuse(draft, 'unit_ended')
  if (effectiveOn === undefined) return refuse(draft, 'effective_on_missing', { name: known.name })
  const day = storedDate(effectiveOn)
  const since = world.renamedOn.get(known.id) ?? known.starts_on
  if (day > world.scope.today) return refuse(draft, 'day_not_come', { field: 'effectiveOn' })
  if (day <= since) return refuse(draft, 'effective_on_too_early', { since })
  return day
}
