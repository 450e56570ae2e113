import { z } from '@hono/zod-openapi'
import { Id, pageOf, pageQuery, whole } from '#platform/http/routes.ts'
import { oneLine } from '#platform/http/typed-text.ts'
import type { AreaRow } from './area.queries.ts'
import type { OrganRow } from './organ.queries.ts'
import { organKinds, organSystems } from './organisation.ts'

const Day = z.iso.date()

export const AreaView = z
  .object({
    id: Id,
    code: z.string(),
    name: z.string(),
    level: z.number().int(),
    kind: z.enum(['area', 'street']),
    parentId: Id.nullable(),
    path: z.string(),
  })
  .openapi('Area')
export const AreaList = z.object({ items: z.array(AreaView) }).openapi('AreaList')
export const areaQuery = z.object({ parent: Id.optional(), q: z.string().min(1).max(40).optional() })

export const presentArea = (row: AreaRow): z.infer<typeof AreaView> => ({
  id: row.id,
  code: row.code,
  name: row.name,
  level: row.level,
  kind: row.kind === 'street' ? 'street' : 'area',
  parentId: row.parent_id,
  path: row.path,
})

export const OrganView = z
  .object({
    id: Id,
    code: z.string(),
    name: z.string(),
    shortName: z.string(),
    kind: z.enum(organKinds),
    system: z.enum(organSystems),
    congressId: Id,
    areaId: Id,
    parentId: Id.nullable(),
    startsOn: Day,
    endsOn: Day.nullable(),
    mergedIntoId: Id.nullable(),
    mergedIntoName: z.string().nullable(),
    version: z.number().int(),
  })
  .openapi('Organ')
export const OrganPage = pageOf(OrganView).openapi('OrganPage')

export const organQuery = z.object({
  ...pageQuery,
  congressId: Id.optional(),
  kind: z.enum(organKinds).optional(),
  system: z.enum(organSystems).optional(),
  q: z.string().min(1).max(40).optional(),
  on: Day.optional(),
})

export const presentOrgan = (row: OrganRow): z.infer<typeof OrganView> => ({
  id: row.id,
  code: row.code,
  name: row.name,
  shortName: row.short_name,
  kind: organKinds.find((kind) => kind === row.kind) ?? 'unit',
  system: organSystems.find((system) => system === row.system) ?? 'government',
  congressId: row.congress_id,
  areaId: row.area_id,
  parentId: row.parent_id,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  mergedIntoId: row.merged_into_id,
  mergedIntoName: row.merged_into_name,
  version: row.version,
})

const Name = oneLine().trim().min(1).max(100)

export const NewOrganBody = z
  .object({
    code: oneLine().trim().min(1).max(40),
    name: Name,
    shortName: Name,
    kind: z.enum(organKinds),
    system: z.enum(organSystems),
    congressId: Id,
    areaId: Id,
    parentId: Id.optional(),
    startsOn: Day,
  })
  .openapi('NewOrgan')

export const RenameBody = z
  .object({ name: Name, shortName: Name, effectiveOn: Day, version: whole(0) })
  .openapi('OrganRename')

export const MergerBody = z.object({ intoId: Id, effectiveOn: Day, version: whole(0) }).openapi('OrganMerger')

export const OrganNames = z
  .object({
    items: z.array(z.object({ name: z.string(), shortName: z.string(), startsOn: Day, endsOn: Day.nullable() })),
  })
  .openapi('OrganNames')
