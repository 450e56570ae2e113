import type { Locale } from '#kernel/actor.ts'
import type { JsonObject } from '#kernel/refusal.ts'
import type { Db } from '#platform/db/database.ts'
import { isTranslated, translate } from '#platform/i18n/i18n.ts'
import { findNames } from './export.queries.ts'
import { filterOfOrder } from './export.ts'

const idForm = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/iu
// so much of an id as tells it from another
const idTail = 8

type Names = Awaited<ReturnType<typeof findNames>>

/** 「236 行；状态：办理中；单位：区民政局；含有：养老」, for who decides on each; all names are found at once. */
export async function tellOrders(
  db: Db,
  stored: readonly { congressId: string; command: JsonObject }[],
  words: Readonly<Record<string, string>>,
  locale: Locale,
): Promise<string[]> {
  const orders = stored.map(({ congressId, command }) => ({
    congressId,
    rows: Number(command.rows),
    filter: Object.entries(filterOfOrder(String(command.order))),
  }))
  const ids = orders.flatMap(({ filter }) => filter.flatMap(([, value]) => (idForm.test(value) ? [value] : [])))
  const names = await findNames(db, [...new Set(ids)])
  return orders.map(({ congressId, rows, filter }) => {
    const parts = filter.map(([name, value]) =>
      translate(locale, 'export.told.part', {
        name: translate(locale, `export.fields.${name}`),
        value: tellValue(names, congressId, { words: words[name] ?? 'export.values', value }, locale),
      }),
    )
    return [translate(locale, 'export.told.rows', { rows }), ...parts].join(translate(locale, 'export.told.between'))
  })
}

/** What is of another congress is not told. */
function tellValue(
  names: Names,
  congressId: string,
  { words, value }: { words: string; value: string },
  locale: Locale,
): string {
  const key = `${words}.${value}`
  if (isTranslated(locale, key)) return translate(locale, key)
  const named = names.get(value.toLowerCase())
  if (named?.congressId === congressId) {
    return named.number === null ? named.name : translate(locale, 'export.told.term', { number: named.number })
  }
  return idForm.test(value) ? `…${value.slice(-idTail)}` : value
}
