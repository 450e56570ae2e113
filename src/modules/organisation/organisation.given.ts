import type { AreaLevel } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { type AreaRow, findAreaByCode, insertAreas } from './area.queries.ts'
import { findCongressByArea } from './congress.queries.ts'
import { termAt } from './congress.service.ts'
import { createCongress, startTerm } from './keep-congress.service.ts'
import { findOrganByCode } from './organ.queries.ts'
import { addOrgan, getOrgan, setCoordinator } from './organ.service.ts'
import { areaKindOf, type OrganKind, type OrganSystem } from './organisation.ts'

const codeLengths = [2, 4, 6, 9, 12]
const names: Readonly<Record<string, string>> = {
  '32': '江苏省',
  '3204': '常州市',
  '320412': '武进区',
  '320412100': '湖塘镇',
  '320412102': '牛塘镇',
  '320412001': '戚墅堰街道',
}

/** An area by its code, with its chain up; made when it is not there. */
async function area(app: App, code: string, name = names[code] ?? `区划${code}`): Promise<AreaRow> {
  return app.db.transaction().execute((trx) => ensureArea(app, trx, code, name))
}

async function ensureArea(app: App, trx: Trx, code: string, name: string): Promise<AreaRow> {
  const existing = await findAreaByCode(trx, code)
  if (existing) return existing
  const level = codeLengths.indexOf(code.length) + 1
  const parentCode = level > 1 ? code.slice(0, codeLengths[level - 2]) : undefined
  const parent = parentCode
    ? await ensureArea(app, trx, parentCode, names[parentCode] ?? `区划${parentCode}`)
    : undefined
  const row: AreaRow = {
    id: app.ids.uuid(),
    code,
    name,
    level,
    kind: areaKindOf(level, name),
    parent_id: parent?.id ?? null,
    path: `${parent?.path ?? '/'}${code}/`,
  }
  await insertAreas(trx, [row])
  return row
}

export type GivenCongress = {
  id: string
  name: string
  level: AreaLevel
  areaId: string
  areaCode: string
  areaPath: string
  termId: string
}

/** The congress of an area with a term in office; the same one when asked again. */
async function congress(app: App, wanted: { areaCode?: string; name?: string } = {}): Promise<GivenCongress> {
  const where = await area(app, wanted.areaCode ?? '320412')
  return app.db.transaction().execute(async (trx) => {
    const existing = await findCongressByArea(trx, where.id)
    const name = existing?.name ?? wanted.name ?? `${where.name}人民代表大会`
    const id =
      existing?.id ?? (await createCongress(app, trx, { areaId: where.id, name, shortName: `${where.name}人大` }))
    const termId = existing
      ? (await termAt(trx, id, shanghaiDate(app.clock.now()))).id
      : await startTerm(app, trx, { congressId: id, number: 17, firstSessionOn: '2022-01-06', seats: 300 })
    const level = where.level as AreaLevel
    return { id, name, level, areaId: where.id, areaCode: where.code, areaPath: where.path, termId }
  })
}

export type GivenOrgan = {
  id: string
  name: string
  kind: OrganKind
  congressId: string
  congressLevel: AreaLevel
  areaPath: string
}

export type WantedOrgan = {
  congress?: GivenCongress
  kind?: OrganKind
  system?: OrganSystem
  name?: string
  code?: string
  areaCode?: string
}

const systemOf = (kind: OrganKind): OrganSystem =>
  kind === 'unit' || kind === 'gov_office' ? 'government' : kind === 'operations' ? 'platform' : 'congress'

let made = 0

/** A new organ; with a code that exists already, that organ. */
async function organ(app: App, wanted: WantedOrgan = {}): Promise<GivenOrgan> {
  const at = wanted.congress ?? (await congress(app))
  const kind = wanted.kind ?? 'unit'
  made += 1
  const code = wanted.code ?? `${kind}-${made}`
  const name = wanted.name ?? `${kind} ${code}`
  const where = wanted.areaCode ? await area(app, wanted.areaCode) : undefined
  return app.db.transaction().execute(async (trx) => {
    const existing = await findOrganByCode(trx, code)
    const id =
      existing?.id ??
      (await addOrgan(app, trx, {
        code,
        name,
        shortName: name,
        kind,
        system: wanted.system ?? systemOf(kind),
        congressId: at.id,
        areaId: where?.id ?? at.areaId,
        startsOn: '2020-01-01',
      }))
    const row = await getOrgan(trx, id)
    return { id, name: row.name, kind, congressId: at.id, congressLevel: at.level, areaPath: row.area_path }
  })
}

/** The one organ of this kind in its congress. */
const theOrgan = (app: App, kind: OrganKind, at: GivenCongress): Promise<GivenOrgan> =>
  organ(app, { congress: at, kind, code: `${at.areaCode}-${kind}` })

const unit = (app: App, wanted: Omit<WantedOrgan, 'kind'> = {}): Promise<GivenOrgan> =>
  organ(app, { ...wanted, kind: 'unit' })

const coordinator = (app: App, at: GivenCongress, system: OrganSystem, by: GivenOrgan): Promise<void> =>
  app.db.transaction().execute(async (trx) => {
    await setCoordinator(trx, at.id, system, by.id)
  })

export const organisationGiven = { area, congress, organ, theOrgan, unit, coordinator }
