import { Refusal } from '#kernel/refusal.ts'
import type { App } from '#platform/app.ts'
import type { Trx } from '#platform/db/database.ts'
import { type AreaRow, findAreasByCodes, insertAreas } from './area.queries.ts'
import { divisionsOf } from './division.source.ts'
import { areaKindOf } from './organisation.ts'

const rowsAtOnce = 1000

/**
 * Brings in a county from the national division list: its chain up, its towns and its villages. What is there already
 * stays as it is, so that doing it again changes nothing. Refuses `organisation.unknown_county`.
 * @returns how many areas are new
 */
export async function importAreas(app: App, trx: Trx, countyCode: string): Promise<number> {
  const divisions = await divisionsOf(countyCode)
  if (divisions.length === 0) throw new Refusal('invalid', 'organisation.unknown_county', { code: countyCode })
  const byCode = new Map<string, AreaRow>()
  const codes = divisions.map(({ code }) => code)
  for (let at = 0; at < codes.length; at += rowsAtOnce) {
    for (const row of await findAreasByCodes(trx, codes.slice(at, at + rowsAtOnce))) byCode.set(row.code, row)
  }
  const fresh: AreaRow[] = []
  for (const { code, name, level, parentCode } of divisions) {
    if (byCode.has(code)) continue
    const parent = parentCode === null ? undefined : byCode.get(parentCode)
    const row: AreaRow = {
      id: app.ids.uuid(),
      code,
      name,
      level,
      kind: areaKindOf(level, name),
      parent_id: parent?.id ?? null,
      path: `${parent?.path ?? '/'}${code}/`,
    }
    byCode.set(code, row)
    fresh.push(row)
  }
  for (let at = 0; at < fresh.length; at += rowsAtOnce) await insertAreas(trx, fresh.slice(at, at + rowsAtOnce))
  return fresh.length
}
