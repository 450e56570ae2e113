import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import { dayFault } from '#kernel/entered-day.ts'
import { Refusal } from '#kernel/refusal.ts'
import { recordEvent, recordEvents } from '#modules/record/index.ts'
import type { App } from '#platform/app.ts'
import type { Db, Trx } from '#platform/db/database.ts'
import { findAreaById } from './area.queries.ts'
import { findCongress } from './congress.queries.ts'
import {
  findCoordinator,
  findOrgan,
  findOrganByCode,
  findOrganNames,
  insertOrgan,
  lockOrgan,
  type OrganRow,
  saveCoordinator,
  saveMerger,
  saveOrganName,
} from './organ.queries.ts'
import { loadOrganImages, organImage } from './organ-image.queries.ts'
import { mayKeepOrgans } from './organisation.policy.ts'
import { nameOn, type OrganKind, type OrganSystem } from './organisation.ts'

export type NewOrgan = {
  code: string
  name: string
  shortName: string
  kind: OrganKind
  system: OrganSystem
  congressId: string
  areaId: string
  parentId?: string | undefined
  startsOn: string
}

/**
 * Refuses `organisation.organs_not_yours`, `.code_taken`, `.no_such_congress`, `.no_such_area`, `.no_such_organ`,
 * `.day_too_old`, `.day_too_far`.
 */
export function createOrgan(app: App, actor: Actor, organ: NewOrgan): Promise<OrganRow> {
  return app.db.transaction().execute(async (trx) => {
    const area = await findAreaById(trx, organ.areaId)
    if (!area) throw new Refusal('invalid', 'organisation.no_such_area')
    mayKeepOrgans(actor, area.path)
    const fault = dayFault(organ.startsOn, shanghaiDate(app.clock.now()))
    if (fault) throw new Refusal('invalid', `organisation.${fault}`)
    const id = await addOrgan(app, trx, organ)
    await recordEvent(app, trx, {
      type: 'organ.created',
      subjectKind: 'organ',
      subjectId: id,
      actor,
      data: { kind: organ.kind, system: organ.system, congressId: organ.congressId },
      after: await organImage(trx, id),
    })
    return getOrgan(trx, id)
  })
}

/** The same without a person who asks: import, demo district, first start. */
export async function addOrgan(app: App, trx: Trx, organ: NewOrgan): Promise<string> {
  const [congress, area] = await Promise.all([findCongress(trx, organ.congressId), findAreaById(trx, organ.areaId)])
  if (!congress) throw new Refusal('invalid', 'organisation.no_such_congress')
  if (!area?.path.startsWith(congress.area_path)) throw new Refusal('invalid', 'organisation.no_such_area')
  if (organ.parentId !== undefined && !(await findOrgan(trx, organ.parentId))) {
    throw new Refusal('invalid', 'organisation.no_such_organ')
  }
  if (await findOrganByCode(trx, organ.code)) {
    throw new Refusal('conflict', 'organisation.code_taken', { code: organ.code })
  }
  const id = app.ids.uuid()
  await insertOrgan(trx, {
    id,
    code: organ.code,
    name: organ.name,
    short_name: organ.shortName,
    kind: organ.kind,
    system: organ.system,
    congress_id: organ.congressId,
    area_id: organ.areaId,
    parent_id: organ.parentId ?? null,
    starts_on: organ.startsOn,
  })
  return id
}

export async function getOrgan(db: Db, id: string): Promise<OrganRow> {
  const organ = await findOrgan(db, id)
  if (!organ) throw new Refusal('not_found', 'organisation.no_such_organ')
  return organ
}

export type Rename = { name: string; shortName: string; effectiveOn: string; version: number }

