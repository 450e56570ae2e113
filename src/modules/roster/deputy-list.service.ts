import type { Actor } from '#kernel/actor.ts'
import { shanghaiDate } from '#kernel/clock.ts'
import type { Cursor } from '#kernel/page.ts'
import { seesProfile } from '#modules/identity/index.ts'
import type { App } from '#platform/app.ts'
import {
  countBornWithin,
  countBy,
  countDeputies,
  type DeputyFilter,
  deputies,
  figureColumns,
  findDeputies,
} from './deputy-list.queries.ts'
import { mayFilterBy, rosterScope } from './roster.policy.ts'
import { ageBands, birthDatesOf, type DeputySort } from './roster.ts'

/** The roster as the actor may see it. Refuses `roster.not_yours`, `roster.filter_withheld`. */
export function listDeputies(
  app: App,
  actor: Actor,
  filter: DeputyFilter,
  page: { sort: DeputySort; after: Cursor | undefined; limit: number },
) {
  const scope = rosterScope(actor)
  mayFilterBy(actor, filter, 'list')
  const query = deputies(app.db, scope, filter, shanghaiDate(app.clock.now()))
  return findDeputies(app.db, query, page)
}

/** `filter` is null where the list may not be narrowed by it. */
export type Figure = { value: string; count: number; filter: Record<string, string> | null }
export type Composition = { total: number; figures: { by: string; items: Figure[] }[] }

const publicFigures: readonly string[] = ['sex', 'delegation']

// of fewer than these the figures would tell of each
const groupMin = 10

/**
 * 代表结构: every figure carries the filter under which the list shows the deputies it counts. How a body of deputies is
 * made up is public; who is what is not, so others than the keepers of the roster get the figures of whole bodies only.
 * Refuses `roster.not_yours`, `roster.filter_withheld`.
 */
export async function deputyComposition(app: App, actor: Actor, filter: DeputyFilter): Promise<Composition> {
  const today = shanghaiDate(app.clock.now())
  const scope = rosterScope(actor)
  mayFilterBy(actor, filter, 'composition')
  const keeps = seesProfile(actor)
  const query = deputies(app.db, scope, filter, today)
  const asked = Object.fromEntries(
    Object.entries(filter).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text]] : [])),
  )
  const itemsOf = (by: string, counts: readonly { value: string | null; count: number }[]) => ({
    by,
    items: counts.map(({ value, count }) => ({
      value: value ?? 'unknown',
      count,
      filter: keeps || publicFigures.includes(by) ? { ...asked, [by]: value ?? 'unknown' } : null,
    })),
  })
  const figures: Composition['figures'] = []
  const total = await countDeputies(query)
  const shown = keeps || total >= groupMin ? figureColumns : (['sex'] as const)
  for (const column of shown) figures.push(itemsOf(column, await countBy(query, column)))
  if (shown !== figureColumns) return { total, figures }
  const bands = ageBands.map(({ code }) => ({ code, ...birthDatesOf(code, today) }))
  const inOrder = (value: string | null) =>
    value === null ? bands.length : bands.findIndex(({ code }) => code === value)
  const counts = await countBornWithin(query, bands)
  figures.push(
    itemsOf(
      'ageBand',
      counts.toSorted((one, other) => inOrder(one.value) - inOrder(other.value)),
    ),
  )
  return { total, figures }
}
