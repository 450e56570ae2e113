import { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { findScopeCongresses } from './deputy-import.queries.ts'
import type { ImportPlan } from './import-plan.ts'
import { byNames, congressNames, type ImportScope, type ScopeCongress, termOf } from './import-scope.ts'
import {
  findAreasNamed,
  findConstituenciesOfTerms,
  insertConstituencies,
  type KnownConstituency,
  updateConstituencies,
} from './place-import.queries.ts'
import { electionKinds, meaningOf, wordOf } from './roster.form.ts'
import { demand, draftOf, finish, type ImportRow, propose, type RowDraft, readCell, refuse } from './row-plan.ts'
import { inTurns, type Turn } from './turns.ts'

type Found = KnownConstituency & { area_name: string | null }

type World = {
  today: string
  own: ScopeCongress
  congresses: Map<string, ScopeCongress>
  byCode: Map<string, Found>
  byName: Map<string, Found>
  areas: Map<string, { id: string; name: string; path: string }>
  seen: Map<string, number>
}

/** Constituencies and electing units of the terms in office. */
export async function planConstituencies(
  app: App,
  db: Db,
  scope: ImportScope,
  rows: readonly ImportRow[],
  turn: Turn,
): Promise<ImportPlan<Trx>> {
  const world = await loadWorld(db, scope, rows)
  const made: { constituency: KnownConstituency; isNew: boolean; fields: string[] }[] = []
  const drafts = rows.map(draftOf)
  await inTurns(drafts, turn, (batch) => {
    for (const draft of batch) {
      const found = decideConstituency(app, world, draft)
      if (!found) continue
      world.byCode.set(`${found.term_id}/${found.code.toUpperCase()}`, found)
      world.byName.set(`${found.term_id}/${found.name}`, found)
      if (!draft.isNew && draft.changes.length === 0) continue
      const { area_name: _, ...constituency } = found
      made.push({ constituency, isNew: draft.isNew, fields: draft.changes.map(({ field }) => field) })
    }
  })
  return {
    rows: drafts.map(finish),
    alsoNew: { delegations: [] },
    written: made.map(({ constituency, isNew, fields }) => ({
      kind: 'constituency',
      id: constituency.id,
      isNew,
      fields,
    })),
    write: (trx, writing) =>
      inTurns(made, writing, async (batch) => {
        await insertConstituencies(
          trx,
          batch.filter(({ isNew }) => isNew).map(({ constituency }) => constituency),
        )
        await updateConstituencies(
          trx,
          batch.filter(({ isNew }) => !isNew).map(({ constituency }) => constituency),
        )
      }),
  }
}

async function loadWorld(db: Db, scope: ImportScope, rows: readonly ImportRow[]): Promise<World> {
  const congresses = await findScopeCongresses(db, scope.congress.areaPath, scope.today)
  const own = congresses.find(({ id }) => id === scope.congress.id)
  if (!own) throw new Refusal('conflict', 'roster.no_term')
  const found = await findConstituenciesOfTerms(
    db,
    congresses.flatMap(({ terms }) => terms.map(({ id }) => id)),
  )
  const names = [...new Set(rows.flatMap(({ cells }) => cells.area ?? []))]
  const areas = await findAreasNamed(db, scope.congress.areaPath, names)
  return {
    today: scope.today,
    own,
    congresses: byNames(congresses, congressNames),
    byCode: new Map(found.map((one) => [`${one.term_id}/${one.code.toUpperCase()}`, one])),
    byName: new Map(found.map((one) => [`${one.term_id}/${one.name}`, one])),
    areas: byNames(areas, ({ name, code }) => [name, code]),
    seen: new Map(),
  }
}

function decideConstituency(app: App, world: World, draft: RowDraft): Found | undefined {
  demand(draft, 'name')
  const { cells, number } = draft.row
  const kind = readCell(draft, 'kind', meaningOf(electionKinds))
  const seats = readCell(draft, 'seats', (text) => (/^[1-9]\d{0,2}$/u.test(text) ? Number(text) : undefined))
  const congress = cells.congress === undefined ? world.own : world.congresses.get(cells.congress.replaceAll(' ', ''))
  if (!congress) return refuse(draft, 'congress_unknown', { value: cells.congress ?? '' })
  const termId = termOf(congress, cells.term, world.today)?.id
  if (!termId) return refuse(draft, 'no_term', { congress: congress.name })
  const area = cells.area === undefined ? undefined : world.areas.get(cells.area)
  if (cells.area !== undefined && !area) refuse(draft, 'area_unknown', { value: cells.area })
  const byName = world.byName.get(`${termId}/${cells.name}`)
  const known = cells.code === undefined ? byName : world.byCode.get(`${termId}/${cells.code}`)
  if (cells.code === undefined && !byName) refuse(draft, 'code_missing')
  if (byName && byName !== known) refuse(draft, 'name_taken', { code: byName.code })
  if (draft.refusals.length > 0 || cells.name === undefined) return undefined
  const code = known?.code ?? cells.code ?? ''
  const before = world.seen.get(`${termId}/${code}`)
  if (before !== undefined) return refuse(draft, 'repeated', { row: before })
  world.seen.set(`${termId}/${code}`, number)
  draft.isNew = !known
  propose(draft, 'code', known?.code ?? null, code)
  propose(draft, 'name', known?.name ?? null, cells.name)
  propose(draft, 'kind', known ? wordOf(electionKinds, known.kind) : null, kind && wordOf(electionKinds, kind))
  propose(draft, 'seats', known ? String(known.seats) : null, seats === undefined ? undefined : String(seats))
  propose(draft, 'area', known?.area_name ?? null, area?.name)
  if (!known) propose(draft, 'congress', null, congress.name)
  return {
    id: known?.id ?? app.ids.uuid(),
    congress_id: congress.id,
    term_id: termId,
    kind: kind ?? known?.kind ?? 'constituency',
    code,
    name: cells.name,
    seats: seats ?? known?.seats ?? 1,
    area_id: area?.id ?? known?.area_id ?? null,
    area_name: area?.name ?? known?.area_name ?? null,
  }
}