/** The old name keeps its period. Refuses a day that has not come or lies before the present name's first day. */
export function renameOrgan(app: App, actor: Actor, id: string, to: Rename): Promise<OrganRow> {
  return app.db.transaction().execute(async (trx) => {
    const organ = await lockOrgan(trx, id)
    mayKeepOrgans(actor, organ.area_path)
    checkStands(organ, to.version)
    const namedSince = (await findOrganNames(trx, id)).at(-1)?.ends_on ?? organ.starts_on
    checkDay(app, to.effectiveOn, namedSince)
    await saveOrganName(trx, organ, to, namedSince, to.effectiveOn)
    await recordEvent(app, trx, {
      type: 'organ.renamed',
      subjectKind: 'organ',
      subjectId: id,
      actor,
      data: { effectiveOn: to.effectiveOn },
      after: await organImage(trx, id),
      note: `${organ.name} → ${to.name}`,
    })
    return getOrgan(trx, id)
  })
}

export type Merger = { intoId: string; effectiveOn: string; version: number }

/**
 * Papers of before stay with the old organ and its name; from the day on it takes nothing new. What it coordinated the
 * other coordinates; its people and its open work follow the record (`organ.merged`).
 */
export function mergeOrgan(app: App, actor: Actor, id: string, merger: Merger): Promise<OrganRow> {
  return app.db.transaction().execute(async (trx) => {
    // in the order of ids, so that two mergers in opposite directions wait instead of blocking each other
    const locked = new Map<string, OrganRow>()
    for (const one of [...new Set([id, merger.intoId])].toSorted()) locked.set(one, await lockOrgan(trx, one))
    const organ = locked.get(id)
    const into = locked.get(merger.intoId)
    if (!organ || !into) throw new Refusal('not_found', 'organisation.no_such_organ')
    mayKeepOrgans(actor, organ.area_path)
    mayKeepOrgans(actor, into.area_path)
    checkStands(organ, merger.version)
    const fits = id !== into.id && into.ends_on === null && into.congress_id === organ.congress_id
    if (!fits || into.kind !== organ.kind) throw new Refusal('invalid', 'organisation.cannot_merge')
    checkDay(app, merger.effectiveOn, organ.starts_on)
    const earlier = await saveMerger(trx, organ, into.id, merger.effectiveOn)
    const told = { subjectKind: 'organ', actor, data: { intoId: into.id, effectiveOn: merger.effectiveOn } }
    const after = await organImage(trx, id)
    await recordEvent(app, trx, { type: 'organ.merged', subjectId: id, ...told, after })
    const images = await loadOrganImages(trx, earlier)
    await recordEvents(
      app,
      trx,
      earlier.map((one) => ({
        type: 'organ.heir_changed',
        subjectId: one,
        ...told,
        after: images.get(one) ?? null,
      })),
    )
    return getOrgan(trx, id)
  })
}

function checkStands(organ: OrganRow, version: number): void {
  if (organ.version !== version) throw new Refusal('conflict', 'organisation.stale_version', { version: organ.version })
  if (organ.ends_on !== null) throw new Refusal('conflict', 'organisation.organ_ended', { endsOn: organ.ends_on })
}

function checkDay(app: App, day: string, since: string): void {
  if (day > shanghaiDate(app.clock.now())) throw new Refusal('invalid', 'organisation.day_not_come', { day })
  if (day <= since) throw new Refusal('invalid', 'organisation.day_too_early', { since })
}

/** The name an organ had on a date. */
export async function organNameOn(db: Db, organId: string, date: string): Promise<{ name: string; shortName: string }> {
  const [organ, names] = await Promise.all([getOrgan(db, organId), findOrganNames(db, organId)])
  const earlier = names.map((one) => ({
    name: one.name,
    shortName: one.short_name,
    startsOn: one.starts_on,
    endsOn: one.ends_on,
  }))
  return nameOn({ name: organ.name, shortName: organ.short_name }, earlier, date)
}

/** Which organ distributes suggestions within a system: the government office; in a township the presidium. */
export const coordinatorOf = (db: Db, congressId: string, system: OrganSystem): Promise<OrganRow | undefined> =>
  findCoordinator(db, congressId, system)

export const setCoordinator = (trx: Trx, congressId: string, system: OrganSystem, organId: string) =>
  saveCoordinator(trx, congressId, system, organId)
